import { applyEncoder } from '../../workers/encode/dense';
import { autoencoderShapes, initialParameters, toDenseWeights } from '../../workers/encode/layers';
import { sizeOf, weightsOf } from '../../workers/encode/sequence/layout';
import { validationMask } from '../../workers/encode/split';
import type { Sequences } from '../../workers/encode/sequence/tokens';
import type { SequenceRequest, TrainRequest } from '../../workers/encode/trainer';
import { random } from '../../workers/math/random';
import type { KMeansTask } from '../../workers/protocol/kmeans';
import { defaultEncoder } from '../../workers/protocol/encoder-recipe';
import type { SequenceEncoder } from '../../workers/protocol/sequences';

/** Small enough for a WebGPU adapter implemented in software. */
export const ROWS = 32;
export const DIMS = 6;
export const SEED = 11;
export const EPOCHS = 3;

/** Three groups of rows in six dimensions. */
export const data: Float32Array = (() => {
  const rng = random(SEED, 'conformance');
  const centres = Array.from({ length: 3 }, () => Array.from({ length: DIMS }, () => 3 * rng.normal()));
  return Float32Array.from({ length: ROWS * DIMS }, (_, at) => centres[Math.floor(at / DIMS) % 3]![at % DIMS]! + rng.normal());
})();

export const userIds: readonly string[] = Array.from({ length: ROWS }, (_, row) => `user-${row}`);

export const request: TrainRequest = {
  rows: data,
  users: ROWS,
  features: DIMS,
  validation: validationMask(userIds, 0.25, SEED),
  encoder: {
    kind: 'autoencoder',
    hidden: [8],
    code: 3,
    learningRate: 0.01,
    batchSize: 8,
    epochs: EPOCHS,
    patience: EPOCHS,
    validationShare: 0.25,
  },
  seed: SEED,
};

/** The same by a network that takes more memory. */
export const wideRequest: TrainRequest = { ...request, encoder: { ...request.encoder, hidden: [4096] } };

/** A pass over the same, with half of what each user is restored from hidden, and by the other optimizers with all that they can do. */
export const plainRequests: Readonly<Record<'denoising' | 'adamw' | 'sgd', TrainRequest>> = (() => {
  const asked = (change: Partial<TrainRequest['encoder']>) => ({ ...request, encoder: { ...request.encoder, epochs: 1, ...change } });
  return {
    denoising: asked({ corruption: 0.5 }),
    adamw: asked({ optimizer: { kind: 'adamw', momentum: 0, weightDecay: 0.3, warmup: 2 } }),
    sgd: asked({ optimizer: { kind: 'sgd', momentum: 0.8, weightDecay: 0.1, warmup: 2 } }),
  };
})();

/** The same of a variational autoencoder. */
export const variationalRequest: TrainRequest = {
  ...request,
  encoder: { ...request.encoder, kind: 'variational', variational: { beta: 0.5, warmup: 2 } },
};

/** The same together with three clusters, from the starting weights and from the codes of the first rows. */
export const JOINT_ROUNDS = 2;
export const jointRequest: TrainRequest = (() => {
  const { hidden, code } = request.encoder;
  const layers = toDenseWeights(autoencoderShapes(DIMS, hidden, code), initialParameters(autoencoderShapes(DIMS, hidden, code), SEED));
  const start = { encoder: layers.slice(0, hidden.length + 1), decoder: layers.slice(hidden.length + 1) };
  const joint = { gamma: 0.5, interval: 5, change: 0, steps: 5 * JOINT_ROUNDS };
  return {
    ...request,
    encoder: { ...request.encoder, kind: 'idec', joint },
    start,
    clusters: { k: 3, centres: applyEncoder(start.encoder, data, ROWS).slice(0, 3 * code) },
  };
})();

/** Short sequences of three fields, and a training on them by each network; of a Transformer, the last of four is foretold alone. */
const LEVELS = [4, 3, 5];
const sequences: Sequences = (() => {
  const rng = random(SEED, 'conformance', 'sequences');
  const lengths = Array.from({ length: 10 }, (_, user) => 1 + (user % 4));
  const offsets = Uint32Array.from({ length: lengths.length + 1 }, (_, user) => lengths.slice(0, user).reduce((a, b) => a + b, 0));
  const tokens = Uint8Array.from({ length: offsets.at(-1)! * LEVELS.length }, (_, i) => 1 + rng.int(LEVELS[i % LEVELS.length]! - 1));
  return { users: lengths.length, fields: LEVELS.length, offsets, tokens };
})();
const SEQUENCE_EPOCHS = 2;

export function sequenceRequest(architecture: SequenceEncoder): SequenceRequest {
  const steps = architecture === 'transformer' ? 3 : 4;
  return {
    shape: { architecture, levels: LEVELS, predicted: [0, 2], width: 4, layers: 2, code: 2, steps },
    sequences,
    validation: Uint8Array.from({ length: sequences.users }, (_, user) => (user % 4 === 3 ? 1 : 0)),
    encoder: { ...defaultEncoder(architecture), batchSize: 8, epochs: SEQUENCE_EPOCHS, patience: SEQUENCE_EPOCHS },
    seed: SEED,
  };
}

/** A pass over the same in as many batches as a GPU's queue is given at once, so that they are waited for. */
export const queuedRequest: SequenceRequest = (() => {
  const { encoder, ...request } = sequenceRequest('cnn');
  return { ...request, encoder: { ...encoder, batchSize: 2, epochs: 1 } };
})();

