import '@tensorflow/tfjs-backend-cpu';
import { setBackend, tensor1d, tidy, dispose } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { FlatOptimizer } from '../../../workers/encode/optimizer';
import { OPTIMIZERS } from '../../../workers/protocol/encoder-recipe';
import { SlowOptimizer } from '../../fixtures/slow-optimizer';
import { leavesNoTensors } from '../../fixtures/tensors';

const RATE = 0.1;
const GRADIENTS = [
  [0.5, -2],
  [0.25, 3],
  [-1, 0.001],
  [0.75, -1],
];

beforeAll(async () => {
  await setBackend('cpu');
});
leavesNoTensors();

it.each(
  OPTIMIZERS.flatMap((kind) => [
    [kind, 0, 0],
    [kind, 0.05, 3],
  ]),
)('steps as %s does by its paper (weight decay %d, warm-up %d)', async (...given) => {
  const [kind, weightDecay, warmup] = given as [(typeof OPTIMIZERS)[number], number, number];
  const recipe = { kind, momentum: 0.8, weightDecay, warmup };
  const slow = new SlowOptimizer([1, -1], recipe);
  const state = { firstMoment: new Float32Array(2), secondMoment: new Float32Array(2), steps: 0 };
  const optimizer = new FlatOptimizer(recipe, RATE, state);
  let parameters = tensor1d([1, -1]);
  for (const gradient of GRADIENTS) {
    slow.step(gradient, RATE);
    const next = tidy(() => ({ ...optimizer.step(parameters, tensor1d(gradient)) }));
    dispose(parameters);
    parameters = next.parameters;
    optimizer.moved(next);
  }
  const found = await parameters.data();
  slow.parameters.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
  expect((await optimizer.state()).steps).toBe(4);
  optimizer.dispose();
  dispose(parameters);
});
