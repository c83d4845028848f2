import type { Random } from '../random';

/** A network of dense layers, ReLU between them, that ends in one number. Weights row-major, outputs × inputs, the bias behind each row. */
export interface Perceptron {
  readonly widths: readonly number[];
  readonly layers: readonly Float64Array[];
}

/** He's initialisation; a last layer of zeros, so that training begins at the same output for all. */
export function startOf(widths: readonly number[], rng: Random): Perceptron {
  const layers = widths.slice(1).map((outputs, l) => {
    const inputs = widths[l]!;
    const weights = new Float64Array(outputs * (inputs + 1));
    if (l + 2 === widths.length) return weights;
    for (let i = 0; i < weights.length; i++) if (i % (inputs + 1) !== inputs) weights[i] = rng.normal() * Math.sqrt(2 / inputs);
    return weights;
  });
  return { widths, layers };
}

export const copyOf = ({ widths, layers }: Perceptron): Perceptron => ({ widths, layers: layers.map((layer) => layer.slice()) });

/** What the network gives for each row, before any link. @param x rows × dims, row-major */
export function outputsOf(net: Perceptron, x: Float32Array): Float64Array {
  const dims = net.widths[0]!;
  const pass = new Pass(net);
  return Float64Array.from({ length: x.length / dims }, (_, row) => pass.forward(x, row * dims));
}

/** One row through the network; keeps what each layer gave. */
export class Pass {
  readonly outputs: readonly Float64Array[];

  constructor(private readonly net: Perceptron) {
    this.outputs = net.widths.map((width) => new Float64Array(width));
  }

  /**
   * The output of the row that begins at x[from].
   *
   * @param factors by layer: what each of its outputs is multiplied by; none where the layer has none
   */
  forward(x: Float32Array, from: number, factors?: readonly (Float64Array | null)[]): number {
    const { widths, layers } = this.net;
    const [first] = this.outputs;
    for (let i = 0; i < widths[0]!; i++) first![i] = x[from + i]!;
    for (let l = 0; l < layers.length; l++) {
      const input = this.outputs[l]!;
      const output = this.outputs[l + 1]!;
      const weights = layers[l]!;
      const inner = l + 1 < layers.length;
      const factor = factors?.[l + 1];
      for (let o = 0, at = 0; o < output.length; o++) {
        let sum = 0;
        for (let i = 0; i < input.length; i++) sum += weights[at++]! * input[i]!;
        sum += weights[at++]!;
        output[o] = inner && sum < 0 ? 0 : factor ? sum * factor[o]! : sum;
      }
    }
    return this.outputs[layers.length]![0]!;
  }
}
