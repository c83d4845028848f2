import { gatherRows } from '../cluster/nearest';
import { random, shuffle } from '../math/random';
import type { Embedding } from '../protocol/model';

const FIT_SHARE = 0.7;

/** The users that candidates are fitted on, and those that they are judged on. */
export interface Halves {
  readonly dims: number;
  readonly fitUsers: number;
  /** fitUsers × dims. */
  readonly fitData: Float32Array;
  /** Rows of the embedding, ascending. */
  readonly testRows: Uint32Array;
  /** testRows × dims. */
  readonly testData: Float32Array;
}

/** A seeded 70 % of the users, and the others. */
export function splitUsers({ data, users, dims }: Embedding, seed: number): Halves {
  const order = Uint32Array.from({ length: users }, (_, row) => row);
  shuffle(order, random(seed, 'compare', 'split'));
  const fitUsers = Math.round(FIT_SHARE * users);
  const [fitRows, testRows] = [order.slice(0, fitUsers).sort(), order.slice(fitUsers).sort()];
  return { dims, fitUsers, fitData: gatherRows(data, dims, fitRows), testRows, testData: gatherRows(data, dims, testRows) };
}
