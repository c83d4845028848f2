/** The defaults of river's `drift.PageHinkley` (Montiel et al. 2021), which are scikit-multiflow's. They suit values with a standard deviation near 1. */
const DEFAULTS = { minInstances: 30, delta: 0.005, threshold: 50, alpha: 1 - 0.0001 };

export interface Detection {
  /** Position at which it was found, and from which the new level is held to run: after the last one at which the sum was at its extreme. */
  readonly found: number;
  readonly began: number;
  readonly direction: 'up' | 'down';
}

/**
 * The Page–Hinkley test (Page 1954) for a change of the mean in either direction: the sum of what values exceed the running mean by, less δ, fading by α;
 * a change is where it has come more than the threshold above its least value, with at least 30 values seen. It then starts anew.
 *
 * @param values NaN is skipped
 */
export function pageHinkley(values: Float64Array, { minInstances, delta, threshold, alpha } = DEFAULTS): Detection[] {
  const found: Detection[] = [];
  let seen = 0;
  let mean = 0;
  let up = 0;
  let down = 0;
  let least = 0;
  let most = 0;
  let leastAt = 0;
  let mostAt = 0;
  values.forEach((value, at) => {
    if (Number.isNaN(value)) return;
    if (seen === 0) [up, down, least, most, mean, leastAt, mostAt] = [0, 0, Infinity, -Infinity, 0, at, at];
    seen++;
    mean += (value - mean) / seen;
    up = alpha * up + (value - mean - delta);
    down = alpha * down + (value - mean + delta);
    if (up <= least) [least, leastAt] = [up, at];
    if (down >= most) [most, mostAt] = [down, at];
    if (seen < minInstances) return;
    const rose = up - least > threshold;
    if (!rose && most - down <= threshold) return;
    found.push({ found: at, began: (rose ? leastAt : mostAt) + 1, direction: rose ? 'up' : 'down' });
    seen = 0;
  });
  return found;
}
