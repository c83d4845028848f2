import { squaredBetween } from '../math/distance';

/** The centres of Lloyd's algorithm as they stand, with how far they came: all that a bound on a row's distances is aged by. */
export interface Centres {
  /** k × dims. */
  readonly at: Float64Array;
  /** Length of each centre's way until now. */
  readonly path: Float64Array;
  /** For each centre, the sum over the steps of the longest step of another. */
  readonly longest: Float64Array;
  /** k × k halves of the distances between centres, and for each centre the half to the nearest other. */
  readonly halves: Float64Array;
  readonly moat: Float64Array;
}

export function centresAt(start: ArrayLike<number>, k: number): Centres {
  return {
    at: Float64Array.from(start),
    path: new Float64Array(k),
    longest: new Float64Array(k),
    halves: new Float64Array(k * k),
    moat: new Float64Array(k),
  };
}

/**
 * Moves the centres to the means of their rows; returns the summed squared shift. Without rows, and none to be had (fewer distinct rows than
 * centres), a centre stays.
 *
 * @param sums k × dims weighted sums, then k masses
 */
export function moveCentres({ at, path, longest }: Centres, sums: Float64Array, k: number): number {
  const dims = at.length / k;
  let total = 0;
  let first = 0;
  let runnerUp = 0;
  let fastest = 0;
  for (let j = 0; j < k; j++) {
    let shift = 0;
    const mass = sums[k * dims + j]!;
    if (mass > 0) {
      for (let d = j * dims; d < (j + 1) * dims; d++) {
        const to = sums[d]! / mass;
        const e = to - at[d]!;
        shift += e * e;
        at[d] = to;
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

/** Measures how far the centres are apart. */
export function separateCentres({ at, halves, moat }: Centres, k: number): void {
  const dims = at.length / k;
  moat.fill(Infinity);
  for (let a = 0; a < k; a++) {
    for (let b = a + 1; b < k; b++) {
      const half = Math.sqrt(squaredBetween(at, a * dims, b * dims, dims)) / 2;
      halves[a * k + b] = halves[b * k + a] = half;
      if (half < moat[a]!) moat[a] = half;
      if (half < moat[b]!) moat[b] = half;
    }
  }
}
