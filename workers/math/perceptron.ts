import { sigmoid } from './logistic-regression';
import { random, shuffle, type Random } from './random';

/** A network of dense layers, ReLU between them, that ends in one probability. Weights row-major, outputs × inputs, the bias behind each row. */
export interface Perceptron {
  readonly widths: readonly number[];
  readonly layers: readonly Float64Array[];
}

export interface PerceptronOptions {
  readonly hidden: readonly number[];
  readonly learningRate: number;
  /** Decoupled from the gradient (AdamW; Loshchilov & Hutter 2019); biases do not decay. */
  readonly weightDecay: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** Epochs without a lower validation loss after which training ends. */
  readonly patience: number;
  /** `balanced`: both outcomes weigh the same in training, however rare one is; probabilities then need calibration. */
  readonly classWeights: 'none' | 'balanced';
  readonly seed: number;
}

export interface Rows {
  /** rows × dims, row-major. */
  readonly x: Float32Array;
  /** 0 or 1. */
  readonly y: Uint8Array;
}

export interface Epoch {
  readonly epoch: number;
  readonly trainingLoss: number;
  readonly validationLoss: number;
}

/** Adam's published constants (Kingma & Ba 2015). */
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;
/** Rows between two yields. */
const PAUSE_ROWS = 4096;

/**
 * Trains by Adam on the mean log loss and returns the weights of the epoch with the lowest validation loss. Plain arrays and one order of sums: the same
 * seed gives the same network everywhere. Yields within an epoch (null) and after each.
 */
export function* trainPerceptron(
  training: Rows,
  validation: Rows,
  dims: number,
  options: PerceptronOptions,
): Generator<Epoch | null, Perceptron, void> {
  const { batchSize, epochs, patience, seed } = options;
  const rng = random(seed, 'perceptron');
  const net = startOf([dims, ...options.hidden, 1], rng);
  const trainer = new Trainer(net, options);
  const rows = training.y.length;
  const importance = importanceOf(training.y, options.classWeights);
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  let best = copyOf(net);
  let least = logLossOf(net, validation);
  let waited = 0;
  for (let epoch = 1; epoch <= epochs && waited < patience; epoch++) {
    shuffle(order, rng);
    let loss = 0;
    let since = 0;
    for (let from = 0; from < rows; from += batchSize) {
      const to = Math.min(rows, from + batchSize);
      loss += trainer.step(training, order.subarray(from, to), importance);
      since += to - from;
      if (since < PAUSE_ROWS) continue;
      since = 0;
      yield null;
    }
    const validationLoss = logLossOf(net, validation);
    yield { epoch, trainingLoss: loss / rows, validationLoss };
    waited++;
    if (validationLoss < least) {
      least = validationLoss;
      best = copyOf(net);
      waited = 0;
    }
  }
  return best;
}

/** The probability of each row. */
export function predictPerceptron(net: Perceptron, x: Float32Array): Float64Array {
  const dims = net.widths[0]!;
  const pass = new Pass(net);
  return Float64Array.from({ length: x.length / dims }, (_, row) => sigmoid(pass.forward(x, row * dims)));
}

/** He's initialisation; a last layer of zeros, so that training begins at even odds for all. */
function startOf(widths: readonly number[], rng: Random): Perceptron {
  const layers = widths.slice(1).map((outputs, l) => {
    const inputs = widths[l]!;
    const weights = new Float64Array(outputs * (inputs + 1));
    if (l + 2 === widths.length) return weights;
    for (let i = 0; i < weights.length; i++) if (i % (inputs + 1) !== inputs) weights[i] = rng.normal() * Math.sqrt(2 / inputs);
    return weights;
  });
  return { widths, layers };
}

const copyOf = ({ widths, layers }: Perceptron): Perceptron => ({ widths, layers: layers.map((layer) => layer.slice()) });

/** Mean 1 over the rows. */
function importanceOf(y: Uint8Array, weights: PerceptronOptions['classWeights']): readonly [number, number] {
  const positive = y.reduce((sum, one) => sum + one, 0);
  if (weights === 'none' || positive === 0 || positive === y.length) return [1, 1];
  return [y.length / (2 * (y.length - positive)), y.length / (2 * positive)];
}

