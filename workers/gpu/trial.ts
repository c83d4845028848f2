import { random } from '../math/random';
import { DenseTrainer } from '../encode/dense-trainer';
import type { ModelState } from '../encode/epochs';
import { autoencoderShapes, initialParameters } from '../encode/layers';

const FEATURES = 26;
const HIDDEN = [64];
const CODE = 16;
/** Few enough for the verification to take under a second on a WebGPU adapter implemented in software. */
const CHECKED_ROWS = 16;
const TIMED_ROWS = 256;
const RATE = 0.002;
const STEPS_A_RUN = 8;
const RUNS = 3;
/** A step slower than this, in ms, is not worth timing again; nor is a first one, which may compile, slower than the second. */
const SLOW_STEP = 40;
const SLOW_FIRST_STEP = 400;

/** Two training steps on fixed numbers: the error before each, the moments of the gradients and the parameters after. */
export interface TrialOutcome {
  readonly error: number;
  readonly state: ModelState;
}

/** Runs the trial on the current tfjs backend. */
export async function runTrial(): Promise<TrialOutcome> {
  const trainer = makeTrainer();
  try {
    const batch = makeBatch(CHECKED_ROWS);
    trainer.step(batch, CHECKED_ROWS);
    trainer.step(batch, CHECKED_ROWS);
    return { error: (await trainer.takeLosses()).squares, state: await trainer.state() };
  } finally {
    trainer.dispose();
  }
}

/**
 * What is wrong with a trial beside the expected one, or null. Parameters may differ by two steps of the learning rate each way,
 * since Adam takes nearly the sign of a gradient and rounding flips it where the gradient is nearly nothing; the moments
 * are the gradients themselves and must agree.
 */
export function disagreement(made: TrialOutcome, expected: TrialOutcome): string | null {
  const error = Math.abs(made.error - expected.error) / expected.error;
  if (!(error <= 1e-3)) return `loss differs by ${(100 * error).toPrecision(2)} %`;
  const moment = largestDifference(made.state.firstMoment, expected.state.firstMoment);
  const scale = expected.state.firstMoment.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!(moment <= 5e-3 * scale)) return `gradients differ by ${(moment / scale).toPrecision(2)}`;
  const parameter = largestDifference(made.state.parameters, expected.state.parameters);
  return parameter <= 4 * RATE * 1.05 ? null : `parameters differ by ${parameter.toPrecision(2)}`;
}

/**
 * Milliseconds of a training step on the current backend: the median over runs of several steps that end in reading the loss,
 * as an epoch does. Where a step is slow it is timed once.
 */
export async function timeStep(): Promise<number> {
  const trainer = makeTrainer();
  try {
    const batch = makeBatch(TIMED_ROWS);
    const run = (steps: number): Promise<number> => timeRun(trainer, batch, steps);
    const first = await run(1);
    if (first > SLOW_FIRST_STEP) return first;
    const single = await run(1);
    if (single > SLOW_STEP) return single;
    const runs: number[] = [];
    for (let i = 0; i < RUNS; i++) runs.push(await run(STEPS_A_RUN));
    return runs.sort((a, b) => a - b)[RUNS >> 1]!;
  } finally {
    trainer.dispose();
  }
}

/** Milliseconds of one step on the few rows of the trial, shaders compiled: a lower bound of {@link timeStep} that a slow device can afford. */
export async function timeSmallStep(): Promise<number> {
  const trainer = makeTrainer();
  try {
    return await timeRun(trainer, makeBatch(CHECKED_ROWS), 1);
  } finally {
    trainer.dispose();
  }
}

async function timeRun(trainer: DenseTrainer, batch: Float32Array, steps: number): Promise<number> {
  const started = performance.now();
  for (let i = 0; i < steps; i++) trainer.step(batch, batch.length / FEATURES);
  await trainer.takeLosses();
  return (performance.now() - started) / steps;
}

function makeTrainer(): DenseTrainer {
  const shapes = autoencoderShapes(FEATURES, HIDDEN, CODE);
  const parameters = initialParameters(shapes, 1);
  const zeros = new Float32Array(parameters.length);
  return new DenseTrainer(shapes, { learningRate: RATE }, { parameters, firstMoment: zeros, secondMoment: zeros, steps: 0 });
}

function makeBatch(rows: number): Float32Array {
  const rng = random(1, 'trial', 'batch');
  return Float32Array.from({ length: rows * FEATURES }, () => rng.normal());
}

/** NaN where any entry is, so that a comparison with it fails. */
function largestDifference(a: Float32Array, b: Float32Array): number {
  let most = 0;
  for (let i = 0; i < b.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= most)) most = difference;
    if (Number.isNaN(most)) return Number.NaN;
  }
  return most;
}
