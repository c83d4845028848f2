import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** What stands between the encoder and the decoder of a {@link DenseTrainer}, and what it adds to the loss. Called within a tidy. */
export interface Bottleneck {
  /** Parameters of its own, which stand behind those of the layers. */
  readonly size: number;
  /**
   * @param output of the encoder, rows × its units
   * @param given what a step was given for it, row by row; null: the code alone is wanted, as it is without noise or targets
   * @param own its parameters
   */
  pass(output: Tensor2D, given: Tensor2D | null, own: Tensor1D | null): Passed;
}

export interface Passed {
  /** What the decoder is given. */
  readonly code: Tensor2D;
  /** The divergence that the loss is to hold, summed over the rows; null where nothing was given. */
  readonly divergence: Scalar | null;
  /**
   * The chain rule backwards.
   *
   * @param slope of the loss along the code
   * @param weight of the divergence's sum in the loss
   */
  back(slope: Tensor2D, weight: Scalar): { readonly output: Tensor2D; readonly own: Tensor1D | null };
}
