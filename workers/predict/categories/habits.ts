import type { ChoiceDays } from './choices';

/** What describes a choice for a user; the weights of all are the same. */
export const DIMS = 7;
/** Weight of the popularity of choices in what follows a choice, in observations. */
const PRIOR = 10;

/** What was known of choices at the end of a day. */
export interface Habits {
  /** Choices by place in the list. */
  readonly choices: number;
  /** Logarithm of each choice's share among all, one more of each counted. */
  readonly logPopularity: Float64Array;
  /** choices × choices: logarithm of the chance that a choice is made on the next day of a user after another. */
  readonly logFollows: Float64Array;
}

export type Places = Int32Array;

/** Place of each code in the list; −1 for those outside it. */
export function placesOf({ names }: ChoiceDays, list: Int32Array): Places {
  const places = new Int32Array(names.length).fill(-1);
  list.forEach((code, place) => (places[code] = place));
  return places;
}

/** How often choices were made, and which followed which from one day of a user to the next, up to a day. */
export function habitsUntil({ offsets, day, starts, codes }: ChoiceDays, places: Places, choices: number, until: number): Habits {
  const counts = new Float64Array(choices);
  const follows = new Float64Array(choices * choices);
  for (let user = 0; user + 1 < offsets.length; user++) {
    for (let d = offsets[user]!; d < offsets[user + 1]! && day[d]! <= until; d++) {
      for (let i = starts[d]!; i < starts[d + 1]!; i++) if (places[codes[i]!]! >= 0) counts[places[codes[i]!]!]!++;
      if (d === offsets[user]) continue;
      const last = places[mainOf(codes, starts[d - 1]!, starts[d]!)]!;
      if (last < 0) continue;
      const share = 1 / (starts[d + 1]! - starts[d]!);
      for (let i = starts[d]!; i < starts[d + 1]!; i++) {
        const place = places[codes[i]!]!;
        if (place >= 0) follows[last * choices + place]! += share;
      }
    }
  }
  const total = counts.reduce((sum, n) => sum + n, 0) + choices;
  const popularity = counts.map((n) => (n + 1) / total);
  const logFollows = new Float64Array(choices * choices);
  for (let last = 0; last < choices; last++) {
    let sum = PRIOR;
    for (let j = 0; j < choices; j++) sum += follows[last * choices + j]!;
    for (let j = 0; j < choices; j++)
      logFollows[last * choices + j] = Math.log((follows[last * choices + j]! + PRIOR * popularity[j]!) / sum);
  }
  return { choices, logPopularity: popularity.map(Math.log), logFollows };
}

/** The most frequent of a day's codes; of several the first. */
export function mainOf(codes: Int32Array, from: number, to: number): number {
  let main = codes[from]!;
  let most = 0;
  for (let i = from; i < to; i++) {
    let times = 0;
    for (let j = i; j < to; j++) if (codes[j] === codes[i]) times++;
    if (times > most) {
      most = times;
      main = codes[i]!;
    }
  }
  return main;
}

/** A user's own history up to a day, by choice in the list. */
export interface OwnHistory {
  readonly counts: Float64Array;
  /** Day of the latest; −Infinity for those never made. */
  readonly latest: Float64Array;
  /** Place of the main choice of the last day; −1 where it is not in the list. */
  readonly last: number;
  /** All choices, those outside the list among them. */
  readonly total: number;
}

/** Null for a user without a choice by then. */
export function ownHistory(
  { offsets, day, starts, codes }: ChoiceDays,
  places: Places,
  choices: number,
  user: number,
  until: number,
): OwnHistory | null {
  const counts = new Float64Array(choices);
  const latest = new Float64Array(choices).fill(-Infinity);
  let total = 0;
  let last = -1;
  for (let d = offsets[user]!; d < offsets[user + 1]! && day[d]! <= until; d++) {
    for (let i = starts[d]!; i < starts[d + 1]!; i++) {
      total++;
      const place = places[codes[i]!]!;
      if (place < 0) continue;
      counts[place]!++;
      latest[place] = day[d]!;
    }
    last = places[mainOf(codes, starts[d]!, starts[d + 1]!)]!;
  }
  return total > 0 ? { counts, latest, last, total } : null;
}

/** Describes every choice for a user: choices × {@link DIMS} into `x` from `at` on. */
export function describe(
  { choices, logPopularity, logFollows }: Habits,
  own: OwnHistory,
  until: number,
  horizonDays: number,
  x: Float32Array,
  at: number,
): void {
  for (let j = 0; j < choices; j++, at += DIMS) {
    const count = own.counts[j]!;
    x[at] = logPopularity[j]!;
    x[at + 1] = count / own.total;
    x[at + 2] = Math.log1p(count);
    x[at + 3] = count > 0 ? 1 : 0;
    x[at + 4] = own.last === j ? 1 : 0;
    x[at + 5] = count > 0 ? Math.exp(-(until - own.latest[j]!) / horizonDays) : 0;
    x[at + 6] = own.last >= 0 ? logFollows[own.last * choices + j]! : logPopularity[j]!;
  }
}
