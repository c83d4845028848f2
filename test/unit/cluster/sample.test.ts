import { describe, expect, it } from 'vitest';
import { sampleRows, stratifiedSample } from '../../../workers/cluster/sample';
import { random } from '../../../workers/math/random';

describe('sampleRows', () => {
  it('takes each row as often as any other, ascending, once', () => {
    const hits = new Float64Array(10);
    const rng = random(1);
    for (let draw = 0; draw < 5000; draw++) {
      const picked = Array.from(sampleRows(10, 3, rng));
      expect(new Set(picked).size).toBe(3);
      expect(picked).toEqual([...picked].sort((a, b) => a - b));
      picked.forEach((row) => hits[row]!++);
    }
    // 1,500 expected, standard deviation 32.
    for (const count of hits) expect(Math.abs(count - 1500)).toBeLessThan(160);
  });

  it('takes all rows where more are asked for', () => {
    expect(Array.from(sampleRows(3, 5, random(1)))).toEqual([0, 1, 2]);
  });
});

describe('stratifiedSample', () => {
  it('keeps shares, and at least one of each stratum', () => {
    const strata = Int32Array.from({ length: 10_000 }, (_, i) => (i < 6000 ? 0 : i < 9000 ? 1 : i < 9999 ? 2 : 3));
    const picked = stratifiedSample(strata, 4, 1000, random(1));
    const counts = [0, 0, 0, 0];
    picked.forEach((row) => counts[strata[row]!]!++);
    expect(picked).toHaveLength(1000);
    expect(new Set(picked).size).toBe(1000);
    expect(counts[3]).toBe(1);
    expect(Math.abs(counts[0]! - 600)).toBeLessThanOrEqual(1);
    expect(Math.abs(counts[1]! - 300)).toBeLessThanOrEqual(1);
  });
});
