import { add, concat, exp, mul, scalar, slice, square, sub, sum } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import type { DenseWeights } from '../protocol/model';
import type { VariationalRecipe } from '../protocol/encoder-recipe';
import type { Bottleneck, Passed } from './bottleneck';
import { autoencoderShapes, type LayerShape } from './layers';

/**
 * The code of a variational autoencoder (Kingma & Welling 2014): each of its numbers is a Gaussian, whose mean and logarithm of the variance the
 * encoder's last layer gives side by side. The decoder is given mean + deviation · noise, and the loss holds the Kullback–Leibler divergence of the
 * Gaussian from the standard normal, ½ Σ (mean² + variance − 1 − ln variance).
 */
export class GaussianCode implements Bottleneck {
  readonly size = 0;

  constructor(private readonly code: number) {}

  /** @param noise rows × code, standard normal; null: the mean is the code */
  pass(output: Tensor2D, noise: Tensor2D | null): Passed {
    const rows = output.shape[0];
    const mean = slice(output, [0, 0], [rows, this.code]);
    if (noise === null) return { code: mean, divergence: null, back: unlearnable };
    const logVariance = slice(output, [0, this.code], [rows, this.code]);
    const spread = mul(exp(mul(logVariance, scalar(0.5))), noise) as Tensor2D;
    const beyond = sub(exp(logVariance), scalar(1)) as Tensor2D;
    return {
      code: add(mean, spread) as Tensor2D,
      divergence: mul(sum(add(square(mean), sub(beyond, logVariance))), scalar(0.5)) as Scalar,
      back: (slope, weight) => {
        const ofMean = add(slope, mul(mean, weight)) as Tensor2D;
        const ofLogVariance = mul(add(mul(slope, spread), mul(beyond, weight)), scalar(0.5)) as Tensor2D;
        return { output: concat([ofMean, ofLogVariance], 1) as Tensor2D, own: null };
      },
    };
  }
}

function unlearnable(): never {
  throw new RangeError('a code without noise has no gradient');
}

/** Layers of {@link autoencoderShapes} whose code layer gives means and logarithms of variances. */
export function variationalShapes(features: number, hidden: readonly number[], code: number): LayerShape[] {
  return autoencoderShapes(features, hidden, code).map((shape, layer) =>
    layer === hidden.length ? { ...shape, outputs: 2 * code } : shape,
  );
}

/**
 * What the divergence of a user costs beside the mean squared error over its features. With β = 1 the loss is, but for a constant, 2/features times
 * the negative evidence lower bound of a decoder whose noise has the variance 1 on each feature; with another β (Higgins et al. 2017) that of one whose
 * noise has the variance β.
 *
 * @param epoch from 1: the price rises over the recipe's first epochs, so that the decoder learns to use the code before keeping it costs (Sønderby et al. 2016)
 */
export function divergencePrice({ beta, warmup }: VariationalRecipe, features: number, epoch: number): number {
  const share = warmup === 0 ? 1 : Math.min(1, epoch / warmup);
  return (2 * beta * share) / features;
}

/** One layer that gives what two give, side by side. */
export function besideEachOther(left: DenseWeights, right: DenseWeights): DenseWeights {
  const outputs = left.outputs + right.outputs;
  const kernel = new Float32Array(left.inputs * outputs);
  for (let i = 0; i < left.inputs; i++) {
    kernel.set(left.kernel.subarray(i * left.outputs, (i + 1) * left.outputs), i * outputs);
    kernel.set(right.kernel.subarray(i * right.outputs, (i + 1) * right.outputs), i * outputs + left.outputs);
  }
  return { inputs: left.inputs, outputs, activation: left.activation, kernel, bias: Float32Array.of(...left.bias, ...right.bias) };
}

/** The two layers again, of as many outputs each. */
export function halves({ inputs, outputs, activation, kernel, bias }: DenseWeights): [DenseWeights, DenseWeights] {
  const half = outputs / 2;
  const from = (offset: number): DenseWeights => {
    const part = new Float32Array(inputs * half);
    for (let i = 0; i < inputs; i++) part.set(kernel.subarray(i * outputs + offset, i * outputs + offset + half), i * half);
    return { inputs, outputs: half, activation, kernel: part, bias: bias.slice(offset, offset + half) };
  };
  return [from(0), from(half)];
}
