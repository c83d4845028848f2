import { add, cast, concat, logSoftmax, mul, neg, oneHot, slice, split, sum, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { EncoderRecipe } from '../../protocol/encoder-recipe';
import type { SequenceShape } from '../../protocol/sequences';
import type { ModelState } from '../epochs';
import { product } from '../product';
import { BatchTrainer, type Lesson } from './batch-trainer';
import { fillBatch, type Batch } from './batches';
import { cutWeights, pooled, states, type Weights } from './graph';
import { hiddenShares, hideFrom, type HiddenShares } from './hide';
import type { Sequences } from './tokens';

/** What a network that tells users apart is taught. */
export interface Classes {
  /** By user of the sequences, 0 … classes − 1. */
  readonly labels: Int32Array;
  /** By class: how much a user of it weighs. */
  readonly weights: Float32Array;
}

/**
 * Trains a network to tell which class a user is of after each step: softmax over the state after the step and the mean of the states so
 * far. It learns from all beginnings of the users, 1 step to all of them, in a single pass, since no state sees what comes after it: the
 * mean of their cross-entropies, in which one of n steps weighs 1/n, so that every doubling of the steps weighs the same, times the weight of
 * its class. The weight does not depend on how long the user stays: of those who have come to n steps all are told apart alike.
 */
export class ClassTrainer extends BatchTrainer {
  private readonly shares: HiddenShares;

  constructor(
    private readonly shape: SequenceShape & { readonly classes: number },
    private readonly sequences: Sequences,
    private readonly classes: Classes,
    recipe: Pick<EncoderRecipe, 'learningRate' | 'optimizer' | 'dropout' | 'sequence'>,
    private readonly seed: number,
    state: ModelState,
  ) {
    super(recipe, state);
    this.shares = hiddenShares(recipe);
  }

  protected lesson(batch: Batch, number: number | null): Lesson {
    const { users, time } = batch;
    const width = users.length;
    const { levels, weights: held } = fillBatch(this.sequences, batch);
    const { labels, weights } = this.classes;
    const own = Float32Array.from(users, (user) => weights[labels[user]!]!);
    const right = new Int32Array(time * width);
    for (let t = 0; t < time; t++) users.forEach((user, u) => (right[t * width + u] = labels[user]!));
    const shares = held.map((there, row) => {
      return (there * own[row % width]!) / (1 + Math.floor(row / width));
    });
    const given: Given = {
      inputs: split(tensor1d(levels, 'int32'), this.shape.levels.length) as Tensor1D[],
      right: mul(cast(oneHot(tensor1d(right, 'int32'), this.shape.classes), 'float32'), tensor2d(shares, [time * width, 1])),
    };
    const hidden = number === null ? null : this.hide(batch, number);
    return {
      loss: (parameters) => this.loss(cutWeights(this.shape, parameters), given, batch, hidden),
      weight: shares.reduce((total, one) => total + one, 0),
    };
  }

  private hide({ users, time }: Batch, number: number): Hidden {
    const { steps, states: left } = hideFrom({ users, time: time + 1 }, this.shape, this.shares, this.seed, number);
    const rows = users.length * (time + 1);
    return { kept: steps && tensor2d(steps, [rows, 1]), left: left && tensor2d(left, [rows, this.shape.width]) };
  }

  private loss(weights: Weights, given: Given, { users, time }: Batch, hidden: Hidden | null): Scalar {
    const width = users.length;
    const { states: all } = states(this.shape, weights, given.inputs, time + 1, width, hidden?.kept ?? null);
    const means = pooled(all, time + 1, width);
    const both = (hidden?.left ? [mul(all, hidden.left), mul(means, hidden.left)] : [all, means]) as Tensor2D[];
    // The position before the first step tells nothing of a user.
    const rows = slice(concat(both, 1), [width, 0], [time * width, 2 * this.shape.width]) as Tensor2D;
    const logits: Tensor2D = add(product(rows, weights.classHead!), weights.classBias!);
    return neg(sum(mul(logSoftmax(logits), given.right))) as Scalar;
  }
}

interface Given {
  readonly inputs: readonly Tensor1D[];
  /** (time·users) × classes: what each beginning weighs in the loss, at the class of its user. */
  readonly right: Tensor2D;
}

interface Hidden {
  readonly kept: Tensor2D | null;
  readonly left: Tensor2D | null;
}
