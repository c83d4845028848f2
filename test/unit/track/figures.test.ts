import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../../../workers/math/random';
import { benjaminiHochberg, chiSquaredSurvival } from '../../../workers/math/statistics';
import { binCounts, decileEdges, mergeSorted } from '../../../workers/track/bins';
import { twoSampleChiSquared } from '../../../workers/track/chi-squared';
import { compare, featureReference, windowDrift } from '../../../workers/track/figures';
import { jensenShannon } from '../../../workers/track/jensen-shannon';
import { kolmogorovSmirnov } from '../../../workers/track/kolmogorov-smirnov';
import { psi, psiThreshold } from '../../../workers/track/psi';
import { normedWasserstein, wasserstein } from '../../../workers/track/wasserstein';

const ascending = (values: readonly number[]) => Float64Array.from(values).sort();
const sample = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -100, max: 100, noNaN: true })), {
  minLength: 1,
  maxLength: 60,
});
const counts = fc.array(fc.nat(50), { minLength: 2, maxLength: 8 }).filter((list) => list.some((n) => n > 0));

function normals(seed: number, n: number, shift = 0, scale = 1): Float64Array {
  const rng = random(seed, 'figures-test', n, shift);
  return Float64Array.from({ length: n }, () => shift + scale * rng.normal()).sort();
}

/** 0, 1 … values − 1, over and over, ascending. */
const cycle = (n: number, values: number) => Float64Array.from({ length: n }, (_, i) => i % values).sort();

describe('bins', () => {
  it('cuts 1…10 at its deciles by linear interpolation', () => {
    const edges = decileEdges(ascending([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    [1.9, 2.8, 3.7, 4.6, 5.5, 6.4, 7.3, 8.2, 9.1].forEach((edge, i) => expect(edges[i]).toBeCloseTo(edge, 12));
  });

  it('merges equal edges and closes bins on the right', () => {
    const reference = ascending([0, 0, 0, 0, 0, 0, 1, 1, 2, 3]);
    // Deciles at 0.9, 1.8 … 8.1: 0 ×5, then 0.4·1 at 5.4, 1 at 6.3, 1.2 at 7.2, 2.1 at 8.1.
    expect(Array.from(decileEdges(reference)).map((edge) => +edge.toFixed(9))).toEqual([0, 0.4, 1, 1.2, 2.1]);
    expect(Array.from(binCounts(reference, Float64Array.of(0, 1, 2)))).toEqual([6, 2, 1, 1]);
  });

  it('counts as a plain loop does', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const edges = decileEdges(ascending(a));
        const got = binCounts(ascending(b), edges);
        const slow = new Array<number>(edges.length + 1).fill(0);
        for (const x of b) {
          let bin = 0;
          while (bin < edges.length && x > edges[bin]!) bin++;
          slow[bin]!++;
        }
        expect(Array.from(got)).toEqual(slow);
      }),
    );
  });

  it('merges ascending arrays', () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 5 }), (lists) => {
        // + 0: typed arrays sort −0 before 0, a merge keeps equal values as they come.
        const plain = (values: ArrayLike<number>) => Array.from(values, (value) => value + 0);
        expect(plain(mergeSorted(lists.map(ascending)))).toEqual(plain(ascending(lists.flat())));
      }),
    );
  });
});

