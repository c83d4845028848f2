import { describe, expect, it, vi } from 'vitest';
import { columnNames } from '../../../workers/ingest/column-names';
import { previewFile } from '../../../workers/ingest';
import { markTitles } from '../../../workers/ingest/other-tables';
import type { FileRow } from '../../../workers/ingest/sort-rows';
import { fileOf } from './support';

describe('what is done for a file grows as the file does', () => {
  it('names that columns share are numbered one after the other', () => {
    const counted = (width: number) => {
      const has = vi.spyOn(Set.prototype, 'has');
      try {
        const header = Array.from({ length: width }, (_, i) => (i % 3 === 0 ? '' : i % 3 === 1 ? 'a' : 'column 3'));
        const { columns } = columnNames([header], [header.map(() => '1')], width, 1);
        expect(new Set(columns).size).toBe(width);
        return has.mock.calls.length;
      } finally {
        has.mockRestore();
      }
    };
    expect(counted(4000)).toBeLessThan(5 * counted(1000));
  });

  it('numbers of nameless columns are none of those that names share', () => {
    const named = (names: readonly string[]) => columnNames([names], [names.map(() => '1')], names.length, 1).columns;
    expect(named(['', '', '', 'column', 'column'])).toEqual(['column 1', 'column 2', 'column 3', 'column', 'column_2']);
    expect(named(['a', 'column', 'column', 'column', ''])).toEqual(['a', 'column', 'column_2', 'column_3', 'column 5']);
  });

  it('lines of pages are told from rows without looking at all rows for each', () => {
    const looked = (count: number) => {
      let looks = 0;
      const row = (cells: readonly string[]): FileRow => ({
        get cells() {
          looks++;
          return cells;
        },
        line: 1,
        gap: false,
        condition: 'regular',
      });
      const rows = Array.from({ length: count }, (_, i) =>
        row(i % 2 === 0 ? [`u${i}`, '2024-01-01', String(i)] : [`Page ${i} of ${count}`, '', '']),
      );
      const table = {
        width: 3,
        header: [['user', 'time', 'n']],
        preamble: [['Report']],
        kinds: ['text', 'coded', 'figures'] as const,
        typicallyFilled: 3,
      };
      const reasons = new Map<FileRow, 'repeated-header'>();
      markTitles(rows, table, reasons as never);
      expect(reasons.size).toBe(count / 2);
      return looks;
    };
    expect(looked(4000)).toBeLessThan(5 * looked(1000));
  });

  // A pattern that tries all ways to divide such a text takes hours for it: the test would not end.
  it.each([
    ['digits that go on as no number does', '9'.repeat(300_000) + 'e'],
    ['digits with a mark', `${'9'.repeat(300_000)}.0e5 items`],
    ['letters before a digit', `${'a'.repeat(300_000)}1`],
    ['blanks before a letter', `${' '.repeat(120_000)}e`],
    ['blanks between signs', `|${' '.repeat(120_000)}x`],
    ['brackets', '[a]'.repeat(100_000) + 'e'],
  ])('cells of %s are looked at once', async (_, cell) => {
    const rows = Array.from({ length: 4 }, (_, i) => `u${i},2024-01-0${i + 1},${cell},b`).join('\n');
    const asHeader = `From,2024-01-01,${cell},2024-02-01\n`;
    const { columns } = await previewFile(fileOf(`${asHeader}user,time,value,b\n${rows}\n`));
    expect(columns).toHaveLength(4);
  });
});
