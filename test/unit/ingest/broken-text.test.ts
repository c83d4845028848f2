import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { isHeaderWord, normalName } from '../../../workers/ingest/header-words';
import { isMaskedText } from '../../../workers/ingest/masked';
import { usesDecimalComma } from '../../../workers/ingest/numbers';
import { readTable } from '../../../workers/ingest/read-table';
import { AppError } from '../../../workers/protocol/errors';
import { writeCsv } from '../../fixtures/csv-writer';
import { randomTable } from '../../fixtures/random-tables';
import { fileOf } from './support';

/** Whatever the bytes are: a table whose counts add up, or a named error. */
async function endsWell(bytes: Uint8Array<ArrayBuffer>, chunkBytes?: number): Promise<void> {
  try {
    const table = await readTable(fileOf(bytes), chunkBytes === undefined ? {} : { chunkBytes });
    expect(table.rowsRead).toBe(table.rows.length + table.rejected.length);
    expect(table.lines).toHaveLength(table.rows.length);
    expect(new Set(table.header).size).toBe(table.header.length);
    expect(table.rows.every((row) => row.length >= table.header.length)).toBe(true);
    const lines = [...table.lines, ...table.rejected.map(({ line }) => line)];
    expect(new Set(lines).size).toBe(lines.length);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

const utf8 = (text: string) => new TextEncoder().encode(text);

const whole = randomTable.map(({ header, rows }) =>
  utf8(writeCsv([header, ...rows], { delimiter: ',', quote: '"', escape: 'doubled', newline: '\r\n' })),
);

describe('broken files end in a table or a named error', () => {
  it('random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) => endsWell(Uint8Array.from(bytes))),
      { numRuns: 800 },
    );
  });

  it('marks and letters in any order', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '1', ',', ';', '\t', '"', "'", '\n', '\r', '\\', ' ', '\u0000', '户'),
      maxLength: 200,
    });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 40 }), (broken, chunkBytes) => endsWell(utf8(broken), chunkBytes)),
      { numRuns: 1000 },
    );
  });

  it('tables that are cut anywhere, packed or not', async () => {
    await fc.assert(
      fc.asyncProperty(whole, fc.nat({ max: 10_000 }), fc.boolean(), async (bytes, cut, packed) => {
        const text = packed ? new Uint8Array(gzipSync(bytes)) : bytes;
        await endsWell(text.slice(0, cut % (text.length + 1)));
      }),
      { numRuns: 250 },
    );
  });

  it('tables with bytes that are not theirs', async () => {
    const damage = fc.array(fc.tuple(fc.nat({ max: 10_000 }), fc.constantFrom(0, 10, 13, 34, 39, 44, 92, 0x81, 0xe4, 0xff)), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(whole, damage, async (bytes, places) => {
        const damaged = bytes.slice();
        for (const [at, byte] of places) damaged[at % damaged.length] = byte;
        await endsWell(damaged);
      }),
      { numRuns: 250 },
    );
  });
});

/** A reader whose time grows with the square of that would take minutes. */
const TEXT_BYTES = 400_000;

describe('time grows no faster than the file', () => {
  const kinds: Readonly<Record<string, string>> = {
    'quotes that are never closed': '"a\n',
    'quotes that are closed far away': '"a,b\n',
    'quotes that are never closed after others': '"x","a\n',
    'stray quotes in each line': '1,"a"b",2\n',
    'quotes alone': '"',
    'escaped quotes': '""""""\n',
    'delimiters alone': ',;,;\n',
    'spaces and quotes': ' " \n',
    backslashes: '\\"\\\\,\n',
    'mixed line ends': 'a,"\r\n\r,\n',
    'lines of one word': 'word\n',
  };
  for (const [name, line] of Object.entries(kinds)) {
    it(name, async () => {
      // In quadratic time it would take longer than the test may.
      await endsWell(utf8(`a,b,c\n1,2,3\n${line.repeat(Math.ceil(TEXT_BYTES / line.length))}`));
    });
  }

  it('within a cell, too: what is asked of each cell looks at a million characters once', () => {
    // In quadratic time each would take longer than the test may.
    const long = (unit: string) => unit.repeat(1_000_000);
    for (const unit of ['x', 'X', '(', '[', ' ', '_', '. ']) {
      expect(isMaskedText(`a${long(unit)}b`)).toBe(false);
      expect(normalName(`a${long(unit)}b`).length).toBeLessThan(500);
      expect(isHeaderWord(`a${long(unit)}b`)).toBe(false);
    }
    expect(usesDecimalComma([`1${long('.')}x1`])).toBe(false);
  });
});
