import { useEffect, useState } from 'react';
import type { WindowMapView } from '../../../workers/protocol/engine';
import type { Timeline } from '../../../workers/protocol/timeline';
import { hasWindowMap, windowMapOf } from './movement/window-maps';

interface Loaded {
  readonly timeline: Timeline;
  readonly view: WindowMapView;
}

/** Keeps the last map on the screen until the next one is there; a hand on the slider asks only for where it stops. */
export function useWindowMap(timeline: Timeline, index: number | null): { readonly view: WindowMapView | null; readonly failed: boolean } {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (index === null) return;
    let alive = true;
    const load = () => {
      windowMapOf(timeline, index).then(
        (view) => {
          if (!alive) return;
          setLoaded({ timeline, view });
          setFailed(false);
        },
        () => alive && setFailed(true),
      );
    };
    const timer = setTimeout(load, hasWindowMap(timeline, index) ? 0 : 80);
    return () => {
      alive = false;
      clearTimeout(timer);
    };
  }, [timeline, index]);
  return { view: loaded?.timeline === timeline ? loaded.view : null, failed };
}
