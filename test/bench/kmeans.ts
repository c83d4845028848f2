// Runs of Lloyd's algorithm as the CPU path does them: in one thread, on plain arrays and in the kernel, then one run with its rows shared out over several threads;
// last, what a compute worker does for one number of segments from its own seedings: k-means, and k-means in small batches.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData, type MessagePort } from 'node:worker_threads';
import type { Centres } from '../../workers/cluster/centres';
import { ComputeCore } from '../../workers/cluster/compute';
import { lloydOn, makeShard, type LloydRun, type LloydTask } from '../../workers/cluster/lloyd';
import { LloydKernel } from '../../workers/cluster/lloyd-kernel';
import type { ShardAnswer, ShardCall, ShardResult } from '../../workers/cluster/lloyd-shard';
import { solveKMeans } from '../../workers/cluster/solve';
import { cutShards, splitLloyd } from '../../workers/cluster/split-lloyd';
import { meanFeatureVariance } from '../../workers/math/kmeans-seeding';
import { codes } from '../fixtures/blobs';
import { startOf } from './kmeans-start';

interface Asked {
  readonly rows: number;
  readonly dims: number;
  readonly k: number;
}

type Message =
  | { readonly open: readonly [from: number, to: number]; readonly k: number }
  | { readonly call: ShardCall; readonly at: number }
  | { readonly close: Centres };

/** As in the default recipe. */
const RESTARTS = 10;

const taskOf = (data: Float32Array, asked: Asked): LloydTask => ({
  start: startOf(data, asked.rows, asked.dims, asked.k),
  k: asked.k,
  threshold: 1e-4 * meanFeatureVariance(data, asked.rows, asked.dims),
  maxIterations: 300,
  reseed: true,
});

async function timed<Run extends Pick<LloydRun, 'iterations' | 'inertia'>>(name: string, run: () => Run | Promise<Run>): Promise<Run> {
  const began = performance.now();
  const done = await run();
  const seconds = (performance.now() - began) / 1000;
  const { iterations, inertia } = done;
  console.log(
    `${name}: ${seconds.toFixed(2)} s to convergence, ${iterations} iterations, ${(seconds / iterations).toFixed(4)} s an iteration, inertia ${inertia.toPrecision(8)}`,
  );
  return done;
}

/** One run over threads that hold the rows, as the pool of compute workers does. */
async function shared(threads: Worker[], rows: number, task: LloydTask): Promise<LloydRun> {
  const ask = <T>(worker: Worker, message: Message): Promise<T> => {
    worker.postMessage(message);
    return new Promise((resolve) => worker.once('message', resolve));
  };
  const cuts = cutShards(rows, threads.length);
  const used = threads.slice(0, cuts.length);
  await Promise.all(used.map((worker, at) => ask(worker, { open: cuts[at]!, k: task.k })));
  return splitLloyd(
    {
      ask: (call) => Promise.all(used.map((worker, at) => ask<ShardAnswer>(worker, { call, at }))),
      finish: (close) => Promise.all(used.map((worker) => ask<ShardResult>(worker, { close }))),
    },
    task,
  );
}

async function main(): Promise<void> {
  const [rows, dims, k, count] = process.argv.slice(2, 6).map(Number) as [number, number, number, number];
  const kept = process.argv[6];
  const asked = { rows, dims, k };
  const data = codes(rows, dims);
  if (kept) {
    writeFileSync(`${kept}.rows`, data);
    writeFileSync(`${kept}.start`, startOf(data, asked.rows, asked.dims, asked.k));
  }
  console.log(`${rows.toLocaleString('en')} × ${dims}, k = ${k}, from the same start`);
  const task = taskOf(data, asked);
  const points = { data, rows, dims, weights: null };
  await timed('Shoal, one thread, plain arrays', () => lloydOn(makeShard(null, points, k), task));
  const alone = await timed('Shoal, one thread, kernel', () => lloydOn(makeShard(LloydKernel.make(), points, k), task));
  const solve = (method: 'kmeans' | 'minibatch') =>
    solveKMeans(data, rows, dims, { method, k, seed: 1, restarts: RESTARTS, tolerance: 1e-4, maxIterations: 300 });
  const full = await timed(`Shoal, one thread, k-means from ${RESTARTS} seedings of its own`, () => solve('kmeans'));
  const batches = await timed('Shoal, one thread, k-means in small batches', () => solve('minibatch'));
  console.log(`Shoal, small batches over k-means: inertia × ${(batches.inertia / full.inertia).toFixed(4)}`);
  const script = fileURLToPath(import.meta.url);
  const threads = Array.from({ length: count }, () => new Worker(script, { workerData: { data, rows, dims } }));
  await shared(threads, rows, { ...task, maxIterations: 2 });
  const split = await timed(`Shoal, ${count} threads, kernel`, () => shared(threads, rows, task));
  if (alone.inertia !== split.inertia || alone.labels.some((label, row) => label !== split.labels[row])) {
    throw new Error('the threads come to another result than one alone');
  }
  await Promise.all(threads.map((worker) => worker.terminate()));
}

function serve(port: MessagePort): void {
  const { data, rows, dims } = workerData as { data: Float32Array; rows: number; dims: number };
  const core = new ComputeCore(data, rows, dims);
  port.on('message', (message: Message) => {
    if ('open' in message) port.postMessage(core.openShard(0, ...message.open, message.k));
    else if ('call' in message) port.postMessage(core.askShard(0, message.call, message.at));
    else port.postMessage(core.closeShard(0, message.close));
  });
}

if (isMainThread) await main();
else serve(parentPort!);
