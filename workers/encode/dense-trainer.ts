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
import { DEFAULT_OPTIMIZER, type EncoderRecipe } from '../protocol/encoder-recipe';
import { Backlog } from '../gpu/backlog';
import type { Bottleneck, Passed } from './bottleneck';
import type { ModelState } from './epochs';
import type { LayerShape } from './layers';
import { FlatOptimizer } from './optimizer';

/** Rows evaluated at once, and how many times that a GPU's queue holds at most. */
const EVALUATION_ROWS = 4096;
const EVALUATIONS_IN_FLIGHT = 8;

/** Sums over rows: squared errors of all features, and divergences of the bottleneck. */
export interface DenseLosses {
  readonly squares: number;
  readonly divergence: number;
}

/** What a step is given beside its rows. */
export interface StepGiven {
  /** What the network sees in place of the rows, from which it is to restore them. */
  readonly seen?: Float32Array;
  /** For the bottleneck, row by row. */
  readonly bottleneck?: Float32Array;
  /** Of the first layers, what their units are multiplied by, row by row ({@link keptUnits}); null: all units stay. */
  readonly kept?: readonly Float32Array[] | null;
  /** Weight of the divergence of a row beside the mean squared error of its features. */
  readonly price?: number;
}

/** Where a bottleneck stands: behind the layer of that number. */
export interface PlacedBottleneck {
  readonly layer: number;
  readonly bottleneck: Bottleneck;
}

/**
 * Trains dense layers on the current tfjs backend to reproduce their input: mean squared error and what a bottleneck adds, gradients written out
 * by hand. All parameters live in one tensor, so a step is some 45 kernels whatever the depth of the optimizer, about a third of
 * what the tape and the core's optimizer launch, and nothing is read back until the caller asks.
 */
export class DenseTrainer {
  private parameters: Tensor1D;
  private readonly optimizer: FlatOptimizer;
  private squares: Scalar = scalar(0);
  private divergence: Scalar = scalar(0);
  private readonly sizes: number[];
  private readonly perBatch = new Map<number, { ones: Tensor2D; scale: Scalar }>();
  private readonly evaluation: { readonly rows: Tensor2D; readonly given: Tensor2D | null }[] = [];
  private readonly transposed: (a: Tensor2D, b: Tensor2D, transposeA: boolean, transposeB: boolean) => Tensor2D;

  constructor(
    private readonly shapes: readonly LayerShape[],
    { learningRate, optimizer = DEFAULT_OPTIMIZER }: Pick<EncoderRecipe, 'learningRate' | 'optimizer'>,
    state: ModelState,
    private readonly between: PlacedBottleneck | null = null,
  ) {
    this.parameters = tensor1d(state.parameters.slice());
    this.optimizer = new FlatOptimizer(optimizer, learningRate, state);
    const own = between?.bottleneck.size ?? 0;
    this.sizes = [...shapes.flatMap(({ inputs, outputs }) => [inputs * outputs, outputs]), ...(own > 0 ? [own] : [])];
    // The wasm kernel multiplies transposed operands by a plain loop, five times slower than transposing first.
    this.transposed =
      getBackend() === 'wasm'
        ? (a, b, transposeA, transposeB) => matMul(transposeA ? transpose(a) : a, transposeB ? transpose(b) : b)
        : (a, b, transposeA, transposeB) => matMul(a, b, transposeA, transposeB);
  }

  /** One optimizer step on rows × inputs values, row-major. The values are copied before the call returns. */
  step(batch: Float32Array, rows: number, { seen, bottleneck, kept, price = 0 }: StepGiven = {}): void {
    const { ones: onesRow, scale } = this.constants(rows);
    const shape: [number, number] = [rows, this.shapes[0]!.inputs];
    const next = tidy(() => {
      const target = tensor2d(batch, shape);
      const input = seen === undefined || seen === batch ? target : tensor2d(seen, shape);
      const given = bottleneck === undefined ? null : tensor2d(bottleneck, [rows, bottleneck.length / rows]);
      const factors = (kept ?? []).map((factor) => tensor2d(factor, [rows, factor.length / rows]));
      const { gradient, squares, divergence } = this.backward(target, input, given, factors, onesRow, scale, price / rows);
      return {
        ...this.optimizer.step(this.parameters, gradient),
        squares: add(this.squares, squares) as Scalar,
        divergence: divergence ? (add(this.divergence, divergence) as Scalar) : this.divergence,
      };
    });
    dispose([this.parameters, this.squares]);
    if (next.divergence !== this.divergence) dispose(this.divergence);
    this.parameters = next.parameters;
    this.squares = next.squares;
    this.divergence = next.divergence;
    this.optimizer.moved(next);
  }

  /** Losses of the steps since the last call, each before it was taken. Waits for the device. */
  async takeLosses(): Promise<DenseLosses> {
    const totals: [Scalar, Scalar] = [this.squares, this.divergence];
    this.squares = scalar(0);
    this.divergence = scalar(0);
    return taken(totals);
  }

  /** Rows for {@link evaluate}, which stay on the device. @param given for the bottleneck, row by row */
  setEvaluation(rows: Float32Array, users: number, given: Float32Array | null = null): void {
    const features = this.shapes[0]!.inputs;
    this.dropEvaluation();
    for (let from = 0; from < users; from += EVALUATION_ROWS) {
      const count = Math.min(EVALUATION_ROWS, users - from);
      const part = (values: Float32Array, width: number) => tensor2d(values.slice(from * width, (from + count) * width), [count, width]);
      this.evaluation.push({ rows: part(rows, features), given: given && part(given, given.length / users) });
    }
  }

