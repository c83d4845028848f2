import { describe, expect, it } from 'vitest';
import { bootstrapWeights, kmeansPlusPlus, meanFeatureVariance } from '../../../workers/math/kmeans-seeding';
import { random } from '../../../workers/math/random';
import { blobs } from '../../fixtures/blobs';

describe('kmeansPlusPlus', () => {
  it('picks rows of the data, one in each of well separated blobs', () => {
    const { data, rows, dims, truth } = blobs({ rows: 600, dims: 4, count: 6, separation: 40 });
    for (let seed = 0; seed < 20; seed++) {
      const centres = kmeansPlusPlus(data, rows, dims, 6, null, random(seed));
      const hit = new Set<number>();
      for (let j = 0; j < 6; j++) {
        const centre = centres.subarray(j * dims, (j + 1) * dims);
        const row = Array.from({ length: rows }, (_, i) => i).find((i) => centre.every((value, d) => value === data[i * dims + d]));
        expect(row).toBeDefined();
        hit.add(truth[row!]!);
      }
      expect(hit.size).toBe(6);
    }
  });

  it('draws the first centre by weight and never a row of weight 0', () => {
    const data = Float32Array.from([0, 10, 20, 30]);
    const weights = Float32Array.from([0, 1, 3, 0]);
    let second = 0;
    for (let seed = 0; seed < 4000; seed++) {
      const [first, next] = kmeansPlusPlus(data, 4, 1, 2, weights, random(seed));
      expect(new Set([first, next])).toEqual(new Set([10, 20]));
      if (first === 20) second++;
    }
    expect(second / 4000).toBeGreaterThan(0.72);
    expect(second / 4000).toBeLessThan(0.78);
  });

  it('draws the second centre by squared distance where there is one trial’s choice', () => {
    // From 0 the draws fall on 1 and 3 in the ratio 1 : 9; of two draws the one that leaves less is kept.
    const data = Float32Array.from([0, 1, 3]);
    const start = Float32Array.from([1e9, 1, 1]);
    let ones = 0;
    for (let seed = 0; seed < 4000; seed++) if (kmeansPlusPlus(data, 3, 1, 2, start, random(seed))[1] === 1) ones++;
    // Potential left by 1 is 4, by 3 it is 1: 3 is kept unless both draws are 1, with chance 0.01.
    expect(ones / 4000).toBeLessThan(0.02);
  });

  it('repeats centres where distinct rows run out', () => {
    const centres = kmeansPlusPlus(Float32Array.from([5, 5, 5]), 3, 1, 3, null, random(1));
    expect(Array.from(centres)).toEqual([5, 5, 5]);
  });

  it('is the same for rows left out and rows of weight 0', () => {
    const { data, rows, dims } = blobs({ rows: 300, dims: 3, count: 3, separation: 2 });
    const weights = bootstrapWeights(rows, 1, 0);
    const kept = Array.from({ length: rows }, (_, i) => i).filter((i) => weights[i]! > 0);
    const compact = Float32Array.from(kept.flatMap((i) => Array.from(data.subarray(i * dims, (i + 1) * dims))));
    const counts = Float32Array.from(kept, (i) => weights[i]!);
    expect(kmeansPlusPlus(compact, kept.length, dims, 5, counts, random(2))).toEqual(
      kmeansPlusPlus(data, rows, dims, 5, weights, random(2)),
    );
  });
});

describe('bootstrapWeights', () => {
  it('counts as many draws as rows, of which about 1 − 1/e are distinct', () => {
    const weights = bootstrapWeights(20_000, 1, 0);
    expect(weights.reduce((a, b) => a + b, 0)).toBe(20_000);
    expect(weights.filter((w) => w > 0).length / 20_000).toBeCloseTo(1 - Math.exp(-1), 2);
  });

  it('depends on seed and number', () => {
    expect(bootstrapWeights(50, 1, 0)).toEqual(bootstrapWeights(50, 1, 0));
    expect(bootstrapWeights(50, 1, 0)).not.toEqual(bootstrapWeights(50, 1, 1));
    expect(bootstrapWeights(50, 1, 0)).not.toEqual(bootstrapWeights(50, 2, 0));
  });
});

describe('meanFeatureVariance', () => {
  it('averages the population variances of the columns', () => {
    // Column 0: 1, 3 (variance 1); column 1: 0, 10 (variance 25).
    expect(meanFeatureVariance(Float32Array.from([1, 0, 3, 10]), 2, 2)).toBe(13);
  });
});
