import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../workers/ingest/read-table';
import { writeCsv, type WrittenDialect } from '../../fixtures/csv-writer';
import { inlineRanges } from '../../fixtures/inline-ranges';
import { CLEANING, fileOf, mappingOf, read } from './support';

const MAPPING = mappingOf({ user: 'user', time: 'time', text: 'other' });
const WHOLE = 'user,time,text\nu1,2024-01-01,"one\ntwo"\nu2,2024-01-02,"a ""b"", c"\nu3,2024-01-03,plain\n';

/** What the rows were rejected for, by line, in one piece and in ranges, with a kernel and without. */
async function rejectedEveryWay(text: string): Promise<{ kept: number; lines: Record<number, string> }> {
  const table = await readTable(fileOf(text));
  const found = { kept: table.rows.length, lines: Object.fromEntries(table.rejected.map(({ line, reason }) => [line, reason])) };
  for (const compiled of [null, [true], [false]]) {
    const ranges = compiled && { ranges: { reader: inlineRanges(2, 7, compiled), rangeBytes: 11, smallestFile: 0 } };
    const { quality, rejected } = await read(fileOf(text), MAPPING, CLEANING, ranges ?? {});
    expect(quality.kept).toBe(found.kept);
    expect([...rejected.lines].map(String)).toEqual(Object.keys(found.lines));
    for (const [reason, count] of Object.entries(quality.rejected)) {
      expect(count).toBe(Object.values(found.lines).filter((each) => each === reason).length);
    }
  }
  return found;
}

describe('a text that ends within a quoted cell', () => {
  it.each([
    ['on its first line', 'on'],
    ['which begins with a line end', '\n'],
    ['on a later line', 'one\ntwo\nthr'],
    ['after a line end', 'one\ntwo\n'],
    ['whose lines hold delimiters', 'first, second\nthird, fourth, fifth\nsixth, seventh\neighth'],
    ['with quotes of its own', 'he said ""no""\nand, ""yes"", left\n'],
    ['with blank lines', 'one\n\n\ntwo\n\n'],
  ])('%s is one row that is cut off', async (_, cell) => {
    const { kept, lines } = await rejectedEveryWay(`${WHOLE}u4,2024-01-04,"${cell}`);
    expect(kept).toBe(3);
    expect(lines).toEqual({ 6: 'cut-off' });
  });

  it('gives the text of the row as it stands, and says so', async () => {
    const table = await readTable(fileOf(`${WHOLE}u4,2024-01-04,"one\ntwo`));
    expect(table.rejected).toEqual([{ line: 6, reason: 'cut-off', cells: ['u4,2024-01-04,"one\ntwo'] }]);
    expect(table.announcements).toEqual([{ key: 'cut-off', line: 6, count: 1 }]);
  });

  it('is told where a single record stands above it', async () => {
    const { kept, lines } = await rejectedEveryWay('user,time,text\nu1,2024-01-01,"one\ntwo"\nu2,2024-01-02,"a, b\nc\nd, e\nf');
    expect(kept).toBe(1);
    expect(lines).toEqual({ 4: 'cut-off' });
  });
});

describe('a stray quote', () => {
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => `u${from + i},2024-02-0${1 + (i % 9)},t${i}\n`).join('');

  it('costs no row below it, in files that put cells in quotes and in others', async () => {
    for (const beginning of [WHOLE, 'user,time,text\n']) {
      for (const below of [1, 2, 40]) {
        for (const end of ['', 'u99,2024-03-01,last']) {
          const { kept, lines } = await rejectedEveryWay(`${beginning}u4,2024-01-04,"x\n${rows(10, 10 + below)}${end}`);
          expect(lines).toEqual({});
          expect(kept).toBe((beginning === WHOLE ? 3 : 0) + 1 + below + (end === '' ? 0 : 1));
        }
      }
    }
  });

  it('costs its own line where it leaves that short', async () => {
    const { kept, lines } = await rejectedEveryWay(`${WHOLE}"u4,2024-01-04\n${rows(10, 60)}`);
    expect(lines).toEqual({ 6: 'unclosed-quote' });
    expect(kept).toBe(53);
  });
});

const word = fc.constantFrom('a', 'Größe', '手机壳', '𝒳', 'x y', '5', 'say', ', ', '; ', '"', "'", '\\', '\n', '\n\n', '\t', '|');
const dialects: fc.Arbitrary<WrittenDialect> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  quote: fc.constantFrom('"' as const, "'" as const),
  escape: fc.constantFrom('doubled' as const, 'backslash' as const),
  newline: fc.constantFrom('\n' as const, '\r\n' as const, '\r' as const),
  quoteAll: fc.boolean(),
  blankAfterDelimiter: fc.boolean(),
});
const HEADER = ['order', 'time', 'text', 'price'];
/** Each text needs quotes, shows how they are escaped, and has lines of its own. */
const tables = fc.array(
  fc
    .tuple(fc.array(word, { maxLength: 8 }), fc.integer({ min: 1, max: 9999 }))
    .map(([parts, price]) => [`line\n"x" 'y' ${parts.join('')}.`, String(price)]),
  { minLength: 6, maxLength: 14 },
);

describe('a file that is cut anywhere', () => {
  it('keeps the rows before, and tells of at most one that it is cut off', async () => {
    await fc.assert(
      fc.asyncProperty(tables, dialects, fc.double({ min: 0, max: 1, noNaN: true }), async (texts, dialect, share) => {
        const rows = texts.map(([text, price], i) => [
          String(1000 + i),
          `2024-01-${10 + i}`,
          text!.replaceAll('\n', dialect.newline),
          price!,
        ]);
        const written = [HEADER, ...rows].map((row) => writeCsv([row], dialect));
        const starts = written.map((_, i) => written.slice(0, i).join('').length);
        const whole = written.join('');
        const least = starts[5]!;
        const cut = least + Math.floor(share * (whole.length - least));
        const row = starts.findLastIndex((start) => start <= cut);
        const table = await readTable(fileOf(whole.slice(0, cut)));
        expect(table.header).toEqual(HEADER);
        // Rows that end before the cut: their line ends may be cut off.
        const complete = rows.filter((_, i) => starts[i + 1]! + written[i + 1]!.length - dialect.newline.length <= cut);
        expect(table.rows.slice(0, complete.length)).toEqual(complete);
        const last = table.rows.length + table.rejected.length - complete.length;
        expect(last).toBeLessThanOrEqual(1);
        const line = whole.slice(0, starts[row]).split(dialect.newline).length;
        for (const rejected of table.rejected) expect(rejected).toMatchObject({ reason: 'cut-off', line });
        if (isWithinText(written[row]!.slice(0, cut - starts[row]!), rows[row - 1]!, dialect)) expect(table.rejected).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });
});

/** Whether what is left of a written row ends within its text, after what is neither a quote nor an escape. */
function isWithinText(left: string, row: readonly string[], dialect: WrittenDialect): boolean {
  const before = writeCsv([row.slice(0, 2)], { ...dialect, newline: '\n' }).length - 1 + (dialect.blankAfterDelimiter ? 2 : 1);
  const body = writeCsv([[row[2]!]], { ...dialect, newline: '\n' }).length - 3;
  const within = left.length - before - 1;
  return within > 0 && within <= body && !['"', "'", '\\'].includes(left.at(-1)!);
}