  /** Losses of the evaluation rows with the parameters as they stand, which must stay until it returns. */
  async evaluate(): Promise<DenseLosses> {
    const backlog = new Backlog(EVALUATIONS_IN_FLIGHT);
    let totals: [Scalar, Scalar] = [scalar(0), scalar(0)];
    for (const { rows, given } of this.evaluation) {
      const before = totals;
      totals = tidy(() => {
        const { outputs, passed } = this.forward(rows, given);
        const squares = sum(square(sub(outputs[outputs.length - 1]!, rows)));
        return [add(before[0], squares), add(before[1], passed?.divergence ?? scalar(0))] as [Scalar, Scalar];
      });
      dispose(before);
      await backlog.add();
    }
    return taken(totals);
  }

  async state(): Promise<ModelState> {
    const [parameters, state] = await Promise.all([this.parameters.data(), this.optimizer.state()]);
    // On some backends data() is a view of memory that the next kernel overwrites.
    return { parameters: Float32Array.from(parameters), ...state };
  }

  dispose(): void {
    dispose([this.parameters, this.squares, this.divergence]);
    this.optimizer.dispose();
    this.dropEvaluation();
    for (const constants of this.perBatch.values()) dispose([constants.ones, constants.scale]);
    this.perBatch.clear();
  }

  private dropEvaluation(): void {
    for (const { rows, given } of this.evaluation.splice(0)) dispose(given ? [rows, given] : [rows]);
  }

  private constants(rows: number): { ones: Tensor2D; scale: Scalar } {
    let held = this.perBatch.get(rows);
    if (held === undefined) {
      held = { ones: keep(ones([1, rows])), scale: keep(scalar(2 / (rows * this.shapes[0]!.inputs))) };
      this.perBatch.set(rows, held);
    }
    return held;
  }

  /** The input, then what each layer gives the next; after the bottleneck that is its code. @param kept factors of the first layers' units */
  private forward(rows: Tensor2D, given: Tensor2D | null, kept: readonly Tensor2D[] = []): Forward {
    const parts = split(this.parameters, this.sizes) as Tensor1D[];
    const kernels = this.shapes.map(({ inputs, outputs }, layer) => reshape(parts[2 * layer]!, [inputs, outputs]) as Tensor2D);
    const outputs: Tensor2D[] = [rows];
    let passed: Passed | null = null;
    for (const [layer, { activation }] of this.shapes.entries()) {
      const output = fused.matMul({ a: outputs[layer]!, b: kernels[layer]!, bias: parts[2 * layer + 1]!, activation }) as Tensor2D;
      if (layer === this.between?.layer) passed = this.between.bottleneck.pass(output, given, parts[2 * this.shapes.length] ?? null);
      const next = layer === this.between?.layer ? passed!.code : output;
      outputs.push(kept[layer] ? mul(next, kept[layer]) : next);
    }
    return { kernels, outputs, passed };
  }

  private backward(
    target: Tensor2D,
    seen: Tensor2D,
    given: Tensor2D | null,
    kept: readonly Tensor2D[],
    onesRow: Tensor2D,
    scale: Scalar,
    weight: number,
  ): { gradient: Tensor1D; squares: Scalar; divergence: Scalar | null } {
    const { kernels, outputs, passed } = this.forward(seen, given, kept);
    const difference = sub(outputs[outputs.length - 1]!, target) as Tensor2D;
    const squares = sum(square(difference)) as Scalar;
    const parts: Tensor[] = new Array<Tensor>(2 * kernels.length);
    let delta = mul(difference, scale) as Tensor2D;
    for (let layer = kernels.length - 1; layer >= 0; layer--) {
      if (passed && layer === this.between!.layer) {
        const { output, own } = passed.back(delta, scalar(weight));
        delta = output;
        if (own) parts[2 * kernels.length] = own;
      }
      const input = outputs[layer]!;
      parts[2 * layer] = reshape(this.transposed(input, delta, true, false), [-1]);
      // A row of ones sums the columns by a matrix product, which every backend has made fast.
      parts[2 * layer + 1] = reshape(matMul(onesRow, delta), [-1]);
      if (layer === 0) break;
      delta = this.transposed(delta, kernels[layer]!, false, true);
      const factor = kept[layer - 1];
      if (factor) delta = mul(delta, factor) as Tensor2D;
      if (this.shapes[layer - 1]!.activation === 'relu') delta = mul(delta, step(input)) as Tensor2D;
    }
    return { gradient: concat(parts) as Tensor1D, squares, divergence: passed?.divergence ?? null };
  }
}

/** What two sums on the device are, which are disposed of. Waits for the device. */
async function taken(totals: readonly [Scalar, Scalar]): Promise<DenseLosses> {
  const [squares, divergence] = await Promise.all(totals.map(async (total) => (await total.data())[0]!));
  dispose([...totals]);
  return { squares: squares!, divergence: divergence! };
}

interface Forward {
  readonly kernels: readonly Tensor2D[];
  readonly outputs: readonly Tensor2D[];
  readonly passed: Passed | null;
}
