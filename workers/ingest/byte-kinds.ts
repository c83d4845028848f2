import { quoteOf, type Dialect } from './dialect';

export const DELIMITER = 1;
export const NEWLINE = 2;
export const QUOTE = 3;
export const ESCAPE = 4;

export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const BACKSLASH = 92;

export const isLineEnd = (byte: number) => byte === LF || byte === CR;

/** What each byte means, outside quotes and inside them; 0 for mere text. */
export interface ByteKinds {
  readonly stop: Uint8Array;
  readonly inside: Uint8Array;
}

const known = new WeakMap<Dialect, ByteKinds>();

export function byteKinds(dialect: Dialect): ByteKinds {
  const before = known.get(dialect);
  if (before !== undefined) return before;
  const stop = new Uint8Array(256);
  const inside = new Uint8Array(256);
  const newline = dialect.newline.charCodeAt(0);
  const quote = quoteOf(dialect).charCodeAt(0);
  stop[newline] = inside[newline] = NEWLINE;
  if (dialect.mixedNewlines) stop[CR] = inside[CR] = NEWLINE;
  stop[quote] = inside[quote] = QUOTE;
  if (dialect.escape === 'backslash') inside[BACKSLASH] = ESCAPE;
  if (dialect.delimiter !== 'spaces') stop[dialect.delimiter.charCodeAt(0)] = DELIMITER;
  const kinds = { stop, inside };
  known.set(dialect, kinds);
  return kinds;
}
