/** Bounds, both included, of what the training of every network has, in whole numbers: for schemas and for fields. */
export const TRAINING_WHOLE = { batchSize: [8, 65536], epochs: [1, 1000], patience: [1, 1000], warmup: [0, 100_000] } as const;

/** The same in other numbers. */
export const TRAINING_NUMBERS = {
  learningRate: [1e-6, 1],
  momentum: [0, 0.999],
  weightDecay: [0, 10],
  dropout: [0, 0.8],
} as const;
