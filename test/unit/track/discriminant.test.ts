import { describe, expect, it } from 'vitest';
import { random } from '../../../workers/math/random';
import { assign, fitDiscriminant } from '../../../workers/track/discriminant';
import { population } from '../../fixtures/population';
import { trackTruth } from '../../fixtures/tracked';

/** Normal clouds around the means, in the numbers given. */
function clouds(seed: number, means: readonly (readonly number[])[], sizes: readonly number[], spread = 1) {
  const rng = random(seed, 'discriminant-test');
  const rows: number[] = [];
  const labels: number[] = [];
  sizes.forEach((size, s) => {
    for (let i = 0; i < size; i++) {
      labels.push(s);
      for (const m of means[s]!) rows.push(m + spread * rng.normal());
    }
  });
  return { rows: Float32Array.from(rows), labels: Int32Array.from(labels) };
}

const shares = (labels: Int32Array, k: number) =>
  Array.from({ length: k }, (_, s) => labels.filter((label) => label === s).length / labels.length);

describe('discriminant', () => {
  it('puts the boundary where the log odds are even: x = (μ₁ + μ₂)/2 + ln(π₁/π₂)·σ²/(μ₂ − μ₁)', () => {
    const { rows, labels } = clouds(1, [[0], [3]], [30_000, 10_000]);
    const discriminant = fitDiscriminant(rows, 1, labels, 2, new Float32Array(2));
    const grid = Float32Array.from({ length: 4001 }, (_, i) => i / 1000);
    const boundary = assign(discriminant, grid).indexOf(1) / 1000;
    // 1.5 + ln(3)/3 = 1.866; calibration moves it by little, as the two errors nearly balance there.
    expect(boundary).toBeGreaterThan(1.75);
    expect(boundary).toBeLessThan(1.98);
  });

  it('gives the rows it learned from their true shares, overlapping clouds included, as the nearest centre does not', () => {
    const sizes = [4000, 2000, 700, 300];
    const means = [
      [0, 0],
      [1.2, 0],
      [0, 1.2],
      [1, 1],
    ];
    const { rows, labels } = clouds(2, means, sizes);
    const got = shares(assign(fitDiscriminant(rows, 2, labels, 4, new Float32Array(8)), rows), 4);
    sizes.forEach((size, s) => expect(Math.abs(got[s]! - size / 7000)).toBeLessThan(0.01));
    const nearest = Int32Array.from(labels, (_, u) => {
      const distances = means.map(([x, y]) => (rows[2 * u]! - x!) ** 2 + (rows[2 * u + 1]! - y!) ** 2);
      return distances.indexOf(Math.min(...distances));
    });
    expect(Math.abs(shares(nearest, 4)[0]! - 4 / 7)).toBeGreaterThan(0.1);
  });

  it('keeps the shares of new draws of the same population, and follows new shares', () => {
    const means = [
      [0, 0, 0],
      [2, 0, 1],
      [0, 2, -1],
    ];
    const learned = clouds(3, means, [3000, 2000, 1000]);
    const discriminant = fitDiscriminant(learned.rows, 3, learned.labels, 3, new Float32Array(9));
    const same = shares(assign(discriminant, clouds(4, means, [3000, 2000, 1000]).rows), 3);
    [0.5, 1 / 3, 1 / 6].forEach((share, s) => expect(Math.abs(same[s]! - share)).toBeLessThan(0.025));
    const moved = shares(assign(discriminant, clouds(5, means, [1500, 2000, 2500]).rows), 3);
    expect(moved[0]!).toBeLessThan(same[0]! - 0.15);
    expect(moved[2]!).toBeGreaterThan(same[2]! + 0.15);
  });

  it('falls back to the centre of the run for a segment that the reference hardly has', () => {
    const { rows, labels } = clouds(
      6,
      [
        [0, 0],
        [4, 0],
      ],
      [500, 500],
      0.5,
    );
    const centres = Float32Array.of(0, 0, 4, 0, 0, 9);
    const discriminant = fitDiscriminant(rows, 2, labels, 3, centres);
    expect(Array.from(assign(discriminant, Float32Array.of(0, 0, 4, 0, 0, 9)))).toEqual([0, 1, 2]);
  });

  it('ignores rows without a segment and does not fail on constant or correlated dimensions', () => {
    const { rows, labels } = clouds(7, [[0], [5]], [200, 200]);
    const wide = Float32Array.from(Array.from(rows).flatMap((x) => [x, 2 * x, 7]));
    labels.fill(-1, 150, 200);
    const discriminant = fitDiscriminant(wide, 3, labels, 2, new Float32Array(6));
    const got = assign(discriminant, wide);
    expect(got.filter((label, i) => label === (i < 200 ? 0 : 1)).length).toBeGreaterThan(390);
    expect(Array.from(discriminant.weights).every(Number.isFinite)).toBe(true);
  });

  it('keeps shares by month close to the true mix of active users', async () => {
    const { events, truth } = population({ seed: 11, users: 800, months: 10 });
    const { timeline, maps } = await trackTruth(events, truth);
    let ours = 0;
    maps.forEach(({ users }, w) => {
      const mix = shares(
        Int32Array.from(users, (user) => truth[user]!),
        4,
      );
      ours = Math.max(ours, ...timeline.windows[w]!.shares.map(({ share }, s) => Math.abs(share - mix[s]!)));
    });
    // Sampling of some 550 active users, a seventh of them placed wrongly, alone gives a standard deviation of 0.015.
    expect(ours).toBeLessThan(0.055);
  });
});
