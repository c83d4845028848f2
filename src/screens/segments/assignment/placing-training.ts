import type { EncoderRecipe } from '../../../../workers/protocol/encoder-recipe';
import { DEFAULT_ASSIGNMENT, placingTraining, type AssignmentRecipe } from '../../../../workers/protocol/training-recipe';
import { trainingFormOf, type ReadTraining, type TrainingForm } from '../../training/training-form';

/** The fields of the network that places new users, as the recipe has them and at their defaults. */
export function placingForms(encoder: EncoderRecipe, assignment = DEFAULT_ASSIGNMENT): Record<'stands' | 'usual', TrainingForm> {
  const usual = placingTraining(encoder);
  return {
    stands: trainingFormOf(assignment.training ?? usual, assignment.classWeights, null),
    usual: trainingFormOf(usual, DEFAULT_ASSIGNMENT.classWeights, null),
  };
}

/** What the fields say, as the recipe has it: training at its defaults is left out, and then follows the encoder. */
export function placingRecipe({ training, classWeights }: NonNullable<ReadTraining['read']>, encoder: EncoderRecipe): AssignmentRecipe {
  const usual = JSON.stringify(placingTraining(encoder)) === JSON.stringify(training);
  return { classWeights, ...(usual ? {} : { training }) };
}
