import { headerScore } from '../header-words';
import { flatten, lastKey } from './flatten';

/** Objects that are looked at. */
const LOOKED_AT = 200;
/** Of these, and of what their lists hold, so many are alike. */
const NEARLY_ALL = 0.9;

export type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOfObjects = (value: unknown): value is readonly JsonObject[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);

/**
 * The key of the list whose entries are what happened, where each object is who or which visit they belong to: `{"session":1,"events":[{"aid":7,"ts":1661724000278}]}`.
 * The entries have a time and what is around them has none; an order that has its own time, with its lines, is a row of its own. Null where there is no such list,
 * or another one beside it, whose entries would be lost or come again with each row.
 */
export function unfoldedKey(texts: readonly string[]): string | null {
  const objects = texts.slice(0, LOOKED_AT).flatMap(parsed);
  const keys = new Set(objects.flatMap((object) => Object.keys(object).filter((key) => isListOfObjects(object[key]))));
  const [key] = keys;
  if (key === undefined || keys.size > 1 || objects.length < texts.slice(0, LOOKED_AT).length * NEARLY_ALL) return null;
  const lists = objects.flatMap((object) => (isListOfObjects(object[key]) ? [object[key]] : []));
  const entries = lists.flat();
  const timed = entries.filter(hasTime).length;
  const around = objects.some((object) => hasTime(without(object, key)));
  return lists.length >= objects.length * NEARLY_ALL && timed >= entries.length * NEARLY_ALL && !around ? key : null;
}

/** The entries of an object's list under the key; null where it has none. */
export function entriesUnder(object: JsonObject, key: string): readonly JsonObject[] | null {
  const list = Object.hasOwn(object, key) ? object[key] : null;
  return isListOfObjects(list) ? list : null;
}

export function without(object: JsonObject, key: string): JsonObject {
  const { [key]: _, ...rest } = object;
  return rest;
}

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
