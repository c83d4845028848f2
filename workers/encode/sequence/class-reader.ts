import { softmax } from '../../math/conditional-logit';
import type { SequenceShape } from '../../protocol/sequences';
import { forwardPass, type Forward } from './forward';
import { viewWeights } from './layout';
import type { Sequences } from './tokens';

/** Says with a trained network, on plain arrays, which class a user is of as it looks after each step. */
export class ClassReader {
  readonly #forward: Forward;
  readonly #head: Float32Array;
  readonly #bias: Float32Array;

  /** @param shape with classes */
  constructor(
    private readonly shape: SequenceShape,
    parameters: Float32Array,
  ) {
    this.#forward = forwardPass(shape, parameters);
    const { classHead, classBias } = viewWeights(shape, parameters);
    this.#head = classHead!;
    this.#bias = classBias!;
  }

  /** The logits after each of the user's steps: steps × classes, row-major. */
  logits({ offsets, tokens }: Sequences, user: number): Float64Array {
    const { width } = this.shape;
    const classes = this.#bias.length;
    const steps = offsets[user + 1]! - offsets[user]!;
    const states = this.#forward(tokens, offsets[user]!, steps);
    const sums = new Float64Array(width);
    const logits = new Float64Array(steps * classes);
    for (let t = 1; t <= steps; t++) {
      const to = (t - 1) * classes;
      for (let c = 0; c < classes; c++) logits[to + c] = this.#bias[c]!;
      for (let i = 0; i < width; i++) {
        const state = states[t * width + i]!;
        sums[i]! += state;
        const mean = sums[i]! / t;
        for (let c = 0; c < classes; c++) {
          logits[to + c]! += state * this.#head[i * classes + c]! + mean * this.#head[(width + i) * classes + c]!;
        }
      }
    }
    return logits;
  }

  /** The probability of each class after the last of the user's steps, at least one. @param temperature that logits are divided by */
  probabilities(sequences: Sequences, user: number, temperature: number): Float64Array {
    const logits = this.logits(sequences, user).slice(-this.#bias.length);
    const p = new Float64Array(logits.length);
    softmax(logits, 0, logits.length, Float64Array.of(1 / temperature), p);
    return p;
  }

  /** The most probable class after each of the user's steps; of equals the first. */
  classes(sequences: Sequences, user: number): Uint8Array {
    const count = this.#bias.length;
    const logits = this.logits(sequences, user);
    return Uint8Array.from({ length: logits.length / count }, (_, step) => {
      let best = 0;
      for (let c = 1; c < count; c++) if (logits[step * count + c]! > logits[step * count + best]!) best = c;
      return best;
    });
  }
}
