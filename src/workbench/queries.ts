import type { UserRow, WindowMapView } from '../../workers/protocol/engine';
import { engine } from './engine';

/** What the screens ask of the last run without changing it. */

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
  return engine.call((remote) => remote.exportSegments({ names, alerts: [] }));
}
