import { AppError } from '../../protocol/errors';
import { detectEncoding } from '../encoding';
import { csvText, type PlacedRow } from './csv-text';
import { flatten, TooDeepError } from './flatten';
import { beginning, type TableText, type TextFlow } from './flow';
import { JsonValues, type JsonSlice } from './json-values';
import { LineMap } from './line-map';

/** As much of the text as is looked at for what it is, and for the columns. */
const SNIFFED = 1 << 14;
const SAMPLE_BYTES = 2 << 20;
const SAMPLE_VALUES = 5000;
/** Of columns, so that objects keyed by an id do not make a column each. */
const MOST_COLUMNS = 2000;
/** Later fields that are named; there may be as many as rows. */
const MOST_LATER = 100;

/** Whether a text is JSON lines, or a list of objects, by its beginning. */
export function looksLikeJson(head: Uint8Array): boolean {
  const text = new TextDecoder(detectEncoding(head)).decode(head.subarray(0, SNIFFED)).trimStart();
  return /^\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\}\s*(?:$|[\r\n]))/.test(text) || /^\[\s*\{\s*["}]/.test(text);
}

/**
 * JSON as a table: a row an object, a column a key in the order of appearance in the first values, objects within them flattened. What is not
 * an object, or no JSON, becomes a row of one cell, which reading rejects. Fields that are not among the columns are left out and named.
 *
 * @throws AppError `json-no-rows` (params: name) where the beginning holds no object with at least one field. Reading throws
 * `json-too-deep` (params: name, line).
 */
export async function jsonTable(text: TableText): Promise<TableText> {
  const { name } = text;
  const head = await beginning(text.open().chunks, SAMPLE_BYTES);
  const encoding = detectEncoding(head.bytes);
  const sample = new JsonValues();
  /** Keys in the order of appearance, and whether any value stands under them. */
  const keys = new Map<string, boolean>();
  const slices = [...sample.push(new TextDecoder(encoding).decode(head.bytes)), ...(head.whole ? sample.finish() : [])];
  for (const slice of slices.slice(0, SAMPLE_VALUES)) {
    for (const [key, cell] of objectOf(slice, name) ?? []) keys.set(key, cell !== '' || (keys.get(key) ?? false));
  }
  const header = columnsOf(keys);
  if (header.length === 0) throw new AppError('json-no-rows', { name });
  const laterFields = new Set<string>();
  return {
    name,
    plain: false,
    made: true,
    objects: true,
    laterFields,
    open(): TextFlow {
      const flow = text.open();
      const lines = new LineMap();
      const rows = rowsOf(flow.chunks, encoding, header, laterFields, name);
      return { chunks: csvText(rows, lines), bytesRead: flow.bytesRead, place: (line) => lines.place(line) };
    },
  };
}

/** Without keys that are null where they are not an object. */
function columnsOf(keys: ReadonlyMap<string, boolean>): string[] {
  const outer = new Set<string>();
  for (const key of keys.keys()) for (let dot = key.indexOf('.'); dot !== -1; dot = key.indexOf('.', dot + 1)) outer.add(key.slice(0, dot));
  return [...keys]
    .filter(([key, filled]) => filled || !outer.has(key))
    .slice(0, MOST_COLUMNS)
    .map(([key]) => key);
}

async function* rowsOf(
  chunks: AsyncGenerator<Uint8Array, void, void>,
  encoding: string,
  header: readonly string[],
  laterFields: Set<string>,
  name: string,
): AsyncGenerator<readonly PlacedRow[], void, void> {
  const decoder = new TextDecoder(encoding);
  const values = new JsonValues();
  const known = new Set(header);
  const rowOf = (slice: JsonSlice): PlacedRow => {
    const { line } = slice;
    const cells = objectOf(slice, name);
    if (cells === null) return { part: null, line, cells: [slice.text.trim()] };
    for (const [key, cell] of cells) if (cell !== '' && !known.has(key) && laterFields.size < MOST_LATER) laterFields.add(key);
    return { part: null, line, cells: header.map((key) => cells.get(key) ?? '') };
  };
  yield [{ part: null, line: 1, cells: header }];
  for await (const chunk of chunks) yield values.push(decoder.decode(chunk, { stream: true })).map(rowOf);
  yield [...values.push(decoder.decode()), ...values.finish()].map(rowOf);
}

/** The cells of an object; null for anything else. */
function objectOf({ text, line }: JsonSlice, name: string): Map<string, string> | null {
  try {
    const value: unknown = JSON.parse(UNUSUAL.test(text) ? withNumbersAsWritten(text) : text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? flatten(value as Record<string, unknown>) : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    // A parser that recurses runs out of stack.
    if (cause instanceof TooDeepError || cause instanceof RangeError) throw new AppError('json-too-deep', { name, line }, { cause });
    throw cause;
  }
}

/** Where a number may be written otherwise than JavaScript writes it. What merely looks so costs time alone. */
const UNUSUAL = /\d[\d.]{15}|\.\d*0(?!\d)|\d[eE]|-0/;
const TOKENS = /"(?:[^"\\]|\\.)*"|[[\]]|-?\d[\d.eE+-]*/g;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** More digits than every double holds. */
const LONG = /\d[\d.]{15}/;

/**
 * Puts numbers that would lose how they stand in the file in quotes, since a cell is its text: `1.10`, ids of twenty digits. Those in lists only where they
 * would lose digits: a list is a cell of JSON.
 */
function withNumbersAsWritten(text: string): string {
  let lists = 0;
  return text.replace(TOKENS, (token) => {
    if (token === '[') lists++;
    else if (token === ']') lists--;
    else if (NUMBER.test(token) && (lists === 0 ? String(Number(token)) !== token : LONG.test(token))) return `"${token}"`;
    return token;
  });
}
