import { meanDifferences } from '../math/mean-differences';
import { paced } from '../math/breathe';
import { random } from '../math/random';
import { mean } from '../math/statistics';
import { DEFAULT_VARIATIONAL, type EncoderRecipe } from '../protocol/encoder-recipe';
import { NEGLIGIBLE_LOSS, type LossDifference } from '../protocol/model';
import { normals } from './batch';
import { applyEncoder } from './dense';
import type { AutoencoderWeights } from './trainer';
import { divergencePrice } from './variational';

/** Users encoded between two pauses. */
const USERS_AT_ONCE = 1024;
/** Of fewer users resamples are too much alike: one alone would leave nothing uncertain. */
const LEAST_USERS = 10;
/** Of the baseline's loss: what single precision may make of two encoders that are the same, and no more than that. */
const ROUNDING = 1e-5;

/**
 * How much more than its baseline an autoencoder loses, with an interval by a bootstrap over users, each of whom stands beside himself. A user's
 * difference within rounding counts as none, so that the start of a training, which is the baseline in single precision, does not differ from it, also
 * where the baseline loses nothing.
 *
 * @param losses of the autoencoder, by user; at least one
 * @param baseline the same of what it has to beat
 */
export async function lossDifference(
  losses: Float64Array,
  baseline: Float64Array,
  seed: number,
  pause: () => Promise<void>,
): Promise<LossDifference> {
  const least = Math.max(ROUNDING * mean(baseline), NEGLIGIBLE_LOSS);
  const differences = losses.map((loss, user) => (Math.abs(loss - baseline[user]!) <= least ? 0 : loss - baseline[user]!));
  if (losses.length < LEAST_USERS) return { value: mean(differences), low: null, high: null };
  const { means } = await paced(meanDifferences([differences], random(seed, 'encode', 'baseline')), pause);
  return means[0]!;
}

/**
 * What an autoencoder loses on each user, as its training counts it: mean squared error over the features; of a variational one with the noise that all epochs were
 * evaluated under, and with the price of the code.
 *
 * @param rows of the users who validated, in their order; users × features, row-major
 */
export async function lossesByUser(
  { encoder, decoder, spread }: AutoencoderWeights,
  recipe: EncoderRecipe,
  rows: Float32Array,
  features: number,
  seed: number,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  const losses = new Float64Array(rows.length / features);
  const price = divergencePrice(recipe.variational ?? DEFAULT_VARIATIONAL, features, Infinity);
  const noise = random(seed, 'encode', 'noise', 'evaluation');
  for (let from = 0; from < losses.length; from += USERS_AT_ONCE) {
    const users = Math.min(USERS_AT_ONCE, losses.length - from);
    const some = rows.subarray(from * features, (from + users) * features);
    const codes = applyEncoder(encoder, some, users);
    if (spread) {
      const code = spread.outputs;
      const logVariances = applyEncoder([...encoder.slice(0, -1), spread], some, users);
      const drawn = normals(codes.length, noise);
      for (let i = 0; i < codes.length; i++) {
        const [centre, logVariance] = [codes[i]!, logVariances[i]!];
        const variance = Math.exp(logVariance);
        losses[from + Math.floor(i / code)]! += (price * (centre ** 2 + variance - 1 - logVariance)) / 2;
        codes[i] = centre + Math.sqrt(variance) * drawn[i]!;
      }
    }
    const restored = applyEncoder(decoder, codes, users);
    for (let i = 0; i < some.length; i++) losses[from + Math.floor(i / features)]! += (restored[i]! - some[i]!) ** 2 / features;
    await pause();
  }
  return losses;
}
