import { AppError } from '../../protocol/errors';
import { detectEncoding } from '../encoding';
import { csvText, type PlacedRow } from './csv-text';
import { beginning, type TableText, type TextFlow } from './flow';
import { LineMap } from './line-map';

/** As much of the text as is looked at for what it is, and for the columns. */
const SNIFFED = 1 << 16;
/** Lines that may stand before the first record: a prompt, a query, warnings. */
const MOST_BEFORE = 30;
/** Characters of a record: one of a table may have 16 MB. */
const LONGEST_RECORD = 8 << 20;
const MB = 1 << 20;
const PIECE = 1 << 16;

/** How a program lists records one below the other, a line a field. */
interface Style {
  readonly mark: RegExp;
  /** What stands before a field's value, and the value; null for a line that has no name. */
  field(line: string): readonly [before: string, value: string] | null;
  /** Names end in one column, by characters or by bytes of UTF-8; else a line of a value has no name, and the one before ends in a mark. */
  readonly isRight: boolean;
}

const STYLES: readonly Style[] = [
  // mysql with \G or -E, which leaves the lines of a value as they are.
  {
    mark: /^\*{5,} ?(\d+)\. row ?\*{5,}$/,
    field: (line) => (/^ *[^\s:]/.test(line) ? dividedAt(line, line.indexOf(':')) : null),
    isRight: true,
  },
  // psql with \x.
  { mark: /^[-─]\[ RECORD (\d+) \][-─+┬┼]*$/, field: (line) => dividedAt(line, line.search(/[|│]/)), isRight: false },
];

function dividedAt(line: string, at: number): readonly [string, string] | null {
  return at < 0 ? null : [line.slice(0, at), line.slice(line[at + 1] === ' ' ? at + 2 : at + 1)];
}

/** Without the mark of a line that goes on with the next. */
const withoutMark = (line: string) => (/[+↵]$/.test(line) ? line.slice(0, -1).trimEnd() : line);
/** What stands below the last record. */
const COUNT = /^(?:\s*|\d+ rows? in set\b.*|\(\d+ rows?\)|Time: .* ms\b.*)$/;

/** The count as a terminal shows it, below which stands whatever was typed next. */
const COUNT_IN_TERMINAL = /^\d+ rows? in set(?:, \d+ warnings?)? \([^)]*sec\)\s*$/;

/** Whether a text lists records one below the other, by its beginning, and how. */
function styleOf(head: string): Style | null {
  const lines = head.split(/\r?\n/, MOST_BEFORE + 2);
  for (const style of STYLES) {
    const at = lines.findIndex((line) => style.mark.exec(line.trimEnd())?.[1] === '1');
    if (at >= 0 && style.field(lines[at + 1] ?? '') !== null) return style;
  }
  return null;
}

/** Whether a text is such a listing. */
export function looksLikeListing(head: Uint8Array): boolean {
  return styleOf(new TextDecoder(detectEncoding(head)).decode(head)) !== null;
}

/**
 * Records that mysql (`\G`) or psql (`\x`) list one below the other, as a table: the columns are the fields of the first record. A record that has other fields
 * is a row of one cell, which reading rejects. What stands before the first record and the count behind the last are left out.
 *
 * @throws AppError `record-too-long` (params: line, mb)
 */
export async function listingTable(text: TableText): Promise<TableText> {
  const { bytes, whole } = await beginning(text.open().chunks, SNIFFED);
  const encoding = detectEncoding(bytes);
  const head = new TextDecoder(encoding).decode(bytes);
  const style = styleOf(head)!;
  const sample = new RecordReader(style);
  const records = [...sample.push(head), ...(whole ? sample.finish() : [])];
  const columns = (records[0] ?? sample.open()).fields.map(({ name }) => name);
  return {
    ...text,
    plain: false,
    made: true,
    open(): TextFlow {
      const flow = text.open();
      const lines = new LineMap();
      const rows = rowsOf(flow.chunks, encoding, style, columns);
      return { chunks: csvText(rows, lines), bytesRead: flow.bytesRead, place: (line) => lines.place(line) };
    },
  };
}

