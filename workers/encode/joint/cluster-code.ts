import { add, div, log, matMul, mul, relu, reshape, scalar, square, sub, sum, transpose } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Bottleneck, Passed } from '../bottleneck';

/** A target of zero adds nothing to the divergence. */
const TINY = 1e-12;

/**
 * The code of an autoencoder that is trained together with k clusters (Guo et al. 2017): the loss holds the Kullback–Leibler divergence of the soft
 * assignment Q ({@link softAssignment}) from its targets P, Σ_ij p_ij ln(p_ij / q_ij). The centres are parameters. With A_ij = (p_ij − q_ij) / (1 + ‖z_i − μ_j‖²)
 * the slope along the code of row i is 2 Σ_j A_ij (z_i − μ_j), that along centre j is −2 Σ_i A_ij (z_i − μ_j).
 */
export class ClusterCode implements Bottleneck {
  readonly size: number;

  constructor(
    private readonly k: number,
    private readonly code: number,
  ) {
    this.size = k * code;
  }

  /** @param targets rows × k */
  pass(code: Tensor2D, targets: Tensor2D | null, own: Tensor1D | null): Passed {
    const centres = reshape(own!, [this.k, this.code]) as Tensor2D;
    if (targets === null) return { code, divergence: null, back: (slope) => ({ output: slope, own: null }) };
    const across = transpose(centres) as Tensor2D;
    const lengths = add(sum(square(code), 1, true), sum(square(across), 0, true));
    // The expansion of the square may fall below zero by rounding.
    const distances = relu(sub(lengths, mul(matMul(code, across), scalar(2))));
    const near = div(scalar(1), add(distances, scalar(1))) as Tensor2D;
    const assigned = div(near, sum(near, 1, true)) as Tensor2D;
    const divergence = sum(mul(targets, sub(log(add(targets, scalar(TINY))), log(add(assigned, scalar(TINY)))))) as Scalar;
    return {
      code,
      divergence,
      back: (slope, weight) => {
        const pull = mul(mul(sub(targets, assigned), near), mul(weight, scalar(2))) as Tensor2D;
        const ofCode = sub(mul(code, sum(pull, 1, true)), matMul(pull, centres));
        const turned = transpose(pull) as Tensor2D;
        const ofCentres = sub(mul(centres, sum(turned, 1, true)), matMul(turned, code));
        return { output: add(slope, ofCode) as Tensor2D, own: reshape(ofCentres, [-1]) as Tensor1D };
      },
    };
  }
}
