import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { trainAutoencoder } from '../../../workers/encode/autoencoder';
import { keptUnits } from '../../../workers/encode/batch';
import { applyEncoder, pick, reconstructionLoss } from '../../../workers/encode/dense';
import { DenseTrainer } from '../../../workers/encode/dense-trainer';
import { beginning } from '../../../workers/encode/epochs';
import { trainJoint } from '../../../workers/encode/joint/train-joint';
import { autoencoderShapes, initialParameters, type LayerShape } from '../../../workers/encode/layers';
import type { TrainedAutoencoder, TrainRequest } from '../../../workers/encode/trainer';
import type { EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import { random } from '../../../workers/math/random';
import { leavesNoTensors } from '../../fixtures/tensors';
import { collect, recipe, request, sheet } from './support';

/** Mean squared error over all values of what the layers make of the rows, units multiplied by what they are given; one row and unit at a time. */
function slowLoss(shapes: readonly LayerShape[], parameters: ArrayLike<number>, rows: readonly number[][], kept: readonly Float32Array[]) {
  let sum = 0;
  rows.forEach((row, r) => {
    let at = 0;
    let values = row;
    shapes.forEach(({ inputs, outputs, activation }, layer) => {
      const factors = kept[layer];
      values = Array.from({ length: outputs }, (_, o) => {
        const linear = values.reduce(
          (total, value, i) => total + value * parameters[at + i * outputs + o]!,
          parameters[at + inputs * outputs + o]!,
        );
        return (activation === 'relu' ? Math.max(0, linear) : linear) * (factors ? factors[r * outputs + o]! : 1);
      });
      at += (inputs + 1) * outputs;
    });
    values.forEach((value, f) => (sum += (value - row[f]!) ** 2));
  });
  return sum / (rows.length * rows[0]!.length);
}

/** Of each form of autoencoder a training of some epochs. */
const FORMS: Readonly<Record<'autoencoder' | 'denoising' | 'variational' | 'idec', Partial<EncoderRecipe>>> = {
  autoencoder: {},
  denoising: { corruption: 0.2 },
  variational: { kind: 'variational' },
  idec: { kind: 'idec', joint: { gamma: 0.1, interval: 4, change: 0, steps: 12 } },
};

async function asked(form: keyof typeof FORMS, change: Partial<EncoderRecipe>, seed = 3): Promise<TrainRequest> {
  const plain = request(40, 5, recipe({ epochs: 3, ...FORMS[form], ...change }), seed);
  if (form !== 'idec') return plain;
  // Begun from one and the same autoencoder, so that what differs is the training together with the clusters.
  const { result: start } = await collect(trainAutoencoder(request(40, 5, recipe({ epochs: 2 }))));
  const codes = applyEncoder(start.encoder, plain.rows, 40);
  return { ...plain, start, clusters: { k: 3, centres: codes.slice(0, 3 * 2) } };
}

const train = async (of: TrainRequest): Promise<TrainedAutoencoder> =>
  (await collect(of.clusters ? trainJoint(of) : trainAutoencoder(of))).result;

describe.each(['wasm', 'cpu'])('dropout on %s', (backend) => {
  beforeAll(async () => {
    expect(await setBackend(backend)).toBe(true);
  });
  leavesNoTensors();

  it('takes the gradient of central differences through the units that stay', async () => {
    const shapes = autoencoderShapes(4, [6, 5], 2);
    // Biases of zero would set a unit whose inputs are all left out right on the kink of its rectifier.
    const rng = random(1, 'biases');
    const start = initialParameters(shapes, 1).map((value) => value + 0.1 * rng.normal());
    const batch = sheet(7, 4);
    const rows = Array.from({ length: 7 }, (_, r) => Array.from(batch.subarray(4 * r, 4 * r + 4)));
    const kept = keptUnits([6, 5], 7, 0.4, random(1, 'dropout'))!;
    // Of one step of this optimizer at rate 1, the way is the gradient.
    const optimizer = { kind: 'sgd', momentum: 0, weightDecay: 0, warmup: 0 } as const;
    const trainer = new DenseTrainer(shapes, { learningRate: 1, optimizer }, beginning(start));
    trainer.step(batch, 7, { kept });
    const { parameters } = await trainer.state();
    expect((await trainer.takeLosses()).squares / batch.length).toBeCloseTo(slowLoss(shapes, start, rows, kept), 5);
    trainer.dispose();
    const exact = Float64Array.from(start);
    start.forEach((value, i) => {
      const at = (to: number) => slowLoss(shapes, exact.with(i, to), rows, kept);
      expect(value - parameters[i]!).toBeCloseTo((at(value + 1e-5) - at(value - 1e-5)) / 2e-5, 4);
    });
  });

  it.each(['autoencoder', 'denoising', 'variational', 'idec'] as const)('belongs to the training of: %s', async (form) => {
    const without = await train(await asked(form, {}));
    expect(await train(await asked(form, { dropout: 0 }))).toEqual(without);
    const of = await asked(form, { dropout: 0.4 });
    const result = await train(of);
    expect([...result.trainingLoss, ...result.validationLoss].every(Number.isFinite)).toBe(true);
    expect(result.trainingLoss).not.toEqual(without.trainingLoss);
    expect(await train(of)).toEqual(result);
    const { trainingLoss } = await train({ ...of, seed: 4 });
    expect(trainingLoss).not.toEqual(result.trainingLoss);
  });

  it.each(['autoencoder', 'idec'] as const)('leaves nobody out where it is evaluated: %s', async (form) => {
    const of = await asked(form, { dropout: 0.6, learningRate: 0.001 });
    const { encoder, decoder, validationLoss, bestEpoch } = await train(of);
    const validating = pick(of.rows, 40, 5, of.validation, 1);
    const loss = reconstructionLoss([...encoder, ...decoder], validating, validating.length / 5);
    expect(validationLoss[bestEpoch - 1]).toBeCloseTo(loss, 5);
  });

  it('sets the targets of clusters from all units: where nothing moves, nobody changes cluster', async () => {
    const { rounds } = await train(await asked('idec', { dropout: 0.8, learningRate: 0 }));
    expect(rounds!.changed).toEqual([0, 0, 0]);
  });

  it('goes on from any checkpoint to the very same result', async () => {
    const of = await asked('autoencoder', { dropout: 0.4 });
    const whole = await collect(trainAutoencoder(of));
    for (const checkpoint of whole.items) {
      expect((await collect(trainAutoencoder(of, structuredClone(checkpoint)))).result).toEqual(whole.result);
    }
  });

  it('holds no tensor back over many steps', () => {
    const shapes = autoencoderShapes(4, [8], 2);
    const trainer = new DenseTrainer(shapes, { learningRate: 0.001 }, beginning(initialParameters(shapes, 1)));
    const rng = random(1, 'dropout');
    const step = () => trainer.step(new Float32Array(20).fill(0.5), 5, { kept: keptUnits([8], 5, 0.5, rng) });
    step();
    const { numTensors, numDataBuffers, numBytes } = memory();
    for (let i = 0; i < 300; i++) step();
    expect(memory()).toMatchObject({ numTensors, numDataBuffers, numBytes });
    trainer.dispose();
  });
});

it('leaves out the share that it is told, and makes up for it', () => {
  expect(keptUnits([8, 4], 5, 0, random(1, 'dropout'))).toBeNull();
  const [first, second] = keptUnits([30, 20], 1000, 0.25, random(1, 'dropout'))!;
  expect([first!.length, second!.length]).toEqual([30_000, 20_000]);
  for (const factors of [first!, second!]) {
    const left = factors.filter((factor) => factor === 0).length;
    // Within five deviations of the binomial.
    expect(Math.abs(left / factors.length - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / factors.length));
    expect(factors.filter((factor) => factor !== 0).every((factor) => factor === Math.fround(1 / 0.75))).toBe(true);
  }
});
