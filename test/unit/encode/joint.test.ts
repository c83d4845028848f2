import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { inlineCompute } from '../../../workers/cluster/compute';
import { labelMeans } from '../../../workers/cluster/label-means';
import { startingCentres } from '../../../workers/cluster/starting-centres';
import { solveKMeans } from '../../../workers/cluster/solve';
import { encode, tuneEncoder, type Group } from '../../../workers/encode';
import { trainAutoencoder } from '../../../workers/encode/autoencoder';
import { applyEncoder } from '../../../workers/encode/dense';
import { intervalOf, roundsOf, trainJoint } from '../../../workers/encode/joint/train-joint';
import { autoencoderShapes } from '../../../workers/encode/layers';
import type { TrainRequest } from '../../../workers/encode/trainer';
import type { Embedding } from '../../../workers/protocol/model';
import { defaultEncoder, DEFAULT_JOINT } from '../../../workers/protocol/encoder-recipe';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { adjustedRand, blobs } from '../../fixtures/blobs';
import { localTrainer } from '../../fixtures/local-trainer';
import { slowJoint } from '../../fixtures/slow-dense';
import { leavesNoTensors } from '../../fixtures/tensors';
import { collect, recipe, request } from './support';

const JOINT = { gamma: 0.1, interval: 4, change: 0, steps: 12 };

/** A joint training from an autoencoder of two epochs and the codes of the first users. */
async function prepared(joint = JOINT): Promise<TrainRequest> {
  const encoder = recipe({ kind: 'idec', hidden: [6], epochs: 2, joint });
  const asked = request(40, 5, encoder);
  const { result } = await collect(trainAutoencoder({ ...asked, encoder: { ...encoder, kind: 'autoencoder' } }));
  const { encoder: layers, decoder } = result;
  const centres = applyEncoder(layers, asked.rows, 40).slice(0, 3 * 2);
  return { ...asked, start: { encoder: layers, decoder }, clusters: { k: 3, centres } };
}

describe.each(['wasm', 'cpu'])('joint training on %s', (backend) => {
  beforeAll(async () => {
    expect(await setBackend(backend)).toBe(true);
  });
  leavesNoTensors();

  it('has the losses of a slow float64 reference', async () => {
    const asked = await prepared();
    const expected = slowJoint(autoencoderShapes(5, [6], 2), asked, 3);
    const { result } = await collect(trainJoint(asked));
    expect(result.trainingLoss).toHaveLength(3);
    result.trainingLoss.forEach((loss, round) => expect(loss).toBeCloseTo(expected.training[round]!, 4));
    result.validationLoss.forEach((loss, round) => expect(loss).toBeCloseTo(expected.validation[round]!, 4));
    result.rounds!.divergence.forEach((loss, round) => expect(loss).toBeCloseTo(expected.divergence[round]!, 4));
    expect(result.rounds!.changed).toEqual(expected.changed);
  });

  it('goes on from any checkpoint to the very same result', async () => {
    const asked = await prepared();
    const whole = await collect(trainJoint(asked));
    expect(whole.items).toHaveLength(3);
    for (const checkpoint of whole.items) {
      expect((await collect(trainJoint(asked, structuredClone(checkpoint)))).result).toEqual(whole.result);
    }
  });

  it('ends with the round in which hardly anybody changes cluster, and does not begin without centres', async () => {
    const asked = await prepared({ ...JOINT, change: 0.5, steps: 400 });
    const { result } = await collect(trainJoint(asked));
    expect(result.stoppedEarly).toBe(true);
    expect(result.rounds!.changed.at(-1)).toBeLessThan(0.5);
    expect(result.rounds!.changed.slice(0, -1).every((share) => share >= 0.5)).toBe(true);
    const { clusters: _, ...without } = asked;
    await expect(collect(trainJoint(without))).rejects.toThrow(RangeError);
  });
});

/** As features come to an encoder. */
function standardised(rows: Float32Array, features: number): Float32Array {
  const { mean, variances } = columnMoments(rows, features);
  return rows.map((value, at) => (value - mean[at % features]!) / Math.sqrt(variances[at % features]!));
}

function columnMoments(rows: Float32Array, features: number) {
  const users = rows.length / features;
  const mean = new Array<number>(features).fill(0);
  const variances = new Array<number>(features).fill(0);
  rows.forEach((value, at) => (mean[at % features]! += value / users));
  rows.forEach((value, at) => (variances[at % features]! += (value - mean[at % features]!) ** 2 / users));
  return { mean, variances };
}

