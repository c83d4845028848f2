import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { add, dispose, mul, scalar, tensor1d, tidy, valueAndGrad } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { DEFAULT_OPTIMIZER, type EncoderRecipe } from '../../protocol/encoder-recipe';
import type { ModelState } from '../epochs';
import { FlatOptimizer } from '../optimizer';
import type { Batch } from './batches';

/** What a batch asks of the parameters. */
export interface Lesson {
  /** Sum of the losses of the batch. */
  loss(parameters: Tensor1D): Scalar;
  /** How much the batch weighs: what that sum is divided by for a mean. */
  readonly weight: number;
}

/**
 * Trains a network whose parameters live in one tensor on the current tfjs backend, a batch of users at a time. Gradients are the tape's;
 * nothing is read back until the caller asks.
 */
export abstract class BatchTrainer {
  private parameters: Tensor1D;
  private total: Scalar = scalar(0);
  private readonly optimizer: FlatOptimizer;

  constructor(recipe: Pick<EncoderRecipe, 'learningRate' | 'optimizer'>, state: ModelState) {
    this.parameters = tensor1d(state.parameters.slice());
    this.optimizer = new FlatOptimizer(recipe.optimizer ?? DEFAULT_OPTIMIZER, recipe.learningRate, state);
  }

  /** Steps of training taken, from the beginning of it. */
  protected get taken(): number {
    return this.optimizer.taken;
  }

  /**
   * Called within a tidy.
   *
   * @param number of the step of training, which what is hidden in it follows from; null: nothing is hidden
   */
  protected abstract lesson(batch: Batch, number: number | null): Lesson;

  /** One optimizer step. @returns what the batch weighs */
  step(batch: Batch, number: number): number {
    let weight = 0;
    const next = tidy(() => {
      const lesson = this.lesson(batch, number);
      weight = lesson.weight;
      const loss = (parameters: Tensor): Scalar => mul(lesson.loss(parameters as Tensor1D), scalar(1 / weight));
      const { value, grad } = valueAndGrad(loss)(this.parameters);
      const total = add(this.total, mul(value, scalar(weight))) as Scalar;
      return { ...this.optimizer.step(this.parameters, grad as Tensor1D), total };
    });
    dispose([this.parameters, this.total]);
    this.parameters = next.parameters;
    this.total = next.total;
    this.optimizer.moved(next);
    return weight;
  }

  /** Adds the losses of a batch to those that {@link takeLoss} gives, without learning from them. @returns what the batch weighs */
  measure(batch: Batch): number {
    let weight = 0;
    const total = tidy(() => {
      const lesson = this.lesson(batch, null);
      weight = lesson.weight;
      return add(this.total, lesson.loss(this.parameters)) as Scalar;
    });
    dispose(this.total);
    this.total = total;
    return weight;
  }

  /** Sum of the losses of the batches since the last call. Waits for the device. */
  async takeLoss(): Promise<number> {
    const total = this.total;
    this.total = scalar(0);
    const [value] = await total.data();
    total.dispose();
    return value!;
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
}