describe('population stability index', () => {
  it('has the value of the formula', () => {
    // (0.2−0.5)·ln(0.2/0.5) + (0.8−0.5)·ln(0.8/0.5) = 0.27489 + 0.14100.
    expect(psi([50, 50], [20, 80])).toBeCloseTo(0.3 * Math.log(2.5) + 0.3 * Math.log(1.6), 12);
  });

  it('puts 1e-4 for a share of zero without renormalising', () => {
    expect(psi([10, 0], [5, 5])).toBeCloseTo((0.5 - 1) * Math.log(0.5) + (0.5 - 1e-4) * Math.log(0.5 / 1e-4), 12);
    expect(psi([0, 10], [0, 7])).toBe(0);
  });

  it('is symmetric, not negative, zero for equal shares, blind to the order of bins', () => {
    fc.assert(
      fc.property(counts, (a) => {
        const b = a.map((n, i) => (n * 7 + i * 3 + 1) % 40);
        expect(psi(a, b)).toBeCloseTo(psi(b, a), 10);
        expect(psi(a, b)).toBeGreaterThanOrEqual(0);
        expect(
          psi(
            a,
            a.map((n) => n * 3),
          ),
        ).toBeCloseTo(0, 12);
        expect(psi([...a].reverse(), [...b].reverse())).toBeCloseTo(psi(a, b), 10);
      }),
    );
  });

  it('is near (1/n + 1/m)(B − 1) on average where nothing differs', () => {
    const n = 400;
    const m = 1000;
    const draws = 300;
    let sum = 0;
    let flagged = 0;
    for (let seed = 0; seed < draws; seed++) {
      const reference = featureReference([normals(seed, m)]);
      const value = psi(reference.counts, binCounts(normals(seed, n, 0), reference.edges));
      sum += value;
      if (value > (1 / n + 1 / m) * 16.919) flagged++;
    }
    const expected = (1 / n + 1 / m) * 9;
    // The mean of 300 draws of (1/n+1/m)·χ²₉ has a standard error of 2.7 %.
    expect(Math.abs(sum / draws / expected - 1)).toBeLessThan(0.1);
    expect(flagged / draws).toBeLessThan(0.1);
  });

  it('has a threshold that falls with size to 0.1', () => {
    // χ²₀.₉₅ with 9 degrees of freedom is 16.919.
    expect(psiThreshold(50, 50, 10)).toBeCloseTo(0.04 * 16.919, 4);
    expect(psiThreshold(100_000, 100_000, 10)).toBe(0.1);
    expect(psiThreshold(0, 10, 10)).toBe(Infinity);
  });
});

describe('two-sample χ²', () => {
  it('has the value of the 2 × 2 table', () => {
    // N(ad − bc)² / ((a+b)(c+d)(a+c)(b+d)) with a, b = 30, 70 and c, d = 20, 30.
    expect(twoSampleChiSquared([30, 70], [20, 30]).statistic).toBeCloseTo((150 * (30 * 30 - 70 * 20) ** 2) / (100 * 50 * 50 * 100), 10);
  });

  it('counts only bins that are used', () => {
    expect(twoSampleChiSquared([5, 0, 5], [3, 0, 7]).df).toBe(1);
  });

  it("agrees with SciPy's contingency table", () => {
    // scipy.stats.chi2_contingency([reference, window], correction=False): statistic, p, df.
    const check = (reference: readonly number[], window: readonly number[], [statistic, p, df]: readonly [number, number, number]) => {
      const got = twoSampleChiSquared(reference, window);
      expect(got.statistic).toBeCloseTo(statistic, 10);
      expect(got.df).toBe(df);
      expect(chiSquaredSurvival(got.statistic, got.df)).toBeCloseTo(p, 12);
    };
    check([40, 25, 10, 5, 0], [30, 30, 20, 10, 2], [8.085262563523433, 0.08850437827128671, 4]);
    check([700, 300], [120, 80], [7.702182284980741, 0.005515410259392666, 1]);
  });

  it('is the square of the pooled z for two values', () => {
    // 30 of 100 against 45 of 200: z = (0.3 − 0.225) / √(0.25·0.75·(1/100 + 1/200)).
    const z = 0.075 / Math.sqrt(0.25 * 0.75 * 0.015);
    expect(twoSampleChiSquared([70, 30], [155, 45]).statistic).toBeCloseTo(z * z, 12);
  });
});

describe('Jensen–Shannon distance', () => {
  it('is √ln 2 for shares apart and 0 for equal ones', () => {
    expect(jensenShannon([5, 0], [0, 9])).toBeCloseTo(Math.sqrt(Math.LN2), 12);
    expect(jensenShannon([5, 10], [1, 2])).toBe(0);
  });

  it('is the entropy of the middle less the mean entropy', () => {
    const entropy = (shares: readonly number[]) => -shares.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
    fc.assert(
      fc.property(counts, (a) => {
        const b = a.map((n, i) => (n * 5 + i) % 13).map((n, i) => (i === 0 ? n + 1 : n));
        const p = a.map((n) => n / a.reduce((x, y) => x + y, 0));
        const q = b.map((n) => n / b.reduce((x, y) => x + y, 0));
        const divergence = entropy(p.map((x, i) => (x + q[i]!) / 2)) - (entropy(p) + entropy(q)) / 2;
        expect(jensenShannon(a, b) ** 2).toBeCloseTo(Math.max(0, divergence), 9);
      }),
    );
  });
});