/** A pass over the same with steps and states hidden, from biases other than zero: of what is hidden some sums are zero otherwise, where rectifiers have no slope. */
export function hidingRequest(architecture: SequenceEncoder): SequenceRequest {
  const { encoder, ...request } = sequenceRequest(architecture);
  return {
    ...request,
    start: noise(sizeOf(weightsOf(request.shape)), 'weights').map((value) => 0.3 * value),
    encoder: { ...encoder, epochs: 1, dropout: 0.3, sequence: { steps: request.shape.steps, width: 16, layers: 2, masking: 0.4 } },
  };
}

/** One step down the gradient of a Transformer with two heads, from all who train in one batch. */
export const headsRequest: SequenceRequest = (() => {
  const { shape, encoder, ...request } = sequenceRequest('transformer');
  const optimizer = { kind: 'sgd', momentum: 0, weightDecay: 0, warmup: 0 } as const;
  return {
    ...request,
    shape: { ...shape, width: 32, layers: 1 },
    encoder: { ...encoder, epochs: 1, learningRate: 0.5, optimizer },
  };
})();

/** Along which its gradient is compared: for each of its matrices one direction, of numbers as large as one on the average, as long as all parameters. */
export const headsDirections: readonly { readonly name: string; readonly direction: Float64Array }[] = (() => {
  const weights = weightsOf(headsRequest.shape);
  let at = 0;
  return weights.map(({ name, rows, columns }) => {
    const rng = random(SEED, 'conformance', 'direction', name);
    const direction = new Float64Array(sizeOf(weights));
    for (const end = at + rows * columns; at < end; at++) direction[at] = rng.normal();
    return { name, direction };
  });
})();

/** What a fused encoder joins: the features of the first users, the codes of a network that read their events, and vectors of texts. */
const TEXT_DIMS = 2;
export const fusion = {
  codes: { mean: Float32Array.of(0.1, -0.2), scale: 3 },
  text: { mean: Float32Array.of(0.3, 0.1), scale: 1.5 },
};
export const texts: Float32Array = noise(sequences.users * TEXT_DIMS, 'texts');

/** A pass of the autoencoder that joins them. @param joined users × (features + code + text) */
export function joiningRequest(joined: Float32Array): TrainRequest {
  const { users } = sequences;
  return {
    ...request,
    rows: joined,
    users,
    features: joined.length / users,
    validation: request.validation.subarray(0, users),
    encoder: { ...request.encoder, epochs: 1 },
  };
}

/** The same network taught to tell three classes of users apart, from all steps. */
export function classRequest(architecture: SequenceEncoder): SequenceRequest {
  const { shape, ...request } = sequenceRequest(architecture);
  return {
    ...request,
    shape: { ...shape, predicted: [], code: 0, classes: 3, steps: 4 },
    classes: { labels: Int32Array.from({ length: sequences.users }, (_, user) => user % 3), weights: Float32Array.of(1, 0.5, 2) },
  };
}

const task = (change: Partial<KMeansTask>): KMeansTask => ({
  k: 3,
  seed: SEED,
  restarts: 1,
  tolerance: 1e-4,
  maxIterations: 300,
  ...change,
});

export const kmeansTasks = {
  step: task({ k: 4, tolerance: 0, maxIterations: 1 }),
  converged: task({}),
  restarts: task({ k: 5, restarts: 4 }),
  bootstrap: task({ k: 3, bootstrap: 2 }),
  twelve: task({ k: 12 }),
} as const;

/** Lloyd's iterations from given starts. */
export interface LloydInput {
  readonly data: Float32Array;
  readonly rows: number;
  readonly dims: number;
  readonly weights: Float32Array | null;
  readonly start: Float32Array;
  readonly k: number;
  readonly threshold: number;
  readonly maxIterations: number;
  /** Bytes that a GPU buffer may hold, where the case is about rows in several buffers. */
  readonly bufferBytes?: number;
}

function noise(length: number, name: string): Float32Array {
  const rng = random(SEED, 'conformance', name);
  return Float32Array.from({ length }, () => rng.normal());
}
const wide = noise(ROWS * 256, 'wide');
const many = noise(5000 * 2, 'many');

export const lloydInputs: Readonly<Record<'empty' | 'chunks' | 'wide' | 'many', LloydInput>> = {
  /** Two of four starts are far from every row. */
  empty: {
    data,
    rows: ROWS,
    dims: DIMS,
    weights: null,
    k: 4,
    threshold: 0,
    maxIterations: 50,
    start: Float32Array.of(...data.subarray(0, 12), ...new Array<number>(6).fill(90), ...new Array<number>(6).fill(-90)),
  },
  chunks: {
    data,
    rows: ROWS,
    dims: DIMS,
    weights: Float32Array.from({ length: ROWS }, (_, row) => row % 3),
    k: 3,
    threshold: 0,
    maxIterations: 50,
    start: data.slice(6, 24),
    bufferBytes: 4 * DIMS * 7,
  },
  /** The most dimensions and clusters that a recipe can ask for. */
  wide: { data: wide, rows: ROWS, dims: 256, weights: null, k: 12, threshold: 0, maxIterations: 50, start: wide.slice(0, 12 * 256) },
  /** More rows than one lane a row. */
  many: {
    data: many,
    rows: 5000,
    dims: 2,
    weights: null,
    k: 3,
    threshold: 1e-3,
    maxIterations: 20,
    start: Float32Array.of(-1, -1, 1, -1, 0, 1),
  },
};
