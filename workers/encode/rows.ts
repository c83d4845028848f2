import { windowRows } from '../features/window-rows';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { Told } from './sequence/encode-sequences';

/** What an encoder sees of the users. */
export interface Rows extends Pick<FeatureMatrix, 'users' | 'features' | 'scaled'> {
  /** Their events, a user a row; asked for by the encoders that read these in order. */
  readonly told?: Told;
}

/** The users of a matrix, or some of them, with their events. @param rows of the matrix; null: all */
export function rowsOf(events: EventTable, matrix: FeatureMatrix, rows: Uint32Array | null = null): Rows {
  const { from, to, features, support } = matrix;
  const all = windowRows(events, from, to);
  if (rows === null) return { ...matrix, told: { events, rows: all, timesOfDay: support.timesOfDay } };
  const picked = { userIndex: pickRows(all.userIndex, rows), lo: pickRows(all.lo, rows), hi: pickRows(all.hi, rows) };
  const scaled = new Float32Array(rows.length * features);
  rows.forEach((row, i) => scaled.set(matrix.scaled.subarray(row * features, (row + 1) * features), i * features));
  return { users: rows.length, features, scaled, told: { events, rows: picked, timesOfDay: support.timesOfDay } };
}

const pickRows = (values: Uint32Array, rows: Uint32Array) => rows.map((row) => values[row]!);
