import { describe, expect, it } from 'vitest';
import { random } from '../../../../workers/math/random';
import { differenceOf, type Errors } from '../../../../workers/predict/demand/back-test';

const AHEAD = 4;
const NOMINAL = 0.95;

/** Errors of one series by origin, so that the method is off by so much more than 10 at each. */
const errorsOf = (more: ArrayLike<number>): Errors => [Array.from(more, (one) => new Float64Array(AHEAD).fill(10 + one))];

describe('the difference of two methods', () => {
  it('has an interval that holds the truth nearly as often as it says, whether or not neighbouring cut-offs are alike', () => {
    const rng = random(1, 'test', 'difference');
    const origins = 26;
    const scales = [new Array<number>(origins).fill(1)];
    const even = errorsOf(new Float64Array(origins));
    /** @param own how much of what differs is of each cut-off alone, beside what the weeks bring that neighbours share */
    const held = (own: number) => {
      let within = 0;
      const draws = 1000;
      for (let draw = 0; draw < draws; draw++) {
        const weeks = Array.from({ length: origins + AHEAD }, () => rng.normal());
        const apart = Array.from({ length: origins }, (_, o) => {
          const shared = weeks.slice(o, o + AHEAD).reduce((sum, one) => sum + one, 0) / AHEAD;
          return 0.3 * (shared + own * rng.normal());
        });
        const { low, high } = differenceOf(errorsOf(apart), even, scales, AHEAD);
        if (low <= 0 && high >= 0) within++;
      }
      return within / draws;
    };
    for (const own of [0, 0.5, 2]) {
      const share = held(own);
      // Three standard deviations of such a share below 92 %.
      expect(share).toBeGreaterThan(0.92 - 3 * Math.sqrt((0.92 * 0.08) / 1000));
      expect(share).toBeLessThan(NOMINAL + 0.04);
    }
  });

  it('is that of the means over the series, of which those that never changed before a cut-off say nothing', () => {
    const model: Errors = [errorsOf([1, 2, 3, 4, 5, 6])[0]!, errorsOf([0, 0, 0, 0, 0, 0])[0]!, errorsOf([9, 9, 9, 9, 9, 9])[0]!];
    const baseline: Errors = [errorsOf([0, 0, 0, 0, 0, 0])[0]!, errorsOf([2, 2, 2, 2, 2, 2])[0]!, errorsOf([0, 0, 0, 0, 0, 0])[0]!];
    const scales = [
      [1, 1, 1, 1, 1, 1],
      [0, 0, 2, 2, 2, 2],
      [0, 0, 0, 0, 0, 0],
    ];
    const { value, low, high } = differenceOf(model, baseline, scales, AHEAD);
    expect(value).toBeCloseTo((3.5 - 1) / 2, 12);
    expect(low).toBeLessThan(value);
    expect(high - value).toBeCloseTo(value - low, 12);
    // Nothing that differs leaves nothing uncertain.
    expect(differenceOf(model, model, scales, AHEAD)).toEqual({ value: 0, low: 0, high: 0 });
  });
});
