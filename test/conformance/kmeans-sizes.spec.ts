import { expect } from '@playwright/test';
import { slowLloyd } from '../fixtures/slow-lloyd';
import { inFreshBrowser, test } from './browser';
import { kmeansSizes, sizedInput } from './kmeans-sizes';
import type { LloydAnswer } from './product';

test.describe('k-means on webgpu at every size', () => {
  let answers: Record<string, LloydAnswer[]>;

  test.beforeAll(async () => {
    answers = await inFreshBrowser((page) => page.evaluate(() => window.conformance.lloydSizes()));
  });

  for (const size of kmeansSizes) {
    const { title, rows, dims, k } = size;
    const named = `${rows} × ${dims}, k = ${k}: ${title}`;

    test(`${named}: as slow loops in double precision have it`, () => {
      const { data, weights, start, threshold, maxIterations } = sizedInput(size);
      const [made] = answers[title]!;
      const wanted = slowLloyd(data, rows, dims, weights, start, k, threshold, maxIterations);
      expect(made!.iterations).toBe(wanted.iterations);
      const offBy = wanted.centres.flat().map((value, at) => Math.abs(made!.centres[at]! - value));
      expect(Math.max(...offBy)).toBeLessThan(1e-4);
      expect(Math.abs(made!.inertia - wanted.inertia)).toBeLessThanOrEqual(1e-5 * wanted.inertia + 1e-6);
      // Another label only for a row that is as near to both centres, within single precision.
      const square = (row: number, j: number) =>
        wanted.centres[j]!.reduce((sum, value, d) => sum + (data[row * dims + d]! - value) ** 2, 0);
      const wrong = wanted.labels.flatMap((label, row) => {
        const other = made!.labels[row]!;
        return other === label || square(row, other) - square(row, label) < 1e-5 * (1 + square(row, label)) ? [] : [row];
      });
      expect(wrong).toEqual([]);
      expect(made!.labels).toHaveLength(rows);
    });

    test(`${named}: the same bits again, and beside other starts`, () => {
      const [first, ...others] = answers[title]!;
      expect(others).toHaveLength(2);
      for (const other of others) expect(other).toEqual(first);
    });
  }
});