async function* rowsOf(
  chunks: AsyncGenerator<Uint8Array, void, void>,
  encoding: string,
  style: Style,
  columns: readonly string[],
): AsyncGenerator<Iterable<PlacedRow>, void, void> {
  const decoder = new TextDecoder(encoding);
  const reader = new RecordReader(style, columns);
  const rowOf = ({ fields, line }: ListedRecord): PlacedRow => {
    const fits = fields.length === columns.length && fields.every(({ name }, i) => name === columns[i]);
    if (fits) return { part: null, line, cells: fields.map(({ lines }) => lines.join('\n')) };
    return { part: null, line, cells: [fields.map(({ name, lines }) => `${name}: ${lines.join('\n')}`).join('\n')], broken: 'broken' };
  };
  yield [{ part: null, line: 1, cells: columns }];
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      yield reader.push(decoder.decode(chunk.subarray(at, at + PIECE), { stream: true })).map(rowOf);
    }
  }
  yield [...reader.push(decoder.decode()), ...reader.finish()].map(rowOf);
}

interface ListedField {
  readonly name: string;
  /** Of the value. */
  readonly lines: string[];
}

interface ListedRecord {
  readonly fields: ListedField[];
  /** Of its first field. */
  readonly line: number;
}

class RecordReader {
  private text = '';
  private line = 0;
  private record: ListedRecord | null = null;
  private characters = 0;
  /** Where names end, in characters and in bytes. */
  private end: readonly [number, number] | null = null;

  /** @param columns the names that fields have, in their order, once they are known */
  constructor(
    private readonly style: Style,
    private readonly columns: readonly string[] | null = null,
  ) {}

  push(chunk: string): ListedRecord[] {
    const lines = (this.text + chunk).split('\n');
    this.text = lines.pop()!;
    if (this.text.length > LONGEST_RECORD) this.refuse();
    return lines.flatMap((line) => this.read(line));
  }

  finish(): ListedRecord[] {
    const rest = this.text === '' ? [] : this.read(this.text);
    const last = this.open();
    const end = last.fields.at(-1)?.lines ?? [];
    // psql tells the lines of a value from what stands below it.
    const count = this.style.isRight ? end.findLastIndex((line) => COUNT_IN_TERMINAL.test(line)) : -1;
    if (count > 0) end.length = count;
    while (end.length > 1 && COUNT.test(end.at(-1)!)) end.pop();
    return last.fields.length > 0 ? [...rest, last] : rest;
  }

  /** The record whose end has not been read. */
  open(): ListedRecord {
    return this.record ?? { fields: [], line: this.line };
  }

  private read(whole: string): ListedRecord[] {
    const line = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
    this.line++;
    if (this.style.mark.test(line.trimEnd())) {
      const before = this.record;
      this.record = { fields: [], line: this.line + 1 };
      this.characters = 0;
      return before && before.fields.length > 0 ? [before] : [];
    }
    if (this.record) this.add(this.record.fields, line);
    return [];
  }

  private add(fields: ListedField[], line: string): void {
    this.characters += line.length + 1;
    if (this.characters > LONGEST_RECORD) this.refuse();
    const [before, value] = this.style.field(line) ?? [null, line];
    const last = fields.at(-1)?.lines;
    if (before !== null && (!last || this.isNext(before, fields.length))) fields.push({ name: before.trim(), lines: [value] });
    else if (!last) fields.push({ name: '', lines: [line] });
    else if (this.style.isRight) last.push(line);
    else if (!COUNT.test(line)) last.push(withoutMark(last.pop()!), value);
    if (!last && before !== null) this.end ??= endsOf(before);
  }

  /** Whether what stands before a value is the name of the field that is next. */
  private isNext(before: string, place: number): boolean {
    const { style, columns, end } = this;
    const name = before.trim();
    if (!style.isRight) return name !== '';
    const [characters, bytes] = endsOf(before);
    return (characters === end?.[0] || bytes === end?.[1]) && (columns === null || name === columns[place]);
  }

  private refuse(): never {
    throw new AppError('record-too-long', { line: this.line, mb: (2 * LONGEST_RECORD) / MB });
  }
}

const encoder = new TextEncoder();
const endsOf = (text: string) => [text.length, encoder.encode(text).length] as const;
