import { sideOf } from '../split';
import type { SequenceRequest } from '../trainer';
import { batchUsers, cutBatches, stepsTaught } from './batches';
import { codeWarmup } from './hide';

/** How a training goes through its users. */
export interface Course {
  /** Those who teach. */
  readonly training: Uint32Array;
  /** Users of a batch. */
  readonly size: number;
  readonly stepsAnEpoch: number;
  /** Steps over which the noise on codes and their price rise; 0 where the code has been learned, or there is none. */
  readonly warmup: number;
}

export function courseOf({ shape, sequences, validation, encoder, start }: SequenceRequest): Course {
  const training = sideOf(validation, 0);
  // A class weighs what it weighs among the users of a batch: few of them may all be of one.
  const size = shape.classes === undefined ? batchUsers(training.length, encoder.batchSize) : encoder.batchSize;
  const stepsAnEpoch = cutBatches(sequences, training, size, stepsTaught(shape)).length;
  const warmup = start || shape.classes !== undefined ? 0 : codeWarmup(encoder.epochs * stepsAnEpoch);
  return { training, size, stepsAnEpoch, warmup };
}
