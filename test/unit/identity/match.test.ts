import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inheritNumbers, matchSegments } from '../../../workers/identity/match';
import { overlapCounts } from '../../../workers/identity/overlap';

describe('overlapCounts', () => {
  it('counts the users in both, without those that are in one only', () => {
    const before = Int32Array.from([0, 0, 1, 1, -1, 2]);
    const after = Int32Array.from([1, 1, 0, -1, 0, 1]);
    expect([...overlapCounts(before, 3, after, 2)]).toEqual([0, 2, 1, 0, 0, 1]);
  });

  it('refuses labels that do not fit', () => {
    expect(() => overlapCounts(new Int32Array(2), 1, new Int32Array(3), 1)).toThrow(RangeError);
    expect(() => overlapCounts(Int32Array.of(0), 1, Int32Array.of(1), 1)).toThrow(RangeError);
  });

  it('is transposed when time runs backwards', () => {
    const labels = fc.array(fc.tuple(fc.integer({ min: -1, max: 3 }), fc.integer({ min: -1, max: 4 })));
    fc.assert(
      fc.property(labels, (pairs) => {
        const a = Int32Array.from(pairs, ([label]) => label);
        const b = Int32Array.from(pairs, ([, label]) => label);
        const there = overlapCounts(a, 4, b, 5);
        const back = overlapCounts(b, 5, a, 4);
        for (let i = 0; i < 4; i++) for (let j = 0; j < 5; j++) expect(there[i * 5 + j]).toBe(back[j * 4 + i]);
        const both = pairs.filter(([x, y]) => x >= 0 && y >= 0).length;
        expect(there.reduce((sum, users) => sum + users, 0)).toBe(both);
      }),
    );
  });
});

describe('matchSegments', () => {
  it('finds the segments again under other labels', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.infiniteStream(fc.nat(1000)), (k, numbers) => {
        const order = Array.from({ length: k }, (_, i) => [numbers.next().value as number, i] as const).sort(
          (a, b) => a[0] - b[0] || a[1] - b[1],
        );
        const counts = new Float64Array(k * k);
        // Less in each of the other cells than in any of the segments' own.
        for (let i = 0; i < k * k; i++) counts[i] = (numbers.next().value as number) / 10;
        order.forEach(([, before], after) => (counts[before * k + after] = 200));
        expect([...matchSegments(counts, k, k)]).toEqual(order.map(([, before]) => before));
      }),
    );
  });

  it('takes the most shared users over all, not pair by pair', () => {
    // Greedily 0–0 (60) leaves 1–1 (0); together 0–1 and 1–0 share 90.
    expect([...matchSegments(Float64Array.of(60, 40, 50, 0), 2, 2)]).toEqual([1, 0]);
  });

  it('matches nothing with nobody', () => {
    expect([...matchSegments(Float64Array.of(5, 0, 0, 0), 2, 2)]).toEqual([0, -1]);
    expect([...matchSegments(Float64Array.of(5, 3, 9), 1, 3)]).toEqual([-1, -1, 0]);
    expect([...matchSegments(Float64Array.of(5, 3, 9), 3, 1)]).toEqual([2]);
    expect([...matchSegments(new Float64Array(0), 0, 2)]).toEqual([-1, -1]);
  });
});

describe('inheritNumbers', () => {
  it('keeps the matched numbers and takes new ones that were never used', () => {
    expect(inheritNumbers([0, 1, 2], [2, -1, 0, -1], [0, 1, 2, 3])).toEqual([2, 4, 0, 5]);
    expect(inheritNumbers([], [-1, -1, -1], [])).toEqual([0, 1, 2]);
  });

  it('uses a colour again when all twelve have been used, best one that was not on the screen just now', () => {
    const twelve = Array.from({ length: 12 }, (_, i) => i);
    expect(inheritNumbers([0, 5, 7], [1, -1], twelve)).toEqual([5, 1]);
    const all = [...twelve.slice(0, 11), -1];
    // Nothing else is free: the new one takes the colour of the one that went.
    expect(inheritNumbers(twelve, all, twelve)).toEqual(twelve);
  });

  it('goes on beyond twelve segments', () => {
    const twelve = Array.from({ length: 12 }, (_, i) => i);
    expect(inheritNumbers(twelve, [...twelve, -1, -1], twelve).slice(12)).toEqual([12, 13]);
  });

  it('never gives a number twice, nor a used one while there are colours left', () => {
    const step = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.infiniteStream(fc.nat(2)));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        let numbers: number[] = [];
        const ever = new Set<number>();
        for (const [k, coin] of steps) {
          const match = Array.from({ length: k }, (_, i) => (i < numbers.length && coin.next().value !== 0 ? i : -1));
          const next = inheritNumbers(numbers, match, ever);
          expect(new Set(next).size).toBe(k);
          match.forEach((before, after) => {
            if (before >= 0) expect(next[after]).toBe(numbers[before]);
          });
          const fresh = next.filter((_, after) => match[after]! < 0);
          const unused = Array.from({ length: 12 }, (_, i) => i).filter((i) => !ever.has(i));
          expect(fresh.slice(0, unused.length)).toEqual(unused.slice(0, fresh.length));
          for (const number of next) ever.add(number);
          numbers = next;
        }
      }),
    );
  });
});
