/** Rows of a bucket on average: its table stays within a core's own cache. */
const BUCKET_ROWS = 16_384;
const MOST_BITS = 16;

/**
 * Rows that equal an earlier one, ascending, by 64 bits of hash a row. The rows are dealt into buckets by the first bits of the hash, in their order, and
 * each bucket is searched by itself: a single table of all rows is larger than any cache, and each row then waits for memory.
 *
 * @param hashes two numbers a row
 * @param pause awaited between buckets; may throw
 */
export async function repeatedRows(hashes: Int32Array, rows: number, pause: () => Promise<void>): Promise<Uint32Array> {
  const bits = Math.min(MOST_BITS, Math.max(0, Math.ceil(Math.log2(rows / BUCKET_ROWS))));
  const { dealt, ends } = deal(hashes, rows, bits);
  await pause();
  const repeated: number[] = [];
  const table = new Table();
  for (let bucket = 0, from = 0; bucket < ends.length; bucket++) {
    const to = ends[bucket]!;
    table.begin(to - from);
    for (let i = from; i < to; i++) if (!table.insert(hashes, dealt[i]!)) repeated.push(dealt[i]!);
    from = to;
    await pause();
  }
  return Uint32Array.from(repeated).sort();
}

/** The rows by bucket, in their order within each, and where the buckets end. */
function deal(hashes: Int32Array, rows: number, bits: number): { readonly dealt: Uint32Array; readonly ends: Uint32Array } {
  const shift = 32 - bits;
  const ends = new Uint32Array(1 << bits);
  // A shift by 32 is none.
  const bucketOf = (row: number) => (bits === 0 ? 0 : hashes[row * 2]! >>> shift);
  for (let row = 0; row < rows; row++) ends[bucketOf(row)]!++;
  let sum = 0;
  for (let bucket = 0; bucket < ends.length; bucket++) {
    const count = ends[bucket]!;
    ends[bucket] = sum;
    sum += count;
  }
  const dealt = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) dealt[ends[bucketOf(row)]!++] = row;
  return { dealt, ends };
}

/** The rows of one bucket in open addressing: an entry is a row + 1, 0 where there is none, with the second half of its hash beside it. */
class Table {
  private entries = new Uint32Array(0);
  private tags = new Int32Array(0);
  private mask = 0;

  begin(rows: number): void {
    let size = 16;
    while (size < 2 * rows) size *= 2;
    if (this.entries.length < size) {
      this.entries = new Uint32Array(size);
      this.tags = new Int32Array(size);
    } else this.entries.fill(0, 0, size);
    this.mask = size - 1;
  }

  /** False if an equal row is there. */
  insert(hashes: Int32Array, row: number): boolean {
    const { entries, tags, mask } = this;
    const tag = hashes[row * 2 + 1]!;
    let slot = tag & mask;
    for (let entry = entries[slot]!; entry !== 0; entry = entries[slot]!) {
      if (tags[slot] === tag && hashes[(entry - 1) * 2] === hashes[row * 2]) return false;
      slot = (slot + 1) & mask;
    }
    entries[slot] = row + 1;
    tags[slot] = tag;
    return true;
  }
}
