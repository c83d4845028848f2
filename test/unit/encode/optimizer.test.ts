import '@tensorflow/tfjs-backend-cpu';
import { setBackend, tensor1d, tidy, dispose } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { FlatOptimizer } from '../../../workers/encode/optimizer';
import { OPTIMIZERS } from '../../../workers/protocol/encoder-recipe';
import { leavesNoTensors } from '../../fixtures/tensors';

const RATE = 0.1;
const GRADIENTS = [
  [0.5, -2],
  [0.25, 3],
  [-1, 0.001],
  [0.75, -1],
];

/** The update rules as their papers write them, one number at a time in double precision. */
function slow(kind: (typeof OPTIMIZERS)[number], decay: number, warmup: number): number[] {
  return [1, -1].map((begin, i) => {
    let [x, m, v] = [begin, 0, 0];
    GRADIENTS.forEach((gradient, step) => {
      const t = step + 1;
      const rate = RATE * Math.min(1, warmup === 0 ? 1 : t / warmup);
      const g = gradient[i]! + (kind === 'adamw' ? 0 : decay * x);
      if (kind === 'sgd') {
        m = 0.8 * m + g;
        x -= rate * m;
        return;
      }
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      // The paper's efficient form: its ε̂ stands beside the uncorrected root.
      const change = ((rate * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t)) * (m / (Math.sqrt(v) + 1e-7));
      x = x - change - (kind === 'adamw' ? rate * decay * x : 0);
    });
    return x;
  });
}

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
  const state = { firstMoment: new Float32Array(2), secondMoment: new Float32Array(2), steps: 0 };
  const optimizer = new FlatOptimizer({ kind, momentum: 0.8, weightDecay, warmup }, RATE, state);
  let parameters = tensor1d([1, -1]);
  for (const gradient of GRADIENTS) {
    const next = tidy(() => ({ ...optimizer.step(parameters, tensor1d(gradient)) }));
    dispose(parameters);
    parameters = next.parameters;
    optimizer.moved(next);
  }
  const found = await parameters.data();
  slow(kind, weightDecay, warmup).forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
  expect((await optimizer.state()).steps).toBe(4);
  optimizer.dispose();
  dispose(parameters);
});
