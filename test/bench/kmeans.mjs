// k-means, seconds an iteration: builds test/bench/kmeans.ts (on the processor) and kmeans-gpu.ts (on WebGPU) for Node and runs them; beside scikit-learn from
// the same start where python3 has it.
// node test/bench/kmeans.mjs [--rows 1000000] [--dims 16] [--k 8] [--threads 2] [--only webgpu]
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildForNode } from './node-build.mjs';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    dims: { type: 'string', default: '16' },
    k: { type: 'string', default: '8' },
    threads: { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
  },
});
if (!['', 'webgpu'].includes(options.only)) {
  console.error(`--only takes webgpu; not ${options.only}.`);
  process.exit(1);
}
if (options.only === 'webgpu') process.exit(await onGpu());
const script = await buildForNode('kmeans');
const python = ['/usr/bin/python3', 'python3'].find(
  (candidate) => spawnSync(candidate, ['-c', 'import sklearn'], { stdio: 'ignore' }).status === 0,
);
const kept = path.join(path.dirname(script), 'data');
const asked = [options.rows, options.dims, options.k, options.threads];
const { status } = spawnSync(process.execPath, [script, ...asked, ...(python ? [kept] : [])], {
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
await onGpu();
if (!python) {
  console.log('scikit-learn was not run: python3 does not have it here.');
  process.exit(0);
}
const peer = `
import sys, time, numpy
from sklearn.cluster import KMeans, MiniBatchKMeans
rows, dims, k = map(int, sys.argv[2:5])
data = numpy.fromfile(sys.argv[1] + '.rows', dtype=numpy.float32).reshape(rows, dims)
start = numpy.fromfile(sys.argv[1] + '.start', dtype=numpy.float32).reshape(k, dims)
began = time.perf_counter()
fit = KMeans(n_clusters=k, init=start, n_init=1, tol=1e-4, max_iter=300).fit(data)
seconds = time.perf_counter() - began
print(f'scikit-learn, {sys.argv[5]} threads: {seconds:.2f} s to convergence, {fit.n_iter_} iterations, {seconds / fit.n_iter_:.3f} s an iteration, inertia {fit.inertia_:.8g}')
began = time.perf_counter()
batches = MiniBatchKMeans(n_clusters=k, batch_size=1024, n_init=3, random_state=0).fit(data)
seconds = time.perf_counter() - began
print(f'scikit-learn, {sys.argv[5]} threads, small batches: {seconds:.2f} s, {batches.n_steps_} steps, inertia {batches.inertia_:.8g}, × {batches.inertia_ / fit.inertia_:.4f}')
`;
const env = { ...process.env, OMP_NUM_THREADS: options.threads, OPENBLAS_NUM_THREADS: options.threads };
process.exit(spawnSync(python, ['-c', peer, kept, ...asked], { stdio: 'inherit', env }).status ?? 1);

/** The WGSL passes, in a process of their own: a driver may take it down. */
async function onGpu() {
  const { status } = spawnSync(process.execPath, [await buildForNode('kmeans-gpu'), options.rows, options.dims, options.k], {
    stdio: 'inherit',
  });
  if (status !== 0) console.log('WebGPU was not measured to its end.');
  return status ?? 1;
}
