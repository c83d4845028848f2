import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meansSpread, resamples, separation, varianceExplained } from '../../../workers/compare/separation';
import { verdictsOf, type Drawn } from '../../../workers/compare/verdicts';
import { adjustedRand } from '../../../workers/math/adjusted-rand';
import { random } from '../../../workers/math/random';
import type { MethodFigures } from '../../../workers/protocol/comparison';
import type { ClusterMethod } from '../../../workers/protocol/recipe';
import { adjustedRand as expectedRand } from '../../fixtures/blobs';

const rows = fc.array(
  fc.record({ group: fc.integer({ min: -1, max: 3 }), value: fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(NaN)) }),
  {
    minLength: 2,
    maxLength: 40,
  },
);
const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the share of variance that groups explain', () => {
  it('is 1 − SS within / SS total, of the rows that have a value', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const known = drawn.filter(({ value }) => !Number.isNaN(value));
        fc.pre(new Set(known.map(({ value }) => value)).size > 1);
        const overall = average(known.map(({ value }) => value));
        const own = (group: number) => average(known.filter((row) => row.group === group).map(({ value }) => value));
        const within = known.reduce((sum, { group, value }) => sum + (value - own(group)) ** 2, 0);
        const total = known.reduce((sum, { value }) => sum + (value - overall) ** 2, 0);
        const groups = Int32Array.from(drawn, ({ group }) => group);
        const values = Float64Array.from(drawn, ({ value }) => value);
        expect(varianceExplained(groups, values)).toBeCloseTo(1 - within / total, 9);
        const spread = known.reduce((sum, { group }) => sum + (own(group) - overall) ** 2, 0) / known.length;
        expect(meansSpread(groups, values)).toBeCloseTo(Math.sqrt(spread), 9);
        // Weights are repetitions.
        const weights = drawn.map((_, i) => i % 3);
        const repeated = drawn.flatMap((row, i) => new Array<typeof row>(weights[i]!).fill(row));
        expect(varianceExplained(groups, values, weights)).toBeCloseTo(
          varianceExplained(
            Int32Array.from(repeated, ({ group }) => group),
            Float64Array.from(repeated, ({ value }) => value),
          ) || 0,
          9,
        );
      }),
    );
  });

  it('is the square of Cramér’s V, √(χ² / n), for an outcome of two values', () => {
    const table = [
      [30, 10],
      [5, 25],
      [12, 18],
    ];
    const groups: number[] = [];
    const values: number[] = [];
    table.forEach((counts, group) =>
      counts.forEach((count, value) => {
        for (let i = 0; i < count; i++) {
          groups.push(group);
          values.push(value);
        }
      }),
    );
    const n = 100;
    let chi2 = 0;
    for (const counts of table) {
      for (const [value, count] of counts.entries()) {
        const expected = ((counts[0]! + counts[1]!) * table.reduce((sum, row) => sum + row[value]!, 0)) / n;
        chi2 += (count - expected) ** 2 / expected;
      }
    }
    expect(Math.sqrt(varianceExplained(Int32Array.from(groups), Float64Array.from(values)))).toBeCloseTo(Math.sqrt(chi2 / n), 12);
  });

  it('has an interval that holds what was planted, and by chance what (k − 1) / (n − 1) says', () => {
    // Three groups of mean −1, 0 and 1 with unit variance: η² = (2/3) / (2/3 + 1) = 0.4.
    const rng = random(5);
    let holds = 0;
    for (let trial = 0; trial < 20; trial++) {
      const groups = Int32Array.from({ length: 300 }, () => rng.int(3));
      const values = Float64Array.from(groups, (group) => group - 1 + rng.normal());
      const { explained, shuffled, shuffledHigh, users, spread } = separation(groups, values, resamples(300, rng), rng).separation;
      if (explained.low <= 0.4 && explained.high >= 0.4) holds++;
      expect(Math.abs(shuffled - 2 / 299)).toBeLessThan(0.002);
      expect(shuffledHigh).toBeLessThan(explained.value);
      expect(users).toBe(300);
      expect(Math.abs(spread - Math.sqrt(2 / 3))).toBeLessThan(0.25);
    }
    expect(holds).toBeGreaterThanOrEqual(17);
  });
});

describe('the verdict on an outcome', () => {
  const groupsOf = (share: number, seed: number) => {
    const rng = random(seed, 'groups');
    return Int32Array.from({ length: 600 }, (_, row) => (rng.next() < share ? row % 3 : rng.int(3)));
  };
  const byMethod = ({ method }: MethodFigures) => method;
  const judged = (labelings: Partial<Record<ClusterMethod, Int32Array>>, noise: number) => {
    const rng = random(2, 'values');
    const values = Float64Array.from({ length: 600 }, (_, row) => (row % 3) * (1 - noise) + rng.normal());
    const draws = resamples(600, random(3));
    return Object.entries(labelings).map(([method, groups]): Drawn => {
      const one = separation(groups, values, draws, random(4));
      const stability = { value: 1, low: 1, high: 1 };
      const figures = {
        method: method as ClusterMethod,
        k: 3,
        noise: 0,
        silhouette: 0.5,
        daviesBouldin: 1,
        stability,
        outcomes: { value: one.separation },
      };
      return { figures, draws: { value: one.draws } };
    });
  };

  it('names those that are better by more than chance, and those as good as the best', () => {
    const alike = groupsOf(1, 1);
    const [verdict] = verdictsOf(judged({ kmeans: alike, ward: alike.map((group) => 2 - group), mixture: groupsOf(0.2, 3) }, 0), byMethod);
    expect(verdict).toEqual({ outcome: 'value', best: ['kmeans', 'ward'], worse: ['mixture'], aboveChance: true });
  });

  it('names none where no segments tell anything', () => {
    const [verdict] = verdictsOf(judged({ kmeans: groupsOf(0, 1), ward: groupsOf(0, 2) }, 1), byMethod);
    expect(verdict).toMatchObject({ worse: [], aboveChance: false });
    expect(verdictsOf([], byMethod)).toEqual([]);
  });
});

describe('the adjusted Rand index', () => {
  it('is that of the pairs, noise being a label like others', () => {
    const labels = fc.array(fc.tuple(fc.integer({ min: -1, max: 4 }), fc.integer({ min: -1, max: 4 })), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(labels, (drawn) => {
        const [a, b] = [drawn.map(([one]) => one), drawn.map(([, other]) => other)];
        expect(adjustedRand(Int32Array.from(a), Int32Array.from(b))).toBeCloseTo(expectedRand(a, b), 9);
      }),
    );
  });
});
