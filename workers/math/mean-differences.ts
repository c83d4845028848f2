import { percentileInterval, resamplesFor } from './bootstrap';
import type { Random } from './random';
import { mean } from './statistics';

/** Draws of a user that there is time for. */
const DRAWS = 20_000_000;

/**
 * Means of differences a user, each with percentiles 2.5 and 97.5 of a bootstrap over users in which all are taken on the same draw. Yields now and then.
 *
 * @param differences model − baseline by user, of equal length
 */
export function* meanDifferences(
  differences: readonly Float64Array[],
  rng: Random,
): Generator<unknown, { readonly means: readonly ReturnType<typeof percentileInterval>[]; readonly resamples: number }, void> {
  const n = differences[0]!.length;
  const resamples = resamplesFor(n, DRAWS);
  const drawn = differences.map(() => new Float64Array(resamples));
  for (let b = 0; b < resamples; b++) {
    for (let i = 0; i < n; i++) {
      const user = rng.int(n);
      for (let f = 0; f < differences.length; f++) drawn[f]![b]! += differences[f]![user]! / n;
    }
    if (b % 8 === 7) yield b;
  }
  return { means: differences.map((of, f) => percentileInterval(mean(of), drawn[f]!)), resamples };
}
