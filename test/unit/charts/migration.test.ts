import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flowsBySize, flowTable, sidesOf, withoutAway, withoutEmpty } from '../../../src/charts/migration/flows';
import { fitText } from '../../../src/charts/migration/fit-text';
import { heatOf } from '../../../src/charts/migration/heat';
import { crossingsOf, uncrossed } from '../../../src/charts/migration/order';
import { sankeyLayout, stackLabels, type SankeyBox } from '../../../src/charts/migration/sankey';
import { AWAY } from '../../../workers/protocol/movement';

/** Segments 0, 2 and 5, as after segments that came and went; rows: from, columns: to, last: entering and leaving. */
const SEGMENTS = [0, 2, 5];
const COUNTS = Float64Array.from(
  [
    [40, 10, 0, 50],
    [5, 20, 5, 10],
    [0, 2, 8, 0],
    [15, 0, 25, 0],
  ].flat(),
);
const BOX: SankeyBox = { width: 800, height: 400, margin: 120, top: 20, bar: 12, gap: 8, label: 32 };

const migrations = fc
  .integer({ min: 1, max: 6 })
  .chain((k) => fc.tuple(fc.constant(k), fc.array(fc.integer({ min: 0, max: 500 }), { minLength: (k + 1) ** 2, maxLength: (k + 1) ** 2 })))
  .map(([k, users]) => {
    const counts = Float64Array.from(users);
    counts[counts.length - 1] = 0;
    return { segments: Array.from({ length: k }, (_, i) => i * 2), counts };
  });

describe('the table of a migration', () => {
  const table = flowTable({ segments: SEGMENTS, counts: COUNTS }, [5, 0, 2]);

  test('has the segments in the order asked for, and those who enter and leave last', () => {
    expect(table.places).toEqual([5, 0, 2, AWAY]);
    expect(table.cells[1]![2]).toMatchObject({ from: 0, to: 2, users: 10 });
  });

  test('has margins that are the users of the windows', () => {
    expect(table.rowTotals).toEqual([10, 100, 40, 40]);
    expect(table.columnTotals).toEqual([38, 60, 32, 60]);
    expect(table).toMatchObject({ all: 190, before: 150, after: 130, entered: 40, left: 60, both: 90, moved: 22 });
    expect(table.strongest).toMatchObject({ from: 0, to: 2, users: 10 });
  });

  test('has shares of either side', () => {
    const cell = table.cells[1]![2]!;
    expect(cell.shareFrom).toBeCloseTo(0.1);
    expect(cell.shareTo).toBeCloseTo(10 / 32);
    for (const row of table.cells) expect(row.reduce((sum, { shareFrom }) => sum + shareFrom, 0)).toBeCloseTo(1);
  });

  test('names no strongest move where nobody moved', () => {
    expect(flowTable({ segments: [0, 1], counts: Float64Array.of(3, 0, 0, 0, 4, 1, 2, 0, 0) }).strongest).toBeNull();
  });

  test('without those who enter and leave keeps who is in both windows', () => {
    const inner = withoutAway(table);
    expect(inner).toMatchObject({ all: 90, both: 90, moved: 22, entered: 0, left: 0 });
    expect(flowsBySize(inner).every(({ from, to }) => from !== AWAY && to !== AWAY)).toBe(true);
  });

  test('leaves out rows and columns that nobody is in, on either side', () => {
    // Segment 0 became 1 and 2; nobody came or went.
    const counts = Float64Array.from([0, 7, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0]);
    const full = withoutEmpty(flowTable({ segments: [0, 1, 2], counts }));
    expect(sidesOf(full)).toEqual({ rows: [0, 2], columns: [1, 2] });
    expect(full).toMatchObject({ rowTotals: [9, 3], columnTotals: [7, 5], all: 12 });
    expect(full.cells.map((row) => row.map(({ users }) => users))).toEqual([
      [7, 2],
      [0, 3],
    ]);
    // Whom one of the two does not know is a row of its own.
    expect(sidesOf(withoutEmpty(table)).rows).toEqual([5, 0, 2, AWAY]);
  });

  test('shades the largest move fully and those who stay not at all', () => {
    const heat = heatOf(table, false);
    expect(heat(table.strongest!)).toBe(1);
    for (let i = 0; i < 3; i++) expect(heat(table.cells[i]![i]!)).toBe(0);
    expect(heat(table.cells[1]![3]!)).toBe(1);
  });
});

