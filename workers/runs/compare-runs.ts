import { matchSegments, overlapCounts } from '../identity';
import { adjustedRand } from '../math/adjusted-rand';
import { BOM, csvRow } from '../math/csv';
import { AppError } from '../protocol/errors';
import { NOISE } from '../protocol/model';
import { AWAY, NO_SEGMENT } from '../protocol/movement';
import type { ComparedFlow, ComparedNames, RunComparison } from '../protocol/runs';
import type { KeptRun } from './record';

/** Row of each of the first run's users in the second run; −1 for one that it does not have. */
function rowsInSecond(first: KeptRun, second: KeptRun): Int32Array {
  const { userIndex } = first.body;
  if (first.users === second.users) {
    const rows = new Int32Array(first.users.ids.length).fill(-1);
    second.body.userIndex.forEach((user, row) => (rows[user] = row));
    return Int32Array.from(userIndex, (user) => rows[user]!);
  }
  const rows = new Map<string, number>();
  second.body.userIndex.forEach((user, row) => rows.set(second.users.ids[user]!, row));
  return Int32Array.from(userIndex, (user) => rows.get(first.users.ids[user]!) ?? -1);
}

interface Joined {
  /** By row of the first run. */
  readonly rows: Int32Array;
  /** By the second run's own number. */
  readonly shownAs: Readonly<Record<number, number>>;
  /** The second run's segments by its row, under the numbers that they are shown under; NO_SEGMENT for noise. */
  readonly second: Int32Array;
  readonly first: Int32Array;
}

const stated = (segment: number) => (segment === NOISE ? NO_SEGMENT : segment);

/**
 * The users of both, and the second run's segments under the numbers of those of the first: matched one to one so that as many users as possible are in
 * segments of one number; what matches none gets a number that the first run does not have.
 */
function join(first: KeptRun, second: KeptRun): Joined {
  const rows = rowsInSecond(first, second);
  const numbersOf = ({ summary }: KeptRun) => summary.segments.map(({ number }) => number);
  const [numbersFirst, numbersSecond] = [numbersOf(first), numbersOf(second)];
  const labelled = (numbers: readonly number[]) => {
    const label = new Map(numbers.map((number, i) => [number, i]));
    return (segment: number) => label.get(segment) ?? -1;
  };
  const before = Int32Array.from(first.body.segments, labelled(numbersFirst));
  const labelSecond = labelled(numbersSecond);
  const after = Int32Array.from(rows, (row) => (row < 0 ? -1 : labelSecond(second.body.segments[row]!)));
  const counts = overlapCounts(before, numbersFirst.length, after, numbersSecond.length);
  const taken = new Set(numbersFirst);
  const fresh = () => {
    let number = 0;
    while (taken.has(number)) number++;
    taken.add(number);
    return number;
  };
  const matches = Array.from(matchSegments(counts, numbersFirst.length, numbersSecond.length));
  const shown = matches.map((label) => (label >= 0 ? numbersFirst[label]! : fresh()));
  const shownAs = Object.fromEntries(numbersSecond.map((number, label) => [number, shown[label]!]));
  return {
    rows,
    shownAs,
    first: Int32Array.from(first.body.segments, stated),
    second: Int32Array.from(second.body.segments, (segment) => (segment === NOISE ? NO_SEGMENT : shownAs[segment]!)),
  };
}

/**
 * Two runs on the map of the first.
 *
 * @throws AppError `runs-apart` where they have no user in common
 */
export function compareRuns(first: KeptRun, second: KeptRun): RunComparison {
  const { rows, shownAs, first: before, second: after } = join(first, second);
  const shared = Array.from(rows.keys()).filter((row) => rows[row]! >= 0);
  if (shared.length === 0) throw new AppError('runs-apart');
  const ofFirst = new Set(first.summary.segments.map(({ number }) => number));
  const ofSecond = new Set(Object.values(shownAs));
  const numbers = [...new Set([...ofFirst, ...ofSecond])].sort((a, b) => a - b);
  const segments = before.includes(NO_SEGMENT) || after.includes(NO_SEGMENT) ? [...numbers, NO_SEGMENT] : numbers;
  const side = segments.length + 1;
  const place = new Map([...segments, AWAY].map((segment, i) => [segment, i]));
  const counts = new Float64Array(side * side);
  const count = (from: number, to: number) => counts[place.get(from)! * side + place.get(to)!]!++;
  const seen = new Uint8Array(after.length);
  let changed = 0;
  let unmatched = 0;
  rows.forEach((row, i) => {
    const to = row < 0 ? AWAY : after[row]!;
    count(before[i]!, to);
    if (row < 0) return;
    seen[row] = 1;
    if (before[i] === to) return;
    changed++;
    const alone = (segment: number, other: ReadonlySet<number>) => segment !== NO_SEGMENT && !other.has(segment);
    if (alone(before[i]!, ofSecond) || alone(to, ofFirst)) unmatched++;
  });
  after.forEach((to, row) => {
    if (!seen[row]) count(AWAY, to);
  });
  const drawn = (segment: number) => (segment === NO_SEGMENT ? NOISE : segment);
  const { points, explained } = first.body;
  return {
    points: points.slice(),
    labels: first.body.segments.slice(),
    otherPoints: Float32Array.from({ length: 2 * shared.length }, (_, i) => points[2 * shared[i >> 1]! + (i & 1)]!),
    otherLabels: Int32Array.from(shared, (row) => drawn(after[rows[row]!]!)),
    explained,
    shownAs,
    segments,
    counts,
    both: shared.length,
    changed,
    unmatched,
    onlyFirst: rows.length - shared.length,
    onlySecond: after.length - shared.length,
    agreement: adjustedRand(
      Int32Array.from(shared, (row) => before[row]!),
      Int32Array.from(shared, (row) => after[rows[row]!]!),
    ),
  };
}

/** Users whose segment is another in the second run, or those of one flow, with their segments in both. In the order of the first run; then those of the second alone. */
export function changesCsv(first: KeptRun, second: KeptRun, flow: ComparedFlow, names: ComparedNames): Blob {
  const { rows, first: before, second: after } = join(first, second);
  const wanted = (from: number, to: number) => (flow ? from === flow.from && to === flow.to : from !== to && from !== AWAY && to !== AWAY);
  const named = (of: Readonly<Record<number, string>>, segment: number) =>
    segment === AWAY ? names.away : segment === NO_SEGMENT ? names.none : (of[segment] ?? String(segment + 1));
  const lines = [csvRow(['user_id', ...names.headings])];
  const line = (id: string, from: number, to: number) => {
    if (wanted(from, to)) lines.push(csvRow([id, named(names.first, from), named(names.second, to)]));
  };
  const seen = new Uint8Array(after.length);
  rows.forEach((row, i) => {
    if (row >= 0) seen[row] = 1;
    line(first.users.ids[first.body.userIndex[i]!]!, before[i]!, row < 0 ? AWAY : after[row]!);
  });
  after.forEach((to, row) => {
    if (!seen[row]) line(second.users.ids[second.body.userIndex[row]!]!, AWAY, to);
  });
  return new Blob([BOM, lines.map((text) => `${text}\r\n`).join('')], { type: 'text/csv;charset=utf-8' });
}
