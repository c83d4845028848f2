import { getBackend } from '@tensorflow/tfjs-core';
import { Backlog } from '../gpu/backlog';
import { breather } from '../math/breathe';
import { random, shuffle, type Random } from '../math/random';
import type { BackendName } from '../protocol/backend';
import { throwIfAborted } from '../protocol/errors';
import { corrupted, keptUnits, normals, rowsInOrder } from './batch';
import { pick } from './dense';
import { DenseTrainer } from './dense-trainer';
import { beginning, trainEpochs } from './epochs';
import { formOf, type Form } from './form';
import { initialParameters, toDenseWeights, toParameters } from './layers';
import { sideOf } from './split';
import type { Checkpoint, TrainedAutoencoder, TrainRequest } from './trainer';

/** Steps in a GPU's queue at most. */
export const STEPS_IN_FLIGHT = 64;

/**
 * Trains an autoencoder of the recipe's form on the current tfjs backend, yielding a checkpoint after each epoch. Given one of these to `resume`
 * from, it goes on to the same result as if it had never stopped, up to the rounding of the backend.
 *
 * Batches are drawn in an order that follows from the seed and the number of the epoch; the last one may be smaller. So is what is hidden, the
 * hidden units of the encoder that are left out ({@link keptUnits}; none when it is evaluated), and the noise of a variational code, all of it on plain arrays. Training stops when the validation loss has not improved for `patience` epochs, and the
 * weights of the best epoch are returned. Begun from given weights (`request.start`), it returns these where no epoch is better.
 *
 * @throws AppError `training-diverged` (epoch) where a loss is not finite; `cancelled`
 */
export async function* trainAutoencoder(
  request: TrainRequest,
  resume: Checkpoint | null = null,
  signal?: AbortSignal,
): AsyncGenerator<Checkpoint, TrainedAutoencoder, void> {
  const { rows, users, features, validation, encoder, seed, start } = request;
  const form = formOf(encoder, features);
  const { shapes } = form;
  const training = sideOf(validation, 0);
  const validating = pick(rows, users, features, validation, 1);
  const backend = getBackend() as BackendName;
  const from = resume ?? beginning(start === undefined ? initialParameters(shapes, seed) : toParameters(shapes, form.layersOf(start)));
  const trainer = new DenseTrainer(shapes, encoder, from, form.between);
  let checkpoint: Checkpoint;
  try {
    const evaluated = validating.length > 0 ? validating : rows;
    const count = evaluated.length / features;
    const noise = form.noise > 0 ? normals(count * form.noise, random(seed, 'encode', 'noise', 'evaluation')) : null;
    trainer.setEvaluation(evaluated, count, noise);
    const model = {
      runEpoch: (epoch: number) => runEpoch(trainer, form, request, training, epoch, signal),
      evaluate: async () => {
        const { squares, divergence } = await trainer.evaluate();
        return squares / evaluated.length + (form.price(Infinity) * divergence) / count;
      },
      state: () => trainer.state(),
    };
    checkpoint = yield* trainEpochs(model, { ...encoder, grace: form.grace }, from, start !== undefined, signal);
  } finally {
    trainer.dispose();
  }
  return {
    ...form.weightsOf(toDenseWeights(shapes, checkpoint.bestParameters)),
    trainingLoss: checkpoint.trainingLoss,
    validationLoss: checkpoint.validationLoss,
    bestEpoch: checkpoint.bestEpoch,
    bestLoss: checkpoint.bestLoss,
    stoppedEarly: checkpoint.epoch < encoder.epochs,
    backends: [backend],
  };
}

/** Where a step draws what is hidden from it, the units that are left out, and the noise of its code. */
export interface Draws {
  readonly hiding: Random;
  readonly leaving: Random;
  readonly drawing: Random;
}

/** One step on the rows of some users. */
export function learnFrom(
  trainer: DenseTrainer,
  { noise }: Form,
  { rows, features, encoder }: Pick<TrainRequest, 'rows' | 'features' | 'encoder'>,
  users: Uint32Array,
  { hiding, leaving, drawing }: Draws,
  price: number,
): void {
  const batch = rowsInOrder(rows, features, users);
  const seen = corrupted(batch, encoder.corruption ?? 0, hiding);
  const kept = keptUnits(encoder.hidden, users.length, encoder.dropout ?? 0, leaving);
  trainer.step(batch, users.length, { seen, kept, price, ...(noise > 0 && { bottleneck: normals(users.length * noise, drawing) }) });
}

/** @returns the mean loss over the epoch's batches, each taken before its own step */
async function runEpoch(
  trainer: DenseTrainer,
  form: Form,
  request: TrainRequest,
  training: Uint32Array,
  epoch: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { features, encoder, seed } = request;
  const order = training.slice();
  shuffle(order, random(seed, 'encode', 'shuffle', epoch));
  const batchSize = Math.min(encoder.batchSize, order.length);
  const draws = {
    hiding: random(seed, 'encode', 'corruption', epoch),
    leaving: random(seed, 'encode', 'dropout', epoch),
    drawing: random(seed, 'encode', 'noise', epoch),
  };
  const price = form.price(epoch);
  const backlog = new Backlog(STEPS_IN_FLIGHT);
  const breathe = breather();
  for (let from = 0; from < order.length; from += batchSize) {
    const users = order.subarray(from, from + batchSize);
    learnFrom(trainer, form, request, users, draws, price);
    await backlog.add();
    await breathe();
    throwIfAborted(signal);
  }
  const { squares, divergence } = await trainer.takeLosses();
  return squares / (order.length * features) + (price * divergence) / order.length;
}
