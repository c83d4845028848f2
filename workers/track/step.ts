/** How much on either side a step is judged by, in days. */
const SIDE = 28;
const LEAST_SIDE = 10;
/** Of the polynomial under the step: a cubic follows a slow wave over eight weeks. */
const DEGREE = 3;

export interface Step {
  readonly at: number;
  /** Height in the unit of the values, and its t statistic. */
  readonly height: number;
  readonly t: number;
}

/**
 * The clearest step in [from, to]: of a cubic with a step, y = a + b·t + c·t² + d·t³ + h·1(t ≥ τ), fitted to the 28 days on either side by least squares, the τ
 * with the largest |t| of h. Growth and slow waves are cubics for so long, and have no step.
 *
 * @param values NaN is skipped
 * @param inflation of the standard error, for values that hang together
 * @returns null where there are fewer than ten values on either side
 */
export function clearestStep(values: Float64Array, from: number, to: number, inflation: number): Step | null {
  let best: Step | null = null;
  for (let at = Math.max(1, from); at <= Math.min(values.length - 1, to); at++) {
    const step = stepAt(values, at, inflation);
    if (step && (!best || Math.abs(step.t) > Math.abs(best.t))) best = step;
  }
  return best;
}

function stepAt(values: Float64Array, at: number, inflation: number): Step | null {
  const from = Math.max(0, at - SIDE);
  const days = new Int32Array(Math.min(values.length, at + SIDE) - from);
  let n = 0;
  let before = 0;
  for (let day = from; day < from + days.length; day++) {
    if (Number.isNaN(values[day]!)) continue;
    if (day < at) before++;
    days[n++] = day;
  }
  if (n - before < LEAST_SIDE || before < LEAST_SIDE) return null;
  const basis = polynomials(Float64Array.from({ length: n }, (_, i) => (days[i]! - at) / SIDE));
  // Frisch–Waugh: the coefficient of the step is that of what the cubic does not explain of it.
  const y = rest(
    Float64Array.from({ length: n }, (_, i) => values[days[i]!]!),
    basis,
  );
  const step = rest(new Float64Array(n).fill(1, before), basis);
  const own = dot(step, step);
  const height = dot(step, y) / own;
  let left = 0;
  for (let i = 0; i < n; i++) left += (y[i]! - height * step[i]!) ** 2;
  const error = Math.sqrt(left / (n - DEGREE - 2) / own) * inflation;
  return { at, height, t: error > 0 ? height / error : height === 0 ? 0 : Math.sign(height) * Infinity };
}

/** Orthonormal polynomials over the points, by Gram and Schmidt. */
function polynomials(x: Float64Array): Float64Array[] {
  const basis: Float64Array[] = [];
  for (let degree = 0; degree <= DEGREE; degree++) {
    const own = rest(
      x.map((value) => value ** degree),
      basis,
    );
    const length = Math.sqrt(dot(own, own));
    basis.push(own.map((value) => value / length));
  }
  return basis;
}

/** What the basis leaves of `y`, in its place. */
function rest(y: Float64Array, basis: readonly Float64Array[]): Float64Array {
  for (const each of basis) {
    const part = dot(y, each);
    for (let i = 0; i < y.length; i++) y[i]! -= part * each[i]!;
  }
  return y;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
