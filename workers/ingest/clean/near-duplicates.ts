import type { RawRows } from '../raw-rows';
import { rowsByUserAndTime } from './by-user';

/**
 * Rows that repeat a kept row of the same user within a time tolerance: the same in type, item, category, order, session, title, text, amount and
 * quantity. Taken in the order of time, then of the file; a row counts against the last one that stays, so that of clicks that go on for an hour one in each
 * `seconds` stays. Totals of orders are not compared, since the file counts them once an order.
 *
 * @param kept rows of RawRows
 * @returns the repeating rows
 */
export async function nearDuplicates(
  raw: RawRows,
  kept: Uint32Array,
  seconds: number,
  totals: boolean,
  pause: () => Promise<void>,
): Promise<Uint32Array> {
  const { ordered, offsets } = rowsByUserAndTime(raw, kept);
  const ids = [raw.type, raw.item, raw.category, raw.order, raw.title, raw.text].map((column) => column?.codes.data);
  const keys = [raw.session?.a.data, raw.session?.b.data];
  const figures = [raw.flags.data, ...ids, ...keys, totals ? undefined : raw.value?.data, raw.quantity?.data].filter(
    (data) => data !== undefined,
  );
  const time = raw.time.data;
  const reach = seconds * 1000;
  const repeated: number[] = [];
  const last = ordered.length;
  for (let from = 0, user = 0, to = 0; from < last; from = to) {
    while (offsets[user + 1]! <= from) user++;
    // Rows that are far from the one before and the one after them in time repeat nothing.
    const end = offsets[user + 1]!;
    to = from + 1;
    while (to < end && time[ordered[to]!]! - time[ordered[to - 1]!]! <= reach) to++;
    if (to - from < 2) continue;
    const lastKept = new Map<string, number>();
    for (let i = from; i < to; i++) {
      const row = ordered[i]!;
      const at = time[row]!;
      let key = '';
      for (const data of figures) key += `${data[row]!},`;
      const before = lastKept.get(key);
      if (before !== undefined && at - before <= reach) repeated.push(row);
      else lastKept.set(key, at);
    }
    await pause();
  }
  return Uint32Array.from(repeated);
}
