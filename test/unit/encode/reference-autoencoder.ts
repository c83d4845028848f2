import { SlowOptimizer } from '../../fixtures/slow-optimizer';
import { random, shuffle } from '../../../workers/math/random';
import type { LayerShape } from '../../../workers/encode/layers';
import type { TrainRequest } from '../../../workers/encode/trainer';
import type { OptimizerRecipe } from '../../../workers/protocol/encoder-recipe';

/**
 * A slow autoencoder in float64 and plain loops, one user at a time, written apart from the product: forward pass and back-propagation by the
 * chain rule.
 */
export class ReferenceAutoencoder {
  private readonly optimizer: SlowOptimizer;

  constructor(
    private readonly shapes: readonly LayerShape[],
    start: Float32Array,
    recipe?: OptimizerRecipe,
  ) {
    this.optimizer = new SlowOptimizer(start, recipe);
  }

  get parameters(): Float64Array {
    return this.optimizer.parameters;
  }

  /** Outputs of every layer for one user, the input first. */
  forward(input: readonly number[]): number[][] {
    const outputs = [Array.from(input)];
    let at = 0;
    for (const { inputs, outputs: width, activation } of this.shapes) {
      const from = outputs[outputs.length - 1]!;
      const next: number[] = [];
      for (let o = 0; o < width; o++) {
        let sum = this.parameters[at + inputs * width + o]!;
        for (let i = 0; i < inputs; i++) sum += from[i]! * this.parameters[at + i * width + o]!;
        next.push(activation === 'relu' ? Math.max(0, sum) : sum);
      }
      outputs.push(next);
      at += (inputs + 1) * width;
    }
    return outputs;
  }

  /**
   * Sum over the rows of the squared errors, and the gradient of their mean over all values.
   *
   * @param seen what the rows are restored from
   */
  gradient(rows: readonly (readonly number[])[], seen = rows): { error: number; gradient: number[] } {
    const gradient = new Array<number>(this.parameters.length).fill(0);
    let error = 0;
    rows.forEach((row, at) => {
      const outputs = this.forward(seen[at]!);
      const made = outputs[outputs.length - 1]!;
      let delta = made.map((value, i) => (2 * (value - row[i]!)) / (rows.length * row.length));
      error += made.reduce((sum, value, i) => sum + (value - row[i]!) ** 2, 0);
      let end = this.parameters.length;
      for (let layer = this.shapes.length - 1; layer >= 0; layer--) {
        const { inputs, outputs: width } = this.shapes[layer]!;
        const at = end - (inputs + 1) * width;
        const from = outputs[layer]!;
        const back = new Array<number>(inputs).fill(0);
        for (let o = 0; o < width; o++) {
          gradient[at + inputs * width + o]! += delta[o]!;
          for (let i = 0; i < inputs; i++) {
            gradient[at + i * width + o]! += from[i]! * delta[o]!;
            back[i]! += this.parameters[at + i * width + o]! * delta[o]!;
          }
        }
        const rectified = layer > 0 && this.shapes[layer - 1]!.activation === 'relu';
        delta = back.map((value, i) => (rectified && from[i]! <= 0 ? 0 : value));
        end = at;
      }
    });
    return { error, gradient };
  }

  step(rows: readonly (readonly number[])[], learningRate: number, seen = rows): number {
    const { error, gradient } = this.gradient(rows, seen);
    this.optimizer.step(gradient, learningRate);
    return error;
  }
}

/** Losses by epoch of the reference, given the same starting weights and the same order of batches and hidden features. */
export function referenceLosses(
  shapes: readonly LayerShape[],
  start: Float32Array,
  { rows, users, features, validation, encoder, seed }: TrainRequest,
  epochs: number,
): { training: number[]; validation: number[]; model: ReferenceAutoencoder } {
  const model = new ReferenceAutoencoder(shapes, start, encoder.optimizer);
  const row = (user: number): number[] => Array.from(rows.subarray(user * features, (user + 1) * features));
  const everyone = Array.from({ length: users }, (_, user) => user);
  const train = everyone.filter((user) => validation[user] === 0);
  const validate = everyone.filter((user) => validation[user] === 1);
  const losses = { training: [] as number[], validation: [] as number[], model };
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = Uint32Array.from(train);
    shuffle(order, random(seed, 'encode', 'shuffle', epoch));
    const hiding = random(seed, 'encode', 'corruption', epoch);
    const hide = (value: number) => (hiding.next() < (encoder.corruption ?? 0) ? 0 : value);
    let error = 0;
    for (let from = 0; from < order.length; from += encoder.batchSize) {
      const batch = Array.from(order.slice(from, from + encoder.batchSize), row);
      const seen = batch.map((values) => values.map(hide));
      error += model.step(batch, encoder.learningRate, seen);
    }
    losses.training.push(error / (train.length * features));
    losses.validation.push(model.gradient(validate.map(row)).error / (validate.length * features));
  }
  return losses;
}
