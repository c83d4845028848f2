import { random } from '../../math/random';
import type { EncoderRecipe } from '../../protocol/encoder-recipe';
import type { SequenceShape } from '../../protocol/sequences';
import { kept } from '../batch';
import type { Batch } from './batches';

/**
 * Deviation of the noise on codes: about as much as codes differ before training, since next to more of it they would tell nothing to learn from.
 */
export const CODE_NOISE = 0.25;
/** Weight of half a code's squared length in the loss, a step: a hundredth of it in deviations of the noise. */
export const CODE_PRICE = 0.01 / CODE_NOISE ** 2;

/** Steps over which the noise on codes and their price rise, and the share of a training that these are at most. */
const WARMUP = 400;
const WARMUP_SHARE = 1 / 2;

/**
 * Steps of a training over which the noise on codes, and their price, rise from nothing with the square of the steps (as that of the divergence
 * does along a sigmoid in Bowman et al. 2016). Against all of the noise from the first step a code is given up before the states that it is made
 * of tell anything.
 *
 * @param steps of the whole training
 */
export const codeWarmup = (steps: number): number => Math.min(WARMUP, Math.floor(WARMUP_SHARE * steps));

/** Shares of the steps and of the states that training hides. */
export interface HiddenShares {
  readonly masking: number;
  readonly dropout: number;
}

export const hiddenShares = ({ dropout = 0, sequence }: Pick<EncoderRecipe, 'dropout' | 'sequence'>): HiddenShares => ({
  masking: sequence?.masking ?? 0,
  dropout,
});

/** What a step of training hides, in order of time and of users within it. */
export interface Hiding {
  /** time·users: 0 for steps that are masked; null: none. */
  readonly steps: Float32Array | null;
  /** time·users × width: 0 for states that are left out; null: none. */
  readonly states: Float32Array | null;
  /** time·users × code, normal, added to the codes. */
  readonly noise: Float32Array;
}

/**
 * The noise on codes makes their lengths mean something: with a price on length beside it, a code says no more of a user than foretelling the
 * next step is worth (the variational information bottleneck of Alemi et al. 2017 with one variance for all), and what does not help to foretell is
 * not what users are grouped by. The same states of a user are left out at all times (Gal & Ghahramani 2016).
 *
 * @param number of the step of training, from which all of it follows
 */
export function hideFrom(
  { users, time }: Batch,
  { width, code }: Pick<SequenceShape, 'width' | 'code'>,
  { masking, dropout }: HiddenShares,
  seed: number,
  number: number,
): Hiding {
  const rng = random(seed, 'encode', 'sequence', 'hide', number);
  const steps = masking === 0 ? null : Float32Array.from({ length: time * users.length }, () => (rng.next() < masking ? 0 : 1));
  const noise = Float32Array.from({ length: time * users.length * code }, () => CODE_NOISE * rng.normal());
  if (dropout === 0) return { steps, states: null, noise };
  const once = kept(users.length * width, dropout, rng);
  const states = new Float32Array(time * once.length);
  for (let t = 0; t < time; t++) states.set(once, t * once.length);
  return { steps, states, noise };
}
