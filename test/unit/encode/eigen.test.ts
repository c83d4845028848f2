import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symmetricEigen } from '../../../workers/math/eigen';

const symmetric = (n: number, entries: readonly number[]): Float64Array => {
  const matrix = new Float64Array(n * n);
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      matrix[i * n + j] = entries[at]!;
      matrix[j * n + i] = entries[at]!;
      at++;
    }
  }
  return matrix;
};

const symmetricMatrix = fc
  .integer({ min: 1, max: 9 })
  .chain((n) =>
    fc
      .array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: (n * (n + 1)) / 2, maxLength: (n * (n + 1)) / 2 })
      .map((entries) => ({ n, matrix: symmetric(n, entries) })),
  );

describe('symmetricEigen', () => {
  it('solves a 2 x 2 in closed form', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    expect(Array.from(values)).toEqual([expect.closeTo(3, 12), expect.closeTo(1, 12)]);
    expect(Array.from(vectors.subarray(0, 2))).toEqual([expect.closeTo(Math.SQRT1_2, 12), expect.closeTo(Math.SQRT1_2, 12)]);
  });

  it('gives the closed form of the second-difference matrix: 2 - 2 cos(j pi / (n + 1))', () => {
    const n = 40;
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      matrix[i * n + i] = 2;
      if (i > 0) matrix[i * n + i - 1] = -1;
      if (i < n - 1) matrix[i * n + i + 1] = -1;
    }
    const { values } = symmetricEigen(matrix, n);
    for (let j = 0; j < n; j++) expect(values[j]).toBeCloseTo(2 - 2 * Math.cos(((n - j) * Math.PI) / (n + 1)), 10);
  });

  it('satisfies A v = lambda v, orthonormal, descending, and keeps the trace', () => {
    fc.assert(
      fc.property(symmetricMatrix, ({ n, matrix }) => {
        const { values, vectors } = symmetricEigen(matrix, n);
        const scale = Math.max(1e-300, ...matrix.map(Math.abs)) * n;
        let trace = 0;
        for (let i = 0; i < n; i++) {
          trace += matrix[i * n + i]! - values[i]!;
          if (i > 0) expect(values[i]!).toBeLessThanOrEqual(values[i - 1]!);
          for (let r = 0; r < n; r++) {
            let product = 0;
            let dot = 0;
            for (let c = 0; c < n; c++) {
              product += matrix[r * n + c]! * vectors[i * n + c]!;
              dot += vectors[r * n + c]! * vectors[i * n + c]!;
            }
            expect(Math.abs(product - values[i]! * vectors[i * n + r]!)).toBeLessThan(1e-11 * scale);
            expect(Math.abs(dot - (r === i ? 1 : 0))).toBeLessThan(1e-12);
          }
        }
        expect(Math.abs(trace)).toBeLessThan(1e-11 * scale);
      }),
    );
  });

  it('fixes the sign: the entry of largest magnitude is positive', () => {
    const { vectors } = symmetricEigen(Float64Array.of(1, -5, -5, 3), 2);
    for (let i = 0; i < 2; i++) {
      const row = Array.from(vectors.subarray(2 * i, 2 * i + 2));
      expect(row.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0)).toBeGreaterThan(0);
    }
  });

  it('takes zeros, one by one, and refuses what is not a finite square', () => {
    expect(Array.from(symmetricEigen(new Float64Array(9), 3).values)).toEqual([0, 0, 0]);
    expect(Array.from(symmetricEigen(Float64Array.of(-4), 1).values)).toEqual([-4]);
    expect(Array.from(symmetricEigen(new Float64Array(0), 0).values)).toEqual([]);
    expect(() => symmetricEigen(new Float64Array(3), 2)).toThrow(RangeError);
    expect(() => symmetricEigen(Float64Array.of(Number.NaN), 1)).toThrow(RangeError);
  });
});
