import { describe, expect, it } from 'vitest';
import { applyProjection, project } from '../../../workers/project';
import type { Embedding } from '../../../workers/protocol/model';
import { codes } from '../../fixtures/blobs';

function embed(data: Float32Array, dims: number): Embedding {
  return { users: data.length / dims, dims, data, encoder: [], decoder: [], training: null };
}

describe('project', () => {
  it('has the closed form of two dimensions', () => {
    // Covariance [[a, b], [b, c]] of these rows: eigenvalues (a + c)/2 ± √(((a − c)/2)² + b²), angle ½·atan2(2b, a − c).
    const rows = [
      [1, 2],
      [3, 3],
      [4, 7],
      [6, 5],
      [9, 11],
    ];
    const mx = rows.reduce((s, r) => s + r[0]!, 0) / 5;
    const my = rows.reduce((s, r) => s + r[1]!, 0) / 5;
    const a = rows.reduce((s, r) => s + (r[0]! - mx) ** 2, 0) / 5;
    const c = rows.reduce((s, r) => s + (r[1]! - my) ** 2, 0) / 5;
    const b = rows.reduce((s, r) => s + (r[0]! - mx) * (r[1]! - my), 0) / 5;
    const root = Math.sqrt(((a - c) / 2) ** 2 + b * b);
    const angle = Math.atan2(2 * b, a - c) / 2;

    const { mean, axes, explained, points } = project(embed(Float32Array.from(rows.flat()), 2));
    expect(Array.from(mean)).toEqual([mx, my]);
    expect(explained[0]).toBeCloseTo(((a + c) / 2 + root) / (a + c), 12);
    expect(explained[0] + explained[1]).toBeCloseTo(1, 12);
    expect(axes[0]).toBeCloseTo(Math.cos(angle), 10);
    expect(axes[1]).toBeCloseTo(Math.sin(angle), 10);
    rows.forEach(([x, y], i) => {
      expect(points[2 * i]).toBeCloseTo((x! - mx) * Math.cos(angle) + (y! - my) * Math.sin(angle), 5);
    });
  });

  it('has orthonormal axes with the entry of largest magnitude positive, and points of the explained variance', () => {
    const dims = 16;
    const data = codes(500, dims);
    const { axes, points, explained } = project(embed(data, dims));
    const dot = (a: number, b: number) =>
      Array.from({ length: dims }, (_, d) => axes[a * dims + d]! * axes[b * dims + d]!).reduce((x, y) => x + y);
    expect(dot(0, 0)).toBeCloseTo(1, 10);
    expect(dot(1, 1)).toBeCloseTo(1, 10);
    expect(dot(0, 1)).toBeCloseTo(0, 10);
    for (const axis of [axes.subarray(0, dims), axes.subarray(dims)]) {
      const largest = Array.from(axis).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
      expect(largest).toBeGreaterThan(0);
    }
    const variance = (values: number[]) => {
      const m = values.reduce((a, b) => a + b, 0) / values.length;
      return values.reduce((a, x) => a + (x - m) ** 2, 0) / values.length;
    };
    let total = 0;
    for (let d = 0; d < dims; d++) total += variance(Array.from({ length: 500 }, (_, i) => data[i * dims + d]!));
    expect(variance(Array.from({ length: 500 }, (_, i) => points[2 * i]!)) / total).toBeCloseTo(explained[0], 5);
    expect(variance(Array.from({ length: 500 }, (_, i) => points[2 * i + 1]!)) / total).toBeCloseTo(explained[1], 5);
    expect(explained[0]).toBeGreaterThanOrEqual(explained[1]);
  });

  it('places the same users alike again, and others by the same axes', () => {
    const data = codes(100, 5);
    const projection = project(embed(data, 5));
    expect(applyProjection(projection, data, 100)).toEqual(projection.points);
    expect(applyProjection(projection, data.subarray(50), 10)).toEqual(projection.points.slice(20, 40));
    expect(applyProjection(projection, new Float32Array(0), 0)).toHaveLength(0);
  });

  it('gives one dimension a second axis of zeros', () => {
    const projection = project(embed(Float32Array.from([1, 2, 6]), 1));
    expect(Array.from(projection.axes)).toEqual([1, 0]);
    expect(projection.explained).toEqual([1, 0]);
    expect(Array.from(projection.points)).toEqual([-2, 0, -1, 0, 3, 0]);
  });

  it('explains nothing where nothing varies', () => {
    const projection = project(embed(new Float32Array(12).fill(4), 3));
    expect(projection.explained).toEqual([0, 0]);
    expect(Array.from(projection.points).every((x) => x === 0)).toBe(true);
  });
});
