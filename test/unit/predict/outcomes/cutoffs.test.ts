import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutoffsOf, horizonsFor, SHORTEST_FILE_DAYS } from '../../../../workers/predict/outcomes/cutoffs';

describe('where a file is cut', () => {
  it('leaves time to look back over before each cut-off and the whole horizon after it, unseen by the ones before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.constantFrom(null, 7, 14, 30, 60, 90),
        (first, days, asked) => {
          const last = first + days - 1;
          const cuts = cutoffsOf(first, last, asked);
          if (days < SHORTEST_FILE_DAYS) {
            expect(cuts).toBeNull();
            return;
          }
          const { horizonDays, test, training } = cuts!;
          expect(horizonsFor(days)).toContain(horizonDays);
          if (asked !== null && horizonsFor(days).includes(asked as 7)) expect(horizonDays).toBe(asked);
          expect(test + horizonDays).toBe(last);
          expect(training.length).toBeGreaterThan(0);
          [test, ...training].slice(1).forEach((cut, i) => expect([test, ...training][i]! - cut).toBe(horizonDays));
          expect(training.at(-1)! - first + 1).toBeGreaterThanOrEqual(horizonDays);
        },
      ),
    );
  });

  it('takes a month where that fits five times, and has two cut-offs or more to learn from then', () => {
    expect(cutoffsOf(0, 372, null)).toMatchObject({ horizonDays: 30, test: 342, training: [312, 282, 252, 222] });
    expect(cutoffsOf(0, 149, null)!.training).toHaveLength(3);
    expect(cutoffsOf(0, 100, null)!.horizonDays).toBe(14);
    expect(cutoffsOf(0, 22, null)).toMatchObject({ horizonDays: 7, training: [8] });
  });
});
