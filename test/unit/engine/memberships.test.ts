import { describe, expect, it } from 'vitest';
import { membershipColumns, membershipsView, ownShares } from '../../../workers/engine/memberships';
import type { RunState } from '../../../workers/engine/run';

type Clustered = Parameters<typeof membershipColumns>[0];

const PRIORS = [0.5, 0.25, 0.25];
const MEANS = [0, 3, -2];
const DEVIATIONS = [1, 0.5, 2];
const POINTS = [0, 2.5, -3, 1.75];
/** By label: the number that the segment goes by. */
const NUMBERS = [2, 0, 1];

/** Bayes' rule over the normal densities, as one would write it down. */
const posterior = (x: number): number[] => {
  const joint = MEANS.map((mean, j) => (PRIORS[j]! / DEVIATIONS[j]!) * Math.exp(-(((x - mean) / DEVIATIONS[j]!) ** 2) / 2));
  const sum = joint.reduce((a, b) => a + b);
  return joint.map((part) => part / sum);
};

const run = {
  embedding: { users: POINTS.length, dims: 1, data: Float32Array.from(POINTS) },
  segmentation: {
    labels: Int32Array.from(POINTS, (x) => posterior(x).indexOf(Math.max(...posterior(x)))),
    mixture: {
      k: 3,
      shares: Float64Array.from(PRIORS),
      means: Float64Array.from(MEANS),
      factors: Float64Array.from(DEVIATIONS, (deviation) => 1 / deviation),
    },
  },
  numbers: NUMBERS,
} as unknown as Pick<RunState, keyof Clustered>;

describe('soft membership in a mixture', () => {
  it('is exported as the second segment and the probability of each, under the segments’ numbers', () => {
    const columns = membershipColumns(run, ['zero', 'one', 'two']);
    expect(columns.map(({ id }) => id)).toEqual([
      'second_segment',
      'second_name',
      'second_probability',
      'p_segment_1',
      'p_segment_2',
      'p_segment_3',
    ]);
    // Backwards, since an export may be of some rows in any order.
    for (const row of [...POINTS.keys()].reverse()) {
      const shares = posterior(POINTS[row]!);
      const [first, second] = [...shares.keys()].sort((a, b) => shares[b]! - shares[a]!) as [number, number];
      const [segment, name, probability, ...each] = columns.map((column) => column.value(row));
      expect([segment, name]).toEqual([NUMBERS[second]! + 1, ['zero', 'one', 'two'][NUMBERS[second]!]]);
      expect(probability).toBeCloseTo(shares[second]!, 12);
      NUMBERS.forEach((number, label) => expect(each[number]).toBeCloseTo(shares[label]!, 12));
      expect(ownShares(run)![row]).toBeCloseTo(shares[first]!, 12);
      expect(membershipsView(run, row).memberships!.map(({ segment }) => segment)[1]).toBe(NUMBERS[second]);
    }
  });

  it('is not told where segments are no mixture', () => {
    const { labels } = run.segmentation;
    expect(membershipColumns({ ...run, segmentation: { labels } as RunState['segmentation'] }, [])).toEqual([]);
  });
});