describe('encoder and clusters together', () => {
  const planted = (seed: number) => {
    const { data, rows: users, dims: features, truth } = blobs({ rows: 500, dims: 12, count: 4, separation: 1.5, seed });
    const scaled = standardised(data, features);
    return { rows: { users, features, scaled }, ids: Array.from({ length: users }, (_, user) => `u${user}`), truth };
  };
  const { clustering } = defaultRecipe({} as never);
  const groupOf = (k: number | null): Group => {
    const compute = inlineCompute();
    return (embedding) => startingCentres(embedding, { ...clustering, k, restarts: 3 }, 1, compute, compute);
  };
  const asked = { ...defaultEncoder('idec'), epochs: 20, patience: 20, code: 8 };
  const agreement = ({ data, users, dims }: Embedding, truth: Int32Array) => {
    const task = { k: 4, seed: 1, restarts: 5, tolerance: 1e-4, maxIterations: 300 };
    return adjustedRand(solveKMeans(data, users, dims, task).labels, truth);
  };

  /** Mean squared distance of users to the mean of their own group, beside that to the mean of all. */
  const tightness = ({ data, users, dims }: Embedding, truth: Int32Array) => {
    const within = (labels: Int32Array, k: number) => {
      const { means } = labelMeans(data, dims, labels, k, null);
      return data.reduce((sum, value, at) => sum + (value - means[labels[Math.floor(at / dims)]! * dims + (at % dims)]!) ** 2, 0);
    };
    return within(truth, 4) / within(new Int32Array(users), 1);
  };

  beforeAll(async () => {
    await setBackend('wasm');
  });

  it('finds planted groups as well as k-means on the autoencoder does, and draws them apart', async () => {
    for (const seed of [1, 2]) {
      const { rows, ids, truth } = planted(seed);
      const { result } = await collect(encode(rows, ids, asked, 1, localTrainer, undefined, groupOf(4)));
      const { result: plain } = await collect(encode(rows, ids, { ...asked, kind: 'autoencoder' }, 1, localTrainer));
      // Give or take a few users who lie between two groups.
      expect(agreement(result, truth)).toBeGreaterThanOrEqual(agreement(plain, truth) - 0.01);
      expect(tightness(result, truth)).toBeLessThan(tightness(plain, truth));
    }
  });

  it('tells how it went, in one line of epochs, and does so again from the same seed', async () => {
    const { rows, ids } = planted(4);
    const { result, items } = await collect(encode(rows, ids, asked, 1, localTrainer, undefined, groupOf(4)));
    expect(result.joint).toMatchObject({ k: 4, chosen: 'manual' });
    expect(result.data).toEqual(applyEncoder(result.encoder, rows.scaled, rows.users));
    const { training } = result;
    expect(training!.joint!.divergence).toHaveLength(training!.joint!.changed.length);
    expect(training!.trainingLoss).toHaveLength(training!.epochs);
    expect(training!.epochs).toBe(asked.epochs + training!.joint!.changed.length);
    // Epochs are told in one line, with one end.
    const epochs = items.flatMap(({ figures }) => (figures?.epoch === undefined ? [] : [figures.epoch]));
    expect(epochs).toEqual(Array.from({ length: training!.epochs }, (_, i) => i + 1));
    expect(new Set(items.map(({ total, stage }) => `${stage}/${total}`)).size).toBe(1);
    const { result: again } = await collect(encode(rows, ids, asked, 1, localTrainer, undefined, groupOf(4)));
    expect(again.data).toEqual(result.data);
  });

  it('goes on from its weights and centres, for the same number of clusters', async () => {
    const { rows, ids } = planted(5);
    const short = { ...asked, epochs: 2, joint: { ...DEFAULT_JOINT, steps: 280 } };
    const { result } = await collect(encode(rows, ids, short, 1, localTrainer, undefined, groupOf(3)));
    const { result: tuned } = await collect(tuneEncoder(result, rows, ids, short, 1, localTrainer));
    expect(tuned.joint).toMatchObject({ k: 3, chosen: 'manual' });
    expect(tuned.joint!.centres).not.toEqual(result.joint!.centres);
    expect(tuned.training!.epochs).toBe(tuned.training!.joint!.changed.length);
    const { trainingUsers, validationUsers, baselineLoss } = result.training!;
    expect(tuned.training).toMatchObject({ trainingUsers, validationUsers });
    expect(tuned.training!.baselineLoss).toBeCloseTo(baselineLoss!, 10);
    expect(tuned.training!.parameters).toBe(result.training!.parameters);
    await expect(collect(encode(rows, ids, short, 1, localTrainer))).rejects.toThrow(RangeError);
  });

  it('sets its targets once in half a pass over many users', () => {
    expect(intervalOf(DEFAULT_JOINT, 70_000, 256)).toBe(140);
    expect(intervalOf(DEFAULT_JOINT, 700_000, 256)).toBe(1368);
    expect(roundsOf(DEFAULT_JOINT, 5000, 256)).toBe(143);
  });
});
