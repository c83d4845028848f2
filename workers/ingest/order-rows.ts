/** Rows by user, then time, then file. */
export interface RowOrder {
  /** Where each row stands. */
  readonly places: Uint32Array;
  /** First place of each user, and the number of rows at the end. */
  readonly offsets: Uint32Array;
}

/** Words of a user beside the time of his last row. */
const NEXT = 2;
const LAST = 3;

/**
 * Stable order of rows by user, then time, then file: counting sort over users, and a sort within a user only where the times do not
 * already ascend, which in nearly all files they do.
 *
 * @param user user of each row, 0 … users − 1
 * @param time ms of each row
 * @param ties set to 1 for each row that has user and time in common with another
 */
export function orderByUserAndTime(user: Int32Array, time: Float64Array, users: number, ties?: Uint8Array): RowOrder {
  const offsets = new Uint32Array(users + 1);
  for (let row = 0; row < user.length; row++) offsets[user[row]! + 1]!++;
  // Sixteen bytes of each user beside each other, since each user is somewhere else in memory.
  const times = new Float64Array(2 * users).fill(Number.NEGATIVE_INFINITY);
  const words = new Uint32Array(times.buffer);
  for (let u = 0; u < users; u++) {
    words[4 * u + NEXT] = offsets[u]!;
    offsets[u + 1]! += offsets[u]!;
  }
  const places = new Uint32Array(user.length);
  const unordered = new Set<number>();
  for (let row = 0; row < user.length; row++) {
    const u = user[row]!;
    const at = time[row]!;
    const before = times[2 * u]!;
    const place = words[4 * u + NEXT]!;
    const last = words[4 * u + LAST]!;
    places[row] = place;
    times[2 * u] = at;
    words[4 * u + NEXT] = place + 1;
    words[4 * u + LAST] = row;
    if (at > before) continue;
    if (at < before) unordered.add(u);
    else if (ties) ties[row] = ties[last] = 1;
  }
  const order = { places, offsets };
  if (unordered.size > 0) orderWithin(unordered, user, time, order, ties);
  return order;
}

function orderWithin(
  users: ReadonlySet<number>,
  user: Int32Array,
  time: Float64Array,
  { places, offsets }: RowOrder,
  ties: Uint8Array | undefined,
): void {
  const marked = new Uint8Array(offsets.length);
  for (const u of users) marked[u] = 1;
  const rows = new Uint32Array(user.length);
  for (let row = 0; row < user.length; row++) if (marked[user[row]!] === 1) rows[places[row]!] = row;
  for (const u of users) {
    const from = offsets[u]!;
    const own = rows.subarray(from, offsets[u + 1]!).sort((a, b) => time[a]! - time[b]! || a - b);
    for (let i = 0; i < own.length; i++) {
      places[own[i]!] = from + i;
      if (ties && i > 0 && time[own[i]!] === time[own[i - 1]!]) ties[own[i]!] = ties[own[i - 1]!] = 1;
    }
  }
}

/**
 * The order of the rows that are left without some; users keep their codes.
 *
 * @param gone rows that were left out, ascending
 */
export function orderWithout({ places, offsets }: RowOrder, gone: Uint32Array): RowOrder {
  // A bit a place, and how many are set before each word of them: few enough bytes that they stay in the processor's cache.
  const bits = new Uint32Array((places.length >>> 5) + 1);
  for (let i = 0; i < gone.length; i++) bits[places[gone[i]!]! >>> 5]! |= 1 << (places[gone[i]!]! & 31);
  const before = new Uint32Array(bits.length);
  for (let word = 1; word < bits.length; word++) before[word] = before[word - 1]! + ones(bits[word - 1]!);
  const moved = (place: number) => place - before[place >>> 5]! - ones(bits[place >>> 5]! & ((1 << (place & 31)) - 1));
  const left = new Uint32Array(places.length - gone.length);
  for (let row = 0, next = 0; row < places.length; row++) {
    if (gone[next] === row) next++;
    else left[row - next] = moved(places[row]!);
  }
  return { places: left, offsets: offsets.map(moved) };
}

/** Bits of a word that are set. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Puts each row's entry where the row stands. */
export function scatter<A extends Float64Array | Int32Array | Uint8Array>(source: A, places: Uint32Array, into: A): A {
  for (let row = 0; row < places.length; row++) into[places[row]!] = source[row]!;
  return into;
}

/** Exact median: the middle value, or the mean of the two middle values. Reorders `values`; NaN if there are none. Quickselect (Hoare). */
export function median(values: Float64Array): number {
  if (values.length === 0) return Number.NaN;
  const high = values.length >> 1;
  const upper = select(values, high);
  if (values.length % 2 === 1) return upper;
  let lower = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < high; i++) if (values[i]! > lower) lower = values[i]!;
  return (lower + upper) / 2;
}

function select(values: Float64Array, k: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const a = values[from]!;
    const b = values[(from + to) >> 1]!;
    const c = values[to]!;
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = from;
    let j = to;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const held = values[i]!;
      values[i++] = values[j]!;
      values[j--] = held;
    }
    if (k <= j) to = j;
    else if (k >= i) from = i;
    else break;
  }
  return values[k]!;
}
