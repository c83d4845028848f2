import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heirs } from '../../../workers/identity/heirs';
import { inheritNumbers, matchSegments } from '../../../workers/identity/match';
import { LEAST_SHARED, SPLIT_PART, SURVIVES, transitions } from '../../../workers/identity/monic';
import type { Transition } from '../../../workers/protocol/update';

const sums = (counts: Float64Array, kBefore: number, kAfter: number) => {
  const before = new Float64Array(kBefore);
  const after = new Float64Array(kAfter);
  for (let i = 0; i < kBefore; i++) {
    for (let j = 0; j < kAfter; j++) {
      before[i]! += counts[i * kAfter + j]!;
      after[j]! += counts[i * kAfter + j]!;
    }
  }
  return { before, after };
};

/** Of two states in which everybody is in both. */
function closed(rows: number[][]): Transition[] {
  const counts = Float64Array.from(rows.flat());
  const { before, after } = sums(counts, rows.length, rows[0]!.length);
  return transitions(counts, rows.length, rows[0]!.length, before, after);
}

describe('transitions', () => {
  it('survives under another label', () => {
    expect(
      closed([
        [10, 90],
        [80, 20],
      ]),
    ).toEqual([
      { kind: 'survives', from: 0, to: 1, overlap: 0.9 },
      { kind: 'survives', from: 1, to: 0, overlap: 0.8 },
    ]);
  });

  it('splits into parts that are each a quarter and together half', () => {
    expect(
      closed([
        [40, 45, 15],
        [0, 0, 100],
      ]),
    ).toEqual([
      {
        kind: 'splits',
        from: 0,
        into: [
          { to: 1, overlap: 0.45 },
          { to: 0, overlap: 0.4 },
        ],
      },
      { kind: 'survives', from: 1, to: 2, overlap: 1 },
    ]);
  });

  it('survives with half, and the rest emerges', () => {
    expect(closed([[60, 40]]).map(({ kind }) => kind)).toEqual(['survives', 'emerges']);
  });

  it('is absorbed by the segment in which another lives on', () => {
    expect(
      closed([
        [200, 0],
        [60, 10],
        [0, 90],
      ]),
    ).toEqual([
      { kind: 'survives', from: 0, to: 0, overlap: 1 },
      { kind: 'absorbed', from: 1, to: 0, overlap: 60 / 70 },
      { kind: 'survives', from: 2, to: 1, overlap: 1 },
    ]);
  });

  it('disappears where it is scattered, and what gathers from everywhere emerges', () => {
    const found = closed([
      [80, 0, 0, 0, 0, 20],
      [0, 80, 0, 0, 0, 20],
      [0, 0, 80, 0, 0, 20],
      [0, 0, 0, 80, 0, 20],
      [0, 0, 0, 0, 80, 20],
      [20, 20, 20, 20, 20, 20],
    ]);
    expect(found.slice(5)).toEqual([
      { kind: 'disappears', from: 5, users: 120 },
      { kind: 'emerges', to: 5, users: 120 },
    ]);
  });

  it('gives a segment that splits the one in which no other lives on', () => {
    // Most shared users over all pair 0 with 1 and 1 with 0, although 0 has 0.6 of its users in 0.
    expect(
      closed([
        [60, 40],
        [50, 0],
      ]),
    ).toEqual([
      {
        kind: 'splits',
        from: 0,
        into: [
          { to: 0, overlap: 0.6 },
          { to: 1, overlap: 0.4 },
        ],
      },
      { kind: 'survives', from: 1, to: 0, overlap: 1 },
    ]);
  });

  it('says nothing of fewer than ten shared users, unless they are all that is missing', () => {
    const few = transitions(Float64Array.of(9, 0, 0, 100), 2, 2, [500, 100], [400, 100]);
    expect(few).toEqual([{ kind: 'survives', from: 1, to: 1, overlap: 1 }]);
    const none = transitions(Float64Array.of(0, 0, 0, 100), 2, 2, [500, 100], [400, 100]);
    expect(none.map(({ kind }) => kind)).toEqual(['disappears', 'survives', 'emerges']);
  });

  it('leaves out what is not there', () => {
    expect(transitions(Float64Array.of(0, 0, 0, 50), 2, 2, [0, 50], [0, 50])).toEqual([{ kind: 'survives', from: 1, to: 1, overlap: 1 }]);
  });

  it('where labels are the same, looks at sizes for what comes and goes', () => {
    const same = [0, 1, 2];
    const gone = transitions(Float64Array.of(50, 0, 0, 0, 0, 0, 0, 0, 0), 3, 3, [60, 40, 0], [60, 0, 25], same);
    expect(gone).toEqual([
      { kind: 'survives', from: 0, to: 0, overlap: 1 },
      { kind: 'disappears', from: 1, users: 40 },
      { kind: 'emerges', to: 2, users: 25 },
    ]);
    // All of its users are others now, and it is still there.
    const replaced = transitions(Float64Array.of(50, 0, 0, 0, 0, 0, 0, 0, 0), 3, 3, [60, 40, 0], [60, 40, 0], same);
    expect(replaced.map(({ kind }) => kind)).toEqual(['survives']);
    // Two segments that change places have gone over to each other; they are not each other.
    const swapped = transitions(Float64Array.of(10, 90, 90, 10), 2, 2, [100, 100], [100, 100], [0, 1]);
    expect(swapped.map(({ kind }) => kind)).toEqual(['absorbed', 'absorbed']);
  });

  const states = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 })).chain(([kBefore, kAfter]) =>
    fc.record({
      kBefore: fc.constant(kBefore),
      kAfter: fc.constant(kAfter),
      cells: fc.array(fc.oneof(fc.constant(0), fc.nat(8), fc.nat(200)), { minLength: kBefore * kAfter, maxLength: kBefore * kAfter }),
      left: fc.array(fc.oneof(fc.constant(0), fc.nat(50)), { minLength: kBefore, maxLength: kBefore }),
      entered: fc.array(fc.oneof(fc.constant(0), fc.nat(50)), { minLength: kAfter, maxLength: kAfter }),
    }),
  );

  it('gives every segment with enough users one fate, and every new one a past or a beginning', () => {
    fc.assert(
      fc.property(states, fc.boolean(), ({ kBefore, kAfter, cells, left, entered }, same) => {
        const counts = Float64Array.from(cells);
        const { before: shared, after } = sums(counts, kBefore, kAfter);
        const sizesBefore = shared.map((users, i) => users + left[i]!);
        const sizesAfter = after.map((users, j) => users + entered[j]!);
        const known = same ? Array.from({ length: kAfter }, (_, j) => (j < kBefore ? j : -1)) : null;
        const found = transitions(counts, kBefore, kAfter, sizesBefore, sizesAfter, known);
        const match = known ?? matchSegments(counts, kBefore, kAfter);

        const survivors = found.flatMap((each) => (each.kind === 'survives' ? [each] : []));
        expect(new Set(survivors.map(({ to }) => to)).size).toBe(survivors.length);
        for (let from = 0; from < kBefore; from++) {
          const fates = found.filter((each) => 'from' in each && each.from === from);
          expect(fates.length).toBeLessThanOrEqual(1);
          if (sizesBefore[from] === 0) expect(fates).toEqual([]);
          if (!same && shared[from]! >= LEAST_SHARED) expect(fates).toHaveLength(1);
        }
        const reached = new Set<number>();
        for (const each of found) {
          if (each.kind === 'survives' || each.kind === 'absorbed') {
            expect(each.overlap).toBeGreaterThanOrEqual(SURVIVES);
            expect(each.overlap).toBe(counts[each.from * kAfter + each.to]! / shared[each.from]!);
            reached.add(each.to);
            if (!same && each.kind === 'absorbed') expect(survivors.some(({ to }) => to === each.to)).toBe(true);
          }
          if (each.kind === 'splits') {
            expect(each.into.length).toBeGreaterThanOrEqual(2);
            expect(Math.min(...each.into.map(({ overlap }) => overlap))).toBeGreaterThanOrEqual(SPLIT_PART);
            for (const { to } of each.into) reached.add(to);
          }
        }
        for (const each of found) {
          if (each.kind !== 'emerges') continue;
          expect(reached.has(each.to)).toBe(false);
          expect(each.users).toBe(sizesAfter[each.to]);
        }

        const heir = heirs(match, found);
        const taken = [...heir].filter((from) => from >= 0);
        expect(new Set(taken).size).toBe(taken.length);
        for (const each of found) {
          if (each.kind === 'survives') expect(heir[each.to]).toBe(each.from);
          if (each.kind === 'disappears') expect(taken).not.toContain(each.from);
          if (each.kind === 'emerges') expect(heir[each.to]! < 0 || sizesBefore[heir[each.to]!] === 0).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order of labels', () => {
    // Distinct cells, so that nothing is tied.
    const distinct = fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 20, maxLength: 20 });
    const orders = fc.tuple(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }));
    fc.assert(
      fc.property(distinct, orders, (cells, [rows, columns]) => {
        const counts = Float64Array.from(cells);
        const shuffled = Float64Array.from({ length: 20 }, (_, at) => cells[rows[Math.floor(at / 5)]! * 5 + columns[at % 5]!]!);
        const of = (matrix: Float64Array) => {
          const { before, after } = sums(matrix, 4, 5);
          return transitions(matrix, 4, 5, before, after);
        };
        const key = (each: Transition) =>
          JSON.stringify(each, (_, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(9)) : value));
        const back = of(shuffled).map((each): Transition => {
          if (each.kind === 'emerges') return { ...each, to: columns[each.to]! };
          if (each.kind === 'disappears') return { ...each, from: rows[each.from]! };
          if (each.kind === 'splits') {
            return { ...each, from: rows[each.from]!, into: each.into.map(({ to, overlap }) => ({ to: columns[to]!, overlap })) };
          }
          return { ...each, from: rows[each.from]!, to: columns[each.to]! };
        });
        // Two assignments may share equally many users; then either is right.
        const best = (matrix: Float64Array) => [...matchSegments(matrix, 4, 5)];
        const bestBack = best(shuffled);
        fc.pre(best(counts).every((from, to) => from === (rows[bestBack[columns.indexOf(to)]!] ?? -1)));
        expect(back.map(key).sort()).toEqual(of(counts).map(key).sort());
      }),
    );
  });
});

describe('heirs', () => {
  it('ends the number of a segment that disappears, though a few of its users are matched', () => {
    const counts = Float64Array.from([80, 0, 0, 0, 0, 0, 80, 0, 0, 0, 0, 0, 80, 0, 0, 0, 0, 0, 80, 0, 20, 20, 20, 20, 20]);
    const { before, after } = sums(counts, 5, 5);
    const match = matchSegments(counts, 5, 5);
    expect([...match]).toEqual([0, 1, 2, 3, 4]);
    const heir = heirs(match, transitions(counts, 5, 5, before, after));
    expect([...heir]).toEqual([0, 1, 2, 3, -1]);
    expect(inheritNumbers([0, 1, 2, 3, 4], heir, [])).toEqual([0, 1, 2, 3, 5]);
  });
});
