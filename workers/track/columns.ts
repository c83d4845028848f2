import { windowDays, type RawFeatures } from '../features';

/** A window's features, each as its ascending values without missing ones, and its mean in its own unit (NaN where none has a value). */
export interface Columns {
  readonly sorted: readonly Float64Array[];
  readonly means: Float64Array;
}

/**
 * Features that say where in the window something lies, so that a month of 28 days differs from one of 31 by itself, and a window that ends on a
 * Friday from one that ends on a Sunday.
 */
const POSITIONS = new Set(['recency_days', 'inactive_days', 'tenure_days']);

export const isPosition = (feature: string): boolean => POSITIONS.has(feature);

/**
 * The features of a window as if it were `days` long: positions in it ({@link isPosition}) are stretched, and what a user lacks is filled with that
 * length. Without it a month of 28 days would look different from one of 31, and move users between segments.
 */
export function atLength(raw: RawFeatures, days: number): RawFeatures {
  const stretch = days / windowDays(raw);
  if (stretch === 1) return raw;
  const width = raw.ids.length;
  const values = raw.raw.slice();
  raw.ids.forEach((id, f) => {
    if (isPosition(id)) for (let at = f; at < values.length; at += width) values[at]! *= stretch;
  });
  return { ...raw, raw: values, days };
}

/**
 * The columns of a window.
 *
 * @param pause called after each feature
 */
export async function columnsOf(raw: RawFeatures, pause: () => Promise<void>): Promise<Columns> {
  const width = raw.ids.length;
  const sorted: Float64Array[] = [];
  const means = new Float64Array(width);
  const values = new Float64Array(raw.users);
  for (let f = 0; f < width; f++) {
    let n = 0;
    let sum = 0;
    for (let u = 0; u < raw.users; u++) {
      const value = raw.raw[u * width + f]!;
      if (Number.isNaN(value)) continue;
      values[n++] = value;
      sum += value;
    }
    sorted.push(values.slice(0, n).sort());
    means[f] = sum / n;
    await pause();
  }
  return { sorted, means };
}

/** Means over several windows, a row a user and window. */
export function pooledMeans(windows: readonly Columns[], features: number): Float64Array {
  return Float64Array.from({ length: features }, (_, f) => {
    let sum = 0;
    let n = 0;
    for (const { sorted, means } of windows) {
      const count = sorted[f]!.length;
      if (count === 0) continue;
      sum += means[f]! * count;
      n += count;
    }
    return sum / n;
  });
}
