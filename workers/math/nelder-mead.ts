/** Where a search ended. */
export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  readonly evaluations: number;
  /** The simplex had shrunk to the tolerance before the evaluations ran out. */
  readonly converged: boolean;
}

export interface NelderMeadOptions {
  /** Edge of the first simplex in every coordinate. */
  readonly step?: number;
  /** Ends once the values of all corners lie within this of the best, and the corners within its square root. */
  readonly tolerance?: number;
  readonly maxEvaluations?: number;
}

interface Corner {
  readonly at: Float64Array;
  readonly value: number;
}

/**
 * Minimises a function of a few variables without derivatives (Nelder & Mead 1965, with the coefficients 1, 2, ½, ½). A function value that is not a number
 * counts as Infinity, so that a domain can be fenced in. A simplex that has collapsed too early is unfolded again at the best corner, until that
 * no longer helps. Yields after each step, so that a caller can stop it or let an event loop turn.
 */
export function* nelderMead(
  f: (at: Float64Array) => number,
  start: ArrayLike<number>,
  { step = 0.5, tolerance = 1e-8, maxEvaluations = 4000 }: NelderMeadOptions = {},
): Generator<Minimum, Minimum, void> {
  const n = start.length;
  let evaluations = 0;
  const corner = (at: Float64Array): Corner => {
    const value = f(at);
    evaluations++;
    return { at, value: Number.isNaN(value) ? Infinity : value };
  };
  const simplexAt = (best: Corner): Corner[] => [
    best,
    ...Array.from({ length: n }, (_, j) => corner(best.at.map((x, i) => (i === j ? x + step : x)))),
  ];
  const state = (best: Corner, converged: boolean): Minimum => ({ at: best.at, value: best.value, evaluations, converged });

  let simplex = simplexAt(corner(Float64Array.from(start)));
  let unfoldedAt = Infinity;
  for (;;) {
    simplex.sort((a, b) => a.value - b.value);
    const best = simplex[0]!;
    if (isSmall(simplex, tolerance)) {
      if (!(unfoldedAt - best.value > tolerance)) return state(best, Number.isFinite(best.value));
      unfoldedAt = best.value;
      simplex = simplexAt(best);
    } else if (evaluations >= maxEvaluations) {
      return state(best, false);
    } else {
      improve(simplex, corner);
    }
    yield state(best, false);
  }
}

/** One step: the worst corner is replaced, or all but the best are drawn towards it. `simplex` is sorted, best first. */
function improve(simplex: Corner[], corner: (at: Float64Array) => Corner): void {
  const last = simplex.length - 1;
  const worst = simplex[last]!;
  const centre = worst.at.map((_, j) => simplex.reduce((sum, { at }, i) => (i < last ? sum + at[j]! : sum), 0) / last);
  /** `factor` times as far from the centre as the worst corner, on the other side of it. */
  const beyond = (factor: number) => corner(centre.map((c, j) => c + factor * (c - worst.at[j]!)));

  const reflected = beyond(1);
  if (reflected.value < simplex[0]!.value) {
    const expanded = beyond(2);
    simplex[last] = expanded.value < reflected.value ? expanded : reflected;
    return;
  }
  if (reflected.value < simplex[last - 1]!.value) {
    simplex[last] = reflected;
    return;
  }
  const contracted = reflected.value < worst.value ? beyond(0.5) : beyond(-0.5);
  if (contracted.value < Math.min(reflected.value, worst.value)) {
    simplex[last] = contracted;
    return;
  }
  const best = simplex[0]!;
  for (let i = 1; i <= last; i++) simplex[i] = corner(simplex[i]!.at.map((x, j) => (x + best.at[j]!) / 2));
}

function isSmall(simplex: readonly Corner[], tolerance: number): boolean {
  const best = simplex[0]!;
  const reach = Math.sqrt(tolerance);
  return simplex.every(({ at, value }) => value - best.value <= tolerance && at.every((x, j) => Math.abs(x - best.at[j]!) <= reach));
}
