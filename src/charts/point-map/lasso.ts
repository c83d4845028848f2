const CHUNK = 32_768;

/** Even–odd rule: whether a point lies in the polygon (flat x, y, …), edges counted once. */
export function inPolygon(x: number, y: number, polygon: ArrayLike<number>): boolean {
  let inside = false;
  const count = polygon.length;
  for (let i = 0, j = count - 2; i < count; j = i, i += 2) {
    const yi = polygon[i + 1]!;
    const yj = polygon[j + 1]!;
    if (yi > y !== yj > y && x < ((polygon[j]! - polygon[i]!) * (y - yi)) / (yj - yi) + polygon[i]!) inside = !inside;
  }
  return inside;
}

/** Lets input and painting in between two chunks. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}

/**
 * Indices of the points (interleaved x, y) in the polygon, in order. Works in chunks of at most about 12 ms, so that 500,000 points
 * never hold the page.
 *
 * @param skip points that do not count, e.g. of hidden segments
 * @returns null if the signal fired
 */
export async function pointsInPolygon(
  points: Float32Array,
  polygon: ArrayLike<number>,
  skip: (index: number) => boolean = () => false,
  signal?: AbortSignal,
): Promise<Uint32Array | null> {
  const count = points.length / 2;
  let minX = Infinity;
  let maxX = -Infinity;
  let minY = Infinity;
  let maxY = -Infinity;
  for (let i = 0; i < polygon.length; i += 2) {
    minX = Math.min(minX, polygon[i]!);
    maxX = Math.max(maxX, polygon[i]!);
    minY = Math.min(minY, polygon[i + 1]!);
    maxY = Math.max(maxY, polygon[i + 1]!);
  }
  const found = new Uint32Array(count);
  let taken = 0;
  let since = performance.now();
  for (let from = 0; from < count; from += CHUNK) {
    const to = Math.min(count, from + CHUNK);
    for (let part = from; part < to; part += 1024) {
      const end = Math.min(to, part + 1024);
      for (let i = part; i < end; i++) {
        const x = points[2 * i]!;
        const y = points[2 * i + 1]!;
        if (x < minX || x > maxX || y < minY || y > maxY) continue;
        if (inPolygon(x, y, polygon) && !skip(i)) found[taken++] = i;
      }
      if (performance.now() - since > 12) {
        await turn();
        since = performance.now();
        if (signal?.aborted) return null;
      }
    }
  }
  return found.slice(0, taken);
}

/** Drops corners closer than `least` to the one before, so that a slow hand does not make a polygon of thousands. */
export function simplify(polygon: readonly number[], least: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < polygon.length; i += 2) {
    const x = polygon[i]!;
    const y = polygon[i + 1]!;
    const before = out.length - 2;
    if (before >= 0 && Math.hypot(x - out[before]!, y - out[before + 1]!) < least) continue;
    out.push(x, y);
  }
  return out;
}
