import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFigure } from '../../../workers/ingest/cell-types';
import type { FileRow } from '../../../workers/ingest/sort-rows';
import { filled, fitOf, type ColumnKind } from '../../../workers/ingest/table-shape';
import { WordsBelow } from '../../../workers/ingest/words-below';

const KINDS: readonly ColumnKind[] = ['text', 'figures', 'figures'];
const HEADER = 'header';
const rowOf = (cells: readonly string[]): FileRow => ({ cells, line: 1, gap: false, condition: 'regular' });
const repeatsHeader = ({ cells }: FileRow) => cells[0] === HEADER;

/** As the docstring says it, over all rows below anew. */
function slowly(rows: readonly FileRow[], i: number): boolean {
  const names = rows[i]!.cells;
  const end = rows.findIndex((row, at) => at > i && repeatsHeader(row));
  const below = rows.slice(i + 1, end < 0 ? undefined : end).filter(({ cells }) => filled(cells) > 0);
  const isOfWords = ({ cells }: FileRow) => {
    const { agree, contradict } = fitOf(cells, KINDS);
    return cells.length === names.length && agree === 0 && contradict >= 2 && !cells.some(isFigure);
  };
  if (below.length < 2 || !below.every(isOfWords)) return false;
  if (below.some(({ cells }) => cells.some((cell, column) => cell === names[column]))) return false;
  const above = rows.slice(0, i).map(({ cells }) => cells[0]);
  return ![names, ...below.map(({ cells }) => cells)].some(([first]) => above.includes(first));
}

describe('a table of words below one of figures', () => {
  it('begins where looking at all rows below each says so', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
    const row = fc.oneof(
      { weight: 12, arbitrary: fc.tuple(word, word, word) },
      { weight: 1, arbitrary: fc.constantFrom(['x', '1', '2'], ['y', '3', '4'], ['', '', ''], ['a', 'b'], [HEADER, 'b', 'c']) },
    );
    let begun = 0;
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 9 }), (cells) => {
        const rows = cells.map(rowOf);
        const below = new WordsBelow(rows, KINDS, repeatsHeader);
        const found = rows.map((_, i) => below.beginAt(i));
        begun += found.filter(Boolean).length;
        expect(found).toEqual(rows.map((_, i) => slowly(rows, i)));
      }),
      { numRuns: 2000 },
    );
    expect(begun).toBeGreaterThan(50);
  });

  it('is looked for in all rows without looking at any more than three times', () => {
    const figures = Array.from({ length: 2000 }, (_, i) => rowOf([`u${i}`, String(i), '1']));
    // The last row begins as one of the table does, so that none heads a table.
    const words = Array.from({ length: 3000 }, (_, i) => rowOf([`w ${i}`, `x ${i}`, 'y']));
    const rows = [...figures, ...words, rowOf(['u1', 'x', 'z'])];
    const below = new WordsBelow(rows, KINDS, repeatsHeader);
    expect(rows.some((_, i) => below.beginAt(i))).toBe(false);
    expect(below.looked).toBeLessThan(3 * rows.length);
  });
});
