import { gatherRows, nearestCentres, ownDistances } from '../../workers/cluster/nearest';
import { silhouettes } from '../../workers/cluster/silhouette';
import { lloyd } from '../../workers/cluster/lloyd';
import { solveKMeans } from '../../workers/cluster/solve';
import { pcaLoss, principalComponents } from '../../workers/encode/baseline';
import { applyEncoder } from '../../workers/encode/dense';
import { besideEachOther } from '../../workers/encode/fused';
import { autoencoderShapes, initialParameters, toDenseWeights } from '../../workers/encode/layers';
import { initialWeights } from '../../workers/encode/sequence/layout';
import { SequenceReader } from '../../workers/encode/sequence/read-users';
import { trainSequence } from '../../workers/encode/sequence/train-sequence';
import { trainDense } from '../../workers/encode/train-dense';
import type {
  Checkpoint,
  SequenceRequest,
  TrainedAutoencoder,
  TrainedSequence,
  TrainingCourse,
  TrainRequest,
} from '../../workers/encode/trainer';
import { webGpuDevice } from '../../workers/gpu/backends';
import { uploadRows, freeRows } from '../../workers/gpu/gpu-rows';
import { compileKMeans } from '../../workers/gpu/kmeans-pipelines';
import { GpuKMeans } from '../../workers/gpu/kmeans-webgpu';
import { LloydRun } from '../../workers/gpu/lloyd-run';
import { project } from '../../workers/project';
import type { BackendName } from '../../workers/protocol/backend';
import type { KMeansSolution, KMeansTask } from '../../workers/protocol/kmeans';
import { SEQUENCE_ENCODERS } from '../../workers/protocol/sequences';
import {
  classRequest,
  data,
  DIMS,
  EPOCHS,
  fusion,
  headsDirections,
  headsRequest,
  hidingRequest,
  joiningRequest,
  kmeansTasks,
  lloydInputs,
  jointRequest,
  plainRequests,
  queuedRequest,
  request,
  ROWS,
  sequenceRequest,
  texts,
  variationalRequest,
} from './inputs';
import type { LloydInput } from './inputs';
import { kmeansSizes, sizedInput } from './kmeans-sizes';

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
  const autoencoder = once(() => train(null));
  const gru = once(() => trainNetwork(sequenceRequest('gru')));
  const shapes = autoencoderShapes(DIMS, request.encoder.hidden, request.encoder.code);
  const embedding = { users: ROWS, dims: DIMS, data, encoder: [], decoder: [], training: null };
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
    'autoencoder-losses': async () => lossesOf(await autoencoder()),
    ...Object.fromEntries(Object.entries(plainRequests).map(([id, asked]) => [`${id}-losses`, async () => lossesOf(await trained(asked))])),
    'variational-losses': async () => lossesOf(await trained(variationalRequest)),
    'joint-losses': async () => {
      const { trainingLoss, validationLoss, rounds } = await trained(jointRequest);
      return [...trainingLoss, ...validationLoss, ...rounds!.divergence, ...rounds!.changed];
    },
    'encoder-output': async () => {
      const layers = toDenseWeights(shapes, initialParameters(shapes, request.seed));
      const half = request.encoder.hidden.length + 1;
      return [...applyEncoder(layers.slice(0, half), data, ROWS), ...applyEncoder(layers, data, ROWS)];
    },
    pca: async () => [...project(embedding).explained, pcaLoss(principalComponents(data, DIMS), data, request.encoder.code)],
    resume: async () => {
      const whole = await autoencoder();
      const resumed = await train(whole.checkpoints[0]!);
      const difference = (a: readonly number[], b: readonly number[]): number[] => a.map((value, i) => value - b[i]!);
      return [...difference(resumed.trainingLoss, whole.trainingLoss), ...difference(resumed.validationLoss, whole.validationLoss)];
    },
    ...Object.fromEntries(
      SEQUENCE_ENCODERS.map((architecture) => [
        `${architecture}-losses`,
        async () => lossesOf(await (architecture === 'gru' ? gru() : trainNetwork(sequenceRequest(architecture)))),
      ]),
    ),
    'classes-losses': async () => lossesOf(await trainNetwork(classRequest('gru'))),
    'queued-losses': async () => lossesOf(await trainNetwork(queuedRequest)),
    'hiding-losses': async () => lossesOf(await trainNetwork(hidingRequest('gru'))),
    'heads-gradient': headsGradient,
    'fused-losses': async () => fusedLosses((await gru()).parameters),
    ...Object.fromEntries(Object.entries(lloydInputs).map(([id, input]) => [`lloyd-${id}`, () => iterate(backend, input)])),
  };
}

/** What several cases begin with is made for the first of them. */
function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | null = null;
  return () => (made ??= make());
}

