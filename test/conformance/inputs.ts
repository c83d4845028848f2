import { validationMask } from '../../workers/encode/split';
import type { TrainRequest } from '../../workers/encode/trainer';
import { random } from '../../workers/math/random';
import type { KMeansTask } from '../../workers/protocol/kmeans';

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

/** Rows of which many are alike, so that k-means++ runs out of distinct ones and clusters come out empty. */
export const repeated: Float32Array = Float32Array.from({ length: ROWS * 2 }, (_, at) => (at % 2 === 0 ? [0, 1, 5][(at >> 1) % 3]! : 0));

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

const task = (change: Partial<KMeansTask>): KMeansTask => ({ k: 3, seed: SEED, restarts: 1, tolerance: 1e-4, maxIterations: 300, ...change });

export const kmeansTasks = {
  step: task({ k: 4, tolerance: 0, maxIterations: 1 }),
  converged: task({}),
  restarts: task({ k: 5, restarts: 4 }),
  bootstrap: task({ k: 3, bootstrap: 2 }),
  twelve: task({ k: 12 }),
} as const;

/** Starts of the run with empty clusters: two of four centres far from every row. */
export const emptyStart: Float32Array = Float32Array.of(0, 0, 1, 0, 100, 100, -100, 100);
