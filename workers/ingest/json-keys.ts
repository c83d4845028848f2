import type { JsonPath } from '../protocol/recipe';
import { contentText, isMissingText } from './cells';

/** Rows from which the keys are learned, levels of objects that are looked into, and the most keys that are offered of one column. */
const ROWS = 1000;
const LEVELS = 3;
const MOST_KEYS = 60;
const MOSTLY = 0.9;

/** A key found in a JSON column: its path and its values in the sampled rows, '' where a row has none. */
export interface JsonKey {
  /** The column's name and the keys, joined by points. */
  readonly name: string;
  readonly path: JsonPath;
  readonly cells: readonly string[];
}

/** The keys in the JSON objects of one column, most frequent first; none where the column holds something else. Lists are values. */
export function jsonKeys(column: string, index: number, rows: readonly (readonly string[])[]): JsonKey[] {
  const objects = rows.map((row) => parsed(row[index] ?? ''));
  const filled = rows.filter((row) => !isMissingText(row[index] ?? '')).length;
  const read = objects.filter((object) => object !== null).length;
  if (read === 0 || read < filled * MOSTLY) return [];
  const counts = new Map<string, { readonly keys: readonly string[]; count: number }>();
  for (const object of objects.slice(0, ROWS)) {
    if (object !== null) count(object, [], counts);
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_KEYS)
    .map(({ keys }) => ({
      name: [column, ...keys].join('.'),
      path: { column, keys: [...keys] },
      cells: objects.map((object) => textAt(object, keys)),
    }));
}

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(cell: string): JsonObject | null {
  const text = contentText(cell);
  if (!text.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function count(
  object: JsonObject,
  above: readonly string[],
  counts: Map<string, { readonly keys: readonly string[]; count: number }>,
): void {
  for (const [key, value] of Object.entries(object)) {
    const keys = [...above, key];
    if (isObject(value)) {
      if (keys.length < LEVELS) count(value, keys, counts);
      continue;
    }
    const id = JSON.stringify(keys);
    const known = counts.get(id);
    if (known === undefined) counts.set(id, { keys, count: 1 });
    else known.count++;
  }
}

function textAt(object: JsonObject | null, keys: readonly string[]): string {
  let value: unknown = object;
  for (const key of keys) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return '';
    value = value[key];
  }
  if (value === null || value === undefined || isObject(value)) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
