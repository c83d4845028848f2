import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { encode, tuneEncoder } from '../../../workers/encode';
import { trainAutoencoder } from '../../../workers/encode/autoencoder';
import { principalComponents } from '../../../workers/encode/baseline';
import { applyEncoder } from '../../../workers/encode/dense';
import { initialParameters } from '../../../workers/encode/layers';
import { linearVariationalLoss } from '../../../workers/encode/variational-start';
import { variationalShapes } from '../../../workers/encode/variational';
import { random } from '../../../workers/math/random';
import { localTrainer } from '../../fixtures/local-trainer';
import { slowVariational } from '../../fixtures/slow-dense';
import { leavesNoTensors } from '../../fixtures/tensors';
import { collect, recipe, request, sheet } from './support';

const variational = (change: Parameters<typeof recipe>[0] = {}) => recipe({ kind: 'variational', ...change });

describe.each(['wasm', 'cpu'])('variational autoencoder on %s', (backend) => {
  beforeAll(async () => {
    expect(await setBackend(backend)).toBe(true);
  });
  leavesNoTensors();

  it('has the losses of a slow float64 reference', async () => {
    const asked = request(40, 5, variational({ epochs: 3, variational: { beta: 0.5, warmup: 2 } }));
    const shapes = variationalShapes(5, [8], 2);
    const expected = slowVariational(shapes, initialParameters(shapes, asked.seed), asked, 3);
    const { result } = await collect(trainAutoencoder(asked));
    result.trainingLoss.forEach((loss, epoch) => expect(loss).toBeCloseTo(expected.training[epoch]!, 3));
    result.validationLoss.forEach((loss, epoch) => expect(loss).toBeCloseTo(expected.validation[epoch]!, 3));
  });

  it('goes on from any checkpoint to the very same result', async () => {
    const asked = request(60, 5, variational());
    const whole = await collect(trainAutoencoder(asked));
    for (const checkpoint of whole.items) {
      expect((await collect(trainAutoencoder(asked, structuredClone(checkpoint)))).result).toEqual(whole.result);
    }
    const other = await collect(trainAutoencoder({ ...asked, seed: asked.seed + 1 }));
    expect(other.result.trainingLoss).not.toEqual(whole.result.trainingLoss);
  });

  it('does not end before the divergence has its price', async () => {
    // Steps this long only do harm.
    const { result: start } = await collect(trainAutoencoder(request(60, 5, variational({ epochs: 1 }))));
    const wild = variational({ learningRate: 1, epochs: 20, patience: 2, variational: { beta: 1, warmup: 8 } });
    const { result } = await collect(trainAutoencoder({ ...request(60, 5, wild), start }));
    expect(result.trainingLoss.length).toBeGreaterThanOrEqual(10);
    expect(result).toMatchObject({ bestEpoch: 0, encoder: start.encoder, spread: start.spread });
  });
});

/** Rows of a linear Gaussian model: two factors of unlike strength in six features, and noise. */
function linearGaussian(users: number): Float32Array {
  const rng = random(9, 'linear');
  const loadings = [
    [2, 1.5, 0, 1, 0, 0.5],
    [0, 1, 2, 0, -1, 0.5],
  ];
  const rows = new Float32Array(users * 6);
  for (let user = 0; user < users; user++) {
    const factors = [rng.normal(), rng.normal()];
    for (let f = 0; f < 6; f++) rows[user * 6 + f] = 1 + factors.reduce((sum, z, i) => sum + z * loadings[i]![f]!, 0) + 0.6 * rng.normal();
  }
  return rows;
}

describe('what it learns', () => {
  beforeAll(async () => {
    await setBackend('wasm');
  });

  it('is probabilistic PCA where its layers are linear', async () => {
    const users = 1500;
    const beta = 0.4;
    const rows = linearGaussian(users);
    const components = principalComponents(rows, 6);
    // −2β/6 · (the log-likelihood of N(mean, W Wᵀ + β I) at its maximum, by Tipping & Bishop 1999), but for the constant β ln 2πβ.
    const [kept, rest] = [components.variances.slice(0, 2), components.variances.slice(2)];
    expect(kept.every((variance) => variance > 2 * beta)).toBe(true);
    const optimum = (beta / 6) * (kept.reduce((sum, v) => sum + Math.log(v / beta) + 1, 0) + rest.reduce((sum, v) => sum + v / beta, 0));
    expect(linearVariationalLoss(components, rows, 2, beta)).toBeCloseTo(optimum, 5);

    const at = (learningRate: number, epochs: number, warmup: number) => ({
      ...request(
        users,
        6,
        variational({ hidden: [], epochs, patience: epochs, batchSize: 64, learningRate, variational: { beta, warmup } }),
      ),
      rows,
      validation: new Uint8Array(users),
    });
    const { result: coarse } = await collect(trainAutoencoder(at(0.02, 40, 10)));
    const { result } = await collect(trainAutoencoder({ ...at(0.002, 30, 0), start: coarse }));
    expect(result.bestLoss / optimum).toBeGreaterThan(0.96);
    expect(result.bestLoss / optimum).toBeLessThan(1.04);
    // A factor of variance λ is told with the share 1 − β/λ of a standard normal's variance.
    const codes = applyEncoder(result.encoder, rows, users);
    const told = principalComponents(codes, 2).variances.reduce((sum, v) => sum + v, 0);
    expect(Math.abs(told / kept.reduce((sum, v) => sum + 1 - beta / v, 0) - 1)).toBeLessThan(0.08);
  });

  it('begins there, does not end above it, and goes on from its own weights', async () => {
    const users = 400;
    const rows = { users, features: 8, scaled: sheet(users, 8) };
    const ids = Array.from({ length: users }, (_, user) => `u${user}`);
    const asked = variational({ hidden: [16], code: 3, epochs: 25, learningRate: 0.003, variational: { beta: 0.1, warmup: 5 } });
    const { result } = await collect(encode(rows, ids, asked, 2, localTrainer));
    expect(result).toMatchObject({ users, dims: 3 });
    expect(result.spread).toMatchObject({ inputs: 16, outputs: 3 });
    expect(result.data).toEqual(applyEncoder(result.encoder, rows.scaled, users));
    expect(result.training!.bestLoss).toBeLessThan(0.9 * result.training!.baselineLoss!);
    const { result: tuned } = await collect(tuneEncoder(result, rows, ids, asked, 2, localTrainer));
    expect(tuned.training!.bestLoss).toBeLessThanOrEqual(result.training!.bestLoss! + 1e-6);
    expect(tuned.spread).toMatchObject({ inputs: 16, outputs: 3 });
  });
});
