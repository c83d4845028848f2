import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../workers/ingest/dialect';
import { cellTexts, rowTexts, splitRecords } from '../../../workers/ingest/record-texts';
import { Records } from '../../../workers/ingest/records';
import { hasSharedData, sharedPath, SKIPPED } from './support';

const COMMAS: Dialect = { delimiter: ',', newline: '\n' };
const utf8 = (text: string) => new TextEncoder().encode(text);

function splitInChunks(
  bytes: Uint8Array,
  dialect: Dialect,
  size: number,
  columns = 0,
  quoted = false,
): { cells: string[][]; lines: number[]; cut: boolean } {
  const records = new Records(dialect, columns, quoted);
  const cells: string[][] = [];
  const lines: number[] = [];
  const collect = (final: boolean) => {
    records.split(final);
    const textOf = cellTexts(records);
    for (let row = 0; row < records.rows; row++) {
      cells.push(rowTexts(records, row, textOf));
      lines.push(records.lines[row]!);
    }
  };
  for (let at = 0; at < bytes.length; at += size) {
    records.push(bytes.slice(at, at + size));
    collect(false);
  }
  collect(true);
  return { cells, lines, cut: records.cut >= 0 };
}

const split = (text: string, dialect = COMMAS) => splitRecords(utf8(text), dialect);

