import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { trainAutoencoder } from '../../../workers/encode/autoencoder';
import { pcaLoss, principalComponents } from '../../../workers/encode/baseline';
import { applyEncoder, pick, reconstructionLoss } from '../../../workers/encode/dense';
import { DenseTrainer } from '../../../workers/encode/dense-trainer';
import { autoencoderShapes, initialParameters } from '../../../workers/encode/layers';
import { random } from '../../../workers/math/random';
import { leavesNoTensors } from '../../fixtures/tensors';
import { referenceLosses } from './reference-autoencoder';
import { collect, recipe, request } from './support';

describe.each(['wasm', 'cpu'])('autoencoder on %s', (backend) => {
  beforeAll(async () => {
    expect(await setBackend(backend)).toBe(true);
  });
  leavesNoTensors();

  it('has the losses of a slow float64 reference', async () => {
    const asked = request(50, 6, recipe({ hidden: [8, 5], epochs: 4 }));
    const shapes = autoencoderShapes(6, [8, 5], 2);
    const expected = referenceLosses(shapes, initialParameters(shapes, asked.seed), asked, 4);
    const { result } = await collect(trainAutoencoder(asked));
    result.trainingLoss.forEach((loss, epoch) => expect(loss).toBeCloseTo(expected.training[epoch]!, 4));
    result.validationLoss.forEach((loss, epoch) => expect(loss).toBeCloseTo(expected.validation[epoch]!, 4));
    expect(result.trainingLoss).toHaveLength(4);
  });

  it('goes on from any checkpoint to the very same result', async () => {
    const asked = request(60, 5);
    const whole = await collect(trainAutoencoder(asked));
    for (const checkpoint of whole.items) {
      const resumed = await collect(trainAutoencoder(asked, structuredClone(checkpoint)));
      expect(resumed.result).toEqual(whole.result);
      expect(resumed.items).toEqual(whole.items.slice(checkpoint.epoch));
    }
  });

  it('begins from given weights, and keeps them where no epoch is better', async () => {
    const asked = request(60, 5);
    const { result: first } = await collect(trainAutoencoder(asked));
    const start = { encoder: first.encoder, decoder: first.decoder };
    const best = Math.min(...first.validationLoss);
    const { result: on } = await collect(trainAutoencoder({ ...asked, start }));
    expect(on.trainingLoss[0]).toBeLessThan(first.trainingLoss[0]!);
    expect(Math.min(best, ...on.validationLoss)).toBeLessThanOrEqual(best);
    // Steps this long only do harm.
    const wild = { ...asked.encoder, learningRate: 1, epochs: 3 };
    const { result: harmed } = await collect(trainAutoencoder({ ...asked, encoder: wild, start }));
    expect(harmed).toMatchObject({ bestEpoch: 0, encoder: first.encoder, decoder: first.decoder });
    await expect(collect(trainAutoencoder({ ...request(60, 4), start }))).rejects.toThrow(RangeError);
  });

  it('restores features that it does not see from those it does, where it learned to', async () => {
    // Four features that are one number: any one of them tells the others.
    const rng = random(5, 'denoising');
    const rows = Float32Array.from({ length: 400 * 4 });
    for (let user = 0; user < 400; user++) rows.fill(rng.normal(), user * 4, user * 4 + 4);
    const asked = (corruption: number) => ({
      ...request(400, 4, recipe({ hidden: [8], code: 2, epochs: 40, patience: 40, corruption })),
      rows,
    });
    const hidden = rows.map((value, i) => (i % 4 === 0 ? 0 : value));
    const error = async (corruption: number) => {
      const { result } = await collect(trainAutoencoder(asked(corruption)));
      const restored = applyEncoder([...result.encoder, ...result.decoder], hidden, 400);
      return rows.reduce((total, value, i) => total + (i % 4 === 0 ? (restored[i]! - value) ** 2 : 0), 0) / 400;
    };
    expect(await error(0.3)).toBeLessThan(0.5 * (await error(0)));
  });

  it('repeats itself with a seed and differs with another', async () => {
    const first = await collect(trainAutoencoder(request(40, 4)));
    expect((await collect(trainAutoencoder(request(40, 4)))).result).toEqual(first.result);
    const other = await collect(trainAutoencoder(request(40, 4, recipe(), 4)));
    expect(other.result.trainingLoss).not.toEqual(first.result.trainingLoss);
  });

  it('holds no tensor back over 1,000 steps and after', async () => {
    const shapes = autoencoderShapes(6, [8], 2);
    const parameters = initialParameters(shapes, 1);
    const state = { parameters, firstMoment: parameters.map(() => 0), secondMoment: parameters.map(() => 0), steps: 0 };
    const trainer = new DenseTrainer(shapes, { learningRate: 0.001 }, state);
    const batch = new Float32Array(6 * 6).fill(0.5);
    trainer.step(batch, 6);
    const { numTensors, numDataBuffers, numBytes } = memory();
    for (let i = 0; i < 1000; i++) trainer.step(batch, 6);
    expect(memory()).toMatchObject({ numTensors, numDataBuffers, numBytes });
    expect(Number.isFinite((await trainer.takeLosses()).squares)).toBe(true);
    trainer.dispose();
  });

  it('stops early and returns the weights of the best epoch', async () => {
    // A learning rate this high makes the validation loss swing.
    const asked = request(40, 4, recipe({ epochs: 200, patience: 3, learningRate: 0.1 }));
    const { items, result } = await collect(trainAutoencoder(asked));
    const best = Math.min(...result.validationLoss);
    expect(result.stoppedEarly).toBe(true);
    expect(result.bestEpoch).toBe(result.validationLoss.indexOf(best) + 1);
    expect(result.validationLoss.length - result.bestEpoch).toBe(3);
    expect(items).toHaveLength(result.validationLoss.length);
    const loss = reconstructionLoss([...result.encoder, ...result.decoder], asked.rows, 40, asked.validation);
    expect(loss).toBeCloseTo(best, 5);
  });

  it('says in which epoch it diverged, and leaves nothing behind', async () => {
    const asked = request(40, 4);
    asked.rows[4 * 3 + 1] = Number.POSITIVE_INFINITY;
    await expect(collect(trainAutoencoder(asked))).rejects.toMatchObject({ code: 'training-diverged', params: { epoch: 1 } });
  });

  it('stops at a cancel within an epoch and when the caller leaves', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(collect(trainAutoencoder(request(40, 4), null, abort.signal))).rejects.toMatchObject({ code: 'cancelled' });
    const left = trainAutoencoder(request(40, 4));
    await left.next();
    await left.return(undefined as never);
  });

  it('takes a user a side, batches larger than the data, and no validation at all', async () => {
    const two = { ...request(2, 3, recipe({ epochs: 2, batchSize: 256 })), validation: Uint8Array.of(0, 1) };
    expect((await collect(trainAutoencoder(two))).result.trainingLoss).toHaveLength(2);
    const none = { ...request(9, 3, recipe({ epochs: 2, hidden: [] })), validation: new Uint8Array(9) };
    const { result } = await collect(trainAutoencoder(none));
    const layers = [...result.encoder, ...result.decoder];
    expect(layers).toHaveLength(2);
    expect(Math.min(...result.validationLoss)).toBeCloseTo(reconstructionLoss(layers, none.rows, 9), 5);
  });
});

describe('what it learns', () => {
  it('beats the linear baseline on a curved sheet', async () => {
    await setBackend('wasm');
    const asked = request(600, 10, recipe({ hidden: [32], batchSize: 32, epochs: 60, patience: 10 }));
    const { result } = await collect(trainAutoencoder(asked));
    const baseline = pcaLoss(
      principalComponents(pick(asked.rows, 600, 10, asked.validation, 0), 10),
      pick(asked.rows, 600, 10, asked.validation, 1),
      2,
    );
    expect(Math.min(...result.validationLoss)).toBeLessThan(0.7 * baseline);
    expect(applyEncoder(result.encoder, asked.rows, 600)).toHaveLength(1200);
  });
});
