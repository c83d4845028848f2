import { getBackend } from '@tensorflow/tfjs-core';
import { queueDone } from '../../gpu/backlog';
import { breather } from '../../math/breathe';
import { random } from '../../math/random';
import { quantileOf } from '../../math/statistics';
import { throwIfAborted } from '../../protocol/errors';
import { learnFrom } from '../autoencoder';
import { keptUnits, normals, rowsInOrder } from '../batch';
import { applyEncoder } from '../dense';
import { DenseTrainer } from '../dense-trainer';
import { beginning } from '../epochs';
import { formOf } from '../form';
import { ClusterCode } from '../joint/cluster-code';
import { softAssignment, targetsOf } from '../joint/targets';
import { autoencoderShapes, behindEachOther, initialParameters, toDenseWeights } from '../layers';
import { batchUsers, cutBatches, epochBatches, stepsTaught, type Batch } from '../sequence/batches';
import { initialWeights } from '../sequence/layout';
import { SequenceTrainer } from '../sequence/sequence-trainer';
import { sideOf } from '../split';
import type { SequenceRequest, TrainRequest } from '../trainer';
import type { StepTimes } from './predict';

/** An autoencoder to be timed on a few rows that stand for all. */
export interface DenseTiming {
  readonly of: 'dense';
  readonly request: Pick<TrainRequest, 'rows' | 'features' | 'encoder' | 'seed'>;
  /** Of all users. */
  readonly training: number;
  readonly validating: number;
  /** Of an epoch; of a training together with clusters, between two settings of the targets. */
  readonly steps: number;
  /** Clusters that are trained together with it; 0: none. */
  readonly k: number;
  /** Ms of an epoch above which nothing is gained by timing it more than once. */
  readonly enoughMs: number;
}

/** A network that reads events in order, timed on the very batches of an epoch. */
export interface SequenceTiming {
  readonly of: 'sequence';
  readonly request: SequenceRequest;
  readonly enoughMs: number;
}

export type TimingRequest = DenseTiming | SequenceTiming;

/** The first steps compile what the later ones use. */
const WARM_UP = 3;
const SAMPLES = 7;
/** Steps timed together on a GPU, which works behind the caller's back. */
const DENSE_TOGETHER = 16;
const SEQUENCES_TOGETHER = 4;
const SEQUENCE_SAMPLES = 3;
/** Ms of steps timed together, and of all samples of a step, beyond which there are no more: on a slow device measuring would last longer than training. */
const LONGEST_SAMPLE = 100;
const LONGEST = 1000;
/** Rows that are validated, or encoded, to learn what all of them take. */
const ROWS_TIMED = 4096;

/** Times a few steps of a training on the current tfjs backend. @throws AppError `cancelled` */
export function timeSteps(timing: TimingRequest, signal?: AbortSignal): Promise<StepTimes> {
  return timing.of === 'dense' ? timeDense(timing, signal) : timeSequence(timing, signal);
}

interface Steps {
  step(): void;
  readonly warmUp: number;
  readonly samples: number;
  readonly together: number;
  /** Ms of a step above which one sample is enough. */
  readonly enoughMs: number;
}

/** Median ms of a step, after those that warm up. */
async function medianMs({ step, warmUp, samples, together, enoughMs }: Steps, signal: AbortSignal | undefined): Promise<number> {
  const group = getBackend() === 'webgpu' || getBackend() === 'webgl' ? together : 1;
  const breathe = breather();
  const timed = async (count: number) => {
    await breathe();
    throwIfAborted(signal);
    const started = performance.now();
    for (let i = 0; i < count; i++) step();
    await queueDone();
    return (performance.now() - started) / count;
  };
  for (let i = 0; i < warmUp; i++) await timed(1);
  const alone = await timed(1);
  if (alone > enoughMs) return alone;
  const count = Math.max(1, Math.min(group, Math.ceil(LONGEST_SAMPLE / alone)));
  const found = count > 1 ? [] : [alone];
  const until = performance.now() + LONGEST;
  while (found.length === 0 || (found.length < samples && performance.now() < until)) found.push(await timed(count));
  return quantileOf(found, 0.5);
}

