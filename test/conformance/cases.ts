import { seedingStream, bootstrapWeights, kmeansPlusPlus, meanFeatureVariance } from '../../workers/math/kmeans-seeding';
import { searchedFrom, SwapSearch, triesFor } from '../../workers/math/kmeans-swaps';
import { autoencoderShapes, initialParameters } from '../../workers/encode/layers';
import { epochBatches, stepsTaught } from '../../workers/encode/sequence/batches';
import { hideFrom } from '../../workers/encode/sequence/hide';
import { initialWeights } from '../../workers/encode/sequence/layout';
import type { SequenceRequest, TrainRequest } from '../../workers/encode/trainer';
import { variationalShapes } from '../../workers/encode/variational';
import type { KMeansTask } from '../../workers/protocol/kmeans';
import type { FusedPart } from '../../workers/protocol/model';
import { SEQUENCE_ENCODERS } from '../../workers/protocol/sequences';
import { slowJoint, slowVariational } from '../fixtures/slow-dense';
import { slowLloyd } from '../fixtures/slow-lloyd';
import { matricesOf, slowBatch, slowCode, slowStates, slowTraining, stepsOf } from '../fixtures/slow-sequence';
import { referenceLosses } from '../unit/encode/reference-autoencoder';
import { classRequest, headsDirections, headsRequest, hidingRequest, queuedRequest, sequenceRequest } from './inputs';
import { data, DIMS, EPOCHS, plainRequests, request, ROWS, SEED, variationalRequest } from './inputs';
import { fusion, joiningRequest, JOINT_ROUNDS, jointRequest, kmeansTasks, lloydInputs, texts } from './inputs';
import { distances, principalVariances, silhouette } from './reference';

/**
 * What every backend must agree on. `expected` are slow loops in float64 that share no code with the product beyond the seeded inputs;
 * a value may be off by `absolute + relative × |expected|`. Known differences are in known-differences.ts.
 */
export interface Case {
  readonly id: string;
  readonly title: string;
  readonly absolute: number;
  readonly relative: number;
  /** Why the tolerance is what it is. */
  readonly because: string;
  expected(): number[];
}

const points = Array.from({ length: ROWS }, (_, row) => Array.from(data.subarray(row * DIMS, (row + 1) * DIMS)));

/** The reference's answer to a task over the rows. */
export function solved(task: KMeansTask): ReturnType<typeof slowLloyd> {
  const weights = task.bootstrap === undefined ? null : bootstrapWeights(ROWS, task.seed, task.bootstrap);
  const threshold = task.tolerance * meanFeatureVariance(data, ROWS, DIMS);
  const from = (start: ArrayLike<number>) => slowLloyd(data, ROWS, DIMS, weights, start, task.k, threshold, task.maxIterations);
  const runs = Array.from({ length: task.restarts }, (_, restart) =>
    from(kmeansPlusPlus(data, ROWS, DIMS, task.k, weights, seedingStream(task.seed, task.k, task.bootstrap, restart))),
  );
  const found = (run: (typeof runs)[number]) => ({ run, centres: run.centres.flat(), inertia: run.inertia });
  const rng = seedingStream(task.seed, task.k, task.bootstrap, 'swaps');
  const ends = searchedFrom(runs.map(found)).map((begun) => {
    const search = new SwapSearch({ data, rows: ROWS, dims: DIMS, weights }, task.k, triesFor(task), rng, begun);
    for (let [start] = search.next(1); start; [start] = search.next(1)) search.take([found(from(start))]);
    return search.found.run;
  });
  return ends.reduce((best, run) => (run.inertia < best.inertia * (1 - 1e-6) ? run : best));
}

const kmeansCase = (id: keyof typeof kmeansTasks, title: string): Case => ({
  id: `kmeans-${id}`,
  title: `k-means, ${title}: inertia, iterations, centres, labels`,
  absolute: 1e-4,
  relative: 1e-5,
  because: 'sums of 32 rows in single precision; labels must be the same',
  expected: () => {
    const { inertia, iterations, centres, labels } = solved(kmeansTasks[id]);
    return [inertia, iterations, ...centres.flat(), ...labels];
  },
});

const lloydCase = (id: keyof typeof lloydInputs, title: string): Case => ({
  id: `lloyd-${id}`,
  title: `Lloyd's iterations, ${title}: iterations, centres, labels`,
  absolute: 1e-4,
  relative: 1e-4,
  because: 'sums in single precision; labels must be the same',
  expected: () => {
    const { data: rows, rows: count, dims, weights, start, k, threshold, maxIterations } = lloydInputs[id];
    const { iterations, centres, labels } = slowLloyd(rows, count, dims, weights, start, k, threshold, maxIterations);
    return [iterations, ...centres.flat(), ...labels];
  },
});

