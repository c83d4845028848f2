import { BoundedShard } from './bounded-shard';
import { centresAt, moveCentres, separateCentres, type Centres } from './centres';
import { KernelShard } from './kernel-shard';
import { LloydKernel } from './lloyd-kernel';
import type { LloydShard, ShardAnswer, ShardCall, ShardResult, WeightedRows } from './lloyd-shard';

export type { WeightedRows } from './lloyd-shard';

/** One run of Lloyd's algorithm. */
export interface LloydRun {
  /** k × dims. */
  readonly centres: Float64Array;
  /** Nearest centre of each row. */
  readonly labels: Int32Array;
  /** Σ weight × squared distance to the nearest centre. */
  readonly inertia: number;
  /** Assignment steps done. */
  readonly iterations: number;
}

/** Where a run begins and ends. */
export interface LloydTask {
  /** k × dims. */
  readonly start: ArrayLike<number>;
  readonly k: number;
  /** The run ends where the centres' summed squared shift is at most this. */
  readonly threshold: number;
  readonly maxIterations: number;
  /** Whether a centre that loses all rows moves to the row farthest from its own centre, or stays where it is. */
  readonly reseed: boolean;
}

/**
 * Weighted k-means iterations from given centres (`start`, k × dims): assign each row to its nearest centre, move each centre
 * to the weighted mean of its rows, until no label changes, the summed squared shift of the centres is at most `threshold`,
 * or `maxIterations`. A centre that loses all rows moves to the row farthest from its own centre, or, without `reseed`, stays where it is.
 */
export function lloyd(
  points: WeightedRows,
  start: ArrayLike<number>,
  k: number,
  threshold: number,
  maxIterations: number,
  reseed = true,
): LloydRun {
  return LloydKernel.lend((kernel) => lloydOn(makeShard(kernel, points, k), { start, k, threshold, maxIterations, reseed }));
}

/** @param kernel the shard's alone from now on; null: none is to be had */
export function makeShard(kernel: LloydKernel | null, points: WeightedRows, k: number): LloydShard {
  if (kernel === null) return new BoundedShard(points, k);
  try {
    return new KernelShard(kernel, points, k);
  } catch (error) {
    // A device may have little memory for WebAssembly, and enough for arrays.
    if (!(error instanceof RangeError)) throw error;
    return new BoundedShard(points, k);
  }
}

/** A run over all rows in one shard. */
export function lloydOn(shard: LloydShard, task: LloydTask): LloydRun {
  const steps = lloydSteps(task);
  let step = steps.next();
  while (!step.done) step = steps.next([shard.answer(step.value, 0)]);
  return joined(step.value, [shard.finish(step.value.centres)]);
}

/** Where the centres ended, and after how many assignments. */
export interface LloydEnd {
  readonly centres: Centres;
  readonly iterations: number;
}

/** Lloyd's algorithm as what each shard is to be asked, in step; fed with their answers in the order of their rows. Calls are safe to be sent elsewhere. */
export function* lloydSteps({
  start,
  k,
  threshold,
  maxIterations,
  reseed,
}: LloydTask): Generator<ShardCall, LloydEnd, readonly ShardAnswer[]> {
  const centres = centresAt(start, k);
  let answers = yield { ask: 'assign', centres };
  let iterations = 1;
  let settled = false;
  for (;;) {
    let sums = added(answers);
    for (let j = 0; reseed && j < k; j++) {
      const masses = sums.subarray(sums.length - k);
      if (masses[j]! > 0) continue;
      const found = (yield { ask: 'farthest', centres, masses: masses.slice() }).map(({ farthest }) => farthest);
      const most = Math.max(...found.map(({ square }) => square));
      if (most <= 0) continue;
      const shard = found.findIndex(({ square }) => square === most);
      answers = yield { ask: 'reassign', rows: found.map(({ row }, at) => (at === shard ? row : -1)), label: j };
      sums = added(answers);
      settled = false;
    }
    if (moveCentres(centres, sums, k) <= threshold || settled || iterations >= maxIterations) break;
    separateCentres(centres, k);
    answers = yield { ask: 'assign', centres };
    settled = changesOf(answers) === 0;
    iterations++;
  }
  if (!settled) {
    separateCentres(centres, k);
    yield { ask: 'assign', centres };
  }
  return { centres, iterations };
}

/** The run that the shards, in the order of their rows, have come to. */
export function joined({ centres, iterations }: LloydEnd, parts: readonly ShardResult[]): LloydRun {
  const labels = new Int32Array(parts.reduce((rows, part) => rows + part.labels.length, 0));
  let at = 0;
  let inertia = 0;
  for (const part of parts) {
    labels.set(part.labels, at);
    at += part.labels.length;
    for (const square of part.inertias) inertia += square;
  }
  return { centres: centres.at, labels, inertia, iterations };
}

const changesOf = (answers: readonly ShardAnswer[]): number => answers.reduce((sum, { changes }) => sum + changes, 0);

/** Block after block, so that the sums do not depend on where the shards are cut. */
function added(answers: readonly ShardAnswer[]): Float64Array {
  const total = new Float64Array(answers[0]!.sums[0]!.length);
  for (const { sums } of answers) {
    for (const block of sums) for (let cell = 0; cell < total.length; cell++) total[cell]! += block[cell]!;
  }
  return total;
}
