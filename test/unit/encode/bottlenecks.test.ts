import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { memory, setBackend, tensor1d, tensor2d, tidy, scalar } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Bottleneck } from '../../../workers/encode/bottleneck';
import { DenseTrainer } from '../../../workers/encode/dense-trainer';
import { beginning } from '../../../workers/encode/epochs';
import { formOf } from '../../../workers/encode/form';
import { ClusterCode } from '../../../workers/encode/joint/cluster-code';
import { softAssignment, targetsOf } from '../../../workers/encode/joint/targets';
import { behindEachOther, initialParameters } from '../../../workers/encode/layers';
import { besideEachOther, divergencePrice, GaussianCode, halves } from '../../../workers/encode/variational';
import { random } from '../../../workers/math/random';
import { defaultEncoder } from '../../../workers/protocol/encoder-recipe';
import { gaussianDivergence, slowAssignment, slowKl, slowTargets } from '../../fixtures/slow-dense';
import { slowGradient } from '../../fixtures/slow-sequence';
import { leavesNoTensors } from '../../fixtures/tensors';

const ROWS = 4;
const CODE = 3;
const K = 2;

const normals = (length: number, ...stream: string[]) => {
  const rng = random(5, 'bottleneck', ...stream);
  return Float32Array.from({ length }, () => rng.normal());
};
const cut = (values: ArrayLike<number>, width: number) =>
  Array.from({ length: values.length / width }, (_, i) => Array.from({ length: width }, (__, j) => values[i * width + j]!));
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Code, divergence and gradients by the product, read back. */
async function passed(
  bottleneck: Bottleneck,
  output: Float32Array,
  given: Float32Array,
  own: Float32Array,
  slope: Float32Array,
  weight: number,
) {
  const tensors = tidy(() => {
    const { code, divergence, back } = bottleneck.pass(
      tensor2d(output, [ROWS, output.length / ROWS]),
      tensor2d(given, [ROWS, given.length / ROWS]),
      own.length > 0 ? tensor1d(own) : null,
    );
    const slopes = back(tensor2d(slope, [ROWS, slope.length / ROWS]), scalar(weight));
    return [code, divergence!, slopes.output, ...(slopes.own ? [slopes.own] : [])];
  });
  const [code, divergence, ofOutput, ofOwn] = await Promise.all(tensors.map(async (tensor) => Array.from(await tensor.data())));
  tensors.forEach((tensor) => tensor.dispose());
  return { code: code!, divergence: divergence![0]!, gradient: [...ofOutput!, ...(ofOwn ?? [])] };
}

const close = (made: readonly number[], expected: ArrayLike<number>, digits: number) => {
  expect(made).toHaveLength(expected.length);
  made.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, digits));
};

