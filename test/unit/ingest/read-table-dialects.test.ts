import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../workers/ingest/read-table';
import { writeAligned, writeCsv, type WrittenDialect } from '../../fixtures/csv-writer';
import { randomTable } from '../../fixtures/random-tables';
import { fileOf } from './support';

const dialects: fc.Arbitrary<WrittenDialect> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|', ':', '~', '^', '::', '||'),
  quote: fc.constantFrom('"' as const, "'" as const),
  escape: fc.constantFrom('doubled' as const, 'backslash' as const),
  newline: fc.constantFrom('\n' as const, '\r\n' as const, '\r' as const),
  quoteAll: fc.boolean(),
  blankAfterDelimiter: fc.boolean(),
  endsWithNewline: fc.boolean(),
});

/** A backslash before another backslash says that it escapes only where one stands before a quote, too. */
function tellsEscapes(rows: readonly (readonly string[])[], { quote, escape }: WrittenDialect): boolean {
  const cells = rows.flat();
  return escape === 'doubled' || cells.some((cell) => cell.includes(quote)) || !cells.some((cell) => cell.includes('\\'));
}

/** Text that is itself between quotes may have been so in the file. */
const LOOKS_QUOTED = /^\s*["'][^]*["']\s*$/;

/**
 * A quote that opens a cell and closes a later one, or that is never closed, may well be what it looks like: a field over several rows, or a file cut off
 * in one.
 */
function looksLikeOneField(rows: readonly (readonly string[])[], { quoteAll }: WrittenDialect): boolean {
  const cells = rows.flat().map((cell) => cell.trim());
  const opens = (cell: string) => /^["']/.test(cell);
  const closed = cells.some((cell, at) => opens(cell) && cells.slice(at + 1).some((later) => later.endsWith(cell[0]!)));
  return !quoteAll && (closed || rows.at(-1)!.some((cell) => opens(cell.trim())));
}

describe('tables written in random dialects', () => {
  it('come back cell by cell, and so does the dialect', async () => {
    await fc.assert(
      fc.asyncProperty(randomTable, dialects, fc.integer({ min: 1, max: 200 }), async ({ header, rows }, dialect, chunkBytes) => {
        fc.pre(tellsEscapes(rows, dialect) && !rows.flat().some((cell) => LOOKS_QUOTED.test(cell)) && !looksLikeOneField(rows, dialect));
        const text = writeCsv([header, ...rows], dialect);
        const table = await readTable(fileOf(text), { chunkBytes });
        expect(table.header).toEqual(header);
        expect(table.rows).toEqual(rows);
        expect(table.headerGenerated).toBe(false);
        expect(table.dialect).toMatchObject({ delimiter: dialect.delimiter, newline: dialect.newline, preambleLines: 0, headerLines: 1 });
        if (dialect.quoteAll) expect(table.dialect.quote).toBe(dialect.quote);
        expect(table.rejected).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });

  it('and those set with spaces', async () => {
    await fc.assert(
      fc.asyncProperty(randomTable, fc.integer({ min: 1, max: 4 }), async ({ header, rows }, gap) => {
        const word = (cell: string) => cell.replace(/[\s"']+/g, '_') || '-';
        const table = [header, ...rows.map((row) => row.map(word))];
        const read = await readTable(fileOf(writeAligned(table, gap)));
        expect([read.header, ...read.rows]).toEqual(table);
      }),
      { numRuns: 200 },
    );
  });
});
