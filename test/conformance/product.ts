import { ownDistances } from '../../workers/cluster/nearest';
import { silhouettes } from '../../workers/cluster/silhouette';
import { lloyd } from '../../workers/cluster/lloyd';
import { solveKMeans } from '../../workers/cluster/solve';
import { trainAutoencoder } from '../../workers/encode/autoencoder';
import { pcaLoss } from '../../workers/encode/baseline';
import { applyEncoder } from '../../workers/encode/dense';
import { autoencoderShapes, initialParameters, toDenseWeights } from '../../workers/encode/layers';
import type { Checkpoint } from '../../workers/encode/trainer';
import { webGpuDevice } from '../../workers/gpu/backends';
import { uploadRows, freeRows } from '../../workers/gpu/gpu-rows';
import { compileKMeans } from '../../workers/gpu/kmeans-pipelines';
import { GpuKMeans } from '../../workers/gpu/kmeans-webgpu';
import { LloydRun } from '../../workers/gpu/lloyd-run';
import { project } from '../../workers/project';
import type { BackendName } from '../../workers/protocol/backend';
import type { KMeansSolution, KMeansTask } from '../../workers/protocol/kmeans';
import { data, DIMS, emptyStart, EPOCHS, kmeansTasks, repeated, request, ROWS } from './inputs';

/** The product's answer to each case of cases.ts, by id, on the current tfjs backend. */
export function answers(backend: BackendName): Readonly<Record<string, () => Promise<number[]>>> {
  const kmeans = async (task: KMeansTask): Promise<KMeansSolution> => {
    if (backend !== 'webgpu') return solveKMeans(data, ROWS, DIMS, task);
    const gpu = new GpuKMeans(webGpuDevice(), data, ROWS, DIMS);
    try {
      return await gpu.solve(task);
    } finally {
      gpu.dispose();
    }
  };
  const solve = async (task: KMeansTask): Promise<number[]> => {
    const { inertia, iterations, centres, labels } = await kmeans(task);
    return [inertia, iterations, ...centres, ...labels];
  };
  const shapes = autoencoderShapes(DIMS, request.encoder.hidden, request.encoder.code);
  const embedding = { users: ROWS, dims: DIMS, data, encoder: [], training: null };
  return {
    'kmeans-step': () => solve(kmeansTasks.step),
    'kmeans-converged': () => solve(kmeansTasks.converged),
    'kmeans-restarts': () => solve(kmeansTasks.restarts),
    'kmeans-bootstrap': () => solve(kmeansTasks.bootstrap),
    'kmeans-twelve': () => solve(kmeansTasks.twelve),
    distances: async () => {
      const { centres, labels } = await kmeans(kmeansTasks.converged);
      return [...ownDistances(data, ROWS, DIMS, centres, labels)];
    },
    silhouette: async () => {
      const { labels } = await kmeans(kmeansTasks.converged);
      return [silhouettes(data, ROWS, DIMS, [labels], [3], [0, ROWS])[0]! / ROWS];
    },
    'autoencoder-losses': async () => {
      const { trainingLoss, validationLoss } = await train(null);
      return [...trainingLoss, ...validationLoss];
    },
    'encoder-output': async () => {
      const layers = toDenseWeights(shapes, initialParameters(shapes, request.seed));
      const half = request.encoder.hidden.length + 1;
      return [...applyEncoder(layers.slice(0, half), data, ROWS), ...applyEncoder(layers, data, ROWS)];
    },
    pca: async () => [...project(embedding).explained, pcaLoss(data, data, DIMS, request.encoder.code)],
    resume: async () => {
      const whole = await train(null);
      const resumed = await train(whole.checkpoints[0]!);
      const difference = (a: readonly number[], b: readonly number[]): number[] => a.map((value, i) => value - b[i]!);
      return [...difference(resumed.trainingLoss, whole.trainingLoss), ...difference(resumed.validationLoss, whole.validationLoss)];
    },
    'empty-clusters': () => emptyClusters(backend),
  };
}

/** Masses of all clusters together after one settled run from {@link emptyStart}, and the inertia. */
async function emptyClusters(backend: BackendName): Promise<number[]> {
  let labels: Int32Array;
  let inertia: number;
  if (backend === 'webgpu') {
    const device = webGpuDevice();
    const rows = uploadRows(device, repeated, ROWS, 2);
    const problem = { rows, weights: null, k: 4, data: repeated, threshold: 0, maxIterations: 20 };
    const run = new LloydRun(device, await compileKMeans(device, 4), problem, [emptyStart]);
    inertia = (await run.run(() => Promise.resolve()))[0]!.inertia;
    labels = await run.readLabels(0);
    run.dispose();
    freeRows(rows);
  } else {
    const { centres } = lloyd({ data: repeated, rows: ROWS, dims: 2, weights: null }, emptyStart, 4, 0, 20);
    const square = (row: number, j: number): number => (repeated[2 * row]! - centres[2 * j]!) ** 2 + (repeated[2 * row + 1]! - centres[2 * j + 1]!) ** 2;
    const nearest = Array.from({ length: ROWS }, (_, row) => [0, 1, 2, 3].reduce((best, j) => (square(row, j) < square(row, best) ? j : best), 0));
    labels = Int32Array.from(nearest);
    inertia = nearest.reduce((sum, j, row) => sum + square(row, j), 0);
  }
  return [labels.filter((label) => label >= 0 && label < 4).length, inertia];
}

async function train(resume: Checkpoint | null): Promise<{ trainingLoss: readonly number[]; validationLoss: readonly number[]; checkpoints: Checkpoint[] }> {
  const checkpoints: Checkpoint[] = [];
  const training = trainAutoencoder(request, resume);
  for (;;) {
    const step = await training.next();
    if (step.done) {
      if (step.value.trainingLoss.length !== EPOCHS) throw new Error(`trained ${step.value.trainingLoss.length} epochs`);
      return { ...step.value, checkpoints };
    }
    checkpoints.push(step.value);
  }
}
