import { headerScore, type Role } from '../header-words';
import { columnFacts } from '../profile';
import { flatten, lastKey, nameOf } from './flatten';

/** Objects that are looked at. */
const LOOKED_AT = 200;
/** Of these, and of what their lists hold, so many are alike. */
const NEARLY_ALL = 0.9;
/** Objects with something in their lists that make a habit of a file, unless it has fewer objects. */
const ENOUGH = 5;
/** Different fields around lists from which on an object is no person or visit. */
const MOST_FIELDS = 1000;
/** What is around the entries is written again with each: at most so many characters for each that is read. */
const MOST_REPEATED = 16;

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Other entries may be among them. */
const hasObjects = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.some(isObject);

/**
 * The key of the list whose entries are what happened, where each object is who or which visit they belong to: `{"session":1,"events":[{"aid":7,"ts":1661724000278}]}`.
 * The entries have a time; what is around them has no date, whatever it is called, and is neither an order nor an amount, which would count with each entry:
 * an order with its lines is a row of its own. Null where there is no such list, or another one beside it, whose entries would be lost or come again with
 * each row, or where what is around them is so long that writing it with each would make a table many times the size of the file.
 */
export function unfoldedKey(texts: readonly string[]): string | null {
  const looked = texts.slice(0, LOOKED_AT);
  const objects = looked.flatMap(parsed);
  const keys = new Set(objects.flatMap((object) => Object.keys(object).filter((key) => hasObjects(object[key]))));
  const [key] = keys;
  if (key === undefined || keys.size > 1 || objects.length < looked.length * NEARLY_ALL) return null;
  const lists = objects.flatMap((object) => entriesUnder(object, key) ?? []);
  const having = objects.filter((object) => entriesUnder(object, key) !== null).length;
  const filled = objects.filter((object) => !isNothing(object[key])).length;
  if (having < Math.min(ENOUGH, objects.length) || having < filled * NEARLY_ALL) return null;
  if (lists.filter((entry) => isObject(entry) && hasTime(entry)).length < lists.length * NEARLY_ALL) return null;
  const around = objects.map((object) => flatten(without(object, key)));
  const repeated = objects.reduce((sum, object, i) => sum + lengthOf(around[i]!) * (entriesUnder(object, key)?.length ?? 0), 0);
  const read = looked.reduce((sum, text) => sum + text.length, 0);
  return repeated <= read * MOST_REPEATED && !objects.some((object) => hasTime(without(object, key))) && saysWho(around) ? key : null;
}

/** The entries of an object's list under the key; null where it has none. Those that are no objects are among them. */
export function entriesUnder(object: JsonObject, key: string): readonly unknown[] | null {
  const list = Object.hasOwn(object, key) ? object[key] : null;
  return hasObjects(list) ? list : null;
}

export function without(object: JsonObject, key: string): JsonObject {
  const { [key]: _, ...rest } = object;
  return rest;
}

/** Characters of an object's cells. */
export function lengthOf(cells: ReadonlyMap<string, string>): number {
  let length = 0;
  for (const cell of cells.values()) length += cell.length;
  return length;
}

const isNothing = (value: unknown) => value === undefined || value === null || (Array.isArray(value) && value.length === 0);

function parsed(text: string): JsonObject[] {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? [value] : [];
  } catch {
    return [];
  }
}

/** Whether a field is called a time and holds a date or what counts as one. */
function hasTime(object: JsonObject): boolean {
  const cells = [...flatten(object)];
  return cells.some(
    ([path, cell]) => headerScore(lastKey(path), 'time') > 0 && (/^\d{9,}(?:\.\d+)?$/.test(cell) || /^\D{0,6}\d{1,4}\D.*\d/.test(cell)),
  );
}

/** Whether the fields around lists say who or which visit at most. An id that may be read as a date by its figures is one still. */
function saysWho(around: readonly ReadonlyMap<string, string>[]): boolean {
  const fields = new Map<string, [string][]>();
  for (const row of around)
    for (const [path, cell] of row) {
      const known = fields.get(path);
      if (known) known.push([cell]);
      else fields.set(path, [[cell]]);
    }
  if (fields.size > MOST_FIELDS) return false;
  return [...fields].every(([path, cells]) => {
    const names = [lastKey(path), nameOf(path)];
    const isCalled = (role: Role) => names.some((name) => headerScore(name, role) > 0);
    if (isCalled('value') || isCalled('quantity') || isCalled('order')) return false;
    if ((isCalled('user') || isCalled('session')) && cells.every(([cell]) => /^\d*$/.test(cell))) return true;
    // Postcodes and incomes are days of a spreadsheet, too.
    return columnFacts(path, 0, cells).dateFormats.every((format) => format === 'excel' && !isCalled('time'));
  });
}
