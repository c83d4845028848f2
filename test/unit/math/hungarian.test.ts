import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignment } from '../../../workers/math/hungarian';

function total(cost: ArrayLike<number>, columns: number, columnOf: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < columnOf.length; row++) if (columnOf[row]! >= 0) sum += cost[row * columns + columnOf[row]!]!;
  return sum;
}

/** The least total over all ways of assigning the shorter side, by trying them. */
function bruteForce(cost: ArrayLike<number>, rows: number, columns: number): number {
  const tall = rows > columns;
  const short = Math.min(rows, columns);
  const long = Math.max(rows, columns);
  const at = (i: number, j: number) => cost[tall ? j * columns + i : i * columns + j]!;
  const place = (i: number, taken: number): number => {
    if (i === short) return 0;
    let least = Infinity;
    for (let j = 0; j < long; j++) if (!(taken & (1 << j))) least = Math.min(least, at(i, j) + place(i + 1, taken | (1 << j)));
    return least;
  };
  return place(0, 0);
}

const problem = (max: number) =>
  fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 1, max }), fc.boolean()).chain(([rows, columns, ties]) =>
    fc.tuple(
      fc.constant(rows),
      fc.constant(columns),
      fc.array(ties ? fc.integer({ min: -3, max: 3 }) : fc.double({ min: -1e3, max: 1e3, noNaN: true }), {
        minLength: rows * columns,
        maxLength: rows * columns,
      }),
    ),
  );

describe('assignment', () => {
  it('costs what the best of all permutations costs', () => {
    fc.assert(
      fc.property(problem(7), ([rows, columns, values]) => {
        const cost = Float64Array.from(values);
        expect(total(cost, columns, assignment(cost, rows, columns))).toBeCloseTo(bruteForce(cost, rows, columns), 6);
      }),
      { numRuns: 150 },
    );
  });

  it('gives each of the shorter side one of the longer, once', () => {
    fc.assert(
      fc.property(problem(15), ([rows, columns, values]) => {
        const used = [...assignment(Float64Array.from(values), rows, columns)].filter((column) => column >= 0);
        expect(used).toHaveLength(Math.min(rows, columns));
        expect(new Set(used).size).toBe(used.length);
        expect(used.every((column) => column < columns)).toBe(true);
      }),
    );
  });

  it('takes the diagonal of (i + 1)(j + 1) backwards', () => {
    // By the rearrangement inequality the least sum of products pairs the largest with the smallest.
    for (const n of [1, 2, 9, 60]) {
      const cost = Float64Array.from({ length: n * n }, (_, at) => (Math.floor(at / n) + 1) * ((at % n) + 1));
      expect([...assignment(cost, n, n)]).toEqual(Array.from({ length: n }, (_, row) => n - 1 - row));
    }
  });

  it('finds a hidden permutation, also among more columns or rows', () => {
    const rows = 5;
    const columns = 8;
    const hidden = [6, 0, 3, 7, 1];
    const wide = new Float64Array(rows * columns).fill(1);
    const tall = new Float64Array(rows * columns).fill(1);
    hidden.forEach((column, row) => {
      wide[row * columns + column] = 0;
      tall[column * rows + row] = 0;
    });
    expect([...assignment(wide, rows, columns)]).toEqual(hidden);
    expect([...assignment(tall, columns, rows)]).toEqual([1, 4, -1, 2, -1, -1, 0, 3]);
  });

  it('does not move when a constant is added to a row or a column', () => {
    const cost = Float64Array.from([4, 1, 3, 2, 0, 5, 3, 2, 2]);
    expect([...assignment(cost, 3, 3)]).toEqual([1, 0, 2]);
    const moved = cost.map((value, at) => value + (Math.floor(at / 3) === 1 ? 100 : 0) - (at % 3 === 2 ? 7 : 0));
    expect([...assignment(moved, 3, 3)]).toEqual([1, 0, 2]);
  });

  it('takes nothing, and refuses what it cannot compare', () => {
    expect([...assignment(new Float64Array(0), 0, 4)]).toEqual([]);
    expect([...assignment(new Float64Array(0), 3, 0)]).toEqual([-1, -1, -1]);
    expect(() => assignment(new Float64Array(5), 2, 3)).toThrow(RangeError);
    expect(() => assignment(Float64Array.of(NaN), 1, 1)).toThrow(RangeError);
    expect(() => assignment(Float64Array.of(Infinity), 1, 1)).toThrow(RangeError);
  });
});
