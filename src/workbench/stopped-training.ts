import { isSequenceEncoder, type EncoderRecipe } from '../../workers/protocol/encoder-recipe';
import type { Progress } from '../../workers/protocol/progress';
import type { Recipe } from '../../workers/protocol/recipe';

/** How far a network had come when its build was cancelled. The engine holds what it had learned, as long as the page is open. */
export interface StoppedTraining extends Come {
  readonly file: File;
  readonly recipe: Recipe;
}

export interface Come {
  /** Epochs done, of the part that was under way; rounds of one together with segments. */
  readonly epoch: number;
  readonly part: TrainingPart;
}

/**
 * What was being trained: the one network of the encoder, of which one that reads events in order is told apart, since the noise on its codes rises over a share of all its epochs and fewer of them
 * would be another training; of a fused one the network that reads events or the one that joins what it found with the rest; of one that is trained together with segments
 * the autoencoder before, or both together.
 */
export type TrainingPart = 'only' | 'order' | 'reading' | 'joining' | 'alone' | 'together';

/** How far a training is after a report; null where none is under way. */
export function comeAfter(before: Come | null, { kind }: EncoderRecipe, { stage, figures }: Progress): Come | null {
  // What comes after the training has a whole network.
  if (stage !== 'encode') return null;
  if (!figures?.epoch) return before;
  if (kind === 'fused') return { epoch: figures.epoch, part: figures.part ?? 'joining' };
  if (isSequenceEncoder(kind)) return { epoch: figures.epoch, part: 'order' };
  if (kind !== 'idec') return { epoch: figures.epoch, part: 'only' };
  return figures.round ? { epoch: figures.round, part: 'together' } : { epoch: figures.epoch, part: 'alone' };
}

/** The encoder under which a build makes do with what was learned: the part that was stopped ends where it was, and what comes after it follows. */
export function madeDo({ recipe: { encoder }, epoch, part }: StoppedTraining): EncoderRecipe {
  if (part === 'only' || part === 'alone') return { ...encoder, epochs: epoch };
  return { ...encoder, stopped: { ...encoder.stopped, [STOPPED_AS[part]]: epoch } };
}

/** The same encoder where no part is stopped any more. */
export function trainedWhole({ stopped: _, ...encoder }: EncoderRecipe): EncoderRecipe {
  return encoder;
}

const STOPPED_AS = { order: 'reading', reading: 'reading', joining: 'joining', together: 'rounds' } as const;
