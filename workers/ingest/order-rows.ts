/**
 * Stable order of rows by user, then time, then file: counting sort over users, and a sort within a user only where the times do not
 * already ascend, which in nearly all files they do.
 *
 * @param user user of each row, 0 … users − 1
 * @param time ms of each row
 * @returns `places[row]`: where the row stands; `offsets`: first place of each user, and the number of rows at the end
 */
export function orderByUserAndTime(user: Int32Array, time: Float64Array, users: number): { places: Uint32Array; offsets: Uint32Array } {
  const offsets = new Uint32Array(users + 1);
  for (let row = 0; row < user.length; row++) offsets[user[row]! + 1]!++;
  for (let u = 0; u < users; u++) offsets[u + 1]! += offsets[u]!;
  const next = offsets.slice(0, users);
  const latest = new Float64Array(users).fill(Number.NEGATIVE_INFINITY);
  const places = new Uint32Array(user.length);
  const unordered = new Set<number>();
  for (let row = 0; row < user.length; row++) {
    const u = user[row]!;
    places[row] = next[u]!++;
    if (time[row]! < latest[u]!) unordered.add(u);
    latest[u] = time[row]!;
  }
  if (unordered.size > 0) orderWithin(unordered, user, time, offsets, places);
  return { places, offsets };
}

function orderWithin(users: ReadonlySet<number>, user: Int32Array, time: Float64Array, offsets: Uint32Array, places: Uint32Array): void {
  const marked = new Uint8Array(offsets.length);
  for (const u of users) marked[u] = 1;
  const rows = new Uint32Array(user.length);
  for (let row = 0; row < user.length; row++) if (marked[user[row]!] === 1) rows[places[row]!] = row;
  for (const u of users) {
    const from = offsets[u]!;
    const own = rows.subarray(from, offsets[u + 1]!).sort((a, b) => time[a]! - time[b]! || a - b);
    for (let i = 0; i < own.length; i++) places[own[i]!] = from + i;
  }
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