function logLossOf(net: Perceptron, { x, y }: Rows): number {
  const pass = new Pass(net);
  const dims = net.widths[0]!;
  let loss = 0;
  for (let row = 0; row < y.length; row++) loss += lossAt(pass.forward(x, row * dims), y[row]!);
  return loss / y.length;
}

/** −ln of the probability of y at the logit z. */
const lossAt = (z: number, y: number): number => Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));

/** One row through the network; keeps what each layer gave. */
class Pass {
  readonly outputs: readonly Float64Array[];

  constructor(private readonly net: Perceptron) {
    this.outputs = net.widths.map((width) => new Float64Array(width));
  }

  /** The logit of the row that begins at x[from]. */
  forward(x: Float32Array, from: number): number {
    const { widths, layers } = this.net;
    const [first] = this.outputs;
    for (let i = 0; i < widths[0]!; i++) first![i] = x[from + i]!;
    for (let l = 0; l < layers.length; l++) {
      const input = this.outputs[l]!;
      const output = this.outputs[l + 1]!;
      const weights = layers[l]!;
      const inner = l + 1 < layers.length;
      for (let o = 0, at = 0; o < output.length; o++) {
        let sum = 0;
        for (let i = 0; i < input.length; i++) sum += weights[at++]! * input[i]!;
        sum += weights[at++]!;
        output[o] = inner && sum < 0 ? 0 : sum;
      }
    }
    return this.outputs[layers.length]![0]!;
  }
}

class Trainer {
  private readonly pass: Pass;
  private readonly gradients: readonly Float64Array[];
  private readonly mean: readonly Float64Array[];
  private readonly square: readonly Float64Array[];
  private readonly deltas: readonly Float64Array[];
  private steps = 0;

  constructor(
    private readonly net: Perceptron,
    private readonly options: PerceptronOptions,
  ) {
    this.pass = new Pass(net);
    const zeros = () => net.layers.map((layer) => new Float64Array(layer.length));
    this.gradients = zeros();
    this.mean = zeros();
    this.square = zeros();
    this.deltas = net.widths.map((width) => new Float64Array(width));
  }

  /** One step on a batch; returns its summed loss. */
  step({ x, y }: Rows, batch: Uint32Array, importance: readonly [number, number]): number {
    for (const gradient of this.gradients) gradient.fill(0);
    const dims = this.net.widths[0]!;
    let loss = 0;
    for (const row of batch) {
      const z = this.pass.forward(x, row * dims);
      const weight = importance[y[row]! > 0 ? 1 : 0];
      loss += weight * lossAt(z, y[row]!);
      this.backward((weight * (sigmoid(z) - y[row]!)) / batch.length);
    }
    this.adam();
    return loss;
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
        for (let i = 0; i < input.length; i++, at++) {
          gradient[at]! += d * input[i]!;
          below[i]! += d * weights[at]!;
        }
        gradient[at++]! += d;
      }
      // Nothing flows back through a unit that gave nothing.
      if (l > 0) for (let i = 0; i < input.length; i++) if (input[i]! <= 0) below[i] = 0;
    }
  }

  private adam(): void {
    const { learningRate, weightDecay } = this.options;
    const { layers, widths } = this.net;
    this.steps++;
    const rate = (learningRate * Math.sqrt(1 - BETA2 ** this.steps)) / (1 - BETA1 ** this.steps);
    for (let l = 0; l < layers.length; l++) {
      const weights = layers[l]!;
      const gradient = this.gradients[l]!;
      const mean = this.mean[l]!;
      const square = this.square[l]!;
      const stride = widths[l]! + 1;
      for (let i = 0; i < weights.length; i++) {
        const g = gradient[i]!;
        mean[i] = BETA1 * mean[i]! + (1 - BETA1) * g;
        square[i] = BETA2 * square[i]! + (1 - BETA2) * g * g;
        const decay = i % stride === stride - 1 ? 0 : learningRate * weightDecay * weights[i]!;
        weights[i]! -= (rate * mean[i]!) / (Math.sqrt(square[i]!) + EPSILON) + decay;
      }
    }
  }
}