const epochsOf = ({ encoder }: Pick<TrainRequest, 'encoder'>): string => (encoder.epochs === 1 ? 'an epoch' : `${encoder.epochs} epochs`);

const plainCase = (name: string, asked: TrainRequest, title: string): Case => ({
  id: `${name}-losses`,
  title: `${title}: training and validation loss over ${epochsOf(asked)} from fixed weights`,
  absolute: 1e-4,
  relative: 1e-3,
  because: 'single precision; Adam turns the rounding of a gradient near zero into a step of the learning rate',
  expected: () => lossesOf(asked),
});

const sequenceCase = (name: string, asked: SequenceRequest, title = name): Case => ({
  id: `${name}-losses`,
  title: `${title}: training and validation loss over ${epochsOf(asked)} from fixed weights`,
  absolute: 1e-3,
  relative: 1e-3,
  because: 'single precision against numerical gradients in double; Adam turns the rounding of a gradient near zero into a step',
  expected: () => {
    const { training, validation } = slowTraining(asked);
    return [...training, ...validation];
  },
});

/** The loss of the first batch of a training, and the slope of it along each direction by central differences. */
function headsExpected(): number[] {
  const { shape, sequences, validation, seed } = headsRequest;
  const training = Uint32Array.from(validation.keys()).filter((user) => validation[user] === 0);
  const [batch] = epochBatches(sequences, training, training.length, stepsTaught(shape), seed, 1);
  const { loss } = slowBatch(headsRequest, batch!.users, hideFrom(batch!, shape, { masking: 0, dropout: 0 }, seed, 1), 1);
  const start = initialWeights(shape, seed);
  const moved = (direction: Float64Array, by: number) => loss(direction.map((value, i) => start[i]! + by * value));
  return [
    loss(Float64Array.from(start)),
    ...headsDirections.map(({ direction }) => (moved(direction, 1e-5) - moved(direction, -1e-5)) / 2e-5),
  ];
}

/** What the codes of the network that the fused encoder reads events with make of the users, beside features and texts. */
function joined(): Float32Array {
  const asked = sequenceRequest('gru');
  const weights = matricesOf(asked.shape, slowTraining(asked).parameters);
  const users = Array.from({ length: asked.sequences.users }, (_, user) => {
    const { states } = slowStates(asked.shape, weights, stepsOf(asked.sequences, user));
    const scaled = (values: ArrayLike<number>, { mean, scale }: FusedPart) => Array.from(mean, (value, i) => scale * (values[i]! - value));
    return [
      ...points[user]!,
      ...scaled(slowCode(weights, states, states.length - 1), fusion.codes),
      ...scaled(texts.subarray(user * fusion.text.mean.length), fusion.text),
    ];
  });
  return Float32Array.from(users.flat());
}

