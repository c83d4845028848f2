import { customGrad, getBackend, matMul, transpose } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** With its two last axes swapped. */
function turned<T extends Tensor>(matrix: T): T {
  return transpose(matrix, matrix.rank === 3 ? [0, 2, 1] : [1, 0]);
}

const turning = customGrad((...given) => {
  const [a, b, save] = given as unknown as [Tensor, Tensor, (tensors: Tensor[]) => void];
  save([a, b]);
  return {
    value: matMul(a, b),
    gradFunc: (dy: Tensor, saved: Tensor[]) => [matMul(dy, turned(saved[1]!)), matMul(turned(saved[0]!), dy)],
  };
});

/**
 * a·b of two matrices, or of two batches of as many. Differentiable: on wasm, whose kernel multiplies transposed operands by a plain loop that is
 * several times as slow as transposing first, by a gradient that does so.
 */
export function product<T extends Tensor>(a: T, b: T): T {
  return getBackend() === 'wasm' ? (turning(a, b) as T) : matMul(a, b);
}
