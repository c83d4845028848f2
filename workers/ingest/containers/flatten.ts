/** Objects within objects become columns `a.b.c` down to so many names; what lies deeper is one cell of JSON. */
export const FLAT_DEPTH = 6;
/** Nesting beyond this is no event: nothing that people export comes near it. */
export const DEEPEST = 64;

/** A value nests deeper than {@link DEEPEST}. */
export class TooDeepError extends Error {}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The keys that lead to a value as one text: joined by points, those within a key after a backslash, so that `{"a.b": 1}` and `{"a": {"b": 1}}` differ.
 * What a person reads is {@link nameOf}.
 */
type KeyPath = string;

const escaped = (key: string) => (/[.\\]/.test(key) ? key.replace(/[.\\]/g, '\\$&') : key);

/** `a.b` for both ways to get there. */
export const nameOf = (path: KeyPath) => (path.includes('\\') ? path.replace(/\\(.)/gs, '$1') : path);

/** The last of the keys, as it stands in the file. */
export function lastKey(path: KeyPath): string {
  let at = path.lastIndexOf('.');
  // A point within a key has an odd number of backslashes before it.
  while (at > 0 && backslashesBefore(path, at) % 2 === 1) at = path.lastIndexOf('.', at - 1);
  return nameOf(path.slice(at + 1));
}

function backslashesBefore(path: KeyPath, at: number): number {
  let from = at;
  while (from > 0 && path[from - 1] === '\\') from--;
  return at - from;
}

/**
 * The value's cells by path, in the order in which its keys stand. Null and an empty object make an empty cell.
 *
 * @param opened told the path of each object whose keys become cells
 */
export function flatten(value: Readonly<Record<string, unknown>>, opened?: (path: KeyPath) => void): Map<KeyPath, string> {
  const cells = new Map<KeyPath, string>();
  const add = (path: KeyPath, part: unknown, depth: number) => {
    if (isObject(part) && depth < FLAT_DEPTH && Object.keys(part).length > 0) {
      opened?.(path);
      for (const key of Object.keys(part)) add(`${path}.${escaped(key)}`, part[key], depth + 1);
    } else cells.set(path, cellOf(part));
  };
  for (const key of Object.keys(value)) add(escaped(key), value[key], 1);
  return cells;
}

/** A value as the text of a cell: lists, and objects that are not flattened, as JSON. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value as string | number | bigint | boolean);
  if (isObject(value) && Object.keys(value).length === 0) return '';
  checkDepth(value, 0);
  return JSON.stringify(value);
}

function checkDepth(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEEPEST) throw new TooDeepError();
  if (Array.isArray(value)) for (const inner of value) checkDepth(inner, depth + 1);
  else for (const inner of Object.values(value)) checkDepth(inner, depth + 1);
}
