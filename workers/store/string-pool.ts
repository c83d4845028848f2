import { DamageError } from './damage';

/** Code units in a pool: a browser's longest string holds half a billion, and a pool is one string while it is read. */
const POOL_UNITS = 1 << 24;

/**
 * Many strings as one. `ends[i]` is where string i ends, in UTF-16 code units of the pool's text, so that one call decodes all of
 * them. The text is UTF-8, or UTF-16 where it has a lone surrogate, which UTF-8 cannot express.
 */
export interface StringPool {
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly text: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
}

export function poolStrings(strings: readonly string[], poolUnits = POOL_UNITS): StringPool[] {
  const pools: StringPool[] = [];
  for (let from = 0; from < strings.length;) {
    let to = from;
    let units = 0;
    while (to < strings.length && (to === from || units + strings[to]!.length <= poolUnits)) units += strings[to++]!.length;
    pools.push(pool(strings.slice(from, to)));
    from = to;
  }
  return pools;
}

function pool(strings: readonly string[]): StringPool {
  const ends = new Uint32Array(strings.length);
  let end = 0;
  for (let i = 0; i < strings.length; i++) ends[i] = end += strings[i]!.length;
  const joined = strings.join('');
  if (!/\p{Surrogate}/u.test(joined)) return { ends, text: new TextEncoder().encode(joined) };
  const units = new Uint16Array(joined.length);
  for (let i = 0; i < units.length; i++) units[i] = joined.charCodeAt(i);
  return { ends, text: units };
}

/** @throws DamageError where the text and the ends do not belong together. */
export function appendPool({ ends, text }: StringPool, strings: string[]): void {
  const joined = text instanceof Uint16Array ? fromUnits(text) : fromUtf8(text);
  let start = 0;
  for (let i = 0; i < ends.length; i++) {
    const end = ends[i]!;
    if (end < start || end > joined.length) throw new DamageError('string pool: ends out of order');
    strings.push(joined.slice(start, end));
    start = end;
  }
  if (start !== joined.length) throw new DamageError('string pool: text left over');
}

function fromUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new DamageError('string pool: not UTF-8', { cause });
  }
}

function fromUnits(units: Uint16Array): string {
  const pieces: string[] = [];
  // As many as may safely be arguments of one call.
  for (let i = 0; i < units.length; i += 8192) pieces.push(String.fromCharCode(...units.subarray(i, i + 8192)));
  return pieces.join('');
}
