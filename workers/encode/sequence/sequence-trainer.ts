import '@tensorflow/tfjs-core/dist/register_all_gradients';
import {
  add,
  cast,
  dispose,
  logSoftmax,
  mul,
  neg,
  oneHot,
  scalar,
  slice,
  split,
  square,
  sum,
  tensor1d,
  tensor2d,
  tidy,
  valueAndGrad,
} from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { DEFAULT_OPTIMIZER, type EncoderRecipe } from '../../protocol/recipe';
import type { SequenceShape } from '../../protocol/sequences';
import type { ModelState } from '../epochs';
import { FlatOptimizer } from '../optimizer';
import { product } from '../product';
import { fillBatch, type Batch } from './batches';
import { CODE_PRICE, hideFrom } from './hide';
import { codes, cutWeights, habits, states, type Weights } from './graph';
import type { Sequences } from './tokens';

/**
 * Trains a network to foretell a user's next step on the current tfjs backend: the cross-entropies of the predicted fields (what comes next,
 * and after what time), summed, the mean over the steps of a batch. Gradients are the tape's; nothing is read back until the caller asks.
 */
export class SequenceTrainer {
  private parameters: Tensor1D;
  private total: Scalar = scalar(0);
  private readonly optimizer: FlatOptimizer;
  private readonly masking: number;
  private readonly dropout: number;

  constructor(
    private readonly shape: SequenceShape,
    private readonly sequences: Sequences,
    recipe: Pick<EncoderRecipe, 'learningRate' | 'optimizer' | 'dropout' | 'sequence'>,
    private readonly seed: number,
    state: ModelState,
  ) {
    this.parameters = tensor1d(state.parameters.slice());
    this.optimizer = new FlatOptimizer(recipe.optimizer ?? DEFAULT_OPTIMIZER, recipe.learningRate, state);
    this.masking = recipe.sequence?.masking ?? 0;
    this.dropout = recipe.dropout ?? 0;
  }

  /** One optimizer step. @param number of the step, which what is hidden in it follows from */
  step(batch: Batch, number: number): void {
    const { levels, weights, count } = fillBatch(this.sequences, batch);
    const hide = hideFrom(batch, this.shape, { masking: this.masking, dropout: this.dropout }, this.seed, number);
    const next = tidy(() => {
      const given = this.upload(levels, weights, batch);
      const rows = batch.users.length * batch.time;
      const hidden: Hidden = {
        kept: hide.steps && tensor2d(hide.steps, [rows, 1]),
        left: hide.states && tensor2d(hide.states, [rows, this.shape.width]),
        noise: tensor2d(hide.noise, [rows, this.shape.code]),
      };
      const loss = (parameters: Tensor): Scalar =>
        mul(this.loss(cutWeights(this.shape, parameters as Tensor1D), given, batch, hidden), scalar(1 / count));
      const { value, grad } = valueAndGrad(loss)(this.parameters);
      const total = add(this.total, mul(value, scalar(count))) as Scalar;
      return { ...this.optimizer.step(this.parameters, grad as Tensor1D), total };
    });
    dispose([this.parameters, this.total]);
    this.parameters = next.parameters;
    this.total = next.total;
    this.optimizer.moved(next);
  }

  /** Sum of the losses of the steps foretold since the last call. Waits for the device. */
  async takeLoss(): Promise<number> {
    const total = this.total;
    this.total = scalar(0);
    const [value] = await total.data();
    total.dispose();
    return value!;
  }

  /** Lets the device catch up with the steps handed to it. */
  async settle(): Promise<void> {
    await this.total.data();
  }

  /** Adds the losses of a batch to those that {@link takeLoss} gives, without learning from them. */
  measure(batch: Batch): void {
    const { levels, weights } = fillBatch(this.sequences, batch);
    const total = tidy(() => {
      const loss = this.loss(cutWeights(this.shape, this.parameters), this.upload(levels, weights, batch), batch, null);
      return add(this.total, loss) as Scalar;
    });
    dispose(this.total);
    this.total = total;
  }

  async state(): Promise<ModelState> {
    const [parameters, state] = await Promise.all([this.parameters.data(), this.optimizer.state()]);
    // On some backends data() is a view of memory that the next kernel overwrites.
    return { parameters: Float32Array.from(parameters), ...state };
  }

  dispose(): void {
    dispose([this.parameters, this.total]);
    this.optimizer.dispose();
  }

  private upload(levels: Int32Array, weights: Float32Array, { users, time }: Batch): Given {
    const fields = this.shape.levels.length;
    const all = split(tensor1d(levels, 'int32'), fields) as Tensor1D[];
    const rows = time * users.length;
    return {
      inputs: all.map((ids) => slice(ids, 0, rows)),
      targets: this.shape.predicted.map((field) => slice(all[field]!, users.length, rows)),
      weights: tensor2d(weights, [rows, 1]),
    };
  }

  private loss(weights: Weights, given: Given, { users, time }: Batch, hidden: Hidden | null): Scalar {
    const { words, states: all } = states(this.shape, weights, given.inputs, time, users.length, hidden?.kept ?? null);
    const rows: Tensor2D = hidden?.left ? mul(all, hidden.left) : all;
    const code = codes(weights, all, time, users.length);
    const habit = habits(weights, words, hidden ? (add(code, hidden.noise) as Tensor2D) : code);
    const foretold = this.crossEntropy(weights, 'head', rows, given);
    const byHabit = this.crossEntropy(weights, 'habitHead', habit, given);
    const price = sum(mul(mul(square(code), given.weights), scalar(CODE_PRICE / 2)));
    return add(add(foretold, byHabit), price);
  }

  private crossEntropy(weights: Weights, head: string, rows: Tensor2D, given: Given): Scalar {
    const losses = this.shape.predicted.map((field, i) => {
      const logits = add(product(rows, weights[`${head}${field}`]!), weights[`${head}Bias${field}`]!) as Tensor2D;
      const right = cast(oneHot(given.targets[i]!, this.shape.levels[field]!), 'float32');
      return sum(mul(mul(logSoftmax(logits), right), given.weights));
    });
    return neg(losses.reduce((total, loss) => add(total, loss))) as Scalar;
  }
}

interface Hidden {
  readonly kept: Tensor2D | null;
  readonly left: Tensor2D | null;
  readonly noise: Tensor2D;
}

interface Given {
  readonly inputs: readonly Tensor1D[];
  readonly targets: readonly Tensor1D[];
  readonly weights: Tensor2D;
}
