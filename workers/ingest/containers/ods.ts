import { AppError } from '../../protocol/errors';
import { chosenSheet, withoutTable, type Book, type SheetChoice } from './book';
import { shownNumberText } from './cell-styles';
import { beginning } from './flow';
import { SheetReader, type NumberedSheet } from './sheet-reader';
import { LONGEST_ROW, LONGEST_TEXT, MOST_COLUMNS } from './sheet-rows';
import { scanned } from './workbook';
import { attribute, XmlError, type XmlHandler } from './xml-scanner';
import type { Zip } from './zip';

/** Path of the part that holds the cells. */
export const CONTENT = 'content.xml';
/** And of the one that lists the parts, which says whether they are encrypted. */
export const MANIFEST = 'META-INF/manifest.xml';
const LARGEST_MANIFEST = 1 << 16;
const MOST_SHEETS = 5000;
/** Rows that repeated ones may come to: those of a sheet. */
const MOST_REPEATED = 1 << 20;

/**
 * One sheet of an OpenDocument spreadsheet (OpenDocument 1.3, part 3, chapter 9): see {@link chosenSheet}. It is read front to back and not held.
 *
 * @param size bytes of the file: a few of them may stand for a million cells
 * @throws AppError `workbook-empty`, `packed-damaged`, `packed-too-large` (params: name), `packed-encrypted`
 */
export async function odsText(zip: Zip, name: string, size: number, wanted: string | undefined): Promise<SheetChoice> {
  const entryAt = (part: string) => zip.entries.find(({ path }) => path === part)!;
  const manifest = await beginning(zip.open(entryAt(MANIFEST)).chunks, LARGEST_MANIFEST);
  if (new TextDecoder().decode(manifest.bytes).includes('encryption-data')) throw new AppError('packed-encrypted', { name });
  const entry = entryAt(CONTENT);
  const all = new ContentReader(null);
  for await (const _ of scanned(zip.open(entry).chunks, all, name)) {
    if (all.sheets.length > MOST_SHEETS) throw new AppError('packed-too-large', { name });
  }
  const book: Book<NumberedSheet> = {
    size,
    sheets: all.sheets,
    holdsTable: ({ wide }) => wide >= 2,
    rows({ number }: NumberedSheet) {
      const { chunks, taken } = zip.open(entry);
      const reader = new ContentReader(number);
      async function* batches() {
        for await (const _ of scanned(chunks, reader, name)) yield reader.take();
      }
      return { batches: batches(), taken };
    },
  };
  const found = await chosenSheet(book, name, wanted);
  if (!found) throw await withoutTable(book, name);
  return found;
}

/** Reads the sheets of a spreadsheet; of one of them the rows. Rows without any value are left out, and so are empty cells at the end of a row. */
class ContentReader extends SheetReader implements XmlHandler {
  private readonly hiddenStyles = new Set<string>();
  private style = '';
  private line = 0;
  private rowRepeats = 1;
  private repeated = 0;
  private cells: string[] = [];
  private column = 0;
  private characters = 0;
  private cellRepeats = 1;
  private raw: string | null = null;
  private isNumber = false;
  private value = '';
  /** Cells of the row that have a value, and whether this one has. */
  private filled = 0;
  private isFilled = false;
  private depth = 0;
  private inNote = 0;

