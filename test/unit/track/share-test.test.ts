import { describe, expect, it } from 'vitest';
import { random } from '../../../workers/math/random';
import { outsideLimits, overdispersion, pairedOverdispersion, shareFindings, sum, type ShareCase } from '../../../workers/track/share-test';
import { studentP, studentQuantile } from '../../../workers/track/student';

describe("Student's t", () => {
  it('has the published quantiles', () => {
    // Two-sided 5 % and 1 % points (Abramowitz & Stegun, table 26.10).
    expect(studentQuantile(0.05, 4)).toBeCloseTo(2.776, 3);
    expect(studentQuantile(0.01, 4)).toBeCloseTo(4.604, 3);
    expect(studentQuantile(0.05, 30)).toBeCloseTo(2.042, 3);
    expect(studentQuantile(0.05, Infinity)).toBeCloseTo(1.96, 3);
  });

  it('is Cauchy with one degree of freedom', () => {
    for (const t of [0.1, 1, 5]) expect(studentP(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 10);
    expect(studentP(studentQuantile(0.0027, 5), 5)).toBeCloseTo(0.0027, 10);
  });
});

describe('limits from history', () => {
  const history = [0.2, 0.22, 0.18, 0.21, 0.19];

  it('are mean ± 3 standard deviations', () => {
    // Mean 0.2, standard deviation √0.00025 = 0.01581: limits 0.1526 … 0.2474.
    expect(outsideLimits(history, 247, 1000)).toBe(false);
    expect(outsideLimits(history, 248, 1000)).toBe(true);
    expect(outsideLimits(history, 152, 1000)).toBe(true);
  });

  it('need five windows', () => {
    expect(outsideLimits(history.slice(1), 200, 1000)).toBe(true);
  });

  it('are those of a binomial test at 0.001 where history does not vary', () => {
    const constant = [0.5, 0.5, 0.5, 0.5, 0.5];
    // Of 100 at ½, P(|X − 50| ≥ 17) = 0.00087 and P(|X − 50| ≥ 16) = 0.00179.
    expect(outsideLimits(constant, 66, 100)).toBe(false);
    expect(outsideLimits(constant, 67, 100)).toBe(true);
    expect(outsideLimits(constant, 33, 100)).toBe(true);
    expect(outsideLimits([0, 0, 0, 0, 0], 1, 1000)).toBe(true);
  });
});

/** Every window against the same reference windows, which are its history too. */
function fixed(reference: readonly (readonly number[])[], windows: readonly (readonly number[])[]): ShareCase[] {
  const pooled = reference[0]!.map((_, c) => sum(reference.map((counts) => counts[c]!)));
  const spread = overdispersion(reference, pooled);
  const history = reference.map((counts) => ({ counts, reference: null }));
  return windows.map((counts) => ({ counts, reference: pooled, history, spread, season: null, recent: null }));
}

describe('share test', () => {
  const draw = (rng: ReturnType<typeof random>, n: number, shares: readonly number[]) => {
    const counts = new Array<number>(shares.length).fill(0);
    for (let i = 0; i < n; i++) {
      let left = rng.next();
      let c = 0;
      while (c < shares.length - 1 && (left -= shares[c]!) >= 0) c++;
      counts[c]!++;
    }
    return counts;
  };

  it('finds the planted change and nothing else', () => {
    const rng = random(1, 'share-test');
    const usual = [0.5, 0.3, 0.2];
    const reference = Array.from({ length: 6 }, () => draw(rng, 1000, usual));
    const windows = Array.from({ length: 8 }, (_, w) => draw(rng, 1000, w === 5 ? [0.35, 0.45, 0.2] : usual));
    const found = shareFindings(fixed(reference, windows)).filter(({ p, outside }) => p < 0.05 && outside);
    expect(found.map(({ window, category }) => [window, category])).toEqual([
      [5, 0],
      [5, 1],
    ]);
  });

  it('calls at most one run in twenty where nothing changes', () => {
    let runs = 0;
    for (let seed = 0; seed < 200; seed++) {
      const rng = random(seed, 'share-null');
      const usual = [0.4, 0.3, 0.2, 0.1];
      const reference = Array.from({ length: 5 }, () => draw(rng, 400, usual));
      const windows = Array.from({ length: 10 }, () => draw(rng, 400, usual));
      // The test alone, without the limits: Benjamini–Hochberg at 0.05 bounds the chance of any finding under the null by 0.05.
      if (shareFindings(fixed(reference, windows)).some(({ p }) => p < 0.05)) runs++;
    }
    // 200 runs at 0.05: mean 10, standard deviation 3.1.
    expect(runs).toBeLessThanOrEqual(19);
  });

  it('allows for windows that differ by more than counting', () => {
    const reference = [
      [500, 500],
      [560, 440],
      [440, 560],
      [540, 460],
      [460, 540],
    ];
    // χ² = Σ (d²/500)·2 over d = 0, 60, 60, 40, 40, on 4 degrees of freedom.
    const { factor, df } = overdispersion(reference, [2500, 2500]);
    expect(factor).toBeCloseTo(((2 * 3600 + 2 * 1600) * 2) / 500 / 4, 9);
    expect(df).toBe(4);
    const strict = shareFindings(fixed(reference, [[570, 430]]));
    expect(strict[0]!.p).toBeGreaterThan(0.05);
    const calm = shareFindings(
      fixed(
        reference.map(() => [500, 500]),
        [[570, 430]],
      ),
    );
    expect(calm[0]!.p).toBeLessThan(0.001);
  });

  it('says nothing of empty windows or an empty reference', () => {
    expect(shareFindings(fixed([[0, 0]], [[1, 2]]))).toEqual([]);
    expect(shareFindings(fixed([[5, 5]], [[0, 0]]))).toEqual([]);
  });

  it('judges a window by the one before it, and history by how far windows were from theirs', () => {
    const rng = random(2, 'share-previous');
    // A share that creeps up by a point a window, and then by ten.
    const windows = Array.from({ length: 12 }, (_, w) =>
      draw(rng, 2000, [0.3 + 0.01 * w + (w === 11 ? 0.1 : 0), 0.7 - 0.01 * w - (w === 11 ? 0.1 : 0)]),
    );
    const caseOf = (w: number): ShareCase => {
      const history = windows.slice(1, w).map((counts, h) => ({ counts, reference: windows[h]! }));
      return {
        counts: windows[w]!,
        reference: windows[w - 1]!,
        history,
        spread: pairedOverdispersion(history),
        season: null,
        recent: null,
      };
    };
    const called = [7, 8, 9, 10, 11].map(caseOf);
    const found = shareFindings(called).filter(({ p, outside }) => p < 0.05 && outside);
    expect([...new Set(found.map(({ window }) => window))]).toEqual([4]);
  });

  it('takes what last year shows at the same season for the season', () => {
    const usual = Array.from({ length: 6 }, () => [300, 700]);
    const [of] = fixed(usual, [[450, 550]]);
    expect(shareFindings([of!])[0]).toMatchObject({ unseasonal: true, outside: true });
    expect(shareFindings([{ ...of!, season: [440, 560] }])[0]!.unseasonal).toBe(false);
    expect(shareFindings([{ ...of!, season: [300, 700] }])[0]!.unseasonal).toBe(true);
    // Less than last year, though more than the reference.
    expect(shareFindings([{ ...of!, season: [600, 400] }])[0]!.unseasonal).toBe(false);
  });
});
