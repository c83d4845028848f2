import { getBackend } from '@tensorflow/tfjs-core';
import { breather } from '../math/breathe';
import { random, shuffle, type Random } from '../math/random';
import type { BackendName } from '../protocol/backend';
import { throwIfAborted } from '../protocol/errors';
import { DenseTrainer } from './dense-trainer';
import { pick } from './dense';
import { beginning, trainEpochs } from './epochs';
import { autoencoderShapes, initialParameters, toDenseWeights, toParameters } from './layers';
import { sideOf } from './split';
import type { Checkpoint, TrainedAutoencoder, TrainRequest } from './trainer';

/** Steps handed to a GPU before waiting for it, so that a cancel does not find seconds of work in its queue. */
const STEPS_IN_FLIGHT = 64;

/**
 * Trains an autoencoder on the current tfjs backend, yielding a checkpoint after each epoch. Given one of these to `resume`
 * from, it goes on to the same result as if it had never stopped, up to the rounding of the backend.
 *
 * Batches are drawn in an order that follows from the seed and the number of the epoch; the last one may be smaller. Training
 * stops when the validation loss has not improved for `patience` epochs, and the weights of the best epoch are returned. Begun from given
 * weights (`request.start`), it returns these where no epoch is better.
 *
 * @throws AppError `training-diverged` (epoch) where a loss is not finite; `cancelled`
 */
export async function* trainAutoencoder(
  request: TrainRequest,
  resume: Checkpoint | null = null,
  signal?: AbortSignal,
): AsyncGenerator<Checkpoint, TrainedAutoencoder, void> {
  const { rows, users, features, validation, encoder, seed, start } = request;
  const shapes = autoencoderShapes(features, encoder.hidden, encoder.code);
  const training = sideOf(validation, 0);
  const validating = pick(rows, users, features, validation, 1);
  const backend = getBackend() as BackendName;
  const from =
    resume ?? beginning(start === undefined ? initialParameters(shapes, seed) : toParameters(shapes, [...start.encoder, ...start.decoder]));
  const trainer = new DenseTrainer(shapes, encoder, from);
  let checkpoint: Checkpoint;
  try {
    const evaluated = validating.length > 0 ? validating : rows;
    trainer.setEvaluation(evaluated, evaluated.length / features);
    const model = {
      runEpoch: (epoch: number) => runEpoch(trainer, request, training, epoch, backend, signal),
      evaluate: () => trainer.evaluate(),
      state: () => trainer.state(),
    };
    checkpoint = yield* trainEpochs(model, encoder, from, start !== undefined, signal);
  } finally {
    trainer.dispose();
  }
  const layers = toDenseWeights(shapes, checkpoint.bestParameters);
  return {
    encoder: layers.slice(0, encoder.hidden.length + 1),
    decoder: layers.slice(encoder.hidden.length + 1),
    trainingLoss: checkpoint.trainingLoss,
    validationLoss: checkpoint.validationLoss,
    bestEpoch: checkpoint.bestEpoch,
    bestLoss: checkpoint.bestLoss,
    stoppedEarly: checkpoint.epoch < encoder.epochs,
    backends: [backend],
  };
}

/** @returns the mean squared error over the epoch's batches, each taken before its own step */
async function runEpoch(
  trainer: DenseTrainer,
  { rows, features, encoder, seed }: TrainRequest,
  training: Uint32Array,
  epoch: number,
  backend: BackendName,
  signal: AbortSignal | undefined,
): Promise<number> {
  const order = training.slice();
  shuffle(order, random(seed, 'encode', 'shuffle', epoch));
  const batchSize = Math.min(encoder.batchSize, order.length);
  const hiding = random(seed, 'encode', 'corruption', epoch);
  const queued = backend === 'webgpu' || backend === 'webgl';
  const breathe = breather();
  let inFlight = 0;
  for (let from = 0; from < order.length; from += batchSize) {
    const count = Math.min(batchSize, order.length - from);
    const batch = new Float32Array(count * features);
    for (let i = 0; i < count; i++) {
      const row = order[from + i]! * features;
      for (let f = 0; f < features; f++) batch[i * features + f] = rows[row + f]!;
    }
    trainer.step(batch, count, corrupted(batch, encoder.corruption ?? 0, hiding));
    if (queued && ++inFlight === STEPS_IN_FLIGHT) {
      await trainer.settle();
      inFlight = 0;
    }
    await breathe();
    throwIfAborted(signal);
  }
  return (await trainer.takeError()) / (order.length * features);
}

/** The values with a share of them at zero, the mean of every feature (Vincent et al. 2008); the same array where none are. */
function corrupted(values: Float32Array, share: number, rng: Random): Float32Array {
  return share === 0 ? values : values.map((value) => (rng.next() < share ? 0 : value));
}
