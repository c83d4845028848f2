import { squaredDistance } from './distance';
import { firstAbove } from './kmeans-seeding';
import type { Random } from './random';

/** Rows drawn as new places, for each centre. */
const DRAWS = 2;
/** Of more rows, so many at random say where a centre would best be put. */
const MOST_ROWS = 10_000;
/** Runs that may fail in succession: so many for each start after the first, up to a most. */
const TRIES = 2;
const MOST_TRIES = 6;
const STARTS_A_SEARCH = 4;
/** Inertia is lower if it is by this share: less is what the tolerance of a run leaves. */
const GAIN = 1e-4;

/** What a search needs to know of a run of Lloyd's algorithm. */
export interface Found {
  /** k × dims. */
  readonly centres: ArrayLike<number>;
  readonly inertia: number;
}

/** rows × dims, row-major, with a weight for each row (null: 1 each). */
interface Points {
  readonly data: Float32Array;
  readonly rows: number;
  readonly dims: number;
  readonly weights: Float32Array | null;
}

/** A centre to be put elsewhere. */
interface Swap {
  readonly row: number;
  readonly centre: number;
}

/**
 * Tries of a {@link SwapSearch} that belong to so many starts: one start is one run and no more. A resample has none, of which there are many: what is asked of it is
 * whether it finds a segment again, not its inertia.
 */
export function triesFor({ restarts, bootstrap }: { readonly restarts: number; readonly bootstrap?: number }): number {
  return bootstrap === undefined ? Math.min(MOST_TRIES, TRIES * (restarts - 1)) : 0;
}

/** Where searches begin, of runs from so many starts: the best, and of ten starts the next two as well, since each search ends in an optimum of its own. */
export function searchedFrom<Run extends Found>(runs: readonly Run[]): Run[] {
  return [...runs].sort((a, b) => a.inertia - b.inertia).slice(0, Math.ceil(runs.length / STARTS_A_SEARCH));
}

/**
 * Takes the best run so far further than other starts would: a centre is put where a row is, Lloyd's algorithm goes on from there, and what it finds
 * is kept if its inertia is lower; until so many tries in succession have failed. Random swap (Fränti 2018), but that rows are drawn by D², as in
 * Lattanzi & Sohler (2019), and of several the ones are tried first whose swap alone raises the inertia least; no two that put a centre of the same cluster into the same
 * other one.
 *
 * Whoever has the search runs the starts of {@link next}, one or several at once, and hands what they came to to {@link take}: the search ends the same.
 */
export class SwapSearch<Run extends Found> {
  private readonly points: Points;
  private swaps: Swap[];
  private failed = 0;

  /** @param tries see {@link triesFor} */
  constructor(
    points: Points,
    private readonly k: number,
    private readonly tries: number,
    private readonly rng: Random,
    private best: Run,
  ) {
    this.points = thinned(points, rng);
    this.swaps = tries > 0 ? this.propose() : [];
  }

  /** The run of lowest inertia so far. */
  get found(): Run {
    return this.best;
  }

  /** Centres to run from, `most` at most; none once the search is over. */
  next(most: number): Float64Array[] {
    const { data, dims } = this.points;
    return this.swaps.slice(0, Math.min(most, this.tries - this.failed)).map(({ row, centre }) => {
      const start = Float64Array.from(this.best.centres);
      start.set(data.subarray(row * dims, (row + 1) * dims), centre * dims);
      return start;
    });
  }

  /** @param runs from the starts of {@link next}, in their order; those after one that is better do not count */
  take(runs: readonly Run[]): void {
    const better = runs.find(({ inertia }) => inertia < this.best.inertia * (1 - GAIN));
    if (better === undefined) {
      this.failed += runs.length;
      this.swaps.splice(0, runs.length);
      return;
    }
    this.best = better;
    this.failed = 0;
    this.swaps = this.propose();
  }

  /** Rows drawn by D² and the centre that each replaces best; lowest inertia first. */
  private propose(): Swap[] {
    const { data, rows, dims, weights } = this.points;
    const { k } = this;
    const centres = Float64Array.from(this.best.centres);
    const own = new Int32Array(rows);
    const first = new Float64Array(rows);
    const second = new Float64Array(rows);
    /** Sum of the distances to both: a row is no nearer than the second to what lies so far from the first. */
    const reach = new Float64Array(rows);
    const cumulative = new Float64Array(rows);
    /** What the loss of each centre would add. */
    const losses = new Float64Array(k);
    let total = 0;
    for (let i = 0; i < rows; i++) {
      let label = 0;
      let best = Infinity;
      let next = Infinity;
      for (let j = 0; j < k; j++) {
        const square = squaredDistance(data, i * dims, centres, j * dims, dims);
        if (square < best) {
          next = best;
          best = square;
          label = j;
        } else if (square < next) next = square;
      }
      own[i] = label;
      first[i] = best;
      second[i] = next;
      reach[i] = Math.sqrt(best) + Math.sqrt(next);
      const weight = weights === null ? 1 : weights[i]!;
      total += weight * best;
      cumulative[i] = total;
      losses[label]! += weight * (next - best);
    }
    if (!(total > 0)) return [];
    const seen = new Set<string>();
    return Array.from({ length: DRAWS * k }, () => firstAbove(cumulative, this.rng.next() * total))
      .map((row) => {
        const place = Float64Array.from(data.subarray(row * dims, (row + 1) * dims));
        const away = Float64Array.from({ length: k }, (_, j) => Math.sqrt(squaredDistance(data, row * dims, centres, j * dims, dims)));
        /** What the row as one more centre takes off the inertia, and off each centre's loss. */
        let gain = 0;
        const lighter = losses.slice();
        for (let i = 0; i < rows; i++) {
          const label = own[i]!;
          if (away[label]! >= reach[i]!) continue;
          const square = squaredDistance(data, i * dims, place, 0, dims);
          if (square >= second[i]!) continue;
          const weight = weights === null ? 1 : weights[i]!;
          const saved = square < first[i]! ? first[i]! - square : 0;
          gain += weight * saved;
          // The row's part in the loss of its centre was second − first and is square − first, or nothing where the new centre is its nearest.
          lighter[label]! -= weight * (second[i]! - (saved > 0 ? first[i]! : square));
        }
        const centre = lighter.reduce((lowest, loss, j) => (loss < lighter[lowest]! ? j : lowest), 0);
        return { row, centre, inertia: total - gain + lighter[centre]! };
      })
      .sort((a, b) => a.inertia - b.inertia)
      .filter(({ row, centre }) => {
        const pair = `${own[row]!}/${centre}`;
        return !seen.has(pair) && seen.add(pair);
      });
  }
}

/** One row at random of each of so many stretches of equal length. */
function thinned({ data, rows, dims, weights }: Points, rng: Random): Points {
  if (rows <= MOST_ROWS) return { data, rows, dims, weights };
  const picked = Uint32Array.from({ length: MOST_ROWS }, (_, at) => Math.floor(((at + rng.next()) * rows) / MOST_ROWS));
  const some = new Float32Array(MOST_ROWS * dims);
  picked.forEach((row, at) => some.set(data.subarray(row * dims, (row + 1) * dims), at * dims));
  return { data: some, rows: MOST_ROWS, dims, weights: weights && Float32Array.from(picked, (row) => weights[row]!) };
}