describe('Kolmogorov–Smirnov', () => {
  it('finds the largest gap between the distribution functions', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const share = (list: readonly number[], x: number) => list.filter((value) => value <= x).length / list.length;
        const slow = Math.max(...[...a, ...b].map((x) => Math.abs(share(a, x) - share(b, x))));
        expect(kolmogorovSmirnov(ascending(a), ascending(b)).d).toBeCloseTo(slow, 12);
      }),
    );
  });

  it('takes p from the limit distribution', () => {
    // D = ½ at n = m = 8: λ = 1 and 2(e⁻² − e⁻⁸ + …) = 0.26999967.
    const { d, p } = kolmogorovSmirnov(ascending([1, 2, 3, 4, 5, 6, 7, 8]), ascending([5, 6, 7, 8, 9, 10, 11, 12]));
    expect(d).toBe(0.5);
    expect(p).toBeCloseTo(0.26999967, 7);
  });
});

describe('Wasserstein distance', () => {
  it('is the mean distance of paired order statistics for samples of one size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), { minLength: 1, maxLength: 40 }),
        (pairs) => {
          const a = ascending(pairs.map(([x]) => x));
          const b = ascending(pairs.map(([, y]) => y));
          const slow = a.reduce((sum, x, i) => sum + Math.abs(x - b[i]!), 0) / a.length;
          expect(wasserstein(a, b)).toBeCloseTo(slow, 9);
        },
      ),
    );
  });

  it('is the shift of a shifted sample, of any sizes, and is symmetric', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(wasserstein(ascending(a), ascending(a.map((x) => x + 3)))).toBeCloseTo(3, 9);
        expect(wasserstein(ascending(a), ascending(b))).toBeCloseTo(wasserstein(ascending(b), ascending(a)), 9);
        // Repeating every value changes no distribution.
        expect(wasserstein(ascending([...a, ...a]), ascending(b))).toBeCloseTo(wasserstein(ascending(a), ascending(b)), 9);
      }),
    );
  });

  it('is divided by the deviation of the reference, at least 0.001', () => {
    expect(normedWasserstein(Float64Array.of(3), Float64Array.of(1), 0)).toBeCloseTo(2000, 9);
    expect(normedWasserstein(Float64Array.of(3), Float64Array.of(1), 4)).toBeCloseTo(0.5, 12);
  });
});

