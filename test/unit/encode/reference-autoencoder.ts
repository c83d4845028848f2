import { random, shuffle } from '../../../workers/math/random';
import type { LayerShape } from '../../../workers/encode/layers';
import type { TrainRequest } from '../../../workers/encode/trainer';

/**
 * A slow autoencoder in float64 and plain loops, one user at a time, written apart from the product: forward pass, back-propagation
 * by the chain rule, Adam as Algorithm 1 of Kingma & Ba 2015 with the step size of their section 2.
 */
export class ReferenceAutoencoder {
  readonly parameters: number[];
  private readonly m: number[];
  private readonly v: number[];
  private t = 0;

  constructor(
    private readonly shapes: readonly LayerShape[],
    start: Float32Array,
  ) {
    this.parameters = Array.from(start);
    this.m = this.parameters.map(() => 0);
    this.v = this.parameters.map(() => 0);
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

  /** Sum over the rows of the squared errors, and the gradient of their mean over all values. */
  gradient(rows: readonly (readonly number[])[]): { error: number; gradient: number[] } {
    const gradient = this.parameters.map(() => 0);
    let error = 0;
    for (const row of rows) {
      const outputs = this.forward(row);
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
    }
    return { error, gradient };
  }

  step(rows: readonly (readonly number[])[], learningRate: number): number {
    const { error, gradient } = this.gradient(rows);
    this.t++;
    const rate = (learningRate * Math.sqrt(1 - 0.999 ** this.t)) / (1 - 0.9 ** this.t);
    gradient.forEach((g, i) => {
      this.m[i] = 0.9 * this.m[i]! + 0.1 * g;
      this.v[i] = 0.999 * this.v[i]! + 0.001 * g * g;
      this.parameters[i]! -= (rate * this.m[i]!) / (Math.sqrt(this.v[i]!) + 1e-7);
    });
    return error;
  }
}

/** Losses by epoch of the reference, given the same starting weights and the same order of batches. */
export function referenceLosses(
  shapes: readonly LayerShape[],
  start: Float32Array,
  { rows, users, features, validation, encoder, seed }: TrainRequest,
  epochs: number,
): { training: number[]; validation: number[]; model: ReferenceAutoencoder } {
  const model = new ReferenceAutoencoder(shapes, start);
  const row = (user: number): number[] => Array.from(rows.subarray(user * features, (user + 1) * features));
  const everyone = Array.from({ length: users }, (_, user) => user);
  const train = everyone.filter((user) => validation[user] === 0);
  const validate = everyone.filter((user) => validation[user] === 1);
  const losses = { training: [] as number[], validation: [] as number[], model };
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = Uint32Array.from(train);
    shuffle(order, random(seed, 'encode', 'shuffle', epoch));
    let error = 0;
    for (let from = 0; from < order.length; from += encoder.batchSize) {
      error += model.step(Array.from(order.slice(from, from + encoder.batchSize), row), encoder.learningRate);
    }
    losses.training.push(error / (train.length * features));
    losses.validation.push(model.gradient(validate.map(row)).error / (validate.length * features));
  }
  return losses;
}
