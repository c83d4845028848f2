import type { BackendName } from '../protocol/backend';
import type { DenseWeights } from '../protocol/model';
import type { Progress } from '../protocol/progress';
import type { EncoderRecipe } from '../protocol/encoder-recipe';
import type { SequenceShape } from '../protocol/sequences';
import type { Classes } from './sequence/class-trainer';
import type { Sequences } from './sequence/tokens';

/** What a training needs, as plain values that survive structured cloning. */
export interface TrainRequest {
  /** users × features, row-major, standardised. */
  readonly rows: Float32Array;
  readonly users: number;
  readonly features: number;
  /** One a user: 1 for validation, 0 for training. At least one user trains; without any 1 the training users validate. */
  readonly validation: Uint8Array;
  readonly encoder: EncoderRecipe;
  readonly seed: number;
  /** Weights from which the training begins, of the recipe's shapes; without them seeded random ones. */
  readonly start?: AutoencoderWeights;
  /** Clusters that are to be trained together with the autoencoder, from these centres and from `start`. */
  readonly clusters?: Clusters;
  /** Epochs at most where a person stopped it, of one with clusters rounds. Unlike the recipe's own number it decides nothing but when training ends. */
  readonly stopAfter?: number;
}

/** Centres among the codes: k × code. */
export interface Clusters {
  readonly k: number;
  readonly centres: Float32Array;
}

/** The same for a network that reads events in order. */
export interface SequenceRequest extends Pick<TrainRequest, 'validation' | 'encoder' | 'seed' | 'stopAfter'> {
  readonly shape: SequenceShape;
  readonly sequences: Sequences;
  /** Of a shape with classes: what they are taught, in place of the next step. */
  readonly classes?: Classes;
  /** Parameters from which the training begins; without them seeded random ones. */
  readonly start?: Float32Array;
}

/** Input to code, and code to output. */
export interface AutoencoderWeights {
  readonly encoder: readonly DenseWeights[];
  readonly decoder: readonly DenseWeights[];
  /** Of a variational one: the logarithm of the code's variances, beside the encoder's last layer. */
  readonly spread?: DenseWeights;
}

/** One epoch as it ends. Epochs count from 1. */
export interface EpochReport {
  readonly epoch: number;
  /** Over the training users while they trained, and over the validation users after: mean squared error, or nats an event. */
  readonly trainingLoss: number;
  readonly validationLoss: number;
  readonly backend: BackendName;
  /** Set on one extra report, with the figures of the last epoch that counts, when the training moved to a new device. */
  readonly notice?: Progress['notice'];
}

/** How a training went. */
export interface TrainingCourse {
  readonly trainingLoss: readonly number[];
  readonly validationLoss: readonly number[];
  /** Counted from 1; 0 where no epoch was better than the weights that the training began from. */
  readonly bestEpoch: number;
  /** Validation loss of the weights returned. */
  readonly bestLoss: number;
  readonly stoppedEarly: boolean;
  /** In the order used, one entry for each device. */
  readonly backends: readonly BackendName[];
}

/** The weights of the best epoch; of one trained together with clusters, those it ended with. */
export interface TrainedAutoencoder extends AutoencoderWeights, TrainingCourse {
  readonly clusters?: Clusters;
  readonly rounds?: Rounds;
}

/** Of a training together with clusters, by setting of the targets. */
export interface Rounds {
  /** Nats a training user, mean over the steps. */
  readonly divergence: readonly number[];
  /** Share of the training users who changed cluster. */
  readonly changed: readonly number[];
}

export interface TrainedSequence extends TrainingCourse {
  readonly parameters: Float32Array;
}

/** Whatever trains encoders: the model worker, or a thread in a test. */
export interface Trainer {
  train(request: TrainRequest, onEpoch: (epoch: EpochReport) => void, signal?: AbortSignal): Promise<TrainedAutoencoder>;
  trainSequence(request: SequenceRequest, onEpoch: (epoch: EpochReport) => void, signal?: AbortSignal): Promise<TrainedSequence>;
}

/** All that a training needs to go on after an epoch as if it had never stopped. Plain arrays, so that it outlives a GPU device. */
export interface Checkpoint {
  /** Epochs done. The order of the next epoch's batches follows from the seed and this number. */
  readonly epoch: number;
  /** Optimizer steps done. */
  readonly steps: number;
  readonly parameters: Float32Array;
  /** The optimizer's moments: see FlatOptimizer. */
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
  readonly bestEpoch: number;
  readonly bestLoss: number;
  readonly bestParameters: Float32Array;
  readonly trainingLoss: readonly number[];
  readonly validationLoss: readonly number[];
  /** Of a training together with clusters. */
  readonly rounds?: Rounds;
}
