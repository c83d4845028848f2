import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../../workers/ingest/read-table';
import { xlsxOf } from '../../../fixtures/xlsx';
import { fileOf } from '../support';
import { lines } from './support';

describe('cells of what is no text of lines', () => {
  const columns = ['user', 'note'];
  const files: readonly [string, (rows: readonly string[][]) => File][] = [
    ['JSON', (rows) => fileOf(lines(...rows.map(([user, note]) => JSON.stringify({ user, note }))), 'a.jsonl')],
    ['a workbook', (rows) => fileOf(xlsxOf([{ name: 'a', rows: [columns, ...rows] }]), 'a.xlsx')],
  ];

  it.each(files)('are those of %s, also where sentences look like rows of words', async (_, make) => {
    const between = fc.constantFrom(' ', ', ', '; ', '|', '\t', ' - ');
    await fc.assert(
      fc.asyncProperty(between, fc.integer({ min: 2, max: 12 }), async (mark, words) => {
        const note = Array.from({ length: words }, (_, i) => `w${i}`).join(mark);
        const rows = Array.from({ length: 60 }, (_, i) => [`user ${i}`, note]);
        const found = await readTable(make(rows));
        expect([found.header, found.rows]).toEqual([columns, rows]);
      }),
      { numRuns: 20 },
    );
  });
});
