import { squaredBetween, squaredDistance } from '../math/distance';

/** One run of Lloyd's algorithm. */
export interface LloydRun {
  /** k × dims. */
  readonly centres: Float64Array;
  /** Nearest centre of each row. */
  readonly labels: Int32Array;
  /** Σ weight × squared distance to the nearest centre. */
  readonly inertia: number;
  /** Assignment steps done. */
  readonly iterations: number;
}

/** rows × dims, row-major, with a positive weight for each row (null: 1 each). */
export interface WeightedRows {
  readonly data: Float32Array;
  readonly rows: number;
  readonly dims: number;
  readonly weights: Float32Array | null;
}

/**
 * Bounds are compared with this relative slack, so that rounding in them can only cause a distance to be computed, never
 * one to be left out: the labels are those of the plain algorithm, ties (lowest centre first) included.
 */
const SLACK = 1 + 1e-9;

/**
 * Weighted k-means iterations from given centres (`start`, k × dims): assign each row to its nearest centre, move each centre
 * to the weighted mean of its rows, until no label changes, the summed squared shift of the centres is at most `threshold`,
 * or `maxIterations`. A centre that loses all rows moves to the row farthest from its own centre, or, without `reseed`, stays where it is.
 *
 * Distances are left out by exact bounds: Hamerly's (2010) one lower bound on all other centres first, then Elkan's (2003)
 * one a centre. A bound is stored with the path that its centre had travelled then, so that no pass is needed to age it.
 */
export function lloyd(
  points: WeightedRows,
  start: ArrayLike<number>,
  k: number,
  threshold: number,
  maxIterations: number,
  reseed = true,
): LloydRun {
  const state = new State(points, start, k);
  state.assignFully();
  let iterations = 1;
  let settled = false;
  for (;;) {
    if (reseed && state.reseedEmpty()) settled = false;
    if (state.move() <= threshold || settled || iterations >= maxIterations) break;
    state.separate();
    settled = state.assign() === 0;
    iterations++;
  }
  if (!settled) {
    state.separate();
    state.assign();
  }
  return { centres: state.centres, labels: state.labels, inertia: state.inertia(), iterations };
}

class State {
  readonly centres: Float64Array;
  readonly labels: Int32Array;
  /** Distance to the own centre minus its path then: an upper bound is this plus the path now. */
  private readonly upper: Float64Array;
  /** rows × k. Distance plus the centre's path then: a lower bound is this minus the path now. */
  private readonly lower: Float64Array;
  /** The lowest bound of the other centres plus `longest` of the own centre then. */
  private readonly second: Float64Array;
  private readonly path: Float64Array;
  /** For each centre, the sum over the steps of the longest step of another. */
  private readonly longest: Float64Array;
  /** k × k halves of the distances between centres, and for each centre the half to the nearest other. */
  private readonly halves: Float64Array;
  private readonly moat: Float64Array;
  private readonly sums: Float64Array;
  private readonly masses: Float64Array;

  constructor(
    private readonly points: WeightedRows,
    start: ArrayLike<number>,
    private readonly k: number,
  ) {
    const { rows, dims } = points;
    this.centres = Float64Array.from(start);
    this.labels = new Int32Array(rows);
    this.upper = new Float64Array(rows);
    this.lower = new Float64Array(rows * k);
    this.second = new Float64Array(rows);
    this.path = new Float64Array(k);
    this.longest = new Float64Array(k);
    this.halves = new Float64Array(k * k);
    this.moat = new Float64Array(k);
    this.sums = new Float64Array(k * dims);
    this.masses = new Float64Array(k);
  }

  assignFully(): void {
    const { data, rows, dims, weights } = this.points;
    const { k, labels, lower, upper, second, centres, sums, masses } = this;
    for (let i = 0; i < rows; i++) {
      let label = 0;
      let best = Infinity;
      let next = Infinity;
      for (let j = 0; j < k; j++) {
        const d2 = squaredDistance(data, i * dims, centres, j * dims, dims);
        lower[i * k + j] = Math.sqrt(d2);
        if (d2 < best) {
          next = best;
          best = d2;
          label = j;
        } else if (d2 < next) next = d2;
      }
      labels[i] = label;
      upper[i] = Math.sqrt(best);
      second[i] = Math.sqrt(next);
      transfer(data, i * dims, dims, weights === null ? 1 : weights[i]!, label, sums, masses);
    }
  }

