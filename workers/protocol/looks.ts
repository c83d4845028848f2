import type { Reply, ProgressListener } from './engine';
import type { FeatureGroup } from './features';
import type { TokenField } from './sequences';

/** A mean over users with its 95 % interval. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What is shuffled. */
export type LookedAt =
  /** One feature: its place among the specs. */
  | { readonly kind: 'feature'; readonly feature: number }
  /** All indicators of a category together. */
  | { readonly kind: 'category'; readonly category: string }
  /** All features of a group together. */
  | { readonly kind: 'group'; readonly group: FeatureGroup }
  /** Of a fused encoder: all that the network makes of the events in order, and all words. */
  | { readonly kind: 'codes' }
  | { readonly kind: 'words' }
  /** One kind of token of the steps. */
  | { readonly kind: 'token'; readonly field: TokenField }
  /** The order of each user's steps; the steps themselves stay whole. */
  | { readonly kind: 'order' };

/** What changes where something is shuffled, on the mean over the repeats. */
export interface Importance {
  readonly of: LookedAt;
  /** Share of the users who come into another segment. */
  readonly moved: Estimate;
  /** Increase of the loss; null where there is none to take. */
  readonly loss: Estimate | null;
}

/** Permutation importances (Breiman 2001; Fisher, Rudin & Dominici 2019), in the order of the features, of their groups, of the tokens. */
export interface Importances {
  readonly items: readonly Importance[];
  /** Users who were shuffled, and whether they are those that the network did not learn from. */
  readonly users: number;
  readonly heldOut: boolean;
  readonly repeats: number;
  /** Share of pairs of users who are in different segments: what is to be expected where nothing of a user is left. */
  readonly chance: number;
  /**
   * Loss as things are: mean squared error of the features restored, in standard deviations squared; of tokens, nats an event of foretelling the next one.
   * Null without an autoencoder.
   */
  readonly loss: number | null;
}

/** Null where the encoder is not given such things. */
export interface Looks {
  readonly features: Importances | null;
  readonly tokens: Importances | null;
}

/** A step of a user, as the file has it. */
export interface ReadStep {
  /** ms UTC. */
  readonly time: number;
  readonly type: string;
  readonly refund: boolean;
  /** Category or item; null where the step has none. */
  readonly topic: string | null;
  readonly value: number;
  /** Rows of the file that are this one step. */
  readonly rows: number;
  /** ms since the step before; null for the user's first. */
  readonly gap: number | null;
}

/** What a network that reads events in order makes of one user. */
export interface UserLook {
  readonly row: number;
  readonly id: string;
  /** The user is in no segment: the one nearest to it stands for it. */
  readonly outside: boolean;
  /** The user's segment, and the one whose centre is the next nearest; by number. */
  readonly segment: number;
  readonly next: number;
  /** Squared distance of the code to the next centre less that to the own. */
  readonly margin: number;
  /** Those that the network reads, in order of time. */
  readonly steps: readonly ReadStep[];
  /** Earlier ones that it does not read. */
  readonly unread: number;
  readonly fields: readonly TokenField[];
  /**
   * steps × fields: gradient of the margin with respect to the token's embedding, times the embedding. Above 0 the token speaks for the segment, below 0
   * against it.
   */
  readonly contributions: Float32Array;
  /** Of a Transformer: positions × positions (the position before the first step, then the steps), what each attends to, mean over layers and heads. */
  readonly attention: Float32Array | null;
  /** By layer, steps × width: the states after each step. */
  readonly states: readonly Float32Array[];
  readonly width: number;
}

export type LayerKind = 'hidden' | 'code' | 'restoring';

/** A layer whose activations can be shown: hidden ones before the code, the code, hidden ones after it. */
export interface LayerInfo {
  readonly kind: LayerKind;
  /** Among the layers of its kind, from 0. */
  readonly index: number;
  readonly units: number;
}

/** Activations of a layer for a sample of the users. */
export interface Activations {
  readonly layers: readonly LayerInfo[];
  /** Which of them this is. */
  readonly layer: number;
  /** Of how many users the sample is. */
  readonly of: number;
  /** By row, the user's segment by number; rows of a segment lie together, those nearest to its centre first. −1, no segment, last. */
  readonly segments: Int32Array;
  /** rows × units, row-major. */
  readonly values: Float32Array;
}

/** Whom to look at: the user of a row of the matrix, or one typical of a segment by number; null: of the largest. */
export type WhomToRead = { readonly row: number } | { readonly segment: number | null };

/** What the model of the run looks at. */
export interface LooksApi {
  /** Computed once for an embedding and its segments, then kept. May run beside other work, which it leaves alone. */
  importances(job: string, onProgress: ProgressListener): Promise<Reply<Looks>>;
  /** Null where no network reads events in order. */
  readUser(whom: WhomToRead): Promise<Reply<UserLook | null>>;
  /** Null where the encoder has no layers that users go through. @param layer in the list of layers; null: the one before the code */
  activations(layer: number | null): Promise<Reply<Activations | null>>;
}
