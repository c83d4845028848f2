import { windowRows } from '../features/window-rows';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { Told } from './sequence/encode-sequences';
import { rowsAt } from './sequence/fitting';

/** What an encoder sees of the users. */
export interface Rows extends Pick<FeatureMatrix, 'users' | 'features' | 'scaled'> {
  /** Their events, a user a row; asked for by the encoders that read these in order. */
  readonly told?: () => Told;
}

/** The users of a matrix, or some of them, with their events in its window. @param rows of the matrix; null: all */
export function rowsOf(events: EventTable, matrix: FeatureMatrix, rows: Uint32Array | null = null): Rows {
  const { features, userIndex } = matrix;
  const told = () => toldOf(events, matrix, rows === null ? userIndex : rows.map((row) => userIndex[row]!));
  if (rows === null) return { users: matrix.users, features, scaled: matrix.scaled, told };
  const scaled = new Float32Array(rows.length * features);
  rows.forEach((row, i) => scaled.set(matrix.scaled.subarray(row * features, (row + 1) * features), i * features));
  return { users: rows.length, features, scaled, told };
}

/** A matrix may hold some of the window's users alone. */
function toldOf(events: EventTable, { from, to, support }: FeatureMatrix, users: Uint32Array): Told {
  const all = windowRows(events, from, to);
  const at = new Map(Array.from(all.userIndex, (user, i) => [user, i]));
  const places = users.map((user) => at.get(user)!);
  return { events, rows: rowsAt(all, places), timesOfDay: support.timesOfDay };
}
