import { add, dispose, div, mul, scalar, sqrt, square, sub, tensor1d } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import type { OptimizerRecipe } from '../protocol/encoder-recipe';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/** Each array as long as the parameters. */
export interface OptimizerState {
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
  readonly steps: number;
}

/**
 * Steps of an optimizer on parameters that live in one tensor, so that one takes some ten kernels whatever the number of layers.
 *
 * - `adam`: Kingma & Ba 2015, in the efficient form at the end of their section 2. The moments are kept undivided, M ← β₁M + g and V ← β₂V + g²,
 *   which saves two kernels; (1−β₁)M and (1−β₂)V are Adam's. Weight decay is added to the gradient (L2).
 * - `adamw`: the same with decay beside the gradient (Loshchilov & Hutter 2019).
 * - `sgd`: with momentum, M ← μM + g (Sutskever et al. 2013 without Nesterov's look ahead), and L2.
 *
 * The rate rises in a line over the first `warmup` steps.
 */
export class FlatOptimizer {
  #first: Tensor1D;
  #second: Tensor1D;
  #steps: number;
  readonly #constants: Readonly<Record<'beta1' | 'beta2' | 'epsilon' | 'momentum' | 'decay', Scalar>>;

  constructor(
    private readonly settings: OptimizerRecipe,
    private readonly learningRate: number,
    state: OptimizerState,
  ) {
    this.#first = tensor1d(state.firstMoment.slice());
    this.#second = tensor1d(state.secondMoment.slice());
    this.#steps = state.steps;
    this.#constants = {
      beta1: scalar(BETA1),
      beta2: scalar(BETA2),
      epsilon: scalar(EPSILON / Math.sqrt(1 - BETA2)),
      momentum: scalar(settings.momentum),
      decay: scalar(settings.weightDecay),
    };
  }

  /** Steps taken, those before the state that it began with among them. */
  get taken(): number {
    return this.#steps;
  }

  /** The parameters after one step. To be called within a tidy whose results include those of {@link moved}. */
  step(parameters: Tensor1D, gradient: Tensor1D): { parameters: Tensor1D; first: Tensor1D; second: Tensor1D } {
    const { kind, weightDecay, warmup } = this.settings;
    const { beta1, beta2, epsilon, momentum, decay } = this.#constants;
    const steps = ++this.#steps;
    const rate = this.learningRate * (warmup === 0 ? 1 : Math.min(1, steps / warmup));
    const slope = kind !== 'adamw' && weightDecay > 0 ? add(gradient, mul(parameters, decay)) : gradient;
    if (kind === 'sgd') {
      const first = add(mul(this.#first, momentum), slope) as Tensor1D;
      return { parameters: sub(parameters, mul(first, scalar(rate))), first, second: this.#second };
    }
    const correction = Math.sqrt(1 - BETA2 ** steps) / (1 - BETA1 ** steps);
    const first = add(mul(this.#first, beta1), slope) as Tensor1D;
    const second = add(mul(this.#second, beta2), square(slope)) as Tensor1D;
    const change = mul(div(first, add(sqrt(second), epsilon)), scalar((rate * correction * (1 - BETA1)) / Math.sqrt(1 - BETA2)));
    const kept = kind === 'adamw' && weightDecay > 0 ? mul(parameters, scalar(1 - rate * weightDecay)) : parameters;
    return { parameters: sub(kept, change) as Tensor1D, first, second };
  }

  /** Takes over the moments of a step, once they are safe from its tidy. */
  moved({ first, second }: { readonly first: Tensor1D; readonly second: Tensor1D }): void {
    dispose(this.#first);
    if (second !== this.#second) dispose(this.#second);
    this.#first = first;
    this.#second = second;
  }

  async state(): Promise<OptimizerState> {
    const [first, second] = await Promise.all([this.#first.data(), this.#second.data()]);
    // On some backends data() is a view of memory that the next kernel overwrites.
    return { firstMoment: Float32Array.from(first), secondMoment: Float32Array.from(second), steps: this.#steps };
  }

  dispose(): void {
    dispose([this.#first, this.#second, ...Object.values(this.#constants)]);
  }
}
