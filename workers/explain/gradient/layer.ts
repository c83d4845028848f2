/** What the forward pass of one layer left behind, and what the output's gradient is to be carried back through. */
export interface LayerPass {
  /** Positions × width. */
  readonly inputs: Float32Array;
  readonly outputs: Float32Array;
  readonly count: number;
  readonly width: number;
  /** Of the layer, counted from 0. */
  readonly layer: number;
  readonly weight: (name: string) => Float32Array;
  /** By name, see `Trace` in workers/encode/sequence/forward.ts. */
  readonly traced: (name: string) => Float32Array;
}

/**
 * The gradient of a number with respect to the inputs of a layer, from that with respect to its outputs, both positions × width. Weights and what the forward
 * pass left are in single precision, the sums in double.
 */
export type LayerGradient = (pass: LayerPass, gradient: Float64Array) => Float64Array;

/** target + gradient·weightsᵀ, where gradient is rows × columns and weights inner × columns, row-major. @returns target, rows × inner */
export function addBack(
  target: Float64Array,
  gradient: Float64Array,
  rows: number,
  columns: number,
  weights: Float32Array,
  inner: number,
): Float64Array {
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < inner; i++) {
      let sum = 0;
      for (let c = 0; c < columns; c++) sum += gradient[r * columns + c]! * weights[i * columns + c]!;
      target[r * inner + i]! += sum;
    }
  }
  return target;
}

/** The same as a new array. */
export function back(gradient: Float64Array, rows: number, columns: number, weights: Float32Array, inner: number): Float64Array {
  return addBack(new Float64Array(rows * inner), gradient, rows, columns, weights, inner);
}

/** Where the rectified output is positive, the gradient; elsewhere zero. In place. */
export function throughRelu(gradient: Float64Array, output: Float32Array): Float64Array {
  for (let i = 0; i < gradient.length; i++) if (!(output[i]! > 0)) gradient[i] = 0;
  return gradient;
}
