import type { OptimizerRecipe } from '../../protocol/encoder-recipe';
import type { Perceptron } from './network';

/** Adam's published constants (Kingma & Ba 2015). */
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

export interface StepOptions extends OptimizerRecipe {
  readonly learningRate: number;
}

/**
 * Steps of Adam, AdamW (Loshchilov & Hutter 2019) or SGD with momentum (Sutskever et al. 2013, without Nesterov's look ahead) on the weights of a network. Weight
 * decay is part of the gradient but for AdamW, where it stands beside it; biases do not decay. The rate rises in a line over the first `warmup` steps.
 */
export class Steps {
  private readonly mean: readonly Float64Array[];
  private readonly square: readonly Float64Array[];
  private steps = 0;

  constructor(
    private readonly net: Perceptron,
    private readonly options: StepOptions,
  ) {
    const zeros = () => net.layers.map((layer) => new Float64Array(layer.length));
    this.mean = zeros();
    this.square = zeros();
  }

  /** @param gradients by layer, as its weights */
  take(gradients: readonly Float64Array[]): void {
    const { kind, momentum, weightDecay, warmup, learningRate } = this.options;
    const { layers, widths } = this.net;
    this.steps++;
    const rate = learningRate * (warmup === 0 ? 1 : Math.min(1, this.steps / warmup));
    const corrected = (rate * Math.sqrt(1 - BETA2 ** this.steps)) / (1 - BETA1 ** this.steps);
    for (let l = 0; l < layers.length; l++) {
      const weights = layers[l]!;
      const gradient = gradients[l]!;
      const mean = this.mean[l]!;
      const square = this.square[l]!;
      const stride = widths[l]! + 1;
      for (let i = 0; i < weights.length; i++) {
        const decay = i % stride === stride - 1 ? 0 : weightDecay * weights[i]!;
        const g = gradient[i]! + (kind === 'adamw' ? 0 : decay);
        if (kind === 'sgd') {
          mean[i] = momentum * mean[i]! + g;
          weights[i]! -= rate * mean[i]!;
          continue;
        }
        mean[i] = BETA1 * mean[i]! + (1 - BETA1) * g;
        square[i] = BETA2 * square[i]! + (1 - BETA2) * g * g;
        weights[i]! -= (corrected * mean[i]!) / (Math.sqrt(square[i]!) + EPSILON) + (kind === 'adamw' ? rate * decay : 0);
      }
    }
  }
}
