import { describe, expect, it } from 'vitest';
import type { Discriminant } from '../../../workers/track/discriminant';
import { eraOf, scoreRows, segmentsIn, type WindowModel } from '../../../workers/track/window-model';

const ERA = 4;
/** Two segments about −1 and 1 on one axis, with unit variance: the log odds of the second are 2·z. */
const rule: Discriminant = { k: 2, dims: 1, weights: Float64Array.of(-1, 1), intercepts: new Float64Array(2) };
const model: WindowModel = { specs: [], discriminant: rule, average: rule, shares: Float64Array.of(0.5, 0.5), labelOf: new Int32Array(7) };
/** Users who stay where they are, so that both segments have their share in every window. */
const STAYING = [-1, 1, -1, 1, -1, 1];

/** The segment of a user in each window, given what the user did in it (NaN: not active). */
function segments(course: readonly number[], learned = model): (number | undefined)[] {
  const windows = course.map((value, window) => {
    const rows = [...STAYING, ...(Number.isNaN(value) ? [] : [value])];
    const encoded = { window, users: Uint32Array.from(rows, (_, user) => user), rows: Float32Array.from(rows) };
    return { encoded, scored: scoreRows(learned, encoded) };
  });
  const era = (from: number) => {
    const first = Math.max(0, Math.min(from, windows.length - ERA));
    return eraOf(
      learned,
      windows.slice(first, first + ERA).map(({ scored }) => scored),
    );
  };
  return windows.map(({ encoded }, w) => {
    const from = Math.max(0, w - ERA);
    const about = windows.slice(from, w + ERA).map(({ scored }) => scored);
    const labels = segmentsIn(learned, encoded, { before: era(w - ERA), after: era(w), windows: about, at: w - from });
    return labels[STAYING.length];
  });
}

describe('the segment of a user who turns', () => {
  it('is the old one up to the turn and the new one from it on', () => {
    expect(segments([-1, -1, -1, -1, -1, -1, 1, 1, 1, 1, 1, 1])).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
  });

  it('is none in any window for a user who has none over the whole run', () => {
    const labelOf = Int32Array.of(0, 1, 0, 1, 0, 1, -1);
    expect(segments([-1, 1, -1, -1, 1], { ...model, labelOf })).toEqual([-1, -1, -1, -1, -1]);
  });

  it('is not anticipated by an odd window before the turn, nor given up for one after it', () => {
    // Taken by itself each odd window would belong to the other segment.
    expect(segments([-1, -1, -1, -1, 0.5, -1, 1, 1, 1, 1, 1, 1])).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect(segments([-1, -1, -1, -1, -1, -1, 1, -0.5, 1, 1, 1, 1])).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
  });

  it('is found across windows without the user', () => {
    expect(segments([-1, -1, NaN, -1, NaN, NaN, 1, NaN, 1, 1, 1, 1])).toEqual([
      0,
      0,
      undefined,
      0,
      undefined,
      undefined,
      1,
      undefined,
      1,
      1,
      1,
      1,
    ]);
  });

  it('is the one that the window shows where that is certain', () => {
    expect(segments([-1, -1, -1, -1, -1, 3, -1, -1, -1, -1, -1, -1])[5]).toBe(1);
  });
});
