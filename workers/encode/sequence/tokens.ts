import type { EventTable } from '../../protocol/events';
import type { Vocabulary } from '../../protocol/sequences';
import { Speller } from './fields';
import { stepsOf, type StepRows } from './steps';

/** The last steps of each user in the words of a vocabulary. */
export interface Sequences {
  readonly users: number;
  readonly fields: number;
  /** Steps of user u are `offsets[u] … offsets[u + 1] − 1`. */
  readonly offsets: Uint32Array;
  /** steps × fields, row-major: levels, from 1. */
  readonly tokens: Uint8Array;
}

/** The last `most` steps of each user among the rows given. */
export function tokenize(events: EventTable, rows: StepRows, vocabulary: Vocabulary, most: number): Sequences {
  const speller = new Speller(events, vocabulary);
  const fields = speller.fields.length;
  const users = rows.userIndex.length;
  const offsets = new Uint32Array(users + 1);
  let size = 0;
  for (let u = 0; u < users; u++) size += Math.min(most, rows.hi[u]! - rows.lo[u]!);
  const tokens = new Uint8Array(size * fields);
  /** One user's steps, of which the last ones are kept. */
  let all = new Uint8Array(64 * fields);
  let at = 0;
  for (let u = 0; u < users; u++) {
    const lo = rows.lo[u]!;
    const hi = rows.hi[u]!;
    if (all.length < (hi - lo) * fields) all = new Uint8Array(2 * (hi - lo) * fields);
    let count = 0;
    let before = -1;
    for (const step of stepsOf(events, lo, hi, speller.topic)) {
      const time = events.time[step.row]!;
      speller.write(all, count * fields, step, before < 0 ? -1 : time - events.time[before]!);
      before = step.row;
      count++;
    }
    const kept = Math.min(most, count);
    tokens.set(all.subarray((count - kept) * fields, count * fields), at * fields);
    at += kept;
    offsets[u + 1] = at;
  }
  return { users, fields, offsets, tokens: tokens.slice(0, at * fields) };
}
