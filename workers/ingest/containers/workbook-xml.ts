import { AppError } from '../../protocol/errors';
import { chosenSheet, withoutTable, type Book, type SheetChoice } from './book';
import { numberText } from './cell-styles';
import { beginning, type TableText } from './flow';
import { markupEncoding } from './markup-kind';
import { SheetReader, type NumberedSheet } from './sheet-reader';
import { LONGEST_TEXT, MOST_COLUMNS } from './sheet-rows';
import { scanned } from './workbook';
import { attribute, XmlError, type XmlHandler } from './xml-scanner';

const SNIFFED = 1 << 14;
const MOST_SHEETS = 5000;

/**
 * One sheet of a workbook that Excel 2003, or who writes as it did, saved as XML (SpreadsheetML 2003): see {@link chosenSheet}. It is read front to back and not
 * held.
 *
 * @throws AppError `workbook-empty`, `packed-damaged`, `packed-too-large` (params: name)
 */
export async function workbookXml(text: TableText, wanted: string | undefined): Promise<SheetChoice> {
  const { name } = text;
  const encoding = markupEncoding((await beginning(text.open().chunks, SNIFFED)).bytes);
  const all = new WorkbookReader(null);
  for await (const _ of scanned(text.open().chunks, all, name, encoding)) {
    if (all.sheets.length > MOST_SHEETS) throw new AppError('packed-too-large', { name });
  }
  if (!all.isWhole) throw new AppError('packed-damaged', { name });
  const book: Book<NumberedSheet> = {
    sheets: all.sheets,
    holdsTable: ({ wide }) => wide >= 2,
    rows({ number }: NumberedSheet) {
      const flow = text.open();
      const reader = new WorkbookReader(number);
      async function* batches() {
        for await (const _ of scanned(flow.chunks, reader, name, encoding)) yield reader.take();
      }
      return { batches: batches(), taken: () => flow.bytesRead() };
    },
  };
  const found = await chosenSheet(book, name, wanted);
  if (!found) throw await withoutTable(book, name);
  return found;
}

/** Reads the sheets of a workbook; of one of them the rows. Rows without any value are left out, and so are empty cells at the end of a row. */
class WorkbookReader extends SheetReader implements XmlHandler {
  /** The workbook has come to its end. */
  isWhole = false;
  private line = 0;
  private cells: string[] = [];
  private column = -1;
  private across = 0;
  private type = '';
  private value = '';
  private inData = false;
  private inComment = false;
  private inVisible = false;
  /** Cells of the row that have a value, and whether this one has. */
  private filled = 0;
  private isFilled = false;
  private readonly digits = new Map<string, number>();
  private style = '';
  private openStyle = '';

  open(name: string, attributes: string): void {
    switch (name) {
      case 'Worksheet':
        this.sheets.push({ name: attribute(attributes, 'Name') ?? '', hidden: false, number: this.sheets.length, wide: 0 });
        this.line = 0;
        return;
      case 'Style':
        this.openStyle = attribute(attributes, 'ID') ?? '';
        return;
      case 'NumberFormat': {
        const format = attribute(attributes, 'Format') ?? '';
        if (/^0{2,}$/.test(format)) this.digits.set(this.openStyle, format.length);
        return;
      }
      case 'Row':
        this.line = Math.max(this.line + 1, Number(attribute(attributes, 'Index')) || 0);
        this.cells = [];
        this.column = -1;
        this.across = 0;
        this.filled = 0;
        return;
      case 'Cell':
        this.column = (Number(attribute(attributes, 'Index')) || this.column + this.across + 2) - 1;
        this.across = Math.max(0, Number(attribute(attributes, 'MergeAcross')) || 0);
        this.style = attribute(attributes, 'StyleID') ?? '';
        this.value = '';
        this.isFilled = false;
        return;
      case 'Comment':
        this.inComment = true;
        return;
      case 'Visible':
        this.inVisible = true;
        return;
      case 'Data':
        this.inData = !this.inComment;
        if (this.inData) this.type = attribute(attributes, 'Type') ?? 'String';
    }
  }

  close(name: string): void {
    if (name === 'Workbook') this.isWhole = true;
    else if (name === 'Comment') this.inComment = false;
    else if (name === 'Visible') this.inVisible = false;
    else if (name === 'Data') this.inData = false;
    else if (name === 'Cell') {
      if (this.isFilled) this.filled++;
      if (this.isWanted) this.cell();
    } else if (name === 'Row') {
      const sheet = this.sheets.at(-1);
      if (sheet && this.filled >= 2) sheet.wide++;
      if (this.isWanted && this.cells.length > 0) this.found.push({ cells: this.cells, line: this.line });
    }
  }

  text(text: string): void {
    const sheet = this.sheets.at(-1);
    // `SheetHidden`, or `SheetVeryHidden`, which only a program shows again.
    if (this.inVisible && sheet && /Hidden/.test(text)) sheet.hidden = true;
    if (!this.inData) return;
    this.isFilled ||= text.trim() !== '';
    if (!this.isWanted) return;
    this.value += text;
    if (this.value.length > LONGEST_TEXT) throw new XmlError('cell too long');
  }

  private cell(): void {
    const text = cellText(this.type, this.value, this.digits.get(this.style) ?? null);
    this.value = '';
    if (text === '' || this.column >= MOST_COLUMNS || this.column < 0) return;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = text;
  }
}

function cellText(type: string, value: string, digits: number | null): string {
  if (type === 'Number') return numberText(value, digits, false);
  if (type === 'Boolean') return value.trim() === '' ? '' : value.trim() === '1' ? 'TRUE' : 'FALSE';
  return type === 'DateTime' ? timeText(value.trim()) : value;
}

/** `2024-01-31T13:45:00.000` as cells of workbooks are written; the day before Excel's calendar is that of times of day. */
function timeText(value: string): string {
  const [, day, clock, rest] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?$/.exec(value) ?? [];
  if (day === undefined || clock === undefined) return value;
  const time = `${clock}${rest === undefined || /^\.0+$/.test(rest) ? '' : rest}`;
  if (day === '1899-12-31' || day === '1899-12-30') return time;
  return time === '00:00:00' ? day : `${day} ${time}`;
}
