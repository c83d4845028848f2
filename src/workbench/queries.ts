import type { UserRow, WindowMapView } from '../../workers/protocol/engine';
import type { Flow, Migration, UserPath } from '../../workers/protocol/movement';
import { i18n } from '../i18n';
import { engine } from './engine';
import { useWorkbench } from './store';

/** What the screens ask of the last run without changing it. */

/** What users without a segment are in, as files have it. */
export const noSegmentWords = (): string => i18n.getFixedT(useWorkbench.getState().language)('segments.none.name');

export function userRow(row: number): Promise<UserRow> {
  return engine.call((remote) => remote.user(row));
}

export function userRows(rows: Uint32Array, limit: number): Promise<readonly UserRow[]> {
  return engine.call((remote) => remote.users(rows, limit));
}

export function findUser(id: string): Promise<UserRow | null> {
  return engine.call((remote) => remote.findUser(id));
}

export function windowMap(index: number): Promise<WindowMapView> {
  return engine.call((remote) => remote.windowMap(index));
}

export async function exportSegments(names: readonly string[]): Promise<Blob> {
  return engine.call((remote) => remote.exportSegments({ names, alerts: [], none: noSegmentWords() }));
}

/** Users by segment in one window and in another. */
export function migration(from: number, to: number): Promise<Migration> {
  return engine.call((remote) => remote.migration(from, to));
}

/** The users behind one flow; segments by number, AWAY for users not active. */
export function flow(from: number, to: number, segmentFrom: number, segmentTo: number): Promise<Flow> {
  return engine.call((remote) => remote.flow(from, to, segmentFrom, segmentTo));
}

export function userPath(row: number): Promise<UserPath> {
  return engine.call((remote) => remote.userPath(row));
}

/** The users of the rows with their segments in both windows, as CSV. */
export function exportFlow(from: number, to: number, rows: Uint32Array, names: readonly string[]): Promise<Blob> {
  return engine.call((remote) => remote.exportFlow(from, to, rows, { names, alerts: [], none: noSegmentWords() }));
}

/** The users of these rows of the run's matrix, with the same columns. */
export async function exportUsers(rows: Uint32Array, names: readonly string[]): Promise<Blob> {
  return engine.call((remote) => remote.exportUsers(rows, { names, alerts: [], none: noSegmentWords() }));
}