  /** Assigns each row to its nearest centre; returns how many labels changed. */
  assign(): number {
    const { data, rows, dims, weights } = this.points;
    const { k, labels, lower, upper, second, path, longest, halves, moat, centres, sums, masses } = this;
    let changes = 0;
    for (let i = 0; i < rows; i++) {
      const from = labels[i]!;
      const aged = second[i]! - longest[from]!;
      const limit = aged > moat[from]! ? aged : moat[from]!;
      if ((upper[i]! + path[from]!) * SLACK < limit) continue;
      let best = squaredDistance(data, i * dims, centres, from * dims, dims);
      let distance = Math.sqrt(best);
      if (distance * SLACK < limit) {
        upper[i] = distance - path[from]!;
        continue;
      }
      let label = from;
      let next = Infinity;
      const at = i * k;
      lower[at + from] = distance + path[from]!;
      let reach = distance * SLACK;
      for (let j = 0; j < k; j++) {
        if (j === from) continue;
        let bound = lower[at + j]! - path[j]!;
        if (bound <= reach) {
          const half = halves[label * k + j]!;
          if (half > reach) bound = 2 * half - distance;
          else {
            const d2 = squaredDistance(data, i * dims, centres, j * dims, dims);
            bound = Math.sqrt(d2);
            lower[at + j] = bound + path[j]!;
            if (d2 < best || (d2 === best && j < label)) {
              const left = distance;
              best = d2;
              distance = bound;
              reach = distance * SLACK;
              label = j;
              bound = left;
            }
          }
        }
        if (bound < next) next = bound;
      }
      upper[i] = distance - path[label]!;
      second[i] = next + longest[label]!;
      if (label === from) continue;
      const weight = weights === null ? 1 : weights[i]!;
      transfer(data, i * dims, dims, -weight, from, sums, masses);
      transfer(data, i * dims, dims, weight, label, sums, masses);
      labels[i] = label;
      changes++;
    }
    return changes;
  }

  /** Moves the centres to the means of their rows; returns the summed squared shift. */
  move(): number {
    const { dims } = this.points;
    const { k, centres, sums, masses, path, longest } = this;
    let total = 0;
    let first = 0;
    let runnerUp = 0;
    let fastest = 0;
    for (let j = 0; j < k; j++) {
      let shift = 0;
      // Without rows, and none to be had (fewer distinct rows than centres), the centre stays.
      if (masses[j]! > 0) {
        for (let d = j * dims; d < (j + 1) * dims; d++) {
          const to = sums[d]! / masses[j]!;
          const e = to - centres[d]!;
          shift += e * e;
          centres[d] = to;
        }
      }
      total += shift;
      const step = Math.sqrt(shift);
      path[j] = path[j]! + step;
      if (step > first) {
        runnerUp = first;
        first = step;
        fastest = j;
      } else if (step > runnerUp) runnerUp = step;
    }
    for (let j = 0; j < k; j++) longest[j] = longest[j]! + (j === fastest ? runnerUp : first);
    return total;
  }

  separate(): void {
    const { dims } = this.points;
    const { k, centres, halves, moat } = this;
    moat.fill(Infinity);
    for (let a = 0; a < k; a++) {
      for (let b = a + 1; b < k; b++) {
        const half = Math.sqrt(squaredBetween(centres, a * dims, b * dims, dims)) / 2;
        halves[a * k + b] = halves[b * k + a] = half;
        if (half < moat[a]!) moat[a] = half;
        if (half < moat[b]!) moat[b] = half;
      }
    }
  }

  inertia(): number {
    const { data, rows, dims, weights } = this.points;
    const { labels, centres } = this;
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const d2 = squaredDistance(data, i * dims, centres, labels[i]! * dims, dims);
      sum += weights === null ? d2 : weights[i]! * d2;
    }
    return sum;
  }

  /** Gives each centre without rows the row farthest from its own centre; returns whether there was such a centre. */
  reseedEmpty(): boolean {
    const { data, rows, dims, weights } = this.points;
    const { k, labels, upper, centres, sums, masses } = this;
    let moved = false;
    for (let j = 0; j < k; j++) {
      if (masses[j]! > 0) continue;
      let farthest = -1;
      let most = 0;
      for (let i = 0; i < rows; i++) {
        const label = labels[i]!;
        if (masses[label]! <= (weights === null ? 1 : weights[i]!)) continue;
        const d2 = squaredDistance(data, i * dims, centres, label * dims, dims);
        if (d2 > most) {
          most = d2;
          farthest = i;
        }
      }
      if (farthest < 0) continue;
      const weight = weights === null ? 1 : weights[farthest]!;
      transfer(data, farthest * dims, dims, -weight, labels[farthest]!, sums, masses);
      transfer(data, farthest * dims, dims, weight, j, sums, masses);
      labels[farthest] = j;
      upper[farthest] = Infinity;
      moved = true;
    }
    return moved;
  }
}

/** Adds a row's weight to a centre's mass, and its weighted values to the centre's sums. */
function transfer(
  data: Float32Array,
  from: number,
  dims: number,
  weight: number,
  label: number,
  sums: Float64Array,
  masses: Float64Array,
): void {
  masses[label] = masses[label]! + weight;
  const to = label * dims;
  for (let d = 0; d < dims; d++) sums[to + d] = sums[to + d]! + weight * data[from + d]!;
}
