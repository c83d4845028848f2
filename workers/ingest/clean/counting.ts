import { random } from '../../math/random';
import type { TouchSample } from '../../protocol/cleaning';
import type { RawRows } from '../raw-rows';

/**
 * Rows up to which a setting that nobody has chosen is counted over all of them, and rows of the sample on which it is counted beyond, so that the page can say
 * what it would touch without waiting for it.
 */
export const COUNTING = {
  nearDuplicates: { exactly: 100_000, sample: 10_000 },
  isolation: { exactly: 8_000, sample: 4_000 },
  outliers: { exactly: 1_000_000, sample: 100_000 },
} as const;

export type Counting = (typeof COUNTING)[keyof typeof COUNTING];

/** Rows that a setting touches; of a sample, what these come to over all rows. */
export interface Touched {
  readonly rows: number;
  readonly sample: TouchSample | null;
}

export function touched(rows: number, sample: TouchSample | null): Touched {
  return sample === null ? { rows, sample } : { rows: Math.round((rows / sample.rows) * sample.of), sample };
}

/** Ascending places among `count`, one at random in each of as many equal stretches; null where all are to be counted. */
export function sampledPlaces(count: number, { exactly, sample }: Counting): Uint32Array | null {
  if (count <= exactly) return null;
  const rng = random(1, 'touched-rows');
  const begin = (i: number) => Math.floor((i * count) / sample);
  return Uint32Array.from({ length: sample }, (_, i) => begin(i) + rng.int(begin(i + 1) - begin(i)));
}

/**
 * All rows of some users, told by a hash of their code: what is found within a user is not found in a sample of rows. Users with more rows than half of the
 * sample are left out, since whether they are in it would decide the count. Null where all rows are to be counted, or such users have all of them.
 */
export function sampledUsers(raw: RawRows, kept: Uint32Array, counts: Uint32Array, { exactly, sample }: Counting): Uint32Array | null {
  if (kept.length <= exactly) return null;
  const most = sample / 2;
  let eligible = 0;
  for (const rows of counts) if (rows <= most) eligible += rows;
  const bound = Math.min(1, sample / Math.max(1, eligible)) * 2 ** 32;
  const isIn = new Uint8Array(counts.length);
  let rows = 0;
  for (let user = 0; user < counts.length; user++) {
    if (counts[user]! > most || spread(user) >= bound) continue;
    isIn[user] = 1;
    rows += counts[user]!;
  }
  if (rows === 0) return null;
  const users = raw.user.codes.data;
  const chosen = new Uint32Array(rows);
  for (let i = 0, at = 0; at < rows; i++) if (isIn[users[kept[i]!]!] === 1) chosen[at++] = kept[i]!;
  return chosen;
}

/** A whole number below 2³² that neighbours do not share: the finalizer of MurmurHash3. */
function spread(code: number): number {
  let hash = (code + 1) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The figures at these places. */
export function figuresAt(figures: Float64Array, places: Uint32Array): Float64Array {
  const chosen = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) chosen[i] = figures[places[i]!]!;
  return chosen;
}
