import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Records } from '../../../workers/ingest/records';
import { CellHash } from '../../../workers/ingest/cell-hash';
import { RowHash } from '../../../workers/ingest/ranges/row-hash';

const comma = { delimiter: ',', newline: '\n' } as const;

interface HashOfRow {
  readonly a: number;
  readonly b: number;
  ofRow(records: Records, row: number, columns: number): void;
}

const HASHES: readonly [string, () => HashOfRow][] = [
  ['of rows that are read in order', () => new CellHash()],
  ['of rows that are read in ranges', () => new RowHash(44)],
];

function hashes(text: string, columns: number, hash: HashOfRow): string[] {
  const records = new Records(comma);
  records.push(new TextEncoder().encode(text));
  records.split(true);
  return Array.from({ length: records.rows }, (_, row) => {
    hash.ofRow(records, row, columns);
    return `${hash.a} ${hash.b}`;
  });
}

const cell = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', 'é', '0', ' '), maxLength: 11 });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe.each(HASHES)('the hash %s', (_, make) => {
  it('is that of its cells, wherever they stand and however they are quoted', () => {
    fc.assert(
      fc.property(fc.tuple(cell, cell, cell), fc.string({ unit: fc.constantFrom('x', 'ü'), maxLength: 9 }), (cells, before) => {
        const bare = cells.map((text) => (/[",]/.test(text) ? quoted(text) : text)).join(',');
        const all = cells.map(quoted).join(',');
        const [, first, second] = hashes(`${before},1,2\n${bare}\n${all}\n`, 3, make());
        expect(first).toBe(second);
      }),
    );
  });

  it('differs where cells differ, and where the same bytes are cut into other cells', () => {
    fc.assert(
      fc.property(fc.tuple(cell, cell), fc.tuple(cell, cell), (a, b) => {
        fc.pre(a[0] !== b[0] || a[1] !== b[1]);
        const [first, second] = hashes(`${a.map(quoted).join(',')}\n${b.map(quoted).join(',')}\n`, 2, make());
        expect(first).not.toBe(second);
      }),
      { numRuns: 1000 },
    );
  });

  it('spreads rows that differ in few digits as chance would, in each of its halves', () => {
    const rows = 200_000;
    const text = Array.from(
      { length: rows },
      (_, i) => `2024-01-01 10:${String(i % 60).padStart(2, '0')},u${Math.floor(i / 60)},view`,
    ).join('\n');
    const all = hashes(text, 3, make());
    expect(new Set(all).size).toBe(rows);
    // n² / 2^33 = 4.7 pairs are expected to share 32 bits; the chance of more than 20 is below 1e-6.
    for (const half of [0, 1]) expect(rows - new Set(all.map((hash) => hash.split(' ')[half])).size).toBeLessThan(20);
  });
});