export const cases: readonly Case[] = [
  kmeansCase('step', 'one step'),
  kmeansCase('converged', 'to convergence'),
  kmeansCase('restarts', 'best of four restarts'),
  kmeansCase('bootstrap', 'on a bootstrap resample'),
  kmeansCase('twelve', 'twelve clusters'),
  {
    id: 'distances',
    title: 'distances of rows to their centres',
    absolute: 1e-5,
    relative: 1e-5,
    because: 'the result is single precision',
    expected: () => {
      const { centres, labels } = solved(kmeansTasks.converged);
      return labels.map((label, row) => Math.sqrt(distances([points[row]!], [centres[label]!])[0]![0]!));
    },
  },
  {
    id: 'silhouette',
    title: 'mean silhouette',
    absolute: 1e-6,
    relative: 0,
    because: 'double precision; distances by the expansion of the square',
    expected: () => [silhouette(points, solved(kmeansTasks.converged).labels)],
  },
  plainCase('autoencoder', request, 'autoencoder'),
  plainCase('denoising', plainRequests.denoising, 'autoencoder with half of the features hidden'),
  plainCase('adamw', plainRequests.adamw, 'autoencoder by AdamW with decay of the weights and a rate that rises'),
  plainCase('sgd', plainRequests.sgd, 'autoencoder by momentum with decay of the weights and a rate that rises'),
  {
    id: 'variational-losses',
    title: `variational autoencoder: training and validation loss over ${EPOCHS} epochs from fixed weights and noise`,
    absolute: 1e-3,
    relative: 1e-3,
    because: 'single precision against numerical gradients in double; Adam turns the rounding of a gradient near zero into a step',
    expected: () => {
      const shapes = variationalShapes(DIMS, request.encoder.hidden, request.encoder.code);
      const { training, validation } = slowVariational(shapes, initialParameters(shapes, SEED), variationalRequest, EPOCHS);
      return [...training, ...validation];
    },
  },
  {
    id: 'joint-losses',
    title: `encoder and clusters together: losses, divergence and changes over ${JOINT_ROUNDS} settings of the targets`,
    absolute: 1e-3,
    relative: 1e-3,
    because: 'as above; the users who change cluster must be the same',
    expected: () => {
      const { hidden, code } = request.encoder;
      const { training, validation, divergence, changed } = slowJoint(autoencoderShapes(DIMS, hidden, code), jointRequest, JOINT_ROUNDS);
      return [...training, ...validation, ...divergence, ...changed];
    },
  },
  {
    id: 'encoder-output',
    title: 'code and reconstruction of every row from the starting weights',
    absolute: 1e-6,
    relative: 1e-6,
    because: 'summed in double precision, stored in single',
    expected: () => {
      const { shapes, start } = fixed();
      const { model } = referenceLosses(shapes, start, request, 0);
      const codes = points.map((point) => model.forward(point));
      return [...codes.flatMap((layers) => layers[request.encoder.hidden.length + 1]!), ...codes.flatMap((layers) => layers.at(-1)!)];
    },
  },
  {
    id: 'pca',
    title: 'shares of variance of the first two components and the loss of the linear baseline',
    absolute: 1e-6,
    relative: 1e-5,
    because: 'double precision on both sides; the reference iterates to 1e-12',
    expected: () => {
      const variances = principalVariances(points);
      const total = variances.reduce((sum, value) => sum + value, 0);
      const left = variances.slice(request.encoder.code).reduce((sum, value) => sum + value, 0);
      return [variances[0]! / total, variances[1]! / total, left / DIMS];
    },
  },
  {
    id: 'resume',
    title: 'losses of a training that went on from its first checkpoint, less those of one that did not',
    absolute: 1e-5,
    relative: 0,
    because: 'the same kernels on the same numbers; a GPU may choose others for another tensor layout',
    expected: () => new Array<number>(2 * EPOCHS).fill(0),
  },
  ...SEQUENCE_ENCODERS.map((architecture) => sequenceCase(architecture, sequenceRequest(architecture))),
  sequenceCase('classes', classRequest('gru')),
  sequenceCase('queued', queuedRequest, 'cnn in as many batches as a GPU is given at once'),
  sequenceCase('hiding', hidingRequest('gru'), 'gru with steps and states hidden'),
  {
    id: 'heads-gradient',
    title: 'Transformer with two heads: loss at the start, and its slope in a direction of each of its matrices, in their order',
    absolute: 1e-3,
    relative: 1e-3,
    because: 'single precision against central differences in double',
    expected: headsExpected,
  },
  {
    id: 'fused-losses',
    title: 'features, codes of a gru and texts joined: training and validation loss over an epoch from fixed weights',
    absolute: 1e-3,
    relative: 1e-3,
    because: 'as of the gru, whose codes it is given',
    expected: () => lossesOf(joiningRequest(joined())),
  },
  lloydCase('empty', 'from starts that are nobody’s nearest'),
  lloydCase('chunks', 'weighted, rows in several buffers'),
  lloydCase('wide', '256 dimensions, 12 clusters'),
  lloydCase('many', '5,000 rows'),
];

function fixed(): { shapes: ReturnType<typeof autoencoderShapes>; start: Float32Array } {
  const shapes = autoencoderShapes(DIMS, request.encoder.hidden, request.encoder.code);
  return { shapes, start: initialParameters(shapes, request.seed) };
}

const referencedOf = (asked: TrainRequest): ReturnType<typeof referenceLosses> => {
  const { hidden, code, epochs } = asked.encoder;
  const shapes = autoencoderShapes(asked.features, hidden, code);
  return referenceLosses(shapes, initialParameters(shapes, asked.seed), asked, epochs);
};

/** The reference's losses of the training that inputs.ts asks for. */
export const referenced = (): ReturnType<typeof referenceLosses> => referencedOf(request);

function lossesOf(asked: TrainRequest): number[] {
  const { training, validation } = referencedOf(asked);
  return [...training, ...validation];
}
