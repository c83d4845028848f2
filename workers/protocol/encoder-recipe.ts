import * as v from 'valibot';
import { count, within } from './schema-numbers';
import { SEQUENCE_ENCODERS, type SequenceEncoder } from './sequences';
import { TRAINING_NUMBERS, TRAINING_WHOLE } from './training-bounds';

export const OPTIMIZERS = ['adam', 'adamw', 'sgd'] as const;
export const NETWORK_WIDTHS = [16, 32, 64, 128] as const;

/** How the weights of a network move; see workers/encode/optimizer.ts. */
const Optimizer = v.object({
  kind: v.picklist(OPTIMIZERS),
  /** Of `sgd`. */
  momentum: within(TRAINING_NUMBERS.momentum),
  weightDecay: within(TRAINING_NUMBERS.weightDecay),
  /** Steps over which the learning rate rises from zero. */
  warmup: count(...TRAINING_WHOLE.warmup),
});

/** Of a network that reads events in order. */
const SequenceSettings = v.object({
  /** Of `fused`: which network reads. */
  architecture: v.optional(v.picklist(SEQUENCE_ENCODERS)),
  /** The last so many steps of each user are read. */
  steps: count(4, 256),
  width: v.picklist(NETWORK_WIDTHS),
  layers: count(1, 6),
  /** Share of the steps that are hidden from the network while it trains. */
  masking: v.pipe(v.number(), v.minValue(0), v.maxValue(0.8)),
});

/** Of an autoencoder whose code is a Gaussian; see workers/encode/variational.ts. */
const Variational = v.object({
  /** Price of the code's divergence from the standard normal; 1: the variational autoencoder as published. */
  beta: v.pipe(v.number(), v.minValue(0.001), v.maxValue(100)),
  /** Epochs over which that price rises in a line. */
  warmup: count(0, 1000),
});

/** Of an autoencoder that learns its clusters beside its code; see workers/encode/joint. */
const Joint = v.object({
  /** Weight of the clustering loss beside the reconstruction. */
  gamma: v.pipe(v.number(), v.minValue(0.001), v.maxValue(100)),
  /** Steps between two settings of the target distribution. */
  interval: count(1, 100_000),
  /** Training ends once fewer than this share of the users change cluster from one setting to the next. */
  change: v.pipe(v.number(), v.minValue(0), v.maxValue(0.5)),
  /** Steps at most. */
  steps: count(1, 10_000_000),
});

/**
 * Where a person stopped trainings whose course depends on more than how long they last, and made do with what they had learned: epochs at most of a network that reads events in order, by itself
 * or for `fused`, of the autoencoder that joins what it found, and rounds at most of `idec` together with clusters. What is absent ends as the rest of the recipe says.
 */
const Stopped = v.object({
  reading: v.optional(count(...TRAINING_WHOLE.epochs)),
  joining: v.optional(count(...TRAINING_WHOLE.epochs)),
  rounds: v.optional(count(1, 10_000_000)),
});

/** Those that look at the features alone. */
export const FEATURE_ENCODERS = ['autoencoder', 'variational', 'idec'] as const;

export const ENCODER_KINDS = [...FEATURE_ENCODERS, 'none', 'fused', ...SEQUENCE_ENCODERS] as const;

/** How users are told in few numbers, and how what tells them is trained. */
export const EncoderSchema = v.object({
  kind: v.picklist(ENCODER_KINDS),
  /** Widths of the hidden layers between input and code, mirrored in the decoder. */
  hidden: v.pipe(v.array(count(1, 1024)), v.maxLength(4)),
  code: count(1, 256),
  learningRate: within(TRAINING_NUMBERS.learningRate),
  /** Of a network that reads events in order at most: see workers/encode/sequence/batches.ts. */
  batchSize: count(...TRAINING_WHOLE.batchSize),
  epochs: count(...TRAINING_WHOLE.epochs),
  /** Epochs without an improvement of the validation loss after which training stops; the best weights are kept. */
  patience: count(...TRAINING_WHOLE.patience),
  validationShare: v.pipe(v.number(), v.minValue(0), v.maxValue(0.5)),
  /** Share of the features that the autoencoder does not see while it learns to restore all of them; absent: none. */
  corruption: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(0.8))),
  /** Of `variational`; absent: {@link DEFAULT_VARIATIONAL}. */
  variational: v.optional(Variational),
  /** Of `idec`; absent: {@link DEFAULT_JOINT}. */
  joint: v.optional(Joint),
  /** Of those that read events in order, and `idec`; absent: nothing was. */
  stopped: v.optional(Stopped),
  /** Absent: {@link DEFAULT_OPTIMIZER}. */
  optimizer: v.optional(Optimizer),
  /** Share left out of each step of training: of the states of a network that reads events in order, of the hidden units of an autoencoder's encoder; absent: none. */
  dropout: v.optional(within(TRAINING_NUMBERS.dropout)),
  /** Absent: {@link defaultSequence} of the kind. */
  sequence: v.optional(SequenceSettings),
});

export type EncoderRecipe = v.InferOutput<typeof EncoderSchema>;
export type StoppedRecipe = v.InferOutput<typeof Stopped>;
export type OptimizerRecipe = v.InferOutput<typeof Optimizer>;
export type VariationalRecipe = v.InferOutput<typeof Variational>;
export type JointRecipe = v.InferOutput<typeof Joint>;
export type SequenceRecipe = v.InferOutput<typeof SequenceSettings>;

export const DEFAULT_OPTIMIZER: OptimizerRecipe = { kind: 'adam', momentum: 0.9, weightDecay: 0, warmup: 0 };

/**
 * On standardised features a price of 1 keeps the directions that hold more variance than one feature does (Kaiser's rule), and lets the code have
 * no others.
 */
export const DEFAULT_VARIATIONAL: VariationalRecipe = { beta: 1, warmup: 10 };

/** As published (Guo et al. 2017): the interval is that for their largest data, the most steps are those of their program. */
export const DEFAULT_JOINT: JointRecipe = { gamma: 0.1, interval: 140, change: 0.001, steps: 20_000 };

/** Recurrent layers are slow to unroll and remember far; convolutions need four to see 31 steps. */
export function defaultSequence(kind: SequenceEncoder): SequenceRecipe {
  const layers = { gru: 1, lstm: 2, cnn: 4, transformer: 2 }[kind];
  return { steps: 64, width: 32, layers, masking: 0 };
}

export function isSequenceEncoder(kind: EncoderRecipe['kind']): kind is SequenceEncoder {
  return (SEQUENCE_ENCODERS as readonly string[]).includes(kind);
}

/** Its code tells more of a user than the features do: it reads events in order. */
export function readsEvents(kind: EncoderRecipe['kind']): boolean {
  return kind === 'fused' || isSequenceEncoder(kind);
}

export function defaultEncoder(kind: EncoderRecipe['kind']): EncoderRecipe {
  const dense = { kind, hidden: [64], code: 16, batchSize: 256, validationShare: 0.1 };
  // Training begins at the principal components: longer steps gain some loss and take each seed further from the others.
  const features = { ...dense, learningRate: 0.0005, epochs: 40, patience: 5 };
  if (kind === 'idec') return { ...features, learningRate: 0.001 };
  if (kind === 'fused') return { ...features, sequence: { architecture: 'gru', ...defaultSequence('gru') } };
  if (!isSequenceEncoder(kind)) return features;
  return { ...dense, batchSize: 64, learningRate: 0.01, epochs: 30, patience: 6, sequence: defaultSequence(kind) };
}
