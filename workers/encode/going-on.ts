import { DEFAULT_JOINT, DEFAULT_VARIATIONAL, type EncoderRecipe } from '../protocol/encoder-recipe';

/** Share of the recipe's epochs (steps, where clusters are trained with it), and of its learning rate, with which a training goes on from earlier weights. */
const TUNE_EPOCHS = 0.25;
const TUNE_EPOCHS_LEAST = 5;
const TUNE_RATE = 0.5;

/** The recipe of a training that goes on from earlier weights: it begins near where it ends. */
export function goingOn(recipe: EncoderRecipe): EncoderRecipe {
  const { stopped: _, ...whole } = recipe;
  const { kind, variational = DEFAULT_VARIATIONAL, joint = DEFAULT_JOINT } = recipe;
  return {
    ...whole,
    epochs: Math.max(TUNE_EPOCHS_LEAST, Math.round(recipe.epochs * TUNE_EPOCHS)),
    learningRate: recipe.learningRate * TUNE_RATE,
    ...(kind === 'variational' && { variational: { ...variational, warmup: 0 } }),
    ...(kind === 'idec' && { joint: { ...joint, steps: Math.ceil(joint.steps * TUNE_EPOCHS) } }),
  };
}