describe('figures of a window', () => {
  it("follows Evidently's rule by the rows of the reference", () => {
    const window = normals(1, 200);
    expect(compare(featureReference([normals(2, 1000)]), window).drift.test).toBe('ks');
    expect(compare(featureReference([normals(2, 1001)]), window).drift.test).toBe('wasserstein');
    expect(compare(featureReference([cycle(1001, 5)]), cycle(200, 5)).drift.test).toBe('jensen-shannon');
    expect(compare(featureReference([cycle(1000, 5)]), cycle(200, 5)).drift.test).toBe('chi2');
    // Values are counted in both together.
    expect(compare(featureReference([cycle(1000, 5)]), cycle(200, 6)).drift.test).toBe('ks');
    expect(compare(featureReference([cycle(1001, 5)]), cycle(200, 6)).drift.test).toBe('wasserstein');
  });

  it('takes χ² over the values where they are few, though the deciles merge some of them', () => {
    const reference = ascending([...new Array<number>(95).fill(0), 1, 1, 1, 2, 2]);
    const window = ascending([...new Array<number>(40).fill(0), 1, 2, 2, 2, 3]);
    const { statistic, df } = twoSampleChiSquared([95, 3, 2, 0], [40, 1, 3, 1]);
    const { drift, df: binDf } = compare(featureReference([reference]), window);
    expect([drift.chi2, drift.chi2Df]).toEqual([statistic, df]);
    expect(binDf).toBe(1);
  });

  it('takes χ² over the bins of PSI where values are many', () => {
    const { drift, chiSquared, df } = compare(featureReference([normals(2, 900)]), normals(1, 200));
    expect([drift.chi2, drift.chi2Df, drift.chi2P]).toEqual([chiSquared, df, chiSquaredSurvival(chiSquared, df)]);
    expect(df).toBe(9);
  });

  it('corrects the p-values of KS and χ² as one family, and leaves distances out of it', () => {
    const small = featureReference([normals(2, 900)]);
    const few = featureReference([cycle(900, 4)]);
    const large = featureReference([normals(2, 2000)]);
    const comparisons = [
      compare(small, normals(1, 200)),
      compare(few, cycle(230, 3)),
      compare(large, normals(7, 200, 1)),
      compare(small, normals(8, 200, 0.25)),
    ];
    const drift = windowDrift(['many', 'few', 'large', 'moved'], comparisons);
    expect(drift.map(({ test }) => test)).toEqual(['ks', 'chi2', 'wasserstein', 'ks']);
    const [p0, p1, p3] = benjaminiHochberg([drift[0]!.ksP, drift[1]!.chi2P, drift[3]!.ksP]);
    expect(drift.map(({ testPAdjusted }) => testPAdjusted)).toEqual([p0, p1, null, p3]);
    expect(drift.map(({ drifted }) => drifted)).toEqual([p0! < 0.05, true, true, p3! < 0.05]);
    expect(drift.map(({ ksPAdjusted }) => ksPAdjusted)).toEqual(Array.from(benjaminiHochberg(drift.map(({ ksP }) => ksP))));
    expect(drift.map(({ chi2PAdjusted }) => chi2PAdjusted)).toEqual(Array.from(benjaminiHochberg(drift.map(({ chi2P }) => chi2P))));
  });

  it('agrees with NumPy and SciPy on a sample', () => {
    const reference = featureReference([ascending(Array.from({ length: 300 }, (_, i) => ((i * 7919) % 101) / 10))]);
    const window = ascending(Array.from({ length: 170 }, (_, i) => ((i * 104_729) % 89) / 8 + 0.5));
    const { drift } = compare(reference, window);
    // Bins by numpy.quantile and searchsorted(side='left'); scipy: jensenshannon, ks_2samp(…).statistic, special.kolmogorov,
    // wasserstein_distance / numpy.std, chi2.ppf, chi2_contingency(correction=False).
    expect(drift.psi).toBeCloseTo(0.14678374735936456, 10);
    expect(drift.psiThreshold).toBeCloseTo(0.15591998968963944, 10);
    expect(drift.jensenShannon).toBeCloseTo(0.13382164345480235, 10);
    expect(drift.ks).toBeCloseTo(0.1423529411764706, 12);
    expect(drift.ksP).toBeCloseTo(0.024608781483446942, 10);
    expect(drift.wasserstein).toBeCloseTo(0.34901728296652673, 10);
    expect(drift.chi2).toBeCloseTo(16.00808057934944, 8);
    expect(drift.chi2P).toBeCloseTo(0.06671303578716707, 8);
    expect(drift.chi2Df).toBe(9);
  });

  it('leaves equal samples alone and flags a shift of one standard deviation', () => {
    const reference = featureReference([normals(3, 1500), normals(4, 1500)]);
    const same = compare(reference, normals(5, 1500));
    const moved = compare(reference, normals(6, 1500, 1));
    const [a, b] = windowDrift(['same', 'moved'], [same, moved]);
    expect(a).toMatchObject({ feature: 'same', flagged: false, drifted: false, n: 1500, m: 3000 });
    expect(b).toMatchObject({ feature: 'moved', flagged: true, drifted: true });
    expect(b!.wasserstein).toBeGreaterThan(0.9);
    expect(b!.wasserstein).toBeLessThan(1.1);
    // PSI of unit normals one apart over deciles is near the divergence J = 1, a little less for the binning.
    expect(b!.psi).toBeGreaterThan(0.75);
    expect(b!.psi).toBeLessThan(1.1);
  });

  it('says nothing where a window has no values', () => {
    const { drift } = compare(featureReference([normals(3, 50)]), new Float64Array(0));
    expect(drift).toMatchObject({ n: 0, psi: 0, flagged: false, ks: 0, ksP: 1, wasserstein: 0, jensenShannon: 0, chi2: 0, chi2P: 1 });
    expect(compare(featureReference([]), normals(1, 20)).drift).toMatchObject({ m: 0, psi: 0, flagged: false });
  });
});
