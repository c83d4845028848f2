import { useEffect, useState, type RefObject } from 'react';
import type { Timeline } from '../../../../workers/protocol/timeline';
import { smallMap } from '../../../charts/point-map/small-map';
import type { Bounds } from '../../../charts/point-map/view';
import { windowMap } from '../../../workbench/queries';

/** Of a small map, in CSS pixels, and device pixels for each. */
export const SMALL = { width: 240, height: 180 };
export const SMALL_RATIO = 2;

interface Drawn {
  readonly done: number;
  readonly failed: boolean;
}

/** Draws windows `first` and on into the canvases, one after another, each in a task of its own. */
export function useSmallMaps(
  canvases: RefObject<readonly (HTMLCanvasElement | null)[]>,
  timeline: Timeline,
  first: number,
  count: number,
  bounds: Bounds,
  hidden: ReadonlySet<number>,
  dark: boolean,
): Drawn {
  const [drawn, setDrawn] = useState<Drawn>({ done: 0, failed: false });
  useEffect(() => {
    let alive = true;
    const draw = async () => {
      let failed = false;
      setDrawn({ done: 0, failed });
      for (let i = 0; i < count && alive; i++) {
        try {
          const view = await windowMap(first + i);
          if (!alive) return;
          canvases.current[i]?.getContext('2d')?.putImageData(smallMap(view, bounds, SMALL, SMALL_RATIO, hidden, dark), 0, 0);
        } catch {
          failed = true;
        }
        if (alive) setDrawn({ done: i + 1, failed });
      }
    };
    void draw();
    return () => {
      alive = false;
    };
  }, [canvases, timeline, first, count, bounds, hidden, dark]);
  return drawn;
}
