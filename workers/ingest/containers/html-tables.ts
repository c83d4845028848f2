import { Parser } from 'htmlparser2';
import { LONGEST_NUMBER, shownNumberText } from './cell-styles';
import { LONGEST_ROW, LONGEST_TEXT, MOST_COLUMNS, type SheetRow } from './sheet-rows';
import { XmlError } from './xml-scanner';

/** Columns and rows that a cell may reach over (HTML Standard, 4.9.11). */
const MOST_COLSPAN = 1000;
const MOST_ROWSPAN = 65_534;
/** Elements within each other. Pages are some dozen deep; markup that never closes what it opens, some hundred. */
const MOST_DEPTH = 2000;
/** Characters of a tag or a comment, of which pictures may be a part. */
const LONGEST_TAG = 8 << 20;
/** Rows of a foot that stands before what it is the foot of. */
const MOST_FOOT = 1000;

/** Elements whose text nobody reads, and those that stand on lines of their own. */
const UNREAD = new Set('script style title template noscript select textarea svg math xml'.split(' '));
const BLOCKS = new Set('p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 section article tr table caption pre'.split(' '));

type Attributes = Readonly<Record<string, string>>;

/**
 * Reads the tables of a page as its text arrives; nothing of it is run or fetched. Of the table that is asked for it keeps the rows, of the others it counts the
 * filled cells. A table within a cell is a table of its own, and its words are words of the cell, too. A cell over several columns or rows stands in the first of
 * them, as in a workbook.
 */
export class HtmlTables {
  readonly seen: { label: string; cells: number }[] = [];
  private readonly parser: Parser;
  private readonly open: OpenTable[] = [];
  private found: SheetRow[] = [];
  private unread = 0;
  private isEnding = false;
  private depth = 0;
  private written = 0;
  private noted = 0;

  /** @param wanted number of the table whose rows are kept; none if it is null */
  constructor(private readonly wanted: number | null) {
    this.parser = new Parser(
      {
        onopentag: (name, attributes) => this.opened(name, attributes),
        onclosetag: (name) => this.closed(name),
        ontext: (text) => this.said(text),
        oncomment: () => (this.noted = this.written),
      },
      { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true, recognizeSelfClosing: false },
    );
  }

  /** @throws XmlError where a piece is beyond reason */
  push(text: string): void {
    this.written += text.length;
    this.parser.write(text);
    if (this.written - this.noted > LONGEST_TAG) throw new XmlError('tag too long');
  }

  finish(): void {
    this.isEnding = true;
    this.parser.end();
  }

  /** The rows that have ended since the last call. */
  take(): SheetRow[] {
    const rows = this.found;
    this.found = [];
    return rows;
  }

  private opened(name: string, attributes: Attributes): void {
    this.noted = this.written;
    if (++this.depth > MOST_DEPTH) throw new XmlError('elements without bottom');
    if (UNREAD.has(name)) this.unread++;
    const table = this.open.at(-1);
    if (name === 'table') {
      const number = this.seen.push({ label: attributes['id'] ?? '', cells: 0 }) - 1;
      this.open.push(new OpenTable(this.seen[number]!, number === this.wanted));
    } else if (name === 'tr') table?.beginRow();
    else if (name === 'td' || name === 'th') table?.beginCell(attributes);
    else if (name === 'tfoot') table?.beginFoot();
    // A foot may go without its end.
    else if (name === 'tbody' || name === 'thead') table?.endFoot();
    else if (name === 'caption') table?.beginCaption();
    if (name === 'br' || BLOCKS.has(name)) this.broken();
  }

  private closed(name: string): void {
    this.noted = this.written;
    this.depth--;
    if (UNREAD.has(name)) this.unread--;
    const table = this.open.at(-1);
    if (!table) return;
    if (name === 'td' || name === 'th') table.endCell(this.isEnding);
    else if (name === 'tr') table.endRow(this.isEnding);
    else if (name === 'tfoot') table.endFoot();
    else if (name === 'caption') table.endCaption();
    else if (name === 'table') {
      table.end(this.isEnding);
      this.open.pop();
      this.found.push(...table.take());
      this.broken();
      return;
    }
    if (BLOCKS.has(name)) this.broken();
    if (table.keeps) this.found.push(...table.take());
  }

  private said(text: string): void {
    this.noted = this.written;
    if (this.unread > 0) return;
    for (const table of this.open) table.say(text);
  }

  private broken(): void {
    for (const table of this.open) table.breakLine();
  }
}

/** A table whose end has not been read. */
class OpenTable {
  private rows: SheetRow[] = [];
  private readonly foot: SheetRow[] = [];
  private inFoot = false;
  private inCaption = false;
  private line = 0;
  private row: string[] | null = null;
  private column = 0;
  private filled = 0;
  private characters = 0;
  private cell: OpenCell | null = null;
  private isCut = false;
  /** Columns of the widest row so far that has two values at least. */
  private width = 0;
  private number = 0;
  /** Cells that reach over a column, and over rows maybe. They begin in free columns, so what is left of one goes on to its end. */
  private readonly reach: (Reach | undefined)[] = [];

  constructor(
    private readonly about: { label: string; cells: number },
    readonly keeps: boolean,
  ) {}

  take(): SheetRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  beginRow(): void {
    this.endRow();
    this.row = [];
    this.column = 0;
    this.filled = 0;
    this.characters = 0;
  }

  beginCell(attributes: Attributes): void {
    this.endCell();
    if (!this.row) this.beginRow();
    this.passReached();
    this.cell = new OpenCell(attributes, this.keeps);
  }

