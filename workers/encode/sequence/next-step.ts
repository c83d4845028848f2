import { random, type Random } from '../../math/random';
import type { NextStepFigures, SequenceModel } from '../../protocol/sequences';
import { fieldsOf } from './fields';
import { MarkovChain } from './markov';
import { SequenceReader } from './read-users';
import type { Sequences } from './tokens';

const BOOTSTRAPS = 500;
/** Of fewer users resamples are too much alike: one alone would leave nothing uncertain. */
const LEAST_USERS = 10;

/**
 * How well a network foretells each step of users it did not learn from, beside first-order Markov chains counted on those it did.
 *
 * @param asked users who did not teach
 * @param pause awaited now and then; where it throws, so does this
 */
export async function nextStepFigures(
  model: Pick<SequenceModel, 'shape' | 'parameters' | 'vocabulary'>,
  sequences: Sequences,
  taught: Uint32Array,
  asked: Uint32Array,
  seed: number,
  pause: () => Promise<void>,
): Promise<NextStepFigures[]> {
  const reader = new SequenceReader(model);
  const { levels, predicted } = model.shape;
  const fields = fieldsOf(model.vocabulary);
  const tallies = predicted.map((field) => new Tally(new MarkovChain(levels[field]!, field, sequences, taught), asked.length));
  for (let i = 0; i < asked.length; i++) {
    const states = reader.statesBefore(sequences, asked[i]!);
    for (const tally of tallies) tally.count(reader, states, sequences, asked[i]!, i);
    await pause();
  }
  return tallies.map((tally) => ({ field: fields[tally.chain.field]!.name as NextStepFigures['field'], ...tally.figures(seed) }));
}

/** What was right and what it cost, of one field. */
class Tally {
  readonly #steps: Float64Array;
  /** By user: steps that the network got right, less those that the chain did. */
  readonly #ahead: Float64Array;
  /** By user: what its steps cost the network in nats, less what they cost the chain. */
  readonly #dearer: Float64Array;
  #right = 0;
  #chainRight = 0;
  #loss = 0;
  #chainLoss = 0;

  constructor(
    readonly chain: MarkovChain,
    users: number,
  ) {
    this.#steps = new Float64Array(users);
    this.#ahead = new Float64Array(users);
    this.#dearer = new Float64Array(users);
  }

  count(reader: SequenceReader, states: Float32Array, { fields, offsets, tokens }: Sequences, user: number, at: number): void {
    const { chain } = this;
    const from = offsets[user]!;
    const steps = offsets[user + 1]! - from;
    let before = 0;
    for (let t = 0; t < steps; t++) {
      const next = tokens[(from + t) * fields + chain.field]!;
      const logits = reader.expectation(chain.field, states, t);
      const right = highest(logits) === next ? 1 : 0;
      const chainRight = chain.likeliest(before) === next ? 1 : 0;
      this.#right += right;
      this.#chainRight += chainRight;
      this.#ahead[at]! += right - chainRight;
      const loss = logSumExp(logits) - logits[next]!;
      const chainLoss = -Math.log(chain.probability(before, next));
      this.#loss += loss;
      this.#chainLoss += chainLoss;
      this.#dearer[at]! += loss - chainLoss;
      before = next;
    }
    this.#steps[at] = steps;
  }

  figures(seed: number): Omit<NextStepFigures, 'field'> {
    const steps = this.#steps.reduce((sum, count) => sum + count, 0);
    const [interval, ofLoss] = [this.#ahead, this.#dearer].map((sums) =>
      leadInterval(sums, this.#steps, random(seed, 'encode', 'next-step', this.chain.field)),
    );
    return {
      users: this.#steps.length,
      steps,
      accuracy: this.#right / steps,
      loss: this.#loss / steps,
      markovAccuracy: this.#chainRight / steps,
      markovLoss: this.#chainLoss / steps,
      low: interval?.[0] ?? null,
      high: interval?.[1] ?? null,
      lossLow: ofLoss?.[0] ?? null,
      lossHigh: ofLoss?.[1] ?? null,
    };
  }
}

/**
 * How far the network is from the chain a step, as in the share of steps that it gets right: percentiles 2.5 and 97.5 over resamples of the
 * users; null of too few users.
 *
 * @param ahead by user, over all steps: how many it got right, less how many the chain did, or what they cost
 * @param steps by user
 */
export function leadInterval(ahead: Float64Array, steps: Float64Array, rng: Random): [low: number, high: number] | null {
  const users = steps.length;
  if (users < LEAST_USERS) return null;
  const differences = Float64Array.from({ length: BOOTSTRAPS }, () => {
    let lead = 0;
    let all = 0;
    for (let i = 0; i < users; i++) {
      const user = rng.int(users);
      lead += ahead[user]!;
      all += steps[user]!;
    }
    return all === 0 ? 0 : lead / all;
  }).sort();
  return [differences[Math.floor(0.025 * BOOTSTRAPS)]!, differences[Math.ceil(0.975 * BOOTSTRAPS) - 1]!];
}

/** Level 0 stands for no step. */
function highest(logits: Float64Array): number {
  let best = 1;
  for (let level = 2; level < logits.length; level++) if (logits[level]! > logits[best]!) best = level;
  return best;
}

export function logSumExp(logits: Float64Array): number {
  const most = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  return most + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0));
}
