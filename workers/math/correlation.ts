/** Pearson's correlation over the entries that both have, −1 … 1; 0 where either is the same everywhere. NaN stands for what is missing. */
export function correlation(x: Float64Array, y: Float64Array): number {
  let n = 0;
  let meanX = 0;
  let meanY = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  // Updated as Welford does, since dates in milliseconds would lose their differences in plain sums.
  for (let i = 0; i < x.length; i++) {
    const a = x[i]!;
    const b = y[i]!;
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    n++;
    const fromX = a - meanX;
    const fromY = b - meanY;
    meanX += fromX / n;
    meanY += fromY / n;
    xx += fromX * (a - meanX);
    yy += fromY * (b - meanY);
    xy += fromX * (b - meanY);
  }
  const scale = Math.sqrt(xx) * Math.sqrt(yy);
  return scale > 0 ? Math.max(-1, Math.min(1, xy / scale)) : 0;
}