  /** @param isCut the page ends within it */
  endCell(isCut = false): void {
    const { cell, row } = this;
    if (!cell || !row) return;
    this.cell = null;
    this.isCut = isCut;
    if (cell.isFilled) this.filled++;
    const text = cell.text();
    this.characters += text.length;
    if (this.characters > LONGEST_ROW) throw new XmlError('row too long');
    if (text !== '') {
      if (this.column >= MOST_COLUMNS) throw new XmlError('too many columns');
      while (row.length < this.column) row.push('');
      row.push(text);
    }
    const end = Math.min(this.column + cell.columns, MOST_COLUMNS);
    this.reachOver(end, cell.rows);
    this.column = end;
  }

  /** @param isEnding the page ends before it does: a row that is shorter than those before it is cut, too, though all its cells have ended */
  endRow(isEnding = false): void {
    this.endCell();
    if (!this.row) return;
    this.passReached();
    this.isCut ||= isEnding && this.column < this.width;
    if (this.keeps) this.add(this.row);
    if (this.filled >= 2) {
      this.about.cells += this.filled;
      this.width = Math.max(this.width, this.column);
    }
    this.row = null;
    this.number++;
  }

  private passReached(): void {
    for (let cell = this.reach[this.column]; cell && cell.until > this.number; cell = this.reach[this.column]) this.column = cell.end;
  }

  /** A cell of one row takes no more than columns that one from above has reached over. */
  private reachOver(end: number, rows: number): void {
    const { column, reach } = this;
    const cell = { end, until: this.number + rows };
    if (rows > 1) while (reach.length < end) reach.push(undefined);
    for (let i = column; i < Math.min(end, reach.length); i++) reach[i] = cell;
  }

  beginFoot(): void {
    this.endRow();
    this.inFoot = true;
  }

  endFoot(): void {
    this.endRow();
    this.inFoot = false;
  }

  beginCaption(): void {
    this.inCaption = true;
    this.about.label = '';
  }

  endCaption(): void {
    this.inCaption = false;
    this.about.label = collapsed(this.about.label);
  }

  end(isEnding: boolean): void {
    this.endRow(isEnding);
    for (const row of this.foot) this.rows.push({ ...row, line: ++this.line });
  }

  say(text: string): void {
    if (this.inCaption) this.about.label = (this.about.label + text).slice(0, 200);
    else this.cell?.say(text);
  }

  breakLine(): void {
    this.cell?.breakLine();
  }

  private add(cells: readonly string[]): void {
    const isHeld = this.inFoot && this.foot.length < MOST_FOOT;
    if (!isHeld) this.line++;
    const row: SheetRow = { cells, line: this.line, ...(this.isCut && { broken: 'cut' }) };
    if (cells.length > 0) (isHeld ? this.foot : this.rows).push(row);
  }
}

interface Reach {
  /** The first column behind it, and the first row below it. */
  readonly end: number;
  readonly until: number;
}

class OpenCell {
  readonly columns: number;
  readonly rows: number;
  isFilled = false;
  private parts = '';
  /** The last character of what is said. It is kept apart, since joining the parts to look at it takes as long as they are long. */
  private last = '';

  constructor(
    private readonly attributes: Attributes,
    private readonly keeps: boolean,
  ) {
    this.columns = span(attributes['colspan'], MOST_COLSPAN) || 1;
    const rows = span(attributes['rowspan'], MOST_ROWSPAN);
    this.rows = attributes['rowspan']?.trim() === '0' ? MOST_ROWSPAN : rows || 1;
  }

  say(text: string): void {
    this.isFilled ||= /\S/.test(text);
    if (!this.keeps) return;
    const words = text.replace(/[\s\u00a0]+/g, ' ');
    // Blanks are told once, so that there are never many of them to be looked through.
    this.add(words.startsWith(' ') && (this.last === ' ' || this.last === '\n') ? words.slice(1) : words);
    if (this.parts.length > LONGEST_TEXT) throw new XmlError('cell too long');
  }

  breakLine(): void {
    if (this.keeps && this.last !== '' && this.last !== '\n') this.add('\n');
  }

  private add(text: string): void {
    this.parts += text;
    this.last = text.at(-1) ?? this.last;
  }

  /** What stands there, or the number that it shows where the cell says so, with the zeros that stand before it. */
  text(): string {
    const shown = collapsed(this.parts);
    const { 'x:str': whole, 'x:num': excel, sdval: office } = this.attributes;
    if (whole !== undefined && whole !== '') return collapsed(whole);
    const raw = excel ?? office;
    return raw !== undefined && isShownAs(raw, shown) ? shownNumberText(raw, shown) : shown;
  }
}

function span(value: string | undefined, most: number): number {
  const number = Number.parseInt(value ?? '', 10);
  return number > 0 ? Math.min(number, most) : 0;
}

/** Lines without the blanks around them, and no blank lines at either end or in a row. */
function collapsed(text: string): string {
  if (!/[\s\u00a0]/.test(text)) return text;
  return text
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim();
}

/** Whether a text shows a number, rounded perhaps: a day, a share or a text with a number behind it does not. */
function isShownAs(raw: string, shown: string): boolean {
  const value = Number(raw);
  if (shown.length > LONGEST_NUMBER) return false;
  if (
    raw.trim() === '' ||
    !Number.isFinite(value) ||
    !/\d/.test(shown) ||
    !/^[-+(]?\D{0,5}\d[\d.,'\s]*\D{0,5}$/.test(shown) ||
    shown.includes('%')
  )
    return false;
  const digits = shown.replace(/[^\d.,]/g, '').replace(/[.,]$/, '');
  return ['.', ','].some((mark) => {
    const [whole = '', decimals = '', ...more] = digits.replaceAll(mark === '.' ? ',' : '.', '').split(mark);
    return more.length === 0 && Math.abs(Math.abs(value) - Number(`${whole}.${decimals}`)) <= 0.5000001 * 10 ** -decimals.length;
  });
}
