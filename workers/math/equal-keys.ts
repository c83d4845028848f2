/** Keys of a bucket on average: they and their table stay within a core's own cache. */
const BUCKET_KEYS = 16_384;
const MOST_BITS = 16;
/** Keys dealt out at a time, which bounds the memory that dealing takes. */
const DEALT_KEYS = 1 << 21;

/**
 * Finds the keys that equal an earlier one. The keys are dealt into buckets by the first bits of the hash, in their order, and each bucket is searched by
 * itself: a single table of all keys is larger than any cache, and each key then waits for memory.
 *
 * @param keys 64 bits of hash a key, two numbers each
 * @param found told each such key and the first that it equals, in no order
 * @param pause awaited between buckets; may throw
 * @param dealtKeys how many are dealt out at a time, at least a bucket
 */
export async function equalKeys(
  keys: Int32Array,
  count: number,
  found: (key: number, first: number) => void,
  pause: () => Promise<void>,
  dealtKeys = DEALT_KEYS,
): Promise<void> {
  // One at least, since a shift by 32 is none.
  const bits = Math.min(MOST_BITS, Math.max(1, Math.ceil(Math.log2(count / BUCKET_KEYS))));
  const shift = 32 - bits;
  const sizes = new Uint32Array(1 << bits);
  for (let key = 0; key < count; key++) sizes[keys[2 * key]! >>> shift]!++;
  const bucket = new Bucket();
  for (let first = 0, end = 0; first < sizes.length; first = end) {
    let dealt = 0;
    while (end < sizes.length && (end === first || dealt + sizes[end]! <= dealtKeys)) dealt += sizes[end++]!;
    const entries = deal(keys, count, shift, sizes.subarray(first, end), first);
    for (let from = 0, i = first; i < end; i++) {
      const to = from + 3 * sizes[i]!;
      bucket.search(entries.subarray(from, to), found);
      from = to;
      await pause();
    }
  }
}

/** The keys of the buckets from `first` on, bucket after bucket, in their order within each: three numbers an entry, the key and which it is. */
function deal(keys: Int32Array, count: number, shift: number, sizes: Uint32Array, first: number): Int32Array {
  const next = new Uint32Array(sizes.length);
  let dealt = 0;
  for (let bucket = 0; bucket < sizes.length; bucket++) {
    next[bucket] = 3 * dealt;
    dealt += sizes[bucket]!;
  }
  const entries = new Int32Array(3 * dealt);
  for (let key = 0; key < count; key++) {
    const a = keys[2 * key]!;
    const bucket = (a >>> shift) - first;
    if (bucket < 0 || bucket >= sizes.length) continue;
    const entry = next[bucket]!;
    next[bucket] = entry + 3;
    entries[entry] = a;
    entries[entry + 1] = keys[2 * key + 1]!;
    entries[entry + 2] = key;
  }
  return entries;
}

/** The entries of one bucket in open addressing: a slot holds the place of an entry + 1, 0 where there is none. */
class Bucket {
  private slots = new Int32Array(0);

  search(entries: Int32Array, found: (key: number, first: number) => void): void {
    let size = 16;
    while (size * 3 < 2 * entries.length) size *= 2;
    if (this.slots.length < size) this.slots = new Int32Array(size);
    else this.slots.fill(0, 0, size);
    const { slots } = this;
    const mask = size - 1;
    for (let entry = 0; entry < entries.length; entry += 3) {
      const a = entries[entry]!;
      const b = entries[entry + 1]!;
      let slot = b & mask;
      let held = slots[slot]!;
      while (held !== 0 && (entries[held] !== b || entries[held - 1] !== a)) {
        slot = (slot + 1) & mask;
        held = slots[slot]!;
      }
      if (held === 0) slots[slot] = entry + 1;
      else found(entries[entry + 2]!, entries[held + 1]!);
    }
  }
}
