import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMES, eased, GOES, makeGlide, placesAt, presenceAt, STAYS, type Placed } from '../../../src/charts/point-map/glide';

const BEFORE: Placed = {
  points: Float32Array.of(0, 0, 1, 1, 2, 2),
  labels: Int32Array.of(0, 1, 2),
  ids: Int32Array.of(10, 11, 12),
};
const AFTER: Placed = {
  points: Float32Array.of(5, 5, 8, 0),
  labels: Int32Array.of(1, 0),
  ids: Int32Array.of(11, 40),
};

const placed = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 25 }).map((ids): Placed => ({
  ids: Int32Array.from(ids),
  labels: Int32Array.from(ids, (id) => id % 4),
  points: Float32Array.from(ids.flatMap((id) => [id / 7, 1 - id / 3])),
}));

describe('a glide', () => {
  const glide = makeGlide(BEFORE, AFTER);

  test('takes who stays from where they were to where they are, with both segments', () => {
    expect(glide.presence[0]).toBe(STAYS);
    expect([...glide.from.slice(0, 2)]).toEqual([1, 1]);
    expect([...glide.to.slice(0, 2)]).toEqual([5, 5]);
    expect([glide.labelsFrom[0], glide.labelsTo[0]]).toEqual([1, 1]);
  });

  test('lets others come and go where they are', () => {
    expect([...glide.presence]).toEqual([STAYS, COMES, GOES, GOES]);
    expect([...glide.from.slice(2)]).toEqual([...glide.to.slice(2)]);
    expect([presenceAt(COMES, 0), presenceAt(COMES, 1)]).toEqual([0, 1]);
    expect([presenceAt(GOES, 0), presenceAt(GOES, 1)]).toEqual([1, 0]);
    expect(presenceAt(STAYS, 0.3)).toBe(1);
  });

  test('ends at the later points in their own order, then those who are gone: everybody once', () => {
    fc.assert(
      fc.property(placed, placed, (before, after) => {
        const made = makeGlide(before, after);
        const n = after.labels.length;
        expect([...placesAt(made, 1, n)]).toEqual([...after.points]);
        expect([...made.labelsTo.slice(0, n)]).toEqual([...after.labels]);
        const known = new Set(after.ids);
        const gone = [...before.ids].filter((id) => !known.has(id));
        expect(made.presence.length).toBe(n + gone.length);
        expect(made.presence.slice(n).every((presence) => presence === GOES)).toBe(true);
        expect(made.presence.filter((presence) => presence === STAYS).length).toBe(before.labels.length - gone.length);
      }),
    );
  });

  test('knows nobody by a negative id', () => {
    const nobody = { ...BEFORE, ids: Int32Array.of(-1, -1, -1) };
    expect([...makeGlide(nobody, nobody).presence]).toEqual([COMES, COMES, COMES, GOES, GOES, GOES]);
  });

  test('is halfway in the middle, and slow at both ends', () => {
    expect([...placesAt(glide, 0.5, 1)]).toEqual([3, 3]);
    expect([eased(-1), eased(0), eased(0.5), eased(1), eased(2)]).toEqual([0, 0, 0.5, 1, 1]);
    expect(eased(0.1)).toBeLessThan(0.1);
    expect(eased(0.9)).toBeGreaterThan(0.9);
  });
});