/** Iterations, centres and labels of one run from given starts, as the backend's own path does them. */
async function iterate(backend: BackendName, input: LloydInput): Promise<number[]> {
  const { data: values, rows, dims, weights, start, k, threshold, maxIterations } = input;
  if (backend !== 'webgpu') {
    // The product leaves rows without weight out before it begins.
    const kept = Uint32Array.from({ length: rows }, (_, row) => row).filter((row) => weights === null || weights[row]! > 0);
    const points = {
      data: gatherRows(values, dims, kept),
      rows: kept.length,
      dims,
      weights: weights === null ? null : weights.filter((weight) => weight > 0),
    };
    const { iterations, centres } = lloyd(points, start, k, threshold, maxIterations);
    const { labels } = nearestCentres(values, rows, dims, Float32Array.from(centres), k);
    return [iterations, ...centres, ...labels];
  }
  const [made] = await iterateOnGpu(input, [start]);
  return [made!.iterations, ...made!.centres, ...made!.labels];
}

export interface LloydAnswer {
  readonly inertia: number;
  readonly iterations: number;
  readonly centres: readonly number[];
  readonly labels: readonly number[];
}

/** What the WGSL passes make of several starts side by side. */
async function iterateOnGpu(input: LloydInput, starts: readonly Float32Array[]): Promise<LloydAnswer[]> {
  const { data: values, rows, dims, weights, k, threshold, maxIterations, bufferBytes } = input;
  const device = webGpuDevice();
  const matrix = uploadRows(device, values, rows, dims, bufferBytes);
  const problem = { rows: matrix, weights, k, data: values, threshold, maxIterations };
  const run = new LloydRun(device, await compileKMeans(device, k, dims), problem, starts);
  const made: LloydAnswer[] = [];
  for (const [at, { inertia, iterations, centres }] of (await run.run(() => Promise.resolve())).entries())
    made.push({ inertia, iterations, centres: [...centres], labels: [...(await run.readLabels(at))] });
  run.dispose();
  freeRows(matrix);
  return made;
}

/** Of every size by its title: the answer to its start, to the same again, and to it once more beside another. Needs webgpu. */
export async function lloydSizes(): Promise<Record<string, LloydAnswer[]>> {
  const made: Record<string, LloydAnswer[]> = {};
  for (const size of kmeansSizes) {
    const input = sizedInput(size);
    const another = input.data.slice(-input.start.length);
    const [first] = await iterateOnGpu(input, [input.start]);
    const [again] = await iterateOnGpu(input, [input.start]);
    const [, beside] = await iterateOnGpu(input, [another, input.start]);
    made[size.title] = [first!, again!, beside!];
  }
  return made;
}

const lossesOf = ({ trainingLoss, validationLoss }: TrainingCourse): number[] => [...trainingLoss, ...validationLoss];

async function trainNetwork(asked: SequenceRequest): Promise<TrainedSequence> {
  const training = trainSequence(asked);
  for (;;) {
    const step = await training.next();
    if (step.done) return step.value;
  }
}

/** The loss of the first step, and the gradient that it went down along each direction. */
async function headsGradient(): Promise<number[]> {
  const { shape, seed, encoder } = headsRequest;
  const { trainingLoss, parameters } = await trainNetwork(headsRequest);
  const slopes = initialWeights(shape, seed).map((value, i) => (value - parameters[i]!) / encoder.learningRate);
  return [...trainingLoss, ...headsDirections.map(({ direction }) => direction.reduce((sum, value, i) => sum + value * slopes[i]!, 0))];
}

/** An autoencoder learns to join the codes of a network that has learned to read events with the features and the texts of the users. */
async function fusedLosses(parameters: Float32Array): Promise<number[]> {
  const { shape, sequences } = sequenceRequest('gru');
  const reader = new SequenceReader({ shape, parameters });
  const codes = new Float32Array(sequences.users * shape.code);
  for (let user = 0; user < sequences.users; user++) reader.codeInto(codes, user * shape.code, sequences, user);
  const joined = besideEachOther(fusion, { users: sequences.users, features: DIMS, scaled: data }, codes, { text: texts });
  return lossesOf(await trained(joiningRequest(joined)));
}

async function train(resume: Checkpoint | null): Promise<TrainedAutoencoder & { checkpoints: Checkpoint[] }> {
  const checkpoints: Checkpoint[] = [];
  const result = await trained(request, resume, checkpoints);
  if (result.trainingLoss.length !== EPOCHS) throw new Error(`trained ${result.trainingLoss.length} epochs`);
  return { ...result, checkpoints };
}

async function trained(asked: TrainRequest, resume: Checkpoint | null = null, checkpoints: Checkpoint[] = []): Promise<TrainedAutoencoder> {
  const training = trainDense(asked, resume);
  for (;;) {
    const step = await training.next();
    if (step.done) return step.value;
    checkpoints.push(step.value);
  }
}
