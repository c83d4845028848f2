import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimelineWindow } from '../../../workers/protocol/timeline';
import { newNameAlerts } from '../../../workers/track/alert-names';
import { firstSeen } from '../../../workers/track/first-seen';

const windows = Array.from({ length: 6 }, (_, index) => ({ index, events: 1000 })) as unknown as TimelineWindow[];
const judged = windows.slice(3);

/** Alerts of rows given as [code, window]; windows 0 … 2 are the reference. */
function alerts(
  rows: readonly (readonly [number, number])[],
  names: readonly string[],
  telling: readonly boolean[] = windows.map(() => true),
) {
  const seen = firstSeen(
    Int32Array.from(rows, ([code]) => code),
    names.length,
    Int16Array.from(rows, ([, window]) => window),
    telling,
  );
  const may = judged.filter(({ index }) => telling[index]);
  return newNameAlerts('new-category', may, 2, names, seen);
}

const times = (n: number, row: readonly [number, number]) => new Array<readonly [number, number]>(n).fill(row);

describe('first seen', () => {
  it('is what plain loops find, whatever the order of the rows', () => {
    const row = fc.tuple(fc.integer({ min: -1, max: 3 }), fc.integer({ min: -1, max: 5 }));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (rows, telling) => {
        const seen = firstSeen(
          Int32Array.from(rows, ([code]) => code),
          4,
          Int16Array.from(rows, ([, window]) => window),
          telling,
        );
        for (let code = 0; code < 4; code++) {
          const own = rows.filter(([of, window]) => of === code && window >= 0).map(([, window]) => window);
          const told = own.filter((window) => telling[window]);
          expect(seen.window[code]).toBe(own.length > 0 ? Math.min(...own) : -1);
          expect(seen.told[code]).toBe(told.length > 0 ? Math.min(...told) : -1);
          expect(seen.events[code]).toBe(told.filter((window) => window === Math.min(...told)).length);
        }
      }),
    );
  });
});

describe('new names', () => {
  it('are alerted however rare they are, once', () => {
    const found = alerts([...times(500, [0, 1]), ...times(500, [0, 4]), [1, 4], [1, 5]], ['books', 'stamps']);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      window: 4,
      level: 'watch',
      name: 'stamps',
      names: ['stamps'],
      nameCount: 1,
      before: 0,
      after: 1,
      clears: null,
    });
  });

  it('share one alert a window, most events first, the rest counted', () => {
    const names = Array.from({ length: 8 }, (_, i) => `category ${i}`);
    const rows = names.flatMap((_, code) => times(code < 7 ? 1 + code : 1, [code, code < 7 ? 3 : 5]));
    const found = alerts(rows, names);
    expect(found.map(({ window, nameCount, after }) => [window, nameCount, after])).toEqual([
      [3, 7, 28],
      [5, 1, 1],
    ]);
    expect(found[0]!.names).toEqual([6, 5, 4, 3, 2].map((code) => names[code]));
    expect(found[0]!.name).toBe('category 6');
  });

  it('call for action from five percent of the events on, together', () => {
    const level = (n: number) => alerts([...times(n, [0, 3]), ...times(20, [1, 3])], ['a', 'b'])[0]!.level;
    expect([level(29), level(30)]).toEqual(['watch', 'act']);
  });

  it('are not new where the reference or a window before it has them', () => {
    expect(
      alerts(
        [
          [0, 0],
          [0, 4],
          [1, 2],
          [1, 3],
        ],
        ['a', 'b'],
      ),
    ).toEqual([]);
  });

  it('raise nothing in a window that tells nothing, and are told in the first that does', () => {
    const telling = [true, true, true, false, true, false];
    expect(
      alerts(
        [
          [0, 3],
          [0, 4],
          [1, 5],
        ],
        ['a', 'b'],
        telling,
      ).map(({ window, name, after }) => [window, name, after]),
    ).toEqual([[4, 'a', 1]]);
  });

  it('seen in a reference window of few users are known', () => {
    expect(
      alerts(
        [
          [0, 1],
          [0, 4],
        ],
        ['a'],
        [true, false, true, true, true, true],
      ),
    ).toEqual([]);
  });
});
