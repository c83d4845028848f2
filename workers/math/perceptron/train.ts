import type { OptimizerRecipe } from '../../protocol/encoder-recipe';
import { random, shuffle, type Random } from '../random';
import { BERNOULLI, type Loss } from './loss';
import { copyOf, Pass, startOf, type Perceptron } from './network';
import { Steps } from './optimizer';

export interface PerceptronOptions {
  readonly hidden: readonly number[];
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** Epochs without a lower validation loss after which training ends. */
  readonly patience: number;
  /** `balanced`: both outcomes weigh the same in training, however rare one is; probabilities then need calibration. */
  readonly classWeights: 'none' | 'balanced';
  /** AdamW without it. */
  readonly optimizer?: OptimizerRecipe['kind'] | undefined;
  /** Of SGD; 0.9 without it. */
  readonly momentum?: number | undefined;
  /** Steps over which the learning rate rises from zero. */
  readonly warmup?: number | undefined;
  /** Share of the hidden units that are left out of each row's step. */
  readonly dropout?: number | undefined;
  readonly seed: number;
}

export interface Rows {
  /** rows × dims, row-major. */
  readonly x: Float32Array;
  /** 0 or 1; for another loss whatever numbers it takes. */
  readonly y: Uint8Array | Float64Array;
}

export interface Epoch {
  readonly epoch: number;
  readonly trainingLoss: number;
  readonly validationLoss: number;
}

/** Rows between two yields. */
const PAUSE_ROWS = 4096;

/**
 * Trains on the mean loss and returns the weights of the epoch with the lowest validation loss. Plain arrays and one order of sums: the same seed gives
 * the same network everywhere. Yields within an epoch (null) and after each.
 */
export function* trainPerceptron(
  training: Rows,
  validation: Rows,
  dims: number,
  options: PerceptronOptions,
  loss: Loss = BERNOULLI,
): Generator<Epoch | null, Perceptron, void> {
  const { batchSize, epochs, patience, seed } = options;
  const rng = random(seed, 'perceptron');
  const net = startOf([dims, ...options.hidden, 1], rng);
  const trainer = new Trainer(net, options, loss, rng);
  const rows = training.y.length;
  const importance = importanceOf(training.y, options.classWeights);
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  let best = copyOf(net);
  let least = meanLoss(net, validation, loss);
  let waited = 0;
  for (let epoch = 1; epoch <= epochs && waited < patience; epoch++) {
    shuffle(order, rng);
    let sum = 0;
    let since = 0;
    for (let from = 0; from < rows; from += batchSize) {
      const to = Math.min(rows, from + batchSize);
      sum += trainer.step(training, order.subarray(from, to), importance);
      since += to - from;
      if (since < PAUSE_ROWS) continue;
      since = 0;
      yield null;
    }
    const validationLoss = meanLoss(net, validation, loss);
    yield { epoch, trainingLoss: sum / rows, validationLoss };
    waited++;
    if (validationLoss < least) {
      least = validationLoss;
      best = copyOf(net);
      waited = 0;
    }
  }
  return best;
}

/** Of 0 and of 1; mean 1 over the rows. */
function importanceOf(y: Rows['y'], weights: PerceptronOptions['classWeights']): readonly [number, number] {
  let positive = 0;
  for (const one of y) if (one > 0) positive++;
  if (weights === 'none' || positive === 0 || positive === y.length) return [1, 1];
  return [y.length / (2 * (y.length - positive)), y.length / (2 * positive)];
}

function meanLoss(net: Perceptron, { x, y }: Rows, loss: Loss): number {
  const pass = new Pass(net);
  const dims = net.widths[0]!;
  let sum = 0;
  for (let row = 0; row < y.length; row++) sum += loss.at(pass.forward(x, row * dims), y[row]!);
  return sum / y.length;
}

class Trainer {
  private readonly pass: Pass;
  private readonly steps: Steps;
  private readonly gradients: readonly Float64Array[];
  private readonly deltas: readonly Float64Array[];
  private readonly dropout: number;
  /** By layer, of the hidden ones: 0 for a unit that is left out, and what makes up for it for the others. */
  private readonly factors: readonly (Float64Array | null)[];

  constructor(
    private readonly net: Perceptron,
    options: PerceptronOptions,
    private readonly loss: Loss,
    private readonly rng: Random,
  ) {
    const { optimizer: kind = 'adamw', momentum = 0.9, warmup = 0, dropout = 0, weightDecay, learningRate } = options;
    this.pass = new Pass(net);
    this.steps = new Steps(net, { kind, momentum, warmup, weightDecay, learningRate });
    this.dropout = dropout;
    this.gradients = net.layers.map((layer) => new Float64Array(layer.length));
    this.deltas = net.widths.map((width) => new Float64Array(width));
    const hidden = (l: number) => dropout > 0 && l > 0 && l < net.layers.length;
    this.factors = net.widths.map((width, l) => (hidden(l) ? new Float64Array(width) : null));
  }

  /** One step on a batch; returns its summed loss. */
  step({ x, y }: Rows, batch: Uint32Array, importance: readonly [number, number]): number {
    for (const gradient of this.gradients) gradient.fill(0);
    const dims = this.net.widths[0]!;
    let sum = 0;
    for (const row of batch) {
      this.drawFactors();
      const z = this.pass.forward(x, row * dims, this.factors);
      const weight = importance[y[row]! > 0 ? 1 : 0];
      sum += weight * this.loss.at(z, y[row]!);
      this.backward((weight * this.loss.slope(z, y[row]!)) / batch.length);
    }
    this.steps.take(this.gradients);
    return sum;
  }

  private drawFactors(): void {
    if (this.dropout === 0) return;
    for (const factor of this.factors) {
      if (factor) for (let i = 0; i < factor.length; i++) factor[i] = this.rng.next() < this.dropout ? 0 : 1 / (1 - this.dropout);
    }
  }

  private backward(delta: number): void {
    const { layers } = this.net;
    this.deltas[layers.length]![0] = delta;
    for (let l = layers.length - 1; l >= 0; l--) {
      const input = this.pass.outputs[l]!;
      const above = this.deltas[l + 1]!;
      const below = this.deltas[l]!;
      const weights = layers[l]!;
      const gradient = this.gradients[l]!;
      below.fill(0);
      for (let o = 0, at = 0; o < above.length; o++) {
        const d = above[o]!;
        if (d === 0) {
          at += input.length + 1;
          continue;
        }
        // Nobody asks for the slopes of the rows themselves.
        if (l === 0) for (let i = 0; i < input.length; i++) gradient[at++]! += d * input[i]!;
        else
          for (let i = 0; i < input.length; i++, at++) {
            gradient[at]! += d * input[i]!;
            below[i]! += d * weights[at]!;
          }
        gradient[at++]! += d;
      }
      if (l === 0) continue;
      // Nothing flows back through a unit that gave nothing.
      const factor = this.factors[l];
      for (let i = 0; i < input.length; i++) {
        if (input[i]! <= 0) below[i] = 0;
        else if (factor) below[i]! *= factor[i]!;
      }
    }
  }
}
