import type { Places } from '../cluster';
import { applyEncoder } from '../encode';
import { breather } from '../math/breathe';
import { throwIfAborted } from '../protocol/errors';
import type { Importance, Importances, LookedAt } from '../protocol/looks';
import type { DenseWeights } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import { ratioOver, shareOver } from './estimate';
import { chanceOfOther, REPEATS, shuffles } from './shuffles';

/** Columns of the input that are shuffled together. */
export interface Columns {
  readonly of: LookedAt;
  readonly columns: readonly number[];
}

/** What the segments of some users come from. */
export interface Dense {
  /** users × columns, row-major: what goes into the encoder. */
  readonly inputs: Float32Array;
  readonly users: number;
  /** Empty where the inputs are the embedding. */
  readonly encoder: readonly DenseWeights[];
  readonly decoder: readonly DenseWeights[];
  readonly place: Places;
}

/**
 * How much the segments rest on each group of columns: the columns are shuffled among the users, so that they tell nothing of them any more while all else
 * stays, and the users are encoded and placed anew. A column that the model does not look at moves nobody.
 *
 * The loss is how much worse the decoder restores what the user is from a code made of what was shuffled; the mean over all columns.
 *
 * @throws AppError `cancelled`
 */
export async function* columnImportance(
  dense: Dense,
  groups: readonly Columns[],
  seed: number,
  signal: AbortSignal | undefined,
): Stage<Omit<Importances, 'heldOut'>> {
  const { inputs, users } = dense;
  const width = inputs.length / users;
  const orders = shuffles(users, seed, 'features');
  const before = outcome(dense, inputs);
  const breathe = breather();
  const ones = new Uint8Array(users).fill(1);
  const items: Importance[] = [];
  for (const { of, columns } of groups) {
    const moved = new Float64Array(users);
    const lost = new Float64Array(users);
    for (const order of orders) {
      const shuffled = inputs.slice();
      for (let user = 0; user < users; user++) {
        for (const column of columns) shuffled[user * width + column] = inputs[order[user]! * width + column]!;
      }
      const { labels, losses } = outcome(dense, shuffled);
      for (let user = 0; user < users; user++) {
        if (labels[user] !== before.labels[user]) moved[user]! += 1 / REPEATS;
        if (losses) lost[user]! += (losses[user]! - before.losses![user]!) / REPEATS;
      }
      await breathe();
      throwIfAborted(signal);
    }
    items.push({ of, moved: shareOver(moved), loss: before.losses && ratioOver(lost, ones) });
    yield { stage: 'explain', done: items.length, total: groups.length };
  }
  const loss = before.losses && before.losses.reduce((sum, value) => sum + value / users, 0);
  return { items, users, repeats: REPEATS, chance: chanceOfOther(before.labels), loss };
}

/** Segment of each user, and mean squared error of what the decoder restores. */
function outcome(
  { inputs, users, encoder, decoder, place }: Dense,
  seen: Float32Array,
): { labels: Int32Array; losses: Float64Array | null } {
  const codes = applyEncoder(encoder, seen, users);
  const { labels } = place(codes, users);
  if (decoder.length === 0) return { labels, losses: null };
  const restored = applyEncoder(decoder, codes, users);
  const width = inputs.length / users;
  const losses = new Float64Array(users);
  for (let at = 0; at < inputs.length; at++) losses[Math.floor(at / width)]! += (restored[at]! - inputs[at]!) ** 2 / width;
  return { labels, losses };
}