  open(name: string, attributes: string): void {
    switch (name) {
      case 'style':
        this.style = attribute(attributes, 'name') ?? '';
        return;
      case 'table-properties':
        if (attribute(attributes, 'display') === 'false') this.hiddenStyles.add(this.style);
        return;
      case 'table': {
        const hidden = this.hiddenStyles.has(attribute(attributes, 'style-name') ?? '');
        this.sheets.push({ name: attribute(attributes, 'name') ?? '', hidden, number: this.sheets.length, wide: 0 });
        this.line = 0;
        return;
      }
      case 'table-row':
        this.rowRepeats = repeats(attribute(attributes, 'number-rows-repeated'));
        this.cells = [];
        this.column = 0;
        this.characters = 0;
        this.filled = 0;
        return;
      case 'table-cell':
      case 'covered-table-cell':
        this.cellRepeats = repeats(attribute(attributes, 'number-columns-repeated'));
        this.isNumber = /^(?:float|currency|percentage)$/.test(attribute(attributes, 'value-type') ?? '');
        this.raw = rawValue(attributes);
        this.isFilled = this.raw !== null && this.raw !== '';
        this.value = '';
        return;
      case 'annotation':
        this.inNote++;
        return;
      case 'p':
        if (this.depth++ === 0 && this.inNote === 0 && this.value !== '') this.value += '\n';
        return;
      case 's':
        // A few bytes may stand for millions of blanks, which fill no cell: nobody need look at them.
        return this.add(' '.repeat(Math.min(repeats(attribute(attributes, 'c')), LONGEST_TEXT)));
      case 'tab':
        return this.text('\t');
      case 'line-break':
        return this.text('\n');
    }
  }

  close(name: string): void {
    if (name === 'annotation') this.inNote--;
    else if (name === 'p') this.depth--;
    else if (name === 'table-cell' || name === 'covered-table-cell') this.cell();
    else if (name === 'table-row') this.row();
  }

  text(text: string): void {
    if (this.depth === 0 || this.inNote > 0) return;
    this.isFilled ||= text.trim() !== '';
    this.add(text);
  }

  private add(text: string): void {
    if (this.depth === 0 || this.inNote > 0 || !this.isWanted) return;
    this.value += text;
    if (this.value.length > LONGEST_TEXT) throw new XmlError('cell too long');
  }

  private cell(): void {
    if (this.isFilled) this.filled += Math.min(this.cellRepeats, 2);
    const text = this.isNumber ? shownNumberText(this.raw!, this.value) : (this.raw ?? this.value);
    this.value = '';
    const end = Math.min(this.column + this.cellRepeats, MOST_COLUMNS);
    if (text !== '' && this.isWanted) {
      if (this.column >= MOST_COLUMNS || text.length * (end - this.column) > LONGEST_TEXT) throw new XmlError('row too long');
      this.characters += text.length;
      if (this.characters > LONGEST_ROW) throw new XmlError('row too long');
      while (this.cells.length < this.column) this.cells.push('');
      while (this.cells.length < end) this.cells.push(text);
    }
    this.column = end;
  }

  private row(): void {
    const { cells, rowRepeats } = this;
    const sheet = this.sheets.at(-1);
    if (sheet && this.filled >= 2) sheet.wide += Math.min(rowRepeats, 2);
    if (cells.length > 0) {
      if (rowRepeats > 1) this.repeated += rowRepeats;
      if (this.repeated > MOST_REPEATED) throw new XmlError('rows without end');
      for (let i = 0; i < rowRepeats; i++) this.found.push({ cells, line: this.line + i + 1 });
    }
    this.line += rowRepeats;
  }
}

function repeats(value: string | null): number {
  return Math.max(1, Math.floor(Number(value)) || 1);
}

/** What a cell says beside the words that it shows; null where these are its value. */
function rawValue(attributes: string): string | null {
  const type = attribute(attributes, 'value-type');
  if (type === 'float' || type === 'currency' || type === 'percentage') return attribute(attributes, 'value') ?? '';
  if (type === 'date') return (attribute(attributes, 'date-value') ?? '').replace('T', ' ').replace(/ 00:00:00$/, '');
  if (type === 'time') return clockText(attribute(attributes, 'time-value') ?? '');
  if (type === 'boolean') return (attribute(attributes, 'boolean-value') ?? '').toUpperCase();
  return type === 'string' ? attribute(attributes, 'string-value') : null;
}

/** A duration such as `PT13H45M00S` as the time of day that it mostly is. */
function clockText(value: string): string {
  const [, hours, minutes, seconds] = /^PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$/.exec(value) ?? [];
  return hours === undefined ? value : [hours, minutes, seconds].map((part) => part!.padStart(2, '0')).join(':');
}
