import { getBackend } from '@tensorflow/tfjs-core';
import { Backlog } from '../../gpu/backlog';
import { breather } from '../../math/breathe';
import type { BackendName } from '../../protocol/backend';
import { throwIfAborted } from '../../protocol/errors';
import { beginning, trainEpochs } from '../epochs';
import { sideOf } from '../split';
import type { Checkpoint, SequenceRequest, TrainedSequence } from '../trainer';
import { cutBatches, epochBatches, stepsTaught, type Batch } from './batches';
import { courseOf } from './course';
import { initialWeights } from './layout';
import type { BatchTrainer } from './batch-trainer';
import { ClassTrainer } from './class-trainer';
import { SequenceTrainer } from './sequence-trainer';

/** Batches in a GPU's queue at most: each is hundreds of kernels. */
const BATCHES_IN_FLIGHT = 4;

/**
 * Trains a network on the users' steps on the current tfjs backend, yielding a checkpoint after each epoch, as {@link trainAutoencoder}
 * does: resumable, stopped early, best epoch kept. Losses are nats an event, summed over the predicted fields; of a network that tells classes
 * apart, nats a beginning of a user.
 *
 * @throws AppError `training-diverged` (epoch); `cancelled`
 */
export async function* trainSequence(
  request: SequenceRequest,
  resume: Checkpoint | null = null,
  signal?: AbortSignal,
): AsyncGenerator<Checkpoint, TrainedSequence, void> {
  const { shape, sequences, validation, encoder, seed, start } = request;
  const epochs = Math.min(encoder.epochs, request.stopAfter ?? Infinity);
  const backend = getBackend() as BackendName;
  const { training, size, stepsAnEpoch, warmup } = courseOf(request);
  const validating = sideOf(validation, 1);
  const evaluated = cutBatches(sequences, validating.length > 0 ? validating : training, encoder.batchSize, stepsTaught(shape));
  const from = resume ?? beginning(start ?? initialWeights(shape, seed));
  const trainer = trainerOf(request, from, warmup);
  const run = async (batches: readonly Batch[], work: (batch: Batch, i: number) => number): Promise<number> => {
    const breathe = breather();
    const backlog = new Backlog(BATCHES_IN_FLIGHT);
    let weight = 0;
    for (let i = 0; i < batches.length; i++) {
      weight += work(batches[i]!, i);
      await backlog.add();
      await breathe();
      throwIfAborted(signal);
    }
    return (await trainer.takeLoss()) / (weight || 1);
  };
  try {
    const model = {
      runEpoch: (epoch: number) => {
        const batches = epochBatches(sequences, training, size, stepsTaught(shape), seed, epoch);
        return run(batches, (batch, i) => trainer.step(batch, epoch * batches.length + i));
      },
      evaluate: () => run(evaluated, (batch) => trainer.measure(batch)),
      state: () => trainer.state(),
    };
    const warm = Math.ceil(warmup / stepsAnEpoch);
    const last = yield* trainEpochs(
      model,
      { ...encoder, epochs, grace: warm, ratedFrom: warm === 0 ? 0 : warm + 1 },
      from,
      start !== undefined,
      signal,
    );
    return {
      parameters: last.bestParameters,
      trainingLoss: last.trainingLoss,
      validationLoss: last.validationLoss,
      bestEpoch: last.bestEpoch,
      bestLoss: last.bestLoss,
      stoppedEarly: last.epoch < epochs,
      backends: [backend],
    };
  } finally {
    trainer.dispose();
  }
}

function trainerOf({ shape, sequences, classes, encoder, seed }: SequenceRequest, from: Checkpoint, warmup: number): BatchTrainer {
  if (shape.classes === undefined || classes === undefined) return new SequenceTrainer(shape, sequences, encoder, seed, from, warmup);
  return new ClassTrainer({ ...shape, classes: shape.classes }, sequences, classes, encoder, seed, from);
}
