import { lowerBound } from '../math/lower-bound';
import type { WrittenColumn } from '../protocol/cleaning';
import { KIND, type EventTable } from '../protocol/events';
import type { JoinedColumns, Values } from './columns';

/** Rows compared between two looks at the clock. */
const ROWS_A_STEP = 20_000;

/**
 * Marks the rows of `added` that repeat a row of `held`: the overlap of two exports. A row repeats another if it is the same in user, time and every
 * column that both tables have. Each held row is repeated at most once, so that of rows that come several times as many count as overlap
 * as were held. Looks only at the held rows of users that occur in both tables, at the same instants.
 *
 * @param written columns that cleaning may have written: the same row reads otherwise in another file, so that they tell nothing apart
 * @param heldUser user of `held` for each user of `added`; one beyond its users for those it does not have
 * @returns one entry a row of `added`, 1 for overlap
 */
export async function markOverlap(
  held: EventTable,
  added: EventTable,
  columns: JoinedColumns,
  heldUser: Int32Array,
  written: ReadonlySet<WrittenColumn>,
  pause: () => Promise<void>,
): Promise<Uint8Array> {
  const repeated = new Uint8Array(added.rows);
  const same = comparator(columns, written);
  let sinceRest = 0;
  for (let user = 0; user < added.users; user++) {
    const owner = heldUser[user]!;
    if (owner >= held.users) continue;
    let at = held.userOffsets[owner]!;
    const heldEnd = held.userOffsets[owner + 1]!;
    const end = added.userOffsets[user + 1]!;
    for (let row = added.userOffsets[user]!; row < end;) {
      const instant = added.time[row]!;
      let next = row + 1;
      while (next < end && added.time[next] === instant) next++;
      at = lowerBound(held.time, at, heldEnd, instant);
      let past = at;
      while (past < heldEnd && held.time[past] === instant) past++;
      if (past > at) markGroup(at, past, row, next, same, repeated);
      sinceRest += next - row + past - at;
      row = next;
      at = past;
    }
    if (sinceRest < ROWS_A_STEP) continue;
    sinceRest = 0;
    await pause();
  }
  return repeated;
}

/** Compares two rows over the columns that both tables have; a row below 0 is row −1 − r of the added table. */
type Compare = (a: number, b: number) => number;

function comparator(columns: JoinedColumns, written: ReadonlySet<WrittenColumn>): Compare {
  const { flags, type, item, order, session, title, text } = columns;
  const own = (['value', 'quantity', 'category'] as const).flatMap((name) => (written.has(name) ? [] : [columns[name]]));
  const compared = [type, order, item, ...own, session, title, text].filter((column) => column?.shared === true);
  const held: Values[] = compared.map((column) => column!.held);
  const added: Values[] = compared.map((column) => column!.added);
  // Whether an amount was filled is what cleaning wrote, too.
  const kind = (row: number) => (row < 0 ? flags.added[-1 - row]! : flags.held[row]!) & KIND;
  return (a, b) => {
    for (let c = 0; c < held.length; c++) {
      const x = a < 0 ? added[c]![-1 - a]! : held[c]![a]!;
      const y = b < 0 ? added[c]![-1 - b]! : held[c]![b]!;
      if (x !== y) return x - y;
    }
    return kind(a) - kind(b);
  };
}

/** Both groups sorted by the same order, then walked together. */
function markGroup(heldFrom: number, heldTo: number, from: number, to: number, compare: Compare, repeated: Uint8Array): void {
  const held = Array.from({ length: heldTo - heldFrom }, (_, i) => heldFrom + i).sort(compare);
  const added = Array.from({ length: to - from }, (_, i) => -1 - (from + i)).sort((a, b) => compare(a, b) || b - a);
  let i = 0;
  for (const row of added) {
    while (i < held.length && compare(held[i]!, row) < 0) i++;
    if (i === held.length) return;
    if (compare(held[i]!, row) !== 0) continue;
    repeated[-1 - row] = 1;
    i++;
  }
}
