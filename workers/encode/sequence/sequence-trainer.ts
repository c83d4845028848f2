import { add, cast, logSoftmax, mul, neg, oneHot, scalar, slice, split, square, sum, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { EncoderRecipe } from '../../protocol/encoder-recipe';
import type { SequenceShape } from '../../protocol/sequences';
import type { ModelState } from '../epochs';
import { product } from '../product';
import { BatchTrainer, type Lesson } from './batch-trainer';
import { fillBatch, type Batch } from './batches';
import { CODE_PRICE, hiddenShares, hideFrom, type HiddenShares } from './hide';
import { codes, cutWeights, habits, states, type Weights } from './graph';
import type { Sequences } from './tokens';

/**
 * Trains a network to foretell a user's next step: the cross-entropies of the predicted fields (what comes next, and after what time),
 * summed, the mean over the steps of a batch.
 */
export class SequenceTrainer extends BatchTrainer {
  private readonly shares: HiddenShares;

  /** @param warmup steps over which the noise on codes and their price rise */
  constructor(
    private readonly shape: SequenceShape,
    private readonly sequences: Sequences,
    recipe: Pick<EncoderRecipe, 'learningRate' | 'optimizer' | 'dropout' | 'sequence'>,
    private readonly seed: number,
    state: ModelState,
    private readonly warmup = 0,
  ) {
    super(recipe, state);
    this.shares = hiddenShares(recipe);
  }

  protected lesson(batch: Batch, number: number | null): Lesson {
    const { levels, weights, count } = fillBatch(this.sequences, batch);
    const given = this.upload(levels, weights, batch);
    const hidden = number === null ? null : this.hide(batch, number);
    return { loss: (parameters) => this.loss(cutWeights(this.shape, parameters), given, batch, hidden), weight: count };
  }

  private hide(batch: Batch, number: number): Hidden {
    const { steps, states: left, noise } = hideFrom(batch, this.shape, this.shares, this.seed, number);
    const share = this.taken < this.warmup ? (this.taken / this.warmup) ** 2 : 1;
    const rows = batch.users.length * batch.time;
    return {
      kept: steps && tensor2d(steps, [rows, 1]),
      left: left && tensor2d(left, [rows, this.shape.width]),
      noise: mul(tensor2d(noise, [rows, this.shape.code]), scalar(share)),
      price: share * CODE_PRICE,
    };
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
    const price = sum(mul(mul(square(code), given.weights), scalar((hidden?.price ?? CODE_PRICE) / 2)));
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
  /** Of the codes. */
  readonly price: number;
}

interface Given {
  readonly inputs: readonly Tensor1D[];
  readonly targets: readonly Tensor1D[];
  readonly weights: Tensor2D;
}
