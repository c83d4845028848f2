import {
  add,
  dispose,
  logSoftmax,
  matMul,
  mul,
  neg,
  oneHot,
  scalar,
  slice,
  split,
  sum,
  tensor1d,
  tensor2d,
  tidy,
  valueAndGrad,
} from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { random } from '../../math/random';
import { DEFAULT_OPTIMIZER, type EncoderRecipe } from '../../protocol/recipe';
import type { SequenceShape } from '../../protocol/sequences';
import type { ModelState } from '../epochs';
import { FlatOptimizer } from '../optimizer';
import { fillBatch, type Batch } from './batches';
import { cutWeights, states, type Weights } from './graph';
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
    const hidden = this.hide(batch, number);
    const next = tidy(() => {
      const given = this.upload(levels, weights, batch);
      const kept = hidden.steps && tensor2d(hidden.steps, [hidden.steps.length, 1]);
      const left = hidden.states && tensor2d(hidden.states, [batch.users.length * batch.time, this.shape.width]);
      const loss = (parameters: Tensor): Scalar =>
        mul(this.loss(cutWeights(this.shape, parameters as Tensor1D), given, batch, kept, left), scalar(1 / count));
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
      const loss = this.loss(cutWeights(this.shape, this.parameters), this.upload(levels, weights, batch), batch, null, null);
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

  private loss(weights: Weights, given: Given, { users, time }: Batch, kept: Tensor2D | null, left: Tensor2D | null): Scalar {
    let rows = states(this.shape, weights, given.inputs, time, users.length, kept);
    if (left !== null) rows = mul(rows, left);
    const losses = this.shape.predicted.map((field, i) => {
      const logits = add(matMul(rows, weights[`head${field}`]!), weights[`headBias${field}`]!) as Tensor2D;
      const right = oneHot(given.targets[i]!, this.shape.levels[field]!, 1, 0, 'float32');
      return sum(mul(mul(logSoftmax(logits), right), given.weights));
    });
    return neg(losses.reduce((total, loss) => add(total, loss))) as Scalar;
  }

  /** What the network is not to see in a step of its training; the same states of a user are left out at all times (Gal & Ghahramani 2016). */
  private hide({ users, time }: Batch, number: number): { steps: Float32Array | null; states: Float32Array | null } {
    const { masking, dropout } = this;
    const { width } = this.shape;
    const rng = random(this.seed, 'encode', 'sequence', 'hide', number);
    const steps = masking === 0 ? null : Float32Array.from({ length: time * users.length }, () => (rng.next() < masking ? 0 : 1));
    if (dropout === 0) return { steps, states: null };
    const once = Float32Array.from({ length: users.length * width }, () => (rng.next() < dropout ? 0 : 1 / (1 - dropout)));
    const states = new Float32Array(time * once.length);
    for (let t = 0; t < time; t++) states.set(once, t * once.length);
    return { steps, states };
  }
}

interface Given {
  readonly inputs: readonly Tensor1D[];
  readonly targets: readonly Tensor1D[];
  readonly weights: Tensor2D;
}
