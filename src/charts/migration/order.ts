import { AWAY } from '../../../workers/protocol/movement';
import { flowTable, type FlowTable } from './flows';

interface Weights {
  readonly n: number;
  readonly users: Float64Array;
}

/**
 * How much ribbons cross when both sides have the segments in this order and those who enter or leave come last: the sum over pairs of crossing
 * flows of the product of their users.
 */
function crossings({ n, users }: Weights, order: readonly number[]): number {
  // A flow that starts lower than another crosses it if it ends higher. From the last row up, `below` has those that start lower by where they end.
  const side = n + 1;
  const at = [...order, n];
  const below = new Float64Array(side);
  let sum = 0;
  for (let row = side - 1; row >= 0; row--) {
    let higher = 0;
    for (let column = 0; column < side; column++) {
      sum += users[at[row]! * side + at[column]!]! * higher;
      higher += below[column]!;
    }
    for (let column = 0; column < side; column++) below[column]! += users[at[row]! * side + at[column]!]!;
  }
  return sum;
}

/**
 * The migration with its segments in an order in which few ribbons cross: the same on both sides, so that a segment is found again where it was.
 * Moves one segment at a time to its best place until none is better; repeatable, and never worse than the order given.
 */
export function uncrossed(table: FlowTable): FlowTable {
  const ids = table.places.filter((id) => id !== AWAY);
  const n = ids.length;
  const users = Float64Array.from(table.cells.flat(), (cell) => cell.users);
  const weights = { n, users };
  let order = ids.map((_, i) => i);
  let least = crossings(weights, order);
  for (let better = true; better;) {
    better = false;
    for (let moving = 0; moving < n; moving++) {
      const rest = order.filter((i) => i !== moving);
      for (let place = 0; place < n; place++) {
        const tried = [...rest.slice(0, place), moving, ...rest.slice(place)];
        const cost = crossings(weights, tried);
        if (cost < least * (1 - 1e-9)) {
          least = cost;
          order = tried;
          better = true;
        }
      }
    }
  }
  return flowTable(
    { segments: ids, counts: users },
    order.map((i) => ids[i]!),
  );
}

/** How much the ribbons of a table cross in its own order. */
export function crossingsOf(table: FlowTable): number {
  const n = table.places.length - 1;
  return crossings(
    { n, users: Float64Array.from(table.cells.flat(), (cell) => cell.users) },
    Array.from({ length: n }, (_, i) => i),
  );
}
