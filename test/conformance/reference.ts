/** Squared Euclidean distances, every pair. */
export function distances(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((x) => b.map((y) => x.reduce((sum, value, d) => sum + (value - y[d]!) ** 2, 0)));
}

/** Mean silhouette by its definition (Rousseeuw 1987). */
export function silhouette(points: readonly (readonly number[])[], labels: readonly number[]): number {
  const apart = distances(points, points).map((row) => row.map(Math.sqrt));
  const scores = points.map((_, i) => {
    const meanTo = (label: number): number => {
      const others = labels.flatMap((other, j) => (other === label && j !== i ? [apart[i]![j]!] : []));
      return others.length === 0 ? Number.NaN : others.reduce((sum, d) => sum + d, 0) / others.length;
    };
    const a = meanTo(labels[i]!);
    if (Number.isNaN(a)) return 0;
    const b = Math.min(...[...new Set(labels)].filter((label) => label !== labels[i]).map(meanTo));
    return (b - a) / Math.max(a, b);
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Variances along the principal components, largest first, by power iteration and deflation. */
export function principalVariances(points: readonly (readonly number[])[]): number[] {
  const dims = points[0]!.length;
  const mean = Array.from({ length: dims }, (_, d) => points.reduce((sum, point) => sum + point[d]!, 0) / points.length);
  const covariance = mean.map((_, i) =>
    mean.map((__, j) => points.reduce((sum, point) => sum + (point[i]! - mean[i]!) * (point[j]! - mean[j]!), 0) / points.length),
  );
  return mean.map(() => {
    let axis = mean.map((_, d) => Math.cos(d + 1));
    let value = 0;
    for (let i = 0; i < 100_000; i++) {
      const next = covariance.map((row) => row.reduce((sum, entry, d) => sum + entry * axis[d]!, 0));
      const length = Math.hypot(...next);
      const moved = Math.hypot(...next.map((entry, d) => entry / length - axis[d]!));
      axis = next.map((entry) => entry / length);
      value = length;
      if (moved < 1e-12) break;
    }
    for (let i = 0; i < dims; i++) for (let j = 0; j < dims; j++) covariance[i]![j]! -= value * axis[i]! * axis[j]!;
    return value;
  });
}
