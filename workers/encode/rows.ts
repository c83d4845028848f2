import { windowRows } from '../features/window-rows';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { Told } from './sequence/encode-sequences';

/** What an encoder sees of the users. */
export interface Rows extends Pick<FeatureMatrix, 'users' | 'features' | 'scaled'> {
  /** Their events, a user a row; asked for by the encoders that read these in order. */
  readonly told?: Told;
}

/** The users of a matrix, or some of them, with their events in its window. @param rows of the matrix; null: all */
export function rowsOf(events: EventTable, matrix: FeatureMatrix, rows: Uint32Array | null = null): Rows {
  const { from, to, features, support, userIndex } = matrix;
  const all = windowRows(events, from, to);
  // A matrix may hold some of the users alone.
  const at = new Map(Array.from(all.userIndex, (user, i) => [user, i]));
  const users = rows === null ? userIndex : rows.map((row) => userIndex[row]!);
  const places = users.map((user) => at.get(user)!);
  const picked = { userIndex: users, lo: places.map((i) => all.lo[i]!), hi: places.map((i) => all.hi[i]!) };
  const told = { events, rows: picked, timesOfDay: support.timesOfDay };
  if (rows === null) return { users: matrix.users, features, scaled: matrix.scaled, told };
  const scaled = new Float32Array(rows.length * features);
  rows.forEach((row, i) => scaled.set(matrix.scaled.subarray(row * features, (row + 1) * features), i * features));
  return { users: rows.length, features, scaled, told };
}
