import { random, shuffle } from '../../math/random';

/** Neighbours that a prediction is made of. */
const K = 5;
/** Of more candidates a seeded sample is looked at. */
const MOST_DONORS = 2000;

/** What rows are compared by. All arrays have an entry for each row. */
export interface Likeness {
  /** Compared by their difference in standard deviations; what is NaN counts as the mean. */
  readonly figures: readonly Float64Array[];
  /** Compared by whether they differ, which counts as one standard deviation. */
  readonly codes: readonly Int32Array[];
  /** Rows with the same code here are asked first, and no others where there are enough of them; null: there is no such column. */
  readonly first: Int32Array | null;
}

/**
 * Calls `take` for each gap with its K nearest donors, nearest first and of equally near ones the earlier row. Distances are Euclidean. Among more
 * than 2,000 candidates a seeded sample of so many is searched.
 *
 * @param donors rows whose figure is known, ascending
 * @param gaps rows whose figure is wanted
 */
export async function nearestDonors(
  likeness: Likeness,
  donors: Uint32Array,
  gaps: Uint32Array,
  take: (gap: number, nearest: readonly number[]) => void,
  pause: () => Promise<void>,
): Promise<void> {
  if (donors.length === 0) return;
  const figures = likeness.figures.map(standardised);
  const { codes, first } = likeness;
  const groups = first === null ? null : groupsOf(donors, first);
  const everybody = sampled(donors);
  for (const gap of gaps) {
    const own = groups?.get(first![gap]!);
    const candidates = own !== undefined && own.length >= K ? own : everybody;
    const best: number[] = [];
    const distances: number[] = [];
    for (const donor of candidates) {
      let distance = 0;
      for (const column of figures) distance += (column[gap]! - column[donor]!) ** 2;
      for (const column of codes) if (column[gap] !== column[donor]) distance++;
      if (best.length === K && distance >= distances[K - 1]!) continue;
      let place = best.length;
      while (place > 0 && distances[place - 1]! > distance) place--;
      best.splice(place, 0, donor);
      distances.splice(place, 0, distance);
      best.length = distances.length = Math.min(K, best.length);
    }
    take(gap, best);
    await pause();
  }
}

function standardised(column: Float64Array): Float64Array {
  let sum = 0;
  let count = 0;
  for (const figure of column) {
    if (Number.isNaN(figure)) continue;
    sum += figure;
    count++;
  }
  const mean = count === 0 ? 0 : sum / count;
  let squares = 0;
  for (const figure of column) if (!Number.isNaN(figure)) squares += (figure - mean) ** 2;
  const sd = count === 0 ? 0 : Math.sqrt(squares / count);
  return column.map((figure) => (Number.isNaN(figure) || sd === 0 ? 0 : (figure - mean) / sd));
}

function groupsOf(donors: Uint32Array, codes: Int32Array): Map<number, Uint32Array> {
  const rows = new Map<number, number[]>();
  for (const donor of donors) {
    const code = codes[donor]!;
    if (code < 0) continue;
    const group = rows.get(code);
    if (group === undefined) rows.set(code, [donor]);
    else group.push(donor);
  }
  return new Map([...rows].map(([code, group]) => [code, sampled(Uint32Array.from(group))]));
}

function sampled(rows: Uint32Array): Uint32Array {
  if (rows.length <= MOST_DONORS) return rows;
  const drawn = rows.slice();
  shuffle(drawn, random(1, 'donors'));
  return drawn.subarray(0, MOST_DONORS).sort();
}
