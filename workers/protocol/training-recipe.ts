import * as v from 'valibot';
import { DEFAULT_OPTIMIZER, defaultEncoder, isSequenceEncoder, OPTIMIZERS, type EncoderRecipe } from './encoder-recipe';
import { count, within } from './schema-numbers';
import { TRAINING_NUMBERS, TRAINING_WHOLE } from './training-bounds';

/** What a user weighs in training: all the same, or `balanced`: every class as much as any other, however rare it is. */
export const CLASS_WEIGHTS = ['none', 'balanced'] as const;
export type ClassWeights = (typeof CLASS_WEIGHTS)[number];

const momentum = within(TRAINING_NUMBERS.momentum);
const learningRate = within(TRAINING_NUMBERS.learningRate);
const weightDecay = within(TRAINING_NUMBERS.weightDecay);
const dropout = within(TRAINING_NUMBERS.dropout);
const warmup = count(...TRAINING_WHOLE.warmup);

/** Choices that the training of every network has. */
const Training = v.object({
  optimizer: v.picklist(OPTIMIZERS),
  /** Of `sgd`. */
  momentum,
  learningRate,
  /** Steps over which the learning rate rises from zero. */
  warmup,
  batchSize: count(...TRAINING_WHOLE.batchSize),
  weightDecay,
  /** Share of the hidden units, or of the states, that are left out of each step. */
  dropout,
  epochs: count(...TRAINING_WHOLE.epochs),
  /** Epochs without a lower validation loss after which training ends; the best weights are kept. */
  patience: count(...TRAINING_WHOLE.patience),
});

/** How the network that places new users is trained; see workers/assign. */
export const AssignmentSchema = v.object({
  classWeights: v.picklist(CLASS_WEIGHTS),
  /** Absent: {@link placingTraining} of the encoder. */
  training: v.optional(Training),
});

/** How the networks that foresee outcomes and value are trained. */
export const NetworkSchema = v.object({
  /** Widths of its hidden layers. */
  hidden: v.pipe(v.array(count(1, 256)), v.maxLength(4)),
  ...v.pick(Training, ['learningRate', 'weightDecay', 'batchSize', 'epochs', 'patience']).entries,
  /** `balanced`: both outcomes weigh the same in training, however rare one is; calibration then gives them back their share. */
  classWeights: v.picklist(CLASS_WEIGHTS),
  /** Absent: {@link NETWORK_DEFAULTS}. */
  optimizer: v.optional(v.picklist(OPTIMIZERS)),
  momentum: v.optional(momentum),
  warmup: v.optional(warmup),
  dropout: v.optional(dropout),
});

export type TrainingRecipe = v.InferOutput<typeof Training>;
export type AssignmentRecipe = v.InferOutput<typeof AssignmentSchema>;
export type NetworkRecipe = v.InferOutput<typeof NetworkSchema>;

export const DEFAULT_ASSIGNMENT: AssignmentRecipe = { classWeights: 'none' };

/** What a network that foresees has where its recipe says nothing of it. */
const NETWORK_DEFAULTS = { optimizer: 'adamw', momentum: 0.9, warmup: 0, dropout: 0 } as const satisfies Partial<TrainingRecipe>;

export function defaultNetwork(): NetworkRecipe {
  return { hidden: [32, 16], learningRate: 0.002, weightDecay: 0.01, batchSize: 128, epochs: 40, patience: 5, classWeights: 'none' };
}

/** How a network that foresees is trained, defaults filled in. */
export function networkTraining({ hidden: _, classWeights: _weights, ...said }: NetworkRecipe): TrainingRecipe {
  return { ...NETWORK_DEFAULTS, ...said };
}

/** The recipe of a network that foresees, without what stands at {@link NETWORK_DEFAULTS}: the same choices always make the same recipe. */
export function networkOf(hidden: readonly number[], training: TrainingRecipe, classWeights: ClassWeights): NetworkRecipe {
  const {
    learningRate,
    weightDecay: decay,
    batchSize,
    epochs,
    patience,
    optimizer,
    momentum: kept,
    warmup: steps,
    dropout: share,
  } = training;
  return {
    hidden: [...hidden],
    learningRate,
    weightDecay: decay,
    batchSize,
    epochs,
    patience,
    classWeights,
    ...(optimizer === NETWORK_DEFAULTS.optimizer ? {} : { optimizer }),
    ...(optimizer === 'sgd' && kept !== NETWORK_DEFAULTS.momentum ? { momentum: kept } : {}),
    ...(steps === NETWORK_DEFAULTS.warmup ? {} : { warmup: steps }),
    ...(share === NETWORK_DEFAULTS.dropout ? {} : { dropout: share }),
  };
}

/** How the network that places new users is trained unless the recipe says otherwise: as an encoder that reads events in order is, else as those are by default. */
export function placingTraining(encoder: EncoderRecipe): TrainingRecipe {
  const {
    learningRate,
    batchSize,
    epochs,
    patience,
    dropout = 0,
    optimizer,
  } = isSequenceEncoder(encoder.kind) ? encoder : defaultEncoder('gru');
  const { kind, momentum, weightDecay, warmup } = optimizer ?? DEFAULT_OPTIMIZER;
  return { optimizer: kind, momentum, learningRate, warmup, batchSize, weightDecay, dropout, epochs, patience };
}

/** The same choices as the recipe of an encoder has them. */
export function asEncoder({ optimizer: kind, momentum, weightDecay, warmup, ...rest }: TrainingRecipe) {
  return { ...rest, optimizer: { kind, momentum, weightDecay, warmup } } satisfies Partial<EncoderRecipe>;
}
