import { FLAG, type EventTable } from '../../protocol/events';
import { DAY_MS } from '../../features/feature-set';

/** Choices that may be guessed: the most frequent ones, fewer where there are so many users that the probabilities of all of them would fill the memory. */
const MOST_CHOICES = 50;
const LEAST_CHOICES = 10;
const PROBABILITIES = 10_000_000;

/** What users chose, day by day: the categories (or items) of their purchases, or of all events where purchases name none. */
export interface ChoiceDays {
  readonly of: 'category' | 'item';
  readonly from: 'purchases' | 'events';
  readonly names: readonly string[];
  /** Days of user u are `offsets[u]` … `offsets[u + 1] − 1`, ascending. */
  readonly offsets: Uint32Array;
  readonly day: Int32Array;
  /** Codes chosen on the d-th day, with repetition, are `codes[starts[d]]` … `codes[starts[d + 1] − 1]`, in order of time. */
  readonly starts: Uint32Array;
  readonly codes: Int32Array;
}

/** Null where the file has neither categories nor items. */
export function choiceDays(events: EventTable): ChoiceDays | null {
  const column = hasNames(events.category?.codes) ? events.category! : hasNames(events.item?.codes) ? events.item! : null;
  if (!column) return null;
  const { users, userOffsets, rows, flags, time, zone } = events;
  const bought = column.codes.some((code, row) => code >= 0 && (flags[row]! & FLAG.purchase) !== 0);
  const offsets = new Uint32Array(users + 1);
  const day = new Int32Array(rows);
  const starts = new Uint32Array(rows + 1);
  const codes = new Int32Array(rows);
  let days = 0;
  let n = 0;
  for (let user = 0; user < users; user++) {
    offsets[user] = days;
    for (let row = userOffsets[user]!; row < userOffsets[user + 1]!; row++) {
      const code = column.codes[row]!;
      if (code < 0 || (bought ? (flags[row]! & FLAG.purchase) === 0 : (flags[row]! & FLAG.refund) !== 0)) continue;
      const on = Math.floor((time[row]! + zone.offset(time[row]!)) / DAY_MS);
      if (days === offsets[user] || day[days - 1] !== on) {
        starts[days] = n;
        day[days++] = on;
      }
      codes[n++] = code;
    }
  }
  offsets[users] = days;
  starts[days] = n;
  return {
    of: column === events.category ? 'category' : 'item',
    from: bought ? 'purchases' : 'events',
    names: column.names,
    offsets,
    day: day.slice(0, days),
    starts: starts.slice(0, days + 1),
    codes: codes.slice(0, n),
  };
}

const hasNames = (codes: Int32Array | undefined): boolean => codes?.some((code) => code >= 0) ?? false;

/** The codes that were chosen most often up to a day, most frequent first. */
export function frequentChoices({ names, offsets, day, starts, codes }: ChoiceDays, until: number): Int32Array {
  const most = Math.max(LEAST_CHOICES, Math.min(MOST_CHOICES, Math.floor(PROBABILITIES / offsets.length)));
  const counts = new Float64Array(names.length);
  for (let d = 0; d < day.length; d++) {
    if (day[d]! > until) continue;
    for (let i = starts[d]!; i < starts[d + 1]!; i++) counts[codes[i]!]!++;
  }
  const seen = Array.from(counts.keys()).filter((code) => counts[code]! > 0);
  return Int32Array.from(seen.sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, most));
}
