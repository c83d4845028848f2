import { AppError } from '../../protocol/errors';
import { decoded } from '../decoded';
import { detectEncoding } from '../encoding';
import { csvText, type PlacedRow } from './csv-text';
import { DEEPEST, FLAT_DEPTH, flatten, nameOf, TooDeepError } from './flatten';
import { beginning, type TableText, type TextFlow } from './flow';
import { columnsOf, FieldCounts, LEAST_CELLS, MOST_CELLS } from './json-fields';
import { wrappedList, type WrappedList } from './json-list';
import { JsonValues, type JsonSlice } from './json-values';
import { LineMap } from './line-map';
import { ListWithin } from './list-within';
import { EmptyError } from './parts';

/** As much of the text as is looked at for what it is, and for the columns. */
const SNIFFED = 1 << 14;
const SAMPLE_BYTES = 2 << 20;
const SAMPLE_VALUES = 5000;
/** Later fields that are named; there may be as many as rows. */
const MOST_LATER = 100;
/** Characters of a broken value that are handed on. */
const MOST_SHOWN = 1 << 20;
/** Bytes that are cut into values at a time, however many the platform hands over. */
const PIECE = 1 << 16;

/** Whether a text is JSON lines, the first of which may be broken, or a list of objects, by its beginning. */
export function looksLikeJson(head: Uint8Array): boolean {
  const text = decoded(head.subarray(0, SNIFFED), detectEncoding(head)).trimStart();
  const begins = /^\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\}\s*(?:$|[\r\n]))/.test(text) || /^\[\s*\{\s*["}]/.test(text);
  return begins || goesOnInLines(text);
}

/** Whether the first line is no object by itself and the next two are: objects that take a line each, of which the first is broken. */
function goesOnInLines(text: string): boolean {
  const [first, ...next] = text.split(/[\r\n]+/, 4).filter((line) => line.trim() !== '');
  return first !== undefined && !isObject(first) && next.length > 1 && next.slice(0, 2).every(isObject);
}

function isObject(line: string): boolean {
  if (!/^\s*\{\s*"/.test(line)) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/**
 * JSON as a table: a row an object, a column a key in the order of appearance in the first values, objects within them flattened; keys that come to the
 * same name that way keep a column each. What is not an object, or no JSON, becomes a row of one cell, which reading rejects. Fields that are not among
 * the columns, those that too few objects have among them, are left out and named. Where the text is one object with a list of objects in it, or several such
 * pages, the rows are those of the lists.
 *
 * @throws AppError `json-no-rows` (params: name) where the beginning holds no object with at least one field, EmptyError where the whole does not. Reading throws
 * `json-too-deep` and `table-too-sparse` (params: name, line).
 */
export async function jsonTable(text: TableText): Promise<{ readonly table: TableText; readonly list: WrappedList | null }> {
  const { name } = text;
  const head = await beginning(text.open().chunks, SAMPLE_BYTES);
  const encoding = detectEncoding(head.bytes);
  const beginningText = decoded(head.bytes, encoding);
  const list = wrappedList(beginningText, head.whole);
  const lines = list === null && goesOnInLines(beginningText.trimStart());
  const sample = new JsonValues(lines);
  const slices = [...sample.push(list ? new ListWithin(list).push(beginningText) : beginningText), ...(head.whole ? sample.finish() : [])];
  const fields = new FieldCounts();
  let areObjects = head.whole && slices.length <= SAMPLE_VALUES;
  for (const slice of slices.slice(0, SAMPLE_VALUES)) {
    const cells = objectOf(slice, name, (path) => fields.opened(path));
    if (cells) fields.add(cells, slice.text.length);
    else areObjects = false;
  }
  const { columns, sparse } = columnsOf(fields);
  if (columns.length === 0) throw new (areObjects ? EmptyError : AppError)('json-no-rows', { name });
  const rare = new Set(sparse);
  const laterFields = new Set<string>();
  const known = new Set((list?.beside ?? []).map((each) => each.name));
  const told = (key: string) => {
    if (!known.has(key) && laterFields.size < MOST_LATER) laterFields.add(key);
  };
  const table: TableText = {
    name: list?.path.join('.') ?? name,
    plain: false,
    made: true,
    objects: true,
    laterFields,
    sparseFields: sparse.map(nameOf),
    open(): TextFlow {
      const flow = text.open();
      const places = new LineMap();
      const texts = textsOf(flow.chunks, encoding, list && new ListWithin(list, told));
      const later = (path: string) => {
        if (laterFields.size < MOST_LATER && !rare.has(path)) laterFields.add(nameOf(path));
      };
      return {
        chunks: csvText(rowsOf(texts, new JsonValues(lines), columns, later, name), places),
        bytesRead: flow.bytesRead,
        place: (line) => places.place(line),
      };
    },
  };
  return { table, list };
}

/** The text in pieces, or what a list in it holds. */
async function* textsOf(
  chunks: AsyncGenerator<Uint8Array, void, void>,
  encoding: string,
  within: ListWithin | null,
): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder(encoding);
  const rowsIn = (text: string) => within?.push(text) ?? text;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE) yield rowsIn(decoder.decode(chunk.subarray(at, at + PIECE), { stream: true }));
  }
  yield rowsIn(decoder.decode()) + (within?.finish() ?? '');
}

async function* rowsOf(
  texts: AsyncGenerator<string, void, void>,
  values: JsonValues,
  columns: readonly string[],
  later: (path: string) => void,
  name: string,
): AsyncGenerator<Iterable<PlacedRow>, void, void> {
  const known = new Set(columns);
  let characters = 0;
  let made = 0;
  const rowOf = (slice: JsonSlice): PlacedRow => {
    const { line, cut } = slice;
    characters += slice.text.length;
    made += columns.length;
    if (made > LEAST_CELLS + characters * MOST_CELLS) throw new AppError('table-too-sparse', { name, line });
    const cells = objectOf(slice, name);
    if (cells === null) return { part: null, line, cells: [shown(slice.text.trim())], broken: cut ? 'cut' : 'broken' };
    for (const [path, cell] of cells) if (cell !== '' && !known.has(path)) later(path);
    return { part: null, line, cells: columns.map((path) => cells.get(path) ?? '') };
  };
  yield [{ part: null, line: 1, cells: columns.map(nameOf) }];
  // One at a time: a piece may hold thousands of objects, each of which makes a row of thousands of cells.
  const rows = function* (slices: readonly JsonSlice[]): Generator<PlacedRow, void, void> {
    for (const slice of slices) yield rowOf(slice);
  };
  for await (const text of texts) yield rows(values.push(text));
  yield rows(values.finish());
}

const shown = (text: string) => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);

/** The cells of an object by path, as {@link flatten} has them; null for anything else. */
function objectOf({ text, line, whole, depth }: JsonSlice, name: string, opened?: (path: string) => void): Map<string, string> | null {
  if (!whole) return null;
  // Parsing would take memory for each level.
  if (depth > FLAT_DEPTH + DEEPEST + 1) throw new AppError('json-too-deep', { name, line });
  try {
    return flatten(JSON.parse(UNUSUAL.test(text) ? withNumbersAsWritten(text) : text) as Record<string, unknown>, opened);
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    // An expression that recurses runs out of stack.
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
