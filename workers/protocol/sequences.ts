/** Encoders that read a user's events in order. */
export const SEQUENCE_ENCODERS = ['gru', 'lstm', 'cnn', 'transformer'] as const;
export type SequenceEncoder = (typeof SEQUENCE_ENCODERS)[number];

/** What a step is told by, each by a token of its own. */
export const TOKEN_FIELDS = ['type', 'gap', 'topic', 'value', 'size', 'hour', 'weekday'] as const;
export type TokenField = (typeof TOKEN_FIELDS)[number];

/** The words in which a shop's events are told to a network that reads them in order. */
export interface Vocabulary {
  /** Most frequent first; whether the rows give back. */
  readonly types: readonly { readonly name: string; readonly refund: boolean }[];
  readonly topicOf: 'category' | 'item' | null;
  /** Categories or items, most frequent first. */
  readonly topics: readonly string[];
  /** Upper bounds of the bands of a step's money but the last, ascending; empty where there is none. */
  readonly valueEdges: readonly number[];
  /** Several rows may be one step. */
  readonly sizes: boolean;
  /** The times are more than dates. */
  readonly timesOfDay: boolean;
}

/** What decides the shapes of a network's weights. */
export interface SequenceShape {
  readonly architecture: SequenceEncoder;
  /** Levels of each field. */
  readonly levels: readonly number[];
  /** Fields that are asked for of the step to come, by index. */
  readonly predicted: readonly number[];
  /** Of the embeddings and of the states. */
  readonly width: number;
  readonly layers: number;
  /** Numbers in a user's code; 0 beside `classes`. */
  readonly code: number;
  /** Of a network that tells which of so many classes a user is of: it foretells no step and has no code. */
  readonly classes?: number;
  /** Most steps of a user that are read. */
  readonly steps: number;
}

/** A trained network as plain arrays. */
export interface SequenceModel {
  readonly shape: SequenceShape;
  readonly vocabulary: Vocabulary;
  /** All weights in one, see workers/encode/sequence/layout.ts. */
  readonly parameters: Float32Array;
}

/** How well the step to come was foretold, on the users who validated, beside what is known without a network. */
export interface NextStepFigures {
  readonly field: 'type' | 'gap' | 'topic';
  /** Users whose steps were foretold. */
  readonly users: number;
  /** Steps foretold. */
  readonly steps: number;
  /** Share of the steps whose most likely level was the right one. */
  readonly accuracy: number;
  /** Mean cross-entropy, nats an event. */
  readonly loss: number;
  /** The same of a first-order Markov chain on the field, of the same training users, with add-one smoothing. */
  readonly markovAccuracy: number;
  readonly markovLoss: number;
  /** 95 % interval of accuracy − markovAccuracy, by a bootstrap over users; both null: they are too few for one. */
  readonly low: number | null;
  readonly high: number | null;
  /** The same of loss − markovLoss; absent from results that an earlier version kept. */
  readonly lossLow?: number | null;
  readonly lossHigh?: number | null;
}