async function timeDense(
  { request, training, validating, steps: count, k, enoughMs }: DenseTiming,
  signal: AbortSignal | undefined,
): Promise<StepTimes> {
  const { rows, features, encoder, seed } = request;
  const { hidden, code } = encoder;
  const form = formOf(encoder, features);
  const held = rows.length / features;
  const size = Math.min(encoder.batchSize, training);
  const users = Uint32Array.from({ length: size }, (_, i) => i % held);
  const rng = random(seed, 'encode', 'timing');
  const draws = { hiding: rng, leaving: rng, drawing: rng };
  const start = initialParameters(form.shapes, seed);
  const centres = normals(k * code, rng);
  const between = k === 0 ? form.between : { layer: hidden.length, bottleneck: new ClusterCode(k, code) };
  const trainer = new DenseTrainer(form.shapes, encoder, beginning(behindEachOther(start, centres)), between);
  const targets = new Float32Array(held * k).fill(1 / k);
  try {
    const step = () => {
      if (k === 0) return learnFrom(trainer, form, request, users, draws, form.price(Infinity));
      const kept = keptUnits(hidden, size, encoder.dropout ?? 0, rng);
      trainer.step(rowsInOrder(rows, features, users), size, { bottleneck: rowsInOrder(targets, k, users), kept, price: 1 });
    };
    const steps = { step, warmUp: WARM_UP, samples: SAMPLES, together: DENSE_TOGETHER, enoughMs: enoughMs / count };
    const stepMs = await medianMs(steps, signal);

    const evaluated = Math.min(validating, ROWS_TIMED);
    const sample = rowsInOrder(
      rows,
      features,
      Uint32Array.from({ length: evaluated }, (_, i) => i % held),
    );
    trainer.setEvaluation(sample, evaluated, form.noise > 0 ? normals(evaluated * form.noise, rng) : null);
    const readMs = await once(() => Promise.all([trainer.takeLosses(), trainer.state()]));
    await trainer.evaluate();
    const validateMs = (await once(() => trainer.evaluate())) * (validating / Math.max(1, evaluated));
    const encoding = toDenseWeights(autoencoderShapes(features, hidden, code), start).slice(0, hidden.length + 1);
    const look = () => targetsOf(softAssignment(applyEncoder(encoding, rows, held), code, centres, k), k);
    const lookMs = k === 0 ? 0 : (await once(look)) * (training / held);
    return { batches: [{ count, stepMs }], endMs: readMs + validateMs + lookMs };
  } finally {
    trainer.dispose();
  }
}

async function timeSequence({ request, enoughMs }: SequenceTiming, signal: AbortSignal | undefined): Promise<StepTimes> {
  const { shape, sequences, validation, encoder, seed } = request;
  const trainer = new SequenceTrainer(shape, sequences, encoder, seed, beginning(initialWeights(shape, seed)));
  try {
    const batches: { count: number; stepMs: number }[] = [];
    const training = sideOf(validation, 0);
    const size = batchUsers(training.length, encoder.batchSize);
    for (const { batch, count } of byLength(epochBatches(sequences, training, size, stepsTaught(shape), seed, 1))) {
      const step = () => trainer.step(batch, 1);
      const how = { warmUp: 1, samples: SEQUENCE_SAMPLES, together: SEQUENCES_TOGETHER, enoughMs: enoughMs / count };
      batches.push({ count, stepMs: await medianMs({ step, ...how }, signal) });
    }
    let endMs = await once(() => Promise.all([trainer.takeLoss(), trainer.state()]));
    for (const { batch, count } of byLength(cutBatches(sequences, sideOf(validation, 1), encoder.batchSize, stepsTaught(shape)))) {
      const step = () => trainer.measure(batch);
      endMs += count * (await medianMs({ step, warmUp: 1, samples: 1, together: 1, enoughMs: 0 }, signal));
    }
    return { batches, endMs };
  } finally {
    trainer.dispose();
  }
}

/** Of the batches of each length the fullest, which stands for them, and their number. */
function byLength(batches: readonly Batch[]): { batch: Batch; count: number }[] {
  const lengths = new Map<number, { batch: Batch; count: number }>();
  for (const batch of batches) {
    const known = lengths.get(batch.time);
    const fuller = known && known.batch.users.length >= batch.users.length ? known.batch : batch;
    lengths.set(batch.time, { batch: fuller, count: (known?.count ?? 0) + 1 });
  }
  return [...lengths.values()];
}

async function once(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
