import { describe, expect, it } from 'vitest';
import { random } from '../../../../workers/math/random';
import { mean } from '../../../../workers/math/statistics';
import { differenceOf, type Errors } from '../../../../workers/predict/demand/back-test';

const AHEAD = 4;
const NOMINAL = 0.95;

/** Errors of one series by origin, so that the method is off by so much more than 10 at each. */
const errorsOf = (more: ArrayLike<number>): Errors => [Array.from(more, (one) => new Float64Array(AHEAD).fill(10 + one))];

describe('the difference of two methods', () => {
  /** How the differences of neighbouring cut-offs go together. @param weeks of standard normal noise, as many as cut-offs and weeks ahead */
  const KINDS: Readonly<Record<string, (weeks: readonly number[], own: () => number) => (origin: number, ahead: number) => number>> = {
    'nothing in common': (_, own) => own,
    'the weeks that they share': (weeks) => (o, ahead) => mean(weeks.slice(o, o + ahead)),
    'the weeks that they share, and some of their own': (weeks, own) => (o, ahead) => mean(weeks.slice(o, o + ahead)) + 0.5 * own(),
    'weeks that are like those before them, too': (weeks) => {
      // Stationary, with an autocorrelation of 0.5.
      let last = weeks[0]! / Math.sqrt(0.75);
      const lasting = weeks.map((one, i) => (last = i === 0 ? last : 0.5 * last + one));
      return (o, ahead) => mean(lasting.slice(o, o + ahead));
    },
  };

  it.each(
    Object.entries(KINDS).flatMap(([kind, of]) =>
      (
        [
          [4, 2],
          [12, 2],
          [16, 4],
          [26, 4],
        ] as const
      ).map(([origins, ahead]) => ({ kind, of, origins, ahead })),
    ),
  )('has an interval that holds the truth 95 times in a hundred, of $origins cut-offs with $kind', ({ kind, of, origins, ahead }) => {
    const rng = random(1, 'test', 'difference', kind, String(origins));
    const scales = [new Array<number>(origins).fill(1)];
    const errorsAt = (more: ArrayLike<number>): Errors => [Array.from(more, (one) => new Float64Array(ahead).fill(10 + one))];
    const even = errorsAt(new Float64Array(origins));
    const draws = 1000;
    let within = 0;
    for (let draw = 0; draw < draws; draw++) {
      const apart = of(
        Array.from({ length: origins + ahead }, () => rng.normal()),
        () => rng.normal(),
      );
      const { low, high } = differenceOf(errorsAt(Array.from({ length: origins }, (_, o) => 0.3 * apart(o, ahead))), even, scales, ahead)!;
      if (low <= 0 && high >= 0) within++;
    }
    // Three standard deviations of such a share.
    expect(within / draws).toBeGreaterThan(NOMINAL - 3 * Math.sqrt((NOMINAL * (1 - NOMINAL)) / draws));
  });

  it('is that of the means over the series, of which those that never changed before a cut-off say nothing', () => {
    const model: Errors = [errorsOf([1, 2, 3, 4, 5, 6])[0]!, errorsOf([0, 0, 0, 0, 0, 0])[0]!, errorsOf([9, 9, 9, 9, 9, 9])[0]!];
    const baseline: Errors = [errorsOf([0, 0, 0, 0, 0, 0])[0]!, errorsOf([2, 2, 2, 2, 2, 2])[0]!, errorsOf([0, 0, 0, 0, 0, 0])[0]!];
    const scales = [
      [1, 1, 1, 1, 1, 1],
      [0, 0, 2, 2, 2, 2],
      [0, 0, 0, 0, 0, 0],
    ];
    const { value, low, high } = differenceOf(model, baseline, scales, AHEAD)!;
    expect(value).toBeCloseTo((3.5 - 1) / 2, 12);
    expect(low).toBeLessThan(value);
    expect(high - value).toBeCloseTo(value - low, 12);
    // Nothing that differs leaves nothing uncertain.
    expect(differenceOf(model, model, scales, AHEAD)).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('is wide enough to be of use and no narrower than chance, whatever the waves of a few cut-offs happen to be', () => {
    const zero = errorsOf([0, 0, 0, 0]);
    const scales = [[1, 1, 1, 1]];
    // Symmetric in time, so that the first cosine has no part of it: the mean of the two that share no week, with Student's t of one degree of freedom.
    const { value, low, high } = differenceOf(errorsOf([1, 3, 3, 1]), zero, scales, 2)!;
    expect(value).toBe(2);
    expect((high - low) / 2).toBeCloseTo(12.706205, 5);
    // Steady differences of many cut-offs are told from chance.
    const steady = Array.from({ length: 26 }, (_, o) => -1 + 0.2 * (o % 3));
    expect(differenceOf(errorsOf(steady), errorsOf(new Float64Array(26)), [new Array<number>(26).fill(1)], AHEAD)!.high).toBeLessThan(0);
  });

  it('is not there where nothing had changed before any cut-off', () => {
    expect(differenceOf(errorsOf([1, 2, 3, 4]), errorsOf([0, 0, 0, 0]), [[0, 0, 0, 0]], 2)).toBeNull();
  });
});
