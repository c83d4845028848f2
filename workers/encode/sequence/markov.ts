import type { Sequences } from './tokens';

/**
 * A first-order Markov chain on one field of the steps: what follows what, counted over users, with add-one smoothing over the levels that
 * a step can have. The state before the first step is a state of its own.
 */
export class MarkovChain {
  /** levels × levels: counts of the second following the first. */
  readonly #counts: Float64Array;
  readonly #totals: Float64Array;

  constructor(
    readonly levels: number,
    readonly field: number,
    { fields, offsets, tokens }: Sequences,
    users: Uint32Array,
  ) {
    this.#counts = new Float64Array(levels * levels);
    this.#totals = new Float64Array(levels);
    for (const user of users) {
      let before = 0;
      for (let step = offsets[user]!; step < offsets[user + 1]!; step++) {
        const level = tokens[step * fields + field]!;
        this.#counts[before * levels + level]!++;
        this.#totals[before]!++;
        before = level;
      }
    }
  }

  /** Of `next` after `before`; level 0 is never next. */
  probability(before: number, next: number): number {
    return (this.#counts[before * this.levels + next]! + 1) / (this.#totals[before]! + this.levels - 1);
  }

  /** The most frequent successor; the lowest of equals. */
  likeliest(before: number): number {
    let best = 1;
    for (let level = 2; level < this.levels; level++) {
      if (this.#counts[before * this.levels + level]! > this.#counts[before * this.levels + best]!) best = level;
    }
    return best;
  }
}
