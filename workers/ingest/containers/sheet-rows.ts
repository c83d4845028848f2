import { numberText, type NumberKind } from './cell-styles';
import { attribute, XmlError, type XmlHandler } from './xml-scanner';

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly strings: readonly string[];
  readonly kinds: readonly NumberKind[];
  readonly from1904: boolean;
}

export interface SheetRow {
  readonly cells: readonly string[];
  /** Number of the row, from 1. */
  readonly line: number;
  /** The file ends within it. */
  readonly broken?: 'cut';
}

/** Columns that a sheet can have. */
export const MOST_COLUMNS = 16_384;
/** Characters of a cell: a hundred times what one can have in a spreadsheet program. */
export const LONGEST_TEXT = 32_767 * 100;

/** Characters of a row: a record may have 16 MB. */
export const LONGEST_ROW = 8 << 20;

/** `_x000D_` stands for a character that XML cannot hold. */
export const withoutEscapes = (text: string) =>
  text.includes('_x') ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;

/** Reads a worksheet's XML. Rows without any value are left out, empty cells at the end of a row, too. Throws XmlError beyond {@link LONGEST_TEXT}. */
export class SheetReader implements XmlHandler {
  private found: SheetRow[] = [];
  private line = 0;
  private cells: string[] = [];
  private column = 0;
  private type = '';
  private style = 0;
  private value = '';
  /** Text counts within `v`, and within `t` unless it is a phonetic hint. */
  private inValue = false;
  private inPhonetic = false;

  constructor(private readonly context: SheetContext) {}

  /** The rows that have ended since the last call. */
  take(): SheetRow[] {
    const rows = this.found;
    this.found = [];
    return rows;
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'row':
        this.line = Number(attribute(attributes, 'r')) || this.line + 1;
        this.cells = [];
        this.column = -1;
        return;
      case 'c':
        this.column = columnOf(attribute(attributes, 'r')) ?? this.column + 1;
        this.type = attribute(attributes, 't') ?? 'n';
        this.style = Number(attribute(attributes, 's') ?? 0);
        this.value = '';
        return;
      case 'rPh':
        this.inPhonetic = true;
        return;
      case 'v':
      case 't':
        this.inValue = !this.inPhonetic;
    }
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.inValue = false;
        return;
      case 'rPh':
        this.inPhonetic = false;
        return;
      case 'c':
        this.cell(this.cellText());
        return;
      case 'row':
        if (this.cells.length > 0) this.found.push({ cells: this.cells, line: this.line });
    }
  }

  text(text: string): void {
    if (!this.inValue) return;
    this.value += text;
    if (this.value.length > LONGEST_TEXT) throw new XmlError('cell too long');
  }

  private cell(text: string): void {
    if (text === '' || this.column >= MOST_COLUMNS) return;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = text;
  }

  private cellText(): string {
    const { value, context } = this;
    switch (this.type) {
      case 's':
        return context.strings[Number(value)] ?? '';
      case 'n':
        return numberText(value, context.kinds[this.style] ?? null, context.from1904);
      case 'b':
        return value === '' ? '' : value.trim() === '1' ? 'TRUE' : 'FALSE';
      default:
        return withoutEscapes(value);
    }
  }
}

/** Column, from 0, of an address such as `AB12`; null where there is none. */
function columnOf(address: string | null): number | null {
  const letters = /^[A-Z]{1,3}/.exec(address ?? '')?.[0];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
