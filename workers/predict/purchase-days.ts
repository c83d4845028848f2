import { DAY_MS } from '../features/feature-set';
import { FLAG, type EventTable } from '../protocol/events';

/**
 * The days on which each user bought, ascending: days since 1970-01-01 on the wall clock of the table's zone. Those of user u are `offsets[u]` …
 * `offsets[u + 1] − 1`.
 */
export interface PurchaseDays {
  readonly users: number;
  readonly offsets: Uint32Array;
  readonly day: Int32Array;
  /** Money of the day's purchases, before refunds. null: the file has no values. */
  readonly value: Float64Array | null;
  /** Days of the first and the last event of any kind. */
  readonly firstDay: number;
  readonly lastDay: number;
}

/** @param events sorted by user, then time, at least one */
export function purchaseDays({ users, userOffsets, time, flags, value, zone, rows }: EventTable): PurchaseDays {
  const dayOf = (row: number) => Math.floor((time[row]! + zone.offset(time[row]!)) / DAY_MS);
  const offsets = new Uint32Array(users + 1);
  const day = new Int32Array(rows);
  const money = value && new Float64Array(rows);
  let count = 0;
  let firstDay = Infinity;
  let lastDay = -Infinity;
  for (let user = 0; user < users; user++) {
    const from = userOffsets[user]!;
    const to = userOffsets[user + 1]!;
    if (from < to) {
      firstDay = Math.min(firstDay, dayOf(from));
      lastDay = Math.max(lastDay, dayOf(to - 1));
    }
    for (let row = from; row < to; row++) {
      if (!(flags[row]! & FLAG.purchase)) continue;
      const on = dayOf(row);
      if (count === offsets[user]! || day[count - 1] !== on) day[count++] = on;
      if (money) money[count - 1]! += value[row]!;
    }
    offsets[user + 1] = count;
  }
  return { users, offsets, day: day.slice(0, count), value: money && money.slice(0, count), firstDay, lastDay };
}

/** Users who had bought by the end of a day, with what the models take of them. Time in days. */
export interface Customers {
  readonly user: Uint32Array;
  /** Days with a purchase after the first. */
  readonly x: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  /** Mean value of the repeat purchases, 0 where there is none. null: the file has no values. */
  readonly mean: Float64Array | null;
}

export function customersUntil({ users, offsets, day, value }: PurchaseDays, until: number): Customers {
  const user = new Uint32Array(users);
  const x = new Float64Array(users);
  const recency = new Float64Array(users);
  const age = new Float64Array(users);
  const mean = value && new Float64Array(users);
  let n = 0;
  for (let u = 0; u < users; u++) {
    const first = offsets[u]!;
    let to = offsets[u + 1]!;
    while (to > first && day[to - 1]! > until) to--;
    if (to === first) continue;
    user[n] = u;
    x[n] = to - first - 1;
    recency[n] = day[to - 1]! - day[first]!;
    age[n] = until - day[first]!;
    if (mean) {
      let sum = 0;
      for (let i = first + 1; i < to; i++) sum += value[i]!;
      mean[n] = x[n]! > 0 ? sum / x[n]! : 0;
    }
    n++;
  }
  return {
    user: user.slice(0, n),
    x: x.slice(0, n),
    recency: recency.slice(0, n),
    age: age.slice(0, n),
    mean: mean && mean.slice(0, n),
  };
}

/** Days with a purchase, and their money, in (from, to], of these users. */
export function boughtBetween({ offsets, day, value }: PurchaseDays, user: Uint32Array, from: number, to: number) {
  const purchases = new Float64Array(user.length);
  const money = value && new Float64Array(user.length);
  user.forEach((u, i) => {
    for (let at = offsets[u]!; at < offsets[u + 1]!; at++) {
      if (day[at]! <= from || day[at]! > to) continue;
      purchases[i]!++;
      if (money) money[i]! += value[at]!;
    }
  });
  return { purchases, value: money };
}
