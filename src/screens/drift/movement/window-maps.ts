import type { WindowMapView } from '../../../../workers/protocol/engine';
import type { Timeline } from '../../../../workers/protocol/timeline';
import { windowMap } from '../../../workbench/queries';

/** The window on the screen, the one before and those that come next; more would hold memory for nothing. */
const MOST = 5;

const kept = new WeakMap<Timeline, Map<number, Promise<WindowMapView>>>();

/** The map of a window, asked for once as long as it is one of the last few: so that the next one is there when its turn comes. */
export function windowMapOf(timeline: Timeline, index: number): Promise<WindowMapView> {
  const maps = kept.get(timeline) ?? new Map<number, Promise<WindowMapView>>();
  kept.set(timeline, maps);
  const asked = maps.get(index) ?? windowMap(index);
  maps.delete(index);
  maps.set(index, asked);
  asked.catch(() => maps.delete(index));
  for (const oldest of maps.keys()) {
    if (maps.size <= MOST) break;
    maps.delete(oldest);
  }
  return asked;
}

export function hasWindowMap(timeline: Timeline, index: number): boolean {
  return kept.get(timeline)?.has(index) ?? false;
}
