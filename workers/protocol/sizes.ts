import type { BackendName } from './backend';
import type { EncoderRecipe } from './encoder-recipe';

/** Minutes of training that a person may have sizes chosen for. */
export const BUDGET_MINUTES = [0.5, 2, 10] as const;

/** One network of an encoder, as a few of its steps were timed. */
export interface MeasuredPart {
  readonly part: 'autoencoder' | 'together' | 'sequence';
  /** Median ms of a training step; where users are batched by the length of what they did, the mean over the batches of an epoch. */
  readonly stepMs: number;
  /** Steps of the whole training, if it does not end early. */
  readonly steps: number;
  /** Seconds of the whole training: its steps, and what follows each epoch. */
  readonly seconds: number;
}

/** A size that was tried. */
export interface MeasuredSize {
  /** The recipe's encoder in this size. */
  readonly encoder: EncoderRecipe;
  readonly parts: readonly MeasuredPart[];
  /** Of the parts. */
  readonly seconds: number;
}

/** What the device can train in a time. */
export interface SizeChoice {
  readonly budgetSeconds: number;
  readonly backend: BackendName;
  readonly users: number;
  /** From small to large, as far as it was worth trying. */
  readonly measured: readonly MeasuredSize[];
  /** The device refused the next size, as too large for its memory. */
  readonly refused?: true;
  /** The largest that fits, by its place in `measured`; null where the smallest does not. */
  readonly chosen: number | null;
}