describe.each(['wasm', 'cpu'])('bottlenecks on %s', (backend) => {
  beforeAll(async () => {
    expect(await setBackend(backend)).toBe(true);
  });
  leavesNoTensors();

  it('has the Gaussian code, its divergence, and the gradient of central differences', async () => {
    const output = normals(ROWS * 2 * CODE, 'output');
    const noise = normals(ROWS * CODE, 'noise');
    const slope = normals(ROWS * CODE, 'slope');
    const code = (values: ArrayLike<number>) =>
      cut(values, 2 * CODE).flatMap((row, i) => row.slice(0, CODE).map((m, d) => m + Math.exp(row[CODE + d]! / 2) * noise[i * CODE + d]!));
    const divergence = (values: ArrayLike<number>) =>
      total(cut(values, 2 * CODE).map((row) => gaussianDivergence(row.slice(0, CODE), row.slice(CODE))));
    const loss = (values: Float64Array) => total(code(values).map((value, i) => value * slope[i]!)) + 0.3 * divergence(values);
    const made = await passed(new GaussianCode(CODE), output, noise, new Float32Array(), slope, 0.3);
    close(made.code, code(output), 5);
    expect(made.divergence).toBeCloseTo(divergence(output), 4);
    close(made.gradient, slowGradient(loss, Float64Array.from(output)), 4);
  });

  it('has the divergence of an assignment from its targets, and the gradient of central differences', async () => {
    const codes = normals(ROWS * CODE, 'codes');
    const centres = normals(K * CODE, 'centres');
    const slope = normals(ROWS * CODE, 'slope');
    const p = slowTargets(
      cut(
        normals(ROWS * K, 'targets').map((value) => Math.abs(value) + 0.1),
        K,
      ),
    );
    const divergence = (values: ArrayLike<number>) => {
      const [rows, means] = [cut(values, CODE).slice(0, ROWS), cut(values, CODE).slice(ROWS)];
      return total(rows.map((row, i) => slowKl(p[i]!, slowAssignment(row, means))));
    };
    const all = Float64Array.of(...codes, ...centres);
    const loss = (values: Float64Array) => total(Array.from(slope, (s, i) => s * values[i]!)) + 0.7 * divergence(values);
    const made = await passed(new ClusterCode(K, CODE), codes, Float32Array.from(p.flat()), centres, slope, 0.7);
    close(made.code, codes, 6);
    expect(made.divergence).toBeCloseTo(divergence(all), 5);
    close(made.gradient, slowGradient(loss, all), 4);
  });

  it.each(['variational', 'idec'] as const)('holds no tensor back over 1,000 steps of %s', async (kind) => {
    const { shapes, between } = formOf({ ...defaultEncoder(kind), hidden: [8], code: CODE }, 6);
    const clusters = kind === 'idec' ? normals(K * CODE, 'centres') : new Float32Array();
    const together = between ?? { layer: 1, bottleneck: new ClusterCode(K, CODE) };
    const trainer = new DenseTrainer(
      shapes,
      { learningRate: 0.001 },
      beginning(behindEachOther(initialParameters(shapes, 1), clusters)),
      together,
    );
    const given = { bottleneck: new Float32Array(5 * (kind === 'idec' ? K : CODE)).fill(0.5), price: 0.1 };
    const batch = new Float32Array(5 * 6).fill(0.5);
    trainer.setEvaluation(batch, 5, kind === 'idec' ? null : given.bottleneck);
    trainer.step(batch, 5, given);
    const { numTensors, numDataBuffers, numBytes } = memory();
    for (let i = 0; i < 1000; i++) trainer.step(batch, 5, given);
    await trainer.evaluate();
    expect(memory()).toMatchObject({ numTensors, numDataBuffers, numBytes });
    expect((await trainer.takeLosses()).divergence).toBeGreaterThan(0);
    trainer.dispose();
  });

  it('gives a code of its mean without noise, and the code as it is without targets', () => {
    tidy(() => {
      const mean = new GaussianCode(1).pass(tensor2d([3, 9], [1, 2]), null);
      expect(mean.code.shape).toEqual([1, 1]);
      expect(mean.divergence).toBeNull();
      expect(() => mean.back(tensor2d([1], [1, 1]), scalar(1))).toThrow(RangeError);
      expect(new ClusterCode(1, 2).pass(tensor2d([3, 9], [1, 2]), null, tensor1d([0, 0])).divergence).toBeNull();
    });
  });
});

describe('the formulas', () => {
  it('is the integral of the divergence of two Gaussians', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 1, noNaN: true }), (mean, logVariance) => {
        const deviation = Math.exp(logVariance / 2);
        const density = (x: number, m: number, s: number) => Math.exp(-(((x - m) / s) ** 2) / 2) / (s * Math.sqrt(2 * Math.PI));
        let integral = 0;
        const [low, width] = [mean - 12 * deviation, (24 * deviation) / 4000];
        for (let i = 0; i <= 4000; i++) {
          const x = low + i * width;
          const logRatio = -(((x - mean) / deviation) ** 2) / 2 - Math.log(deviation) + x ** 2 / 2;
          integral += density(x, mean, deviation) * logRatio * width;
        }
        expect(gaussianDivergence([mean], [logVariance])).toBeCloseTo(integral, 6);
      }),
    );
  });

  it('assigns and targets as the slow formulas do, whatever the codes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 2, max: 6 }),
        fc.nat(),
        (rows, dims, k, seed) => {
          const rng = random(seed, 'targets');
          const codes = Float32Array.from({ length: rows * dims }, () => 3 * rng.normal());
          const centres = Float32Array.from({ length: k * dims }, () => 3 * rng.normal());
          const slow = cut(codes, dims).map((row) => slowAssignment(row, cut(centres, dims)));
          const q = softAssignment(codes, dims, centres, k);
          close([...q], slow.flat(), 10);
          const { targets, labels } = targetsOf(q, k);
          close([...targets], slowTargets(slow).flat(), 6);
          expect([...labels]).toEqual(cut(q, k).map((row) => row.indexOf(Math.max(...row))));
        },
      ),
    );
  });

  it('raises the price of the divergence over the warm-up, then holds it', () => {
    const recipe = { beta: 2, warmup: 4 };
    expect([1, 2, 4, 5, Infinity].map((epoch) => divergencePrice(recipe, 8, epoch))).toEqual([0.125, 0.25, 0.5, 0.5, 0.5]);
    expect(divergencePrice({ beta: 1, warmup: 0 }, 4, 1)).toBe(0.5);
  });

  it('takes two layers apart that it has put side by side', () => {
    const layer = (name: string) => ({
      inputs: 3,
      outputs: 2,
      activation: 'linear' as const,
      kernel: normals(6, name),
      bias: normals(2, name),
    });
    const [left, right] = [layer('left'), layer('right')];
    expect(halves(besideEachOther(left, right))).toEqual([left, right]);
  });
});
