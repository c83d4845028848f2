/** A probability below it counts as it, so that a single certainty that fails does not make a mean infinite. */
const LEAST = 1e-15;

/**
 * Log loss of probabilities of several choices, in nats: −Σ taken · ln p.
 *
 * @param taken how much of what was chosen falls on each choice, together 1
 */
export function logLossOf(p: ArrayLike<number>, taken: ArrayLike<number>): number {
  let loss = 0;
  for (let j = 0; j < p.length; j++) if (taken[j]! > 0) loss -= taken[j]! * Math.log(Math.max(LEAST, p[j]!));
  return loss;
}

/**
 * Brier's score (1950) of probabilities of several choices, from 0 to 2: Σ (p − 1)² over the choice made and Σ p² over the others; of several choices made the mean.
 *
 * @param taken as {@link logLossOf}
 */
export function brierOf(p: ArrayLike<number>, taken: ArrayLike<number>): number {
  let score = 1;
  for (let j = 0; j < p.length; j++) score += p[j]! * (p[j]! - 2 * taken[j]!);
  return score;
}