describe('splitting into records', () => {
  it('separates cells and records, with LF, CRLF and CR', () => {
    const rows = [
      ['a', 'b'],
      ['1', ''],
      ['', 'ü'],
    ];
    for (const newline of ['\n', '\r\n', '\r']) {
      const text = rows.map((row) => row.join(',')).join(newline);
      const dialect: Dialect = { delimiter: ',', newline: newline === '\r' ? '\r' : '\n' };
      expect(split(text, dialect)).toEqual(rows);
      expect(split(text + newline, dialect)).toEqual(rows);
    }
  });

  it('knows no blank records, but keeps lines of empty cells', () => {
    expect(split('a,b\n\n  \r\n,\n1,2\n\n')).toEqual([
      ['a', 'b'],
      ['', ''],
      ['1', '2'],
    ]);
  });

  it('gives the line on which a record starts, counting line ends in quotes and blank lines', () => {
    const { cells, lines } = splitInChunks(utf8('a,b\n"x\ny",1\n\n"p ""q""\n\n",2\nlast,3'), COMMAS, 1000);
    expect(cells).toEqual([
      ['a', 'b'],
      ['x\ny', '1'],
      ['p "q"\n\n', '2'],
      ['last', '3'],
    ]);
    expect(lines).toEqual([1, 2, 5, 8]);
  });

  it('cuts runs of spaces, before and after, and keeps quoted cells whole', () => {
    expect(split('  1   19970101\t 2  11.77 \r\n 2 "a b" 3\n', { delimiter: 'spaces', newline: '\n' })).toEqual([
      ['1', '19970101', '2', '11.77'],
      ['2', 'a b', '3'],
    ]);
  });

  it('loses only the line of a quote that is never closed', () => {
    expect(split('a,b\n1,"open\n2,x\n3,y\n')).toEqual([['a', 'b'], ['1,"open'], ['2', 'x'], ['3', 'y']]);
    const long = `a,b\n"open,${'x'.repeat(200)}\n${'1,2\n'.repeat(400_000)}`;
    const records = split(long);
    expect(records).toHaveLength(400_002);
    expect(records[2]).toEqual(['1', '2']);
  });

  it('reads a cell of 100,000 characters', () => {
    const long = 'x'.repeat(100_000);
    expect(splitInChunks(utf8(`a,b\n"${long}",1\n${long},2\n`), COMMAS, 4096).cells).toEqual([
      ['a', 'b'],
      [long, '1'],
      [long, '2'],
    ]);
  });

  it('agrees with the cells that were written, whatever the chunks', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '户', '𝒳', ',', '"', '\n', '\r\n', ' ', ';', '1') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(table, fc.boolean(), fc.integer({ min: 1, max: 9 }), (rows, quoteAll, size) => {
        const write = (text: string) => (quoteAll || /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
        const text = rows.map((row) => row.map(write).join(',')).join('\n');
        expect(splitInChunks(utf8(text), COMMAS, size).cells).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with PapaParse in its other dialects, whatever the chunks', () => {
    const dialects = fc.record({
      delimiter: fc.constantFrom(',' as const, ';' as const, '\t' as const, '::' as const),
      newline: fc.constantFrom('\n' as const, '\r' as const),
      quote: fc.constantFrom('"' as const, "'" as const),
    });
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '户', '𝒳', ',', ';', '\t', ':', '"', "'", '\n', '\r\n', '\r', ' ') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(table, dialects, fc.integer({ min: 1, max: 9 }), (rows, dialect, size) => {
        const { delimiter, newline, quote } = dialect;
        const input = Papa.unparse(rows, { delimiter, newline, quoteChar: quote, quotes: true });
        const { data } = new Papa.Parser({ delimiter, newline, quoteChar: quote, fastMode: false }).parse(
          input,
          0,
          false,
        ) as Papa.ParseResult<string[]>;
        expect(data).toEqual(rows);
        expect(splitInChunks(utf8(input), dialect, size).cells).toEqual(rows);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads backslashes before quotes, in chunks of any size', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\\', '\n', ' ') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, size) => {
        const write = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
        const text = rows.map((row) => `${row.map(write).join(',')}\n`).join('');
        expect(splitInChunks(utf8(text), { ...COMMAS, escape: 'backslash' }, size).cells).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same records wherever a text is cut, stray quotes and mixed line ends among them', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '"', "'", '\\', '\n', '\r\n', '\r', ' ', '户'), maxLength: 60 });
    const dialects: fc.Arbitrary<Dialect> = fc.constantFrom(
      COMMAS,
      { ...COMMAS, mixedNewlines: true },
      { ...COMMAS, blankAfterDelimiter: true },
      { ...COMMAS, quote: "'", newline: '\r' },
      { ...COMMAS, escape: 'backslash' },
      { delimiter: 'spaces', newline: '\n', mixedNewlines: true },
    );
    fc.assert(
      fc.property(text, dialects, fc.integer({ min: 0, max: 4 }), fc.boolean(), (input, dialect, columns, quoted) => {
        const bytes = utf8(input);
        const whole = splitInChunks(bytes, dialect, bytes.length + 1, columns, quoted);
        for (const size of [1, 2, 3, 5, 8, 13]) expect(splitInChunks(bytes, dialect, size, columns, quoted)).toEqual(whole);
      }),
      // What is left in the buffer from earlier chunks is no text: an empty cell in quotes at the very end has no quote after it.
      { numRuns: 1500, examples: [['a\n""', { delimiter: 'spaces', newline: '\n', mixedNewlines: true }, 0, false]] },
    );
  });

  it('reads stray quotes by the number of cells', () => {
    const read = (text: string, columns: number) => splitInChunks(utf8(text), COMMAS, 1000, columns).cells;
    expect(read('1,"5" pipe, long",2\n', 3)).toEqual([['1', '5" pipe, long', '2']]);
    expect(read('1,"00:00,2,"x, y",3\n', 5)).toEqual([['1', '"00:00', '2', 'x, y', '3']]);
    expect(read('1,""x, y",3\n', 3)).toEqual([['1', '"x, y', '3']]);
    expect(read('1,"x 48"","y, z"\n', 3)).toEqual([['1', 'x 48"', 'y, z']]);
    expect(read('1,"he said "no"\nand left",2\n3,4,5\n', 3)).toEqual([
      ['1', 'he said "no"\nand left', '2'],
      ['3', '4', '5'],
    ]);
    expect(read('1,"open\n2,x\n', 2)).toEqual([
      ['1', '"open'],
      ['2', 'x'],
    ]);
  });

  it('agrees with PapaParse on any quoting that is closed, whatever the chunks', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '\n', ' ', 'é'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 7 }), (input, size) => {
        const { data, errors } = new Papa.Parser({ delimiter: ',', newline: '\n', fastMode: false }).parse(
          input,
          0,
          false,
        ) as Papa.ParseResult<string[]>;
        fc.pre(!errors.some((error) => error.code === 'MissingQuotes'));
        const expected = data.filter((row) => row.length > 1 || row[0]!.trim() !== '');
        const blankInQuotes = data.some((row) => row.length === 1 && row[0]!.trim() === '' && input.includes('"'));
        fc.pre(!blankInQuotes);
        expect(splitInChunks(utf8(input), COMMAS, size).cells).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });
});

describe.skipIf(!hasSharedData)(`csv-spectrum (${SKIPPED})`, () => {
  const folder = sharedPath('messy/csv-spectrum/csvs');
  // The published JSON of this one is another record than its CSV.
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name !== 'location_coordinates.csv') : [];
  for (const name of names) {
    it(name, () => {
      // The CRLF files may have passed through a checkout that made them LF.
      const text = readFileSync(`${folder}/${name}`, 'utf8').replace(/\r?\n/g, name.endsWith('_crlf.csv') ? '\r\n' : '\n');
      const [header, ...rows] = split(text);
      const objects = rows.map((row) => Object.fromEntries(header!.map((key, i) => [key, row[i]])));
      const json: unknown = JSON.parse(readFileSync(sharedPath(`messy/csv-spectrum/json/${name.replace('.csv', '.json')}`), 'utf8'));
      expect(objects).toEqual(json);
    });
  }
});
