import type { EncoderRecipe } from '../../workers/protocol/encoder-recipe';
import type { Progress } from '../../workers/protocol/progress';
import type { Recipe } from '../../workers/protocol/recipe';

/** How far a network had come when its build was cancelled. The engine holds what it had learned, as long as the page is open. */
export interface StoppedTraining {
  readonly file: File;
  readonly recipe: Recipe;
  /** Epochs done. */
  readonly epoch: number;
}

/** Epochs done after a report; 0 where none is under way. */
export function epochsAfter(before: number, { stage, figures }: Progress): number {
  // What comes after the training has a whole network.
  return stage === 'encode' ? (figures?.epoch ?? before) : 0;
}

/** Whether a build with as many epochs as were done gives the network as it was: a recipe says one number for all of its trainings. */
export const isOneTraining = ({ kind }: EncoderRecipe): boolean => kind !== 'idec' && kind !== 'fused';
