import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvCell, csvRow } from '../../../workers/math/csv';

describe('csvCell', () => {
  it('quotes where it must', () => {
    expect(csvCell('plain')).toBe('plain');
    expect(csvCell('')).toBe('');
    expect(csvCell('a,b')).toBe('"a,b"');
    expect(csvCell('say "hi"')).toBe('"say ""hi"""');
    expect(csvCell('two\nlines')).toBe('"two\nlines"');
  });

  it('keeps formulas from running and numbers as they are', () => {
    expect(csvCell('=1+1')).toBe("'=1+1");
    expect(csvCell('@SUM(A1)')).toBe("'@SUM(A1)");
    expect(csvCell('+49 170')).toBe("'+49 170");
    expect(csvCell('-cmd')).toBe("'-cmd");
    expect(csvCell('\tx')).toBe("'\tx");
    expect(csvCell('=A1,"x"')).toBe('"\'=A1,""x"""');
    for (const number of ['-5', '-0.25', '+3', '1e-7', '-1.5E+10']) expect(csvCell(number)).toBe(number);
  });

  it('is read back as it was, but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 2, maxLength: 5 }), (cells) => {
        const parsed = new Papa.Parser({ delimiter: ',', newline: '\r\n' }).parse(csvRow(cells), 0, false) as Papa.ParseResult<string[]>;
        expect(parsed.data[0]!.map((cell, i) => (cell === cells[i] ? cell : cell.replace(/^'/, '')))).toEqual(cells);
      }),
    );
  });
});
