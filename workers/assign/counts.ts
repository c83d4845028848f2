import { fieldsOf } from '../encode/sequence/fields';
import type { Sequences } from '../encode/sequence/tokens';
import { fitLogistic, predictLogistic, type LogisticFit } from '../math/logistic-regression';
import { mean, sd } from '../math/statistics';
import type { Vocabulary } from '../protocol/sequences';

/** Event types, and categories, that are counted: the most frequent ones. */
const MOST_LEVELS = 12;
/** Weight of the penalty on standardised columns. */
const L2 = 1;

/**
 * What some events are without their order: the share of each event type, category, and band of money, size and gap among them. Hours and
 * weekdays are left out.
 */
export class Counts {
  /** By field, the column of each level; −1 for none. */
  readonly #columns: readonly Int16Array[];
  readonly dims: number;

  constructor(vocabulary: Vocabulary) {
    let dims = 0;
    this.#columns = fieldsOf(vocabulary).map(({ name, levels }) => {
      const most = name === 'hour' || name === 'weekday' ? 0 : name === 'type' || name === 'topic' ? MOST_LEVELS : levels;
      // Level 0 is no step's.
      return Int16Array.from({ length: levels }, (_, level) => (level > 0 && level <= most ? dims++ : -1));
    });
    this.dims = dims;
  }

  /** Users × dims, row-major, of their first `events` steps. */
  rows({ fields, offsets, tokens }: Sequences, users: Uint32Array, events: number): Float64Array {
    const rows = new Float64Array(users.length * this.dims);
    users.forEach((user, row) => {
      const from = offsets[user]!;
      const steps = Math.min(events, offsets[user + 1]! - from);
      for (let step = from; step < from + steps; step++) {
        for (let f = 0; f < fields; f++) {
          const column = this.#columns[f]![tokens[step * fields + f]!]!;
          if (column >= 0) rows[row * this.dims + column]! += 1 / steps;
        }
      }
    });
    return rows;
  }
}

/**
 * Logistic regressions of each class against the others on standardised columns (L2 penalty 1), the class with the highest probability: fitted on
 * some rows, asked of others. Yields after each step.
 *
 * @param rows users × dims, row-major, of those who teach, with their labels and what a user of each class weighs
 * @param asked the same of those who are asked
 * @returns the class of each of the asked
 */
export function* placeByCounts(
  rows: Float64Array,
  labels: ArrayLike<number>,
  weights: Float32Array,
  asked: Float64Array,
): Generator<unknown, Uint8Array, void> {
  const all = rows.length / labels.length;
  const columns = Array.from({ length: all }, (_, column) => {
    const values = Float64Array.from({ length: labels.length }, (_v, row) => rows[row * all + column]!);
    return { column, mean: mean(values), sd: sd(values) };
  }).filter((column) => column.sd > 1e-9);
  const dims = columns.length;
  const scaled = (from: Float64Array) => {
    const x = new Float64Array((from.length / all) * dims);
    for (let row = 0; row < from.length / all; row++) {
      columns.forEach((one, i) => (x[row * dims + i] = (from[row * all + one.column]! - one.mean) / one.sd));
    }
    return x;
  };
  const x = scaled(rows);
  const importance = Float64Array.from(labels, (label) => weights[label]!);
  const wanted = scaled(asked);
  const users = asked.length / all;
  const best = new Float64Array(users).fill(-1);
  const placed = new Uint8Array(users);
  for (let label = 0; label < weights.length; label++) {
    const y = Uint8Array.from(labels, (one) => (one === label ? 1 : 0));
    if (!y.includes(1)) continue;
    const fit: LogisticFit = yield* fitLogistic(x, y, dims, { l2: L2, importance });
    const p = dims > 0 ? predictLogistic(fit, wanted) : best.map(() => 1 / (1 + Math.exp(-fit.intercept)));
    for (let user = 0; user < users; user++) {
      if (p[user]! <= best[user]!) continue;
      best[user] = p[user]!;
      placed[user] = label;
    }
  }
  return placed;
}