describe('the order of a Sankey', () => {
  test('has no more crossings than the order given, and the same users', () => {
    fc.assert(
      fc.property(migrations, (migration) => {
        const table = flowTable(migration);
        const ordered = uncrossed(table);
        expect(crossingsOf(ordered)).toBeLessThanOrEqual(crossingsOf(table));
        expect([...ordered.places].sort()).toEqual([...table.places].sort());
        expect(ordered.places.at(-1)).toBe(AWAY);
        for (const cell of table.cells.flat()) {
          const found = ordered.cells.flat().find(({ from, to }) => from === cell.from && to === cell.to);
          expect(found?.users).toBe(cell.users);
        }
      }),
    );
  });

  test('puts segments that exchange users beside one another', () => {
    const counts = new Float64Array(16);
    counts[0 * 4 + 2] = counts[2 * 4 + 0] = 50;
    for (let i = 0; i < 3; i++) counts[i * 4 + i] = 50;
    const { places } = uncrossed(flowTable({ segments: [0, 1, 2], counts }));
    expect(Math.abs(places.indexOf(0) - places.indexOf(2))).toBe(1);
  });

  test('counts a crossing as the product of the two flows', () => {
    expect(crossingsOf(flowTable({ segments: [0, 1], counts: Float64Array.of(0, 3, 0, 5, 0, 0, 0, 0, 0) }))).toBe(15);
  });
});

describe('the layout of a Sankey', () => {
  test('has bars as high as their ribbons together, one under another within the picture', () => {
    fc.assert(
      fc.property(migrations, (migration) => {
        const table = flowTable(migration);
        const { bars, ribbons } = sankeyLayout(table, BOX);
        for (const bar of bars) {
          const own = ribbons.filter((ribbon) => ribbon[bar.side] === bar.id);
          expect(own.reduce((sum, { height }) => sum + height, 0)).toBeCloseTo(bar.height, 6);
          const end = bar.side === 'from' ? ('left' as const) : ('right' as const);
          for (const ribbon of own) {
            expect(ribbon[end]).toBeGreaterThanOrEqual(bar.y - 1e-6);
            expect(ribbon[end] + ribbon.height).toBeLessThanOrEqual(bar.y + bar.height + 1e-6);
          }
        }
        for (const side of ['from', 'to'] as const) {
          const column = bars.filter((bar) => bar.side === side);
          column.slice(1).forEach((bar, i) => expect(bar.y).toBeGreaterThanOrEqual(column[i]!.y + column[i]!.height + BOX.gap - 1e-6));
          const last = column.at(-1);
          if (last) expect(last.y + last.height).toBeLessThanOrEqual(BOX.height + 1e-6);
        }
      }),
    );
  });

  test('stacks the ribbons of a bar without gaps, in the order of where they go', () => {
    const table = flowTable({ segments: SEGMENTS, counts: COUNTS });
    const { bars, ribbons } = sankeyLayout(table, BOX);
    const bar = bars.find(({ side, id }) => side === 'from' && id === 0)!;
    const own = ribbons.filter(({ from }) => from === 0).sort((a, b) => a.left - b.left);
    expect(own.map(({ to }) => to)).toEqual([0, 2, AWAY]);
    let y = bar.y;
    for (const ribbon of own) {
      expect(ribbon.left).toBeCloseTo(y, 6);
      y += ribbon.height;
    }
  });

  test('draws nothing of nobody', () => {
    expect(sankeyLayout(flowTable({ segments: [0], counts: new Float64Array(4) }), BOX)).toEqual({ bars: [], ribbons: [] });
  });
});

describe('labels', () => {
  test('keep apart and in order within their room', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 20, max: 380, noNaN: true }), { minLength: 1, maxLength: 10 }), (wanted) => {
        const places = stackLabels(
          [...wanted].sort((a, b) => a - b),
          32,
          20,
          400,
        );
        places.forEach((y, i) => {
          if (i > 0) expect(y - places[i - 1]!).toBeGreaterThanOrEqual(32 - 1e-6);
          expect(y).toBeGreaterThanOrEqual(20 + 16 - 1e-6);
          expect(y).toBeLessThanOrEqual(400 - 16 + 1e-6);
        });
      }),
    );
  });

  test('stay where they belong if there is room', () => {
    expect(stackLabels([60, 200, 300], 32, 20, 400)).toEqual([60, 200, 300]);
  });

  test('are cut with an ellipsis', () => {
    expect(fitText('Loyal', 200)).toBe('Loyal');
    const cut = fitText('Wide-ranging cart-abandoning bargain hunters', 100);
    expect(cut.endsWith('…')).toBe(true);
    expect(cut.length).toBeLessThan(16);
  });
});
