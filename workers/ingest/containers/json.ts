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
import { entriesUnder, isObject, lengthOf, unfoldedKey, without, type JsonObject } from './unfold';
import { comparable } from './table-kinds';

/** As much of the text as is looked at for what it is, and for the columns. */
const SNIFFED = 1 << 14;
const SAMPLE_BYTES = 2 << 20;
const SAMPLE_VALUES = 5000;
/** Later fields that are named; there may be as many as rows. */
const MOST_LATER = 100;
/** Characters of a broken value that are handed on. */
const MOST_SHOWN = 1 << 20;
/** What is around the entries of lists is written again with each: so many characters for each that is read and in any case, before a file is refused. */
const MOST_REPEATED = 32;
const LEAST_REPEATED = 1 << 24;
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
  return first !== undefined && !isObjectLine(first) && next.length > 1 && next.slice(0, 2).every(isObjectLine);
}

function isObjectLine(line: string): boolean {
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
 * pages, the rows are those of the lists; where each object holds a list of what happened, they are its entries (see {@link unfoldedKey}), of which those that are no
 * objects are rejected each by itself.
 *
 * @returns `unfolded`: the rows are entries of a list within each object
 * @throws AppError `json-no-rows` (params: name) where the beginning holds no object with at least one field, EmptyError where the whole does not. Reading throws
 * `json-too-deep`, `json-repeats` and `table-too-sparse` (params: name, line).
 */
export async function jsonTable(
  text: TableText,
): Promise<{ readonly table: TableText; readonly list: WrappedList | null; readonly unfolded: boolean }> {
  const { name } = text;
  const head = await beginning(text.open().chunks, SAMPLE_BYTES);
  const encoding = detectEncoding(head.bytes);
  const beginningText = decoded(head.bytes, encoding);
  const list = wrappedList(beginningText, head.whole);
  const lines = list === null && goesOnInLines(beginningText.trimStart());
  const sample = new JsonValues(lines);
  const slices = [...sample.push(list ? new ListWithin(list).push(beginningText) : beginningText), ...(head.whole ? sample.finish() : [])];
  const fields = new FieldCounts();
  const key = unfoldedKey(slices.filter(({ depth }) => depth <= DEEPEST).map(({ text: object }) => object));
  const opened = (path: string) => fields.opened(path);
  let areObjects = head.whole && slices.length <= SAMPLE_VALUES;
  for (const slice of slices.slice(0, SAMPLE_VALUES)) {
    const object = objectOf(slice, name, key, opened);
    const entries = (object?.entries ?? []).filter(isObject);
    if (object) fields.add(object.around, slice.text.length, Math.max(1, entries.length));
    else areObjects = false;
    for (const entry of entries) fields.addEntry(entryOf(entry, key!, name, slice.line, opened));
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
    name: key ?? list?.path.join('.') ?? name,
    plain: false,
    made: true,
    objects: true,
    laterFields,
    sparseFields: sparse.map(nameOf),
    open(also = []): TextFlow {
      const flow = text.open();
      const places = new LineMap();
      const texts = textsOf(flow.chunks, encoding, list && new ListWithin(list, told));
      const later = (path: string) => {
        if (laterFields.size < MOST_LATER && !rare.has(path)) laterFields.add(nameOf(path));
      };
      return {
        chunks: csvText(rowsOf(texts, new JsonValues(lines), { columns, also, key, later, name }), places),
        bytesRead: flow.bytesRead,
        place: (line) => places.place(line),
      };
    },
  };
  return { table, list, unfolded: key !== null };
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

interface Rows {
  readonly columns: readonly string[];
  /** Names of further fields, whose paths come to light with them. */
  readonly also: readonly string[];
  /** The key of the list whose entries are rows. */
  readonly key: string | null;
  readonly later: (path: string) => void;
  readonly name: string;
}

async function* rowsOf(
  texts: AsyncGenerator<string, void, void>,
  values: JsonValues,
  { columns, also, key, later, name }: Rows,
): AsyncGenerator<Iterable<PlacedRow>, void, void> {
  const known = new Set(columns);
  const places = new Map(also.map((field, i) => [comparable(field), i]));
  let characters = 0;
  let made = 0;
  let repeated = 0;
  const cellsOf = (line: number, cells: ReadonlyMap<string, string>, around = cells): string[] => {
    made += columns.length + also.length;
    if (made > LEAST_CELLS + characters * MOST_CELLS) throw new AppError('table-too-sparse', { name, line });
    const more = also.map(() => '');
    const take = (path: string, cell: string) => {
      if (cell === '' || known.has(path)) return;
      const place = places.get(comparable(nameOf(path)));
      if (place === undefined || more[place] !== '') later(path);
      else more[place] = cell;
    };
    for (const [path, cell] of cells) take(path, cell);
    if (around !== cells && also.length > 0) for (const [path, cell] of around) if (places.has(comparable(nameOf(path)))) take(path, cell);
    const row = columns.map((path) => cells.get(path) ?? around.get(path) ?? '');
    return more.length > 0 ? [...row, ...more] : row;
  };
  const rowsIn = function* (slice: JsonSlice): Generator<PlacedRow, void, void> {
    const { line, cut } = slice;
    characters += slice.text.length;
    const object = objectOf(slice, name, key);
    if (object === null) yield { part: null, line, cells: [shown(slice.text.trim())], broken: cut ? 'cut' : 'broken' };
    else if (object.entries === null) yield { part: null, line, cells: cellsOf(line, object.around) };
    else {
      repeated += lengthOf(object.around) * (object.entries.length - 1);
      if (repeated > LEAST_REPEATED + characters * MOST_REPEATED) throw new AppError('json-repeats', { name, line });
      for (const entry of object.entries) {
        if (isObject(entry)) yield { part: null, line, cells: cellsOf(line, entryOf(entry, key!, name, line), object.around) };
        else yield { part: null, line, cells: [shown(JSON.stringify(entry))], broken: 'broken' };
      }
    }
  };
  yield [{ part: null, line: 1, cells: [...columns.map(nameOf), ...also] }];
  // One at a time: a piece may hold thousands of objects, each of which makes a row of thousands of cells.
  const rows = function* (slices: readonly JsonSlice[]): Generator<PlacedRow, void, void> {
    for (const slice of slices) yield* rowsIn(slice);
  };
  for await (const text of texts) yield rows(values.push(text));
  yield rows(values.finish());
}

const shown = (text: string) => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);

/** An object, whose list under a key may be rows of their own. */
interface Parsed {
  /** Cells by path, as {@link flatten} has them, those of the list aside. */
  readonly around: ReadonlyMap<string, string>;
  /** Null: the object is the row. */
  readonly entries: readonly unknown[] | null;
}

/** Null for anything but an object. `key`: of the list whose entries are rows. */
function objectOf(slice: JsonSlice, name: string, key: string | null, opened?: (path: string) => void): Parsed | null {
  const { text, line, whole, depth } = slice;
  if (!whole) return null;
  // Parsing would take memory for each level.
  if (depth > FLAT_DEPTH + DEEPEST + 1) throw new AppError('json-too-deep', { name, line });
  try {
    const object = JSON.parse(UNUSUAL.test(text) ? withNumbersAsWritten(text) : text) as JsonObject;
    const entries = key === null ? null : entriesUnder(object, key);
    return { around: flatten(entries === null ? object : without(object, key!), opened), entries };
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw tooDeep(cause, name, line);
  }
}

function entryOf(entry: JsonObject, key: string, name: string, line: number, opened?: (path: string) => void): Map<string, string> {
  try {
    return flatten({ [key]: entry }, opened);
  } catch (cause) {
    throw tooDeep(cause, name, line);
  }
}

/** An expression that recurses runs out of stack. */
function tooDeep(cause: unknown, name: string, line: number): unknown {
  return cause instanceof TooDeepError || cause instanceof RangeError ? new AppError('json-too-deep', { name, line }, { cause }) : cause;
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
