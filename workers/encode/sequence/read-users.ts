import type { SequenceModel } from '../../protocol/sequences';
import { forwardPass, type Trace } from './forward';
import { viewWeights } from './layout';
import type { Sequences } from './tokens';

/** Reads users' steps with a trained network, on plain arrays. */
export class SequenceReader {
  readonly #forward: ReturnType<typeof forwardPass>;
  readonly #weights: Readonly<Record<string, Float32Array>>;

  constructor(private readonly model: Pick<SequenceModel, 'shape' | 'parameters'>) {
    this.#forward = forwardPass(model.shape, model.parameters);
    this.#weights = viewWeights(model.shape, model.parameters);
  }

  /** States of the last layer after each of the user's steps, the position before the first among them: (steps + 1) × width. */
  states({ offsets, tokens }: Sequences, user: number, trace?: Trace): Float32Array {
    return this.#forward(tokens, offsets[user]!, offsets[user + 1]! - offsets[user]!, trace);
  }

  /** The states that each of the user's steps is foretold from, that after the last step not among them: steps × width. */
  statesBefore({ offsets, tokens }: Sequences, user: number): Float32Array {
    return this.#forward(tokens, offsets[user]!, offsets[user + 1]! - offsets[user]! - 1);
  }

  /** The user's code: the mean of the states after each step, through a linear layer. Written to `codes` from `at`. */
  codeInto(codes: Float32Array, at: number, sequences: Sequences, user: number): void {
    this.codeOf(this.states(sequences, user), codes, at);
  }

  /** The code that states (of {@link states}) make. */
  codeOf(states: Float32Array, codes: Float32Array, at: number): void {
    const { width, code } = this.model.shape;
    const { code: matrix, codeBias } = this.#weights;
    const steps = states.length / width - 1;
    const pooled = new Float64Array(width);
    const from = steps === 0 ? 0 : 1;
    for (let t = from; t <= steps; t++) for (let i = 0; i < width; i++) pooled[i]! += states[t * width + i]!;
    for (let j = 0; j < code; j++) {
      let value = 0;
      for (let i = 0; i < width; i++) value += (pooled[i]! / (steps + 1 - from)) * matrix![i * code + j]!;
      codes[at + j] = value + codeBias![j]!;
    }
  }

  /** What the network expects of a predicted field after a state: one logit a level. */
  expectation(field: number, states: Float32Array, position: number): Float64Array {
    const { width, levels } = this.model.shape;
    const head = this.#weights[`head${field}`]!;
    const logits = Float64Array.from(this.#weights[`headBias${field}`]!);
    const count = levels[field]!;
    for (let i = 0; i < width; i++) {
      const state = states[position * width + i]!;
      for (let level = 0; level < count; level++) logits[level]! += state * head[i * count + level]!;
    }
    return logits;
  }
}
