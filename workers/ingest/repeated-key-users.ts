import { contentText, saysNothing } from './cells';
import { squeezedName } from './header-words';
import type { ColumnFacts } from './profile';
import type { ProposedRole } from './roles';
import { OTHER } from './roles';

const KEYS: ReadonlySet<string> = new Set(['id', 'uuid', 'guid', 'hash', 'key', '编号', 'id号']);
/** Whether a column is called a key and no more. */
export const isBareKey = ({ name }: ColumnFacts): boolean => KEYS.has(squeezedName(name));

/** Keys with several rows that say something together. */
const ENOUGH = 5;
/** Of these, so many have rows of other times: an order or a visit has one. */
const MOSTLY = 0.5;

/**
 * Where nothing names a user, the column that is called `id` and no more is one, if its values come again at other times: a number of the rows would not come again, and the
 * rows of an order have one time.
 */
export function proposeRepeatedKey(
  facts: readonly ColumnFacts[],
  proposed: readonly ProposedRole[],
  rows: readonly (readonly string[])[],
): readonly ProposedRole[] {
  const time = proposed.findIndex(({ role }) => role === 'time');
  if (time < 0 || facts[time]!.dateFormats.length === 0 || proposed.some(({ role }) => role === 'user')) return proposed;
  const key = facts.findIndex((column, i) => proposed[i] === OTHER && isBareKey(column) && comesAgain(rows, i, time));
  if (key < 0) return proposed;
  const { distinct, cells } = facts[key]!;
  return proposed.map((each, i) =>
    i === key ? { role: 'user', reason: { key: 'looks-like-ids', params: { distinct, rows: cells } } } : each,
  );
}

function comesAgain(rows: readonly (readonly string[])[], key: number, time: number): boolean {
  const first = new Map<string, string>();
  const several = new Set<string>();
  const apart = new Set<string>();
  for (const row of rows) {
    const id = contentText(row[key] ?? '');
    const at = contentText(row[time] ?? '');
    if (saysNothing(id) || saysNothing(at)) continue;
    const before = first.get(id);
    if (before === undefined) first.set(id, at);
    else {
      several.add(id);
      if (before !== at) apart.add(id);
    }
  }
  return several.size >= ENOUGH && apart.size >= several.size * MOSTLY;
}
