import {
  add,
  concat,
  dispose,
  div,
  fused,
  getBackend,
  keep,
  matMul,
  mul,
  ones,
  reshape,
  scalar,
  split,
  sqrt,
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
import type { LayerShape } from './layers';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;
/** Rows evaluated at once. */
const EVALUATION_ROWS = 4096;

/** Optimizer state, each array as long as the parameters. */
export interface DenseState {
  readonly parameters: Float32Array;
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
  readonly steps: number;
}

/**
 * Trains dense layers on the current tfjs backend to reproduce their input: mean squared error, gradients written out by
 * hand, Adam (Kingma & Ba 2015, in the efficient form at the end of their section 2). All parameters live in one tensor, so
 * a step is some 45 kernels whatever the depth of the optimizer, about a third of what the tape and the core's optimizer
 * launch, and nothing is read back until the caller asks.
 *
 * The moments are kept undivided, M ← β₁M + g and V ← β₂V + g², which saves two kernels; (1−β₁)M and (1−β₂)V are Adam's.
 */
export class DenseTrainer {
  private parameters: Tensor1D;
  private firstMoment: Tensor1D;
  private secondMoment: Tensor1D;
  private squaredError: Scalar = scalar(0);
  private steps: number;
  private readonly sizes: number[];
  private readonly beta1 = scalar(BETA1);
  private readonly beta2 = scalar(BETA2);
  private readonly epsilon = scalar(EPSILON / Math.sqrt(1 - BETA2));
  private readonly perBatch = new Map<number, { ones: Tensor2D; scale: Scalar }>();
  private readonly evaluation: Tensor2D[] = [];
  private readonly transposed: (a: Tensor2D, b: Tensor2D, transposeA: boolean, transposeB: boolean) => Tensor2D;

  constructor(
    private readonly shapes: readonly LayerShape[],
    private readonly learningRate: number,
    state: DenseState,
  ) {
    this.parameters = tensor1d(state.parameters.slice());
    this.firstMoment = tensor1d(state.firstMoment.slice());
    this.secondMoment = tensor1d(state.secondMoment.slice());
    this.steps = state.steps;
    this.sizes = shapes.flatMap(({ inputs, outputs }) => [inputs * outputs, outputs]);
    // The wasm kernel multiplies transposed operands by a plain loop, five times slower than transposing first.
    this.transposed =
      getBackend() === 'wasm'
        ? (a, b, transposeA, transposeB) => matMul(transposeA ? transpose(a) : a, transposeB ? transpose(b) : b)
        : (a, b, transposeA, transposeB) => matMul(a, b, transposeA, transposeB);
  }

  /** One optimizer step on rows × inputs values, row-major. The values are copied before the call returns. */
  step(batch: Float32Array, rows: number): void {
    const { ones: onesRow, scale } = this.constants(rows);
    this.steps++;
    const correction = Math.sqrt(1 - BETA2 ** this.steps) / (1 - BETA1 ** this.steps);
    const rate = (this.learningRate * correction * (1 - BETA1)) / Math.sqrt(1 - BETA2);
    const old = [this.parameters, this.firstMoment, this.secondMoment, this.squaredError];
    const next = tidy(() => {
      const { gradient, error } = this.backward(tensor2d(batch, [rows, this.shapes[0]!.inputs]), onesRow, scale);
      const first = add(mul(this.firstMoment, this.beta1), gradient);
      const second = add(mul(this.secondMoment, this.beta2), square(gradient));
      const change = mul(div(first, add(sqrt(second), this.epsilon)), scalar(rate));
      return [sub(this.parameters, change), first, second, add(this.squaredError, error)] as [Tensor1D, Tensor1D, Tensor1D, Scalar];
    });
    dispose(old);
    [this.parameters, this.firstMoment, this.secondMoment, this.squaredError] = next;
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

  async state(): Promise<DenseState> {
    const [parameters, firstMoment, secondMoment] = await Promise.all([
      this.parameters.data(),
      this.firstMoment.data(),
      this.secondMoment.data(),
    ]);
    // On some backends data() is a view of memory that the next kernel overwrites.
    return {
      parameters: Float32Array.from(parameters),
      firstMoment: Float32Array.from(firstMoment),
      secondMoment: Float32Array.from(secondMoment),
      steps: this.steps,
    };
  }

  dispose(): void {
    dispose([this.parameters, this.firstMoment, this.secondMoment, this.squaredError, this.beta1, this.beta2, this.epsilon]);
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

  private backward(rows: Tensor2D, onesRow: Tensor2D, scale: Scalar): { gradient: Tensor1D; error: Scalar } {
    const layers = this.layers();
    const outputs = this.forward(rows, layers);
    const difference = sub(outputs[outputs.length - 1]!, rows) as Tensor2D;
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
