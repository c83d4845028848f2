import KDBush from 'kdbush';
import { toData, type Size, type View } from './view';

/** Finds the point under the pointer. */
export interface Picker {
  /** Index of the nearest point within `radius` pixels for which `allowed` holds, or −1. */
  at(px: number, py: number, view: View, size: Size, radius: number, allowed: (index: number) => boolean): number;
}

/** With the index that the worker built, else by looking at every point (about a millisecond for 500,000). */
export function makePicker(points: Float32Array, index: ArrayBuffer | null): Picker {
  const bush = index && index.byteLength > 0 ? KDBush.from(index) : null;
  return {
    at(px, py, view, size, radius, allowed) {
      const [x, y] = toData(view, size, px, py);
      const rx = radius / view.scaleX;
      const ry = radius / view.scaleY;
      let best = -1;
      let least = radius * radius;
      const consider = (i: number) => {
        const dx = (points[2 * i]! - x) * view.scaleX;
        const dy = (points[2 * i + 1]! - y) * view.scaleY;
        const distance = dx * dx + dy * dy;
        if (distance <= least && allowed(i)) {
          least = distance;
          best = i;
        }
      };
      if (bush) {
        for (const i of bush.range(x - rx, y - ry, x + rx, y + ry)) consider(i);
        return best;
      }
      const count = points.length / 2;
      for (let i = 0; i < count; i++) {
        const dx = points[2 * i]! - x;
        if (dx > rx || dx < -rx) continue;
        const dy = points[2 * i + 1]! - y;
        if (dy <= ry && dy >= -ry) consider(i);
      }
      return best;
    },
  };
}
