/** What a table can be wrapped in, as its first bytes say. `compound`: the file system of older Office files. */
export type Wrapper = 'gzip' | 'zip' | 'parquet' | 'encrypted-parquet' | 'compound';

const MAGIC: readonly (readonly [Wrapper, string])[] = [
  ['gzip', '\x1f\x8b\x08'],
  ['zip', 'PK\x03\x04'],
  // An empty archive has nothing but its end, one in parts a mark before the first entry.
  ['zip', 'PK\x05\x06'],
  ['zip', 'PK\x07\x08PK'],
  ['parquet', 'PAR1'],
  ['encrypted-parquet', 'PARE'],
  ['compound', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
];

/** By the first bytes; null for anything else. */
export function wrapperOf(head: Uint8Array): Wrapper | null {
  const found = MAGIC.find(([, magic]) => [...magic].every((char, i) => head[i] === char.charCodeAt(0)));
  return found?.[0] ?? null;
}
