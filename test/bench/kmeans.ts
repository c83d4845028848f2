// Runs of Lloyd's algorithm as the CPU path does them: each in a thread of its own, as the pool of compute workers does for two numbers of segments.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { lloyd } from '../../workers/cluster/lloyd';
import { meanFeatureVariance } from '../../workers/math/kmeans-seeding';
import { codes } from '../fixtures/blobs';

interface Asked {
  readonly rows: number;
  readonly dims: number;
  readonly k: number;
}

interface Run {
  readonly seconds: number;
  readonly iterations: number;
  readonly inertia: number;
}

/** Rows evenly apart: the same start for whoever is compared. */
const startOf = (data: Float32Array, { rows, dims, k }: Asked) =>
  Float32Array.from({ length: k * dims }, (_, at) => data[Math.floor(((Math.floor(at / dims) + 0.5) * rows) / k) * dims + (at % dims)]!);

function run(data: Float32Array, asked: Asked): Run {
  const { rows, dims, k } = asked;
  const threshold = 1e-4 * meanFeatureVariance(data, rows, dims);
  const began = performance.now();
  const { iterations, inertia } = lloyd({ data, rows, dims, weights: null }, startOf(data, asked), k, threshold, 300);
  return { seconds: (performance.now() - began) / 1000, iterations, inertia };
}

async function main(): Promise<void> {
  const [rows, dims, k, threads] = process.argv.slice(2, 6).map(Number) as [number, number, number, number];
  const kept = process.argv[6];
  const asked = { rows, dims, k };
  const data = codes(rows, dims);
  if (kept) {
    writeFileSync(`${kept}.rows`, data);
    writeFileSync(`${kept}.start`, startOf(data, asked));
  }
  const report = (name: string, { seconds, iterations, inertia }: Run) =>
    console.log(
      `${name}: ${seconds.toFixed(2)} s to convergence, ${iterations} iterations, ${(seconds / iterations).toFixed(3)} s an iteration, inertia ${inertia.toPrecision(8)}`,
    );
  console.log(`${rows.toLocaleString('en')} × ${dims}, k = ${k}, from the same start`);
  run(codes(20_000, dims), { ...asked, rows: 20_000 });
  report('Shoal, one thread alone', run(data, asked));
  const runs = await Promise.all(
    Array.from(
      { length: threads },
      () =>
        new Promise<Run>((resolve, reject) => {
          const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { data, asked } });
          worker.once('message', resolve);
          worker.once('error', reject);
        }),
    ),
  );
  runs.forEach((one, i) => report(`Shoal, ${threads} threads at once, thread ${i + 1}`, one));
}

if (isMainThread) await main();
else {
  const { data, asked } = workerData as { data: Float32Array; asked: Asked };
  run(codes(20_000, asked.dims), { ...asked, rows: 20_000 });
  parentPort!.postMessage(run(data, asked));
}
