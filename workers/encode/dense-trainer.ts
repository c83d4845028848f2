import {
  add,
  concat,
  dispose,
  fused,
  getBackend,
  keep,
  matMul,
  mul,
  ones,
  reshape,
  scalar,
  split,
  square,
  step,
  sub,
  sum,
  tensor1d,
  tensor2d,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { DEFAULT_OPTIMIZER, type EncoderRecipe } from '../protocol/recipe';
import type { ModelState } from './epochs';
import type { LayerShape } from './layers';
import { FlatOptimizer } from './optimizer';

/** Rows evaluated at once. */
const EVALUATION_ROWS = 4096;

/**
 * Trains dense layers on the current tfjs backend to reproduce their input: mean squared error, gradients written out by
 * hand. All parameters live in one tensor, so a step is some 45 kernels whatever the depth of the optimizer, about a third of
 * what the tape and the core's optimizer launch, and nothing is read back until the caller asks.
 */
export class DenseTrainer {
  private parameters: Tensor1D;
  private readonly optimizer: FlatOptimizer;
  private squaredError: Scalar = scalar(0);
  private readonly sizes: number[];
  private readonly perBatch = new Map<number, { ones: Tensor2D; scale: Scalar }>();
  private readonly evaluation: Tensor2D[] = [];
  private readonly transposed: (a: Tensor2D, b: Tensor2D, transposeA: boolean, transposeB: boolean) => Tensor2D;

  constructor(
    private readonly shapes: readonly LayerShape[],
    { learningRate, optimizer = DEFAULT_OPTIMIZER }: Pick<EncoderRecipe, 'learningRate' | 'optimizer'>,
    state: ModelState,
  ) {
    this.parameters = tensor1d(state.parameters.slice());
    this.optimizer = new FlatOptimizer(optimizer, learningRate, state);
    this.sizes = shapes.flatMap(({ inputs, outputs }) => [inputs * outputs, outputs]);
    // The wasm kernel multiplies transposed operands by a plain loop, five times slower than transposing first.
    this.transposed =
      getBackend() === 'wasm'
        ? (a, b, transposeA, transposeB) => matMul(transposeA ? transpose(a) : a, transposeB ? transpose(b) : b)
        : (a, b, transposeA, transposeB) => matMul(a, b, transposeA, transposeB);
  }

  /**
   * One optimizer step on rows × inputs values, row-major. The values are copied before the call returns.
   *
   * @param seen what the network is given in their place, from which it is to restore them
   */
  step(batch: Float32Array, rows: number, seen: Float32Array = batch): void {
    const { ones: onesRow, scale } = this.constants(rows);
    const shape: [number, number] = [rows, this.shapes[0]!.inputs];
    const next = tidy(() => {
      const target = tensor2d(batch, shape);
      const { gradient, error } = this.backward(target, seen === batch ? target : tensor2d(seen, shape), onesRow, scale);
      return { ...this.optimizer.step(this.parameters, gradient), error: add(this.squaredError, error) as Scalar };
    });
    dispose([this.parameters, this.squaredError]);
    this.parameters = next.parameters;
    this.squaredError = next.error;
    this.optimizer.moved(next);
  }

  /** Sum of the squared errors of the steps since the last call. Waits for the device. */
  async takeError(): Promise<number> {
    const total = this.squaredError;
    this.squaredError = scalar(0);
    const [value] = await total.data();
    total.dispose();
    return value!;
  }

  /** Lets the device catch up with the steps handed to it. */
  async settle(): Promise<void> {
    await this.squaredError.data();
  }

  /** Rows for {@link evaluate}, which stay on the device. */
  setEvaluation(rows: Float32Array, users: number): void {
    const features = this.shapes[0]!.inputs;
    dispose(this.evaluation.splice(0));
    for (let from = 0; from < users; from += EVALUATION_ROWS) {
      const count = Math.min(EVALUATION_ROWS, users - from);
      this.evaluation.push(tensor2d(rows.slice(from * features, (from + count) * features), [count, features]));
    }
  }

  /** Mean squared error over the evaluation rows with the parameters as they stand. */
  async evaluate(): Promise<number> {
    let total = 0;
    let values = 0;
    for (const rows of this.evaluation) {
      const error = tidy(() => {
        const outputs = this.forward(rows, this.layers());
        return sum(square(sub(outputs[outputs.length - 1]!, rows))) as Scalar;
      });
      const [value] = await error.data();
      error.dispose();
      total += value!;
      values += rows.size;
    }
    return values === 0 ? 0 : total / values;
  }

  async state(): Promise<ModelState> {
    const [parameters, state] = await Promise.all([this.parameters.data(), this.optimizer.state()]);
    // On some backends data() is a view of memory that the next kernel overwrites.
    return { parameters: Float32Array.from(parameters), ...state };
  }

  dispose(): void {
    dispose([this.parameters, this.squaredError]);
    this.optimizer.dispose();
    dispose(this.evaluation.splice(0));
    for (const constants of this.perBatch.values()) dispose([constants.ones, constants.scale]);
    this.perBatch.clear();
  }

  private constants(rows: number): { ones: Tensor2D; scale: Scalar } {
    let held = this.perBatch.get(rows);
    if (held === undefined) {
      held = { ones: keep(ones([1, rows])), scale: keep(scalar(2 / (rows * this.shapes[0]!.inputs))) };
      this.perBatch.set(rows, held);
    }
    return held;
  }

  private layers(): { kernel: Tensor2D; bias: Tensor1D }[] {
    const parts = split(this.parameters, this.sizes) as Tensor1D[];
    return this.shapes.map(({ inputs, outputs }, layer) => ({
      kernel: reshape(parts[2 * layer]!, [inputs, outputs]) as Tensor2D,
      bias: parts[2 * layer + 1]!,
    }));
  }

  /** The input, then the output of every layer. */
  private forward(rows: Tensor2D, layers: readonly { kernel: Tensor2D; bias: Tensor1D }[]): Tensor2D[] {
    const outputs: Tensor2D[] = [rows];
    layers.forEach(({ kernel, bias }, layer) => {
      outputs.push(fused.matMul({ a: outputs[layer]!, b: kernel, bias, activation: this.shapes[layer]!.activation }) as Tensor2D);
    });
    return outputs;
  }

  private backward(target: Tensor2D, seen: Tensor2D, onesRow: Tensor2D, scale: Scalar): { gradient: Tensor1D; error: Scalar } {
    const layers = this.layers();
    const outputs = this.forward(seen, layers);
    const difference = sub(outputs[outputs.length - 1]!, target) as Tensor2D;
    const error = sum(square(difference)) as Scalar;
    const parts: Tensor[] = new Array<Tensor>(2 * layers.length);
    let delta = mul(difference, scale) as Tensor2D;
    for (let layer = layers.length - 1; layer >= 0; layer--) {
      const input = outputs[layer]!;
      parts[2 * layer] = reshape(this.transposed(input, delta, true, false), [-1]);
      // A row of ones sums the columns by a matrix product, which every backend has made fast.
      parts[2 * layer + 1] = reshape(matMul(onesRow, delta), [-1]);
      if (layer === 0) break;
      delta = this.transposed(delta, layers[layer]!.kernel, false, true);
      if (this.shapes[layer - 1]!.activation === 'relu') delta = mul(delta, step(input)) as Tensor2D;
    }
    return { gradient: concat(parts) as Tensor1D, error };
  }
}
