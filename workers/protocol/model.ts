import type { BackendName } from './backend';
import type { DensityModel, DensityReport, Dendrogram, Mixture } from './kmeans';
import type { ClusteringRecipe } from './recipe';
import type { NextStepFigures, SequenceModel } from './sequences';

/** Label and number of users in no segment. */
export const NOISE = -1;

/** One dense layer as plain arrays: kernel is inputs × outputs, row-major. */
export interface DenseWeights {
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: 'relu' | 'linear';
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

export interface TrainingReport {
  readonly epochs: number;
  /** Counted from 1; 0 where no epoch bettered the weights that the training began from. */
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
  /** Mean squared error over the standardised features, by epoch; of a network that reads events in order, nats an event. */
  readonly trainingLoss: readonly number[];
  readonly validationLoss: readonly number[];
  /** Validation loss of the weights that were kept; absent from results that an earlier version of the workbench kept. */
  readonly bestLoss?: number;
  readonly trainingUsers: number;
  readonly validationUsers: number;
  /** Validation loss of the baseline: PCA with as many components as the code has, fitted on the training users. Null beside `nextStep`. */
  readonly baselineLoss: number | null;
  /** How much more the encoder loses than that; absent beside `nextStep` alone, where no user validates, and from results that an earlier version kept. */
  readonly difference?: LossDifference;
  /** Of a network that reads events in order, by field. */
  readonly nextStep?: readonly NextStepFigures[];
  /** Of a fused encoder: how the network that reads the events for it learned before; nats an event. Absent from results that an earlier version kept. */
  readonly reading?: Pick<TrainingReport, 'trainingLoss' | 'validationLoss' | 'bestEpoch'>;
  /** Of a fused encoder; absent from results that an earlier version kept. */
  readonly parts?: FusedParts;
  /** Of an encoder that was trained together with clusters: the last epochs of those above, each a setting of the targets. */
  readonly joint?: JointReport;
  readonly parameters: number;
  readonly seconds: number;
  /** Backends in the order used; more than one after a device loss. */
  readonly backends: readonly BackendName[];
}

/** Mean loss of an encoder less that of its baseline, over the same users who validated: below 0 the encoder is better. */
export interface LossDifference {
  readonly value: number;
  /** 95 % interval by a bootstrap over users; both null: they are too few for one. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * A mean squared error that is none: features have the variance 1, and what single precision makes of them is off by 1e-7 or a few times that, of which
 * this is far above the square.
 */
export const NEGLIGIBLE_LOSS = 1e-9;

/** How the joint training of encoder and clusters went, by setting of the target distribution. */
export interface JointReport {
  readonly k: number;
  /** Mean KL divergence of the assignment from its target, nats a user. */
  readonly divergence: readonly number[];
  /** Share of the training users who changed cluster. */
  readonly changed: readonly number[];
}

/** Learned on the names of a file; plain data, kept with the encoder so that later files are read alike. */
export interface TextModel {
  /** How texts are cut into grams; absent from models that an earlier version learned, which is 1. */
  readonly grams?: number;
  readonly buckets: number;
  /** Numbers in a vector; 0 where there was nothing to learn from. */
  readonly dims: number;
  /** By bucket: weight of the grams that are hashed to it. */
  readonly idf: Float32Array;
  /** buckets × dims, row-major: what a gram adds to the vector of a text. */
  readonly projection: Float32Array;
  /** Share of the squared length of the names' rows that the vectors keep, 0 to 1. */
  readonly explained: number;
}

/** How a part of what is known of users stands beside the features at the input of an encoder: (value − mean) · scale. */
export interface FusedPart {
  readonly mean: Float32Array;
  readonly scale: number;
}

/** A part that is made of words. */
export interface FusedText extends FusedPart {
  readonly model: TextModel;
}

/**
 * Texts that a fused encoder reads, each by a model of its own: the titles and names of what users looked at and bought (`text`), what they wrote in the
 * events (`words`), and free text of the user table (`profile`).
 */
export const FUSED_TEXTS = ['text', 'words', 'profile'] as const;
export type FusedTextKind = (typeof FUSED_TEXTS)[number];

/**
 * The parts of a fused encoder's input behind the features, texts in the order of {@link FUSED_TEXTS}. A text is null where a file has none that are words;
 * earlier versions knew `text` alone.
 */
export interface Fusion extends Readonly<Partial<Record<FusedTextKind, FusedText | null>>> {
  /** Of the network that reads events in order; without numbers where the users have no events in time. */
  readonly codes: FusedPart;
  readonly text: FusedText | null;
}

export const FUSED_COLUMNS = ['title', 'item-title', 'item', 'category', 'brand', 'item-column', 'text', 'profile'] as const;

/** A column whose words a fused encoder reads: a role of the events' columns; `item-title`, `brand` and `item-column` of the item table; `profile` of the user table. */
export interface FusedColumn {
  readonly of: (typeof FUSED_COLUMNS)[number];
  /** Of a column that has no role. */
  readonly name?: string;
}

/** What takes part in a fused encoder beside the features. */
export interface FusedParts {
  /** A network reads the events in order. */
  readonly events: boolean;
  readonly texts: readonly FusedColumn[];
}

/** users × dims, row-major, with what made it. */
export interface Embedding {
  readonly users: number;
  readonly dims: number;
  readonly data: Float32Array;
  /** Encoder half, input to code; empty where there is no encoder and the data are the standardised features. */
  readonly encoder: readonly DenseWeights[];
  /** Decoder half, code to output, from which reconstruction errors are taken and training goes on; empty where there is no encoder. */
  readonly decoder: readonly DenseWeights[];
  /** Of a variational autoencoder: from the last hidden layer to the logarithm of the variance of each number of the code, whose mean is the embedding. */
  readonly spread?: DenseWeights;
  /** Of an encoder that was trained together with clusters. */
  readonly joint?: JointClusters;
  /** The network that read the users' events in order, whose codes the data are or, with `fusion`, go into the encoder beside the features. */
  readonly sequence?: SequenceModel;
  readonly fusion?: Fusion;
  readonly training: TrainingReport | null;
}

/** The clusters that an encoder was trained together with. */
export interface JointClusters {
  readonly k: number;
  /** k × dims, as training left them. */
  readonly centres: Float32Array;
  /** Whether the rule chose k, on the embedding before the joint training, or the person. */
  readonly chosen: 'rule' | 'manual';
}

/** Principal components of the embedding: `x·axes − mean·axes`. */
export interface Projection {
  /** Interleaved x, y. */
  readonly points: Float32Array;
  readonly mean: Float64Array;
  /** 2 × dims, orthonormal rows; sign fixed so that the entry of largest magnitude is positive. */
  readonly axes: Float64Array;
  /** Share of the total variance, first and second component. */
  readonly explained: readonly [number, number];
}

/** Figures of one segmentation. Users without a segment (noise) have no part in any but `noise`, nor in `sizes`. */
export interface KValidity {
  readonly k: number;
  /** Share of the users without a segment; absent where the method leaves none. */
  readonly noise?: number;
  readonly inertia: number;
  readonly silhouette: number;
  readonly daviesBouldin: number;
  readonly calinskiHarabasz: number;
  /** Mean bootstrap Jaccard of each segment, in label order; empty while it is still being computed, which the k outside 3…8 are last. */
  readonly stability: readonly number[];
  /** Mean Jaccard of each segment with its like where encoder and clustering are done again under other seeds; absent while it is still being computed. */
  readonly seedStability?: readonly number[];
  /** Segments' sizes in label order. */
  readonly sizes: readonly number[];
}

export interface ValidityBasis {
  /** Users on whom the restarts of k-means ran; the best of them was then refined on all users. */
  readonly restartUsers: number;
  /** Users on which the silhouette was computed, and whether that is a sample. */
  readonly silhouetteUsers: number;
  readonly silhouetteSampled: boolean;
  readonly stabilityUsers: number;
  readonly stabilitySampled: boolean;
  readonly bootstraps: number;
  /** Seeds under which everything was done again, and on how many users; absent while it is still being done. */
  readonly otherSeeds?: { readonly seeds: number; readonly users: number; readonly sampled: boolean };
}

export interface KChoice {
  readonly k: number;
  /**
   * `stable`: largest k in 3…8 with all segments stable and silhouette ≥ 85 % of the best there. `best-silhouette`: no such k. `manual`: the person's.
   * `kept`: an update kept the k there was, and no other was computed. `held`: a rebuild kept it, since it is not clearly worse than `ruleK`.
   * `found`: the method finds the number itself. `trained`: the encoder was trained for it.
   */
  readonly rule: 'stable' | 'best-silhouette' | 'manual' | 'kept' | 'held' | 'found' | 'trained';
  /** For `held` and `trained`: the k that the rule alone takes. */
  readonly ruleK?: number;
  /** k with the highest silhouette in 3…8 (for `kept`: of those computed), and that silhouette. */
  readonly bestK: number;
  readonly bestSilhouette: number;
}

export interface Segmentation {
  readonly k: number;
  /** One a user, 0…k−1, ordered by size, largest first; ties by centre, lexicographically. −1 is noise: no segment. */
  readonly labels: Int32Array;
  /** k × dims in embedding space. */
  readonly centres: Float32Array;
  /** Euclidean distance of each user to the own centre, in embedding space; NaN for noise. */
  readonly distances: Float32Array;
  /** How the segments were found; k-means where nothing is said. */
  readonly method?: ClusteringRecipe['method'];
  /** Of the method `mixture`. */
  readonly mixture?: Mixture;
  /** Of the methods by density: what places users who come later. */
  readonly density?: DensityModel;
  /** Of the method `hdbscan`, by user: how firmly in the own segment, 0…1; 0 for noise. */
  readonly strengths?: Float32Array;
}

/** What the cluster stage returns: a segmentation for every k, so that k changes without computing again. */
export interface Clusterings {
  readonly byK: ReadonlyMap<number, Segmentation>;
  readonly validity: readonly KValidity[];
  readonly basis: ValidityBasis;
  readonly choice: KChoice;
  /** The k that the encoder was trained for, which the rule gives way to. */
  readonly trainedK?: number;
  /** Where the clustering ran. */
  readonly computedOn: 'webgpu' | 'typed-arrays';
  /** Where the segments are cuts of a hierarchy. */
  readonly dendrogram?: Dendrogram;
  /** How dense regions were found, where they were. */
  readonly density?: DensityReport;
}
