import { random, shuffle } from '../../math/random';
import type { SequenceShape } from '../../protocol/sequences';
import type { Sequences } from './tokens';

/** Users of a batch are padded to one of these lengths, so that short sequences cost little and shapes (and shaders) are few. */
const LENGTHS = [4, 8, 16, 32, 64, 128, 256, 512];

/** Users of similar length. */
export interface Batch {
  readonly users: Uint32Array;
  /** Positions to foretell, padding included. */
  readonly time: number;
}

/**
 * Steps of a user that a network learns from at most. A Transformer that foretells is given one more than it reads, which is foretold alone: else nothing
 * would teach it what it adds to the last step that is read, since that one is followed by none. The others have no weights of a position.
 */
export const stepsTaught = ({ architecture, steps, classes }: Pick<SequenceShape, 'architecture' | 'steps' | 'classes'>): number =>
  architecture === 'transformer' && classes === undefined ? steps + 1 : steps;

/** Positions of a batch at most: each is a row of all levels on the device. */
const MOST_POSITIONS = 65_536;

/** Batches of an epoch at least, where there are users for them, and users of a batch at least. */
const LEAST_BATCHES = 32;
const LEAST_USERS = 8;

/**
 * Users of a batch that a network learns from: as many as asked for at most, fewer where an epoch would have too few batches. What users are
 * told apart by is learned late; with a few large batches an epoch the epochs end, or the patience does, before that.
 *
 * @param users who teach
 * @param most of the recipe
 */
export function batchUsers(users: number, most: number): number {
  return Math.min(most, Math.max(LEAST_USERS, Math.ceil(users / LEAST_BATCHES)));
}

/**
 * @param order those users, in the order in which they fill the batches
 * @param size users of a batch at most
 * @param most steps that a user has at most
 */
export function cutBatches({ offsets }: Pick<Sequences, 'offsets'>, order: Uint32Array, size: number, most: number): Batch[] {
  const byLength = LENGTHS.map(() => [] as number[]);
  for (const user of order) {
    const steps = offsets[user + 1]! - offsets[user]!;
    byLength[LENGTHS.findIndex((length) => steps <= length)]!.push(user);
  }
  return byLength.flatMap((users, at) => {
    const batches: Batch[] = [];
    const time = Math.min(LENGTHS[at]!, most);
    const together = Math.max(1, Math.min(size, Math.floor(MOST_POSITIONS / time)));
    for (let from = 0; from < users.length; from += together) {
      batches.push({ users: Uint32Array.from(users.slice(from, from + together)), time });
    }
    return batches;
  });
}

/** The batches of an epoch: users and batches in an order that follows from the seed and the epoch's number. */
export function epochBatches(sequences: Sequences, users: Uint32Array, size: number, most: number, seed: number, epoch: number): Batch[] {
  const rng = random(seed, 'encode', 'sequence', 'shuffle', epoch);
  const order = users.slice();
  shuffle(order, rng);
  const batches = cutBatches(sequences, order, size, most);
  const at = Uint32Array.from(batches, (_, i) => i);
  shuffle(at, rng);
  return Array.from(at, (i) => batches[i]!);
}

/** A batch as arrays for a device, in order of time and of users within it. */
export interface BatchArrays {
  /** Field by field, (time + 1) × users: the position before the first step, then the steps; 0 where there is none. */
  readonly levels: Int32Array;
  /** time × users: 1 where the position after holds a step. */
  readonly weights: Float32Array;
  /** Steps to foretell. */
  readonly count: number;
}

export function fillBatch({ fields, offsets, tokens }: Sequences, { users, time }: Batch): BatchArrays {
  const width = users.length;
  const levels = new Int32Array(fields * (time + 1) * width);
  const weights = new Float32Array(time * width);
  let count = 0;
  for (let u = 0; u < width; u++) {
    const from = offsets[users[u]!]!;
    const steps = offsets[users[u]! + 1]! - from;
    count += steps;
    for (let t = 0; t < steps; t++) {
      weights[t * width + u] = 1;
      for (let f = 0; f < fields; f++) levels[(f * (time + 1) + t + 1) * width + u] = tokens[(from + t) * fields + f]!;
    }
  }
  return { levels, weights, count };
}
