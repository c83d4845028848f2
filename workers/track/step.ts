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
  const days: number[] = [];
  for (let day = Math.max(0, at - SIDE); day < Math.min(values.length, at + SIDE); day++) if (!Number.isNaN(values[day]!)) days.push(day);
  const after = days.filter((day) => day >= at).length;
  if (after < LEAST_SIDE || days.length - after < LEAST_SIDE) return null;
  const basis = polynomials(days.map((day) => (day - at) / SIDE));
  // Frisch–Waugh: the coefficient of the step is that of what the cubic does not explain of it.
  const y = rest(
    days.map((day) => values[day]!),
    basis,
  );
  const step = rest(
    days.map((day) => (day >= at ? 1 : 0)),
    basis,
  );
  const own = dot(step, step);
  const height = dot(step, y) / own;
  const left = y.reduce((sum, value, i) => sum + (value - height * step[i]!) ** 2, 0);
  const error = Math.sqrt(left / (days.length - DEGREE - 2) / own) * inflation;
  return { at, height, t: error > 0 ? height / error : height === 0 ? 0 : Math.sign(height) * Infinity };
}

/** Orthonormal polynomials over the points, by Gram and Schmidt. */
function polynomials(x: readonly number[]): number[][] {
  const basis: number[][] = [];
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

/** What the basis leaves of `y`. */
function rest(y: readonly number[], basis: readonly (readonly number[])[]): number[] {
  let left = [...y];
  for (const each of basis) {
    const part = dot(left, each);
    left = left.map((value, i) => value - part * each[i]!);
  }
  return left;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
