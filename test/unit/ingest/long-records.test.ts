import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../workers/ingest/dialect';
import { readTable } from '../../../workers/ingest/read-table';
import { LONGEST_RECORD, Records } from '../../../workers/ingest/records';
import { inlineRanges } from '../../fixtures/inline-ranges';
import { CLEANING, failure, fileOf, mappingOf, read } from './support';

const MB = 1 << 20;
const MAPPING = mappingOf({ user: 'user', time: 'time', title: 'item', price: 'value' });
const row = (i: number, title = `n${i % 7}`) => `u${i % 3},2024-01-0${(i % 9) + 1},${title},${i}\n`;
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => row(from + i)).join('');
const HEADER = 'user,time,title,price\n';

const pieces: Readonly<Record<string, string>> = {
  'lines, delimiters and quotes': 'a line, of «words» and "quotes"\n',
  'a single line': 'without an end ',
  'lines with as many delimiters as a row has, and quotes': 'x,"y",z,w\n',
};

describe('a quoted cell of many MB', () => {
  it.each(Object.entries(pieces))('of %s is one cell, in one piece and in ranges', async (_name, piece) => {
    const cell = piece.repeat((2.5 * MB) / piece.length).trim();
    const text = `${HEADER}${rows(0, 40)}${row(40, `"${cell.replaceAll('"', '""')}"`)}${rows(41, 80)}`;
    const table = await readTable(fileOf(text));
    expect(table.rows).toHaveLength(80);
    expect(table.rows[40]![2] === cell).toBe(true);
    expect(table.lines[41]).toBe(42 + cell.split('\n').length);
    expect([table.rejected, table.announcements]).toEqual([[], []]);
    const whole = await read(fileOf(text), MAPPING);
    const parts = await read(fileOf(text), MAPPING, CLEANING, { ranges: { reader: inlineRanges(2), rangeBytes: MB, smallestFile: 0 } });
    expect(whole.quality).toMatchObject({ rowsRead: 80, kept: 80 });
    expect(parts.quality).toEqual(whole.quality);
    expect(parts.events.item!.names.includes(cell)).toBe(true);
    expect(parts.events.item!.names.map((name) => name.length)).toEqual(whole.events.item!.names.map((name) => name.length));
  });

  it('of lines that look like rows without their quotes is one cell where the cells before it are in quotes', async () => {
    const quoted = (from: number, to: number) => rows(from, to).replace(/[^,\n]+/g, '"$&"');
    const cell = 'x,y,z,w\n'.repeat((1.5 * MB) / 8).trim();
    const text = `${HEADER}${quoted(0, 40)}"u1","2024-01-05","${cell}","7"\n${quoted(41, 80)}`;
    const table = await readTable(fileOf(text));
    expect(table.rows.map((cells) => cells[2]!.length)).toEqual(Array.from({ length: 80 }, (_, i) => (i === 40 ? cell.length : 2)));
    expect([table.rejected, table.announcements]).toEqual([[], []]);
    const whole = await read(fileOf(text), MAPPING);
    const parts = await read(fileOf(text), MAPPING, CLEANING, { ranges: { reader: inlineRanges(2), rangeBytes: MB, smallestFile: 0 } });
    expect(whole.quality).toMatchObject({ rowsRead: 80, kept: 80 });
    expect(parts.quality).toEqual(whole.quality);
  });

  it('of 9 MB is one cell', async () => {
    const cell = 'words and "words"\n'.repeat((9 * MB) / 18).trim();
    const table = await readTable(fileOf(`${HEADER}${rows(0, 40)}${row(40, `"${cell.replaceAll('"', '""')}"`)}${rows(41, 80)}`));
    expect(table.rows.map((cells) => cells[2]!.length)).toEqual(Array.from({ length: 80 }, (_, i) => (i === 40 ? cell.length : 2)));
  });
});

describe('a stray quote', () => {
  it('costs none of the many rows below it, wherever the next quote stands', async () => {
    const many = Array.from({ length: 100_000 }, (_, i) => row(i)).join('');
    for (const end of ['', `u1,2024-01-01,5",7\n`, `u1,2024-01-01,"x",7\n`]) {
      const text = `${HEADER}${row(1, '"a')}${row(2, '"b"')}${row(1, '"5 inch')}${many}${end}`;
      const table = await readTable(fileOf(text));
      expect(table.rows).toHaveLength(100_003 + (end === '' ? 0 : 1));
      expect(table.rejected).toEqual([]);
    }
    // Cells in quotes before it, in a file that puts but few in quotes.
    const text = `${HEADER}${row(1, '"b"')}"u1","2024-01-01","5 inch,7\n${many}`;
    const table = await readTable(fileOf(text));
    expect(table.rows.length + table.rejected.length).toBe(100_002);
    expect(table.rows.length).toBeGreaterThanOrEqual(100_001);
  });
});

describe('memory while splitting', () => {
  /** Bytes of all that records hold. */
  const held = ({ bytes, starts, ends, firstCell, lines, rawStarts, rawEnds }: Records) =>
    [bytes, starts, ends, firstCell, lines, rawStarts, rawEnds].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const COMMAS: Dialect = { delimiter: ',', newline: '\n' };
  const chunk = (text: string) => new TextEncoder().encode(text.repeat(Math.ceil((1 << 18) / text.length)));

  it.each([
    ['lines below a quote', 'some words\n', true],
    ['a line below a quote', 'some words ', true],
    ['doubled quotes below a quote', '""', true],
    ['a line', 'some words ', false],
  ])('stays within five times the longest record: %s', (_name, text, quoted) => {
    const records = new Records(COMMAS, 3, true);
    records.push(new TextEncoder().encode(quoted ? 'a,b,c\n1,2,"' : 'a,b,c\n1,2,')).split(false);
    const piece = chunk(text);
    let most = 0;
    const pushAll = () => {
      for (let pushed = 0; pushed < 2 * LONGEST_RECORD; pushed += piece.length) {
        records.push(piece).split(false);
        most = Math.max(most, held(records));
      }
    };
    if (text.includes('\n')) pushAll();
    else expect(pushAll).toThrow('record-too-long');
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(5 * LONGEST_RECORD);
  });

  it('tells the line of a record that is too long, in one piece and in ranges', async () => {
    const text = `${HEADER}${rows(0, 2000)}u1,2024-01-01,${'x'.repeat(LONGEST_RECORD + MB)}`;
    const expected = { code: 'record-too-long', params: { line: 2002, mb: 16 } };
    expect(await failure(read(fileOf(text), MAPPING))).toEqual(expected);
    const ranges = { reader: inlineRanges(2), rangeBytes: 4 * MB, smallestFile: 0 };
    expect(await failure(read(fileOf(text), MAPPING, CLEANING, { ranges }))).toEqual(expected);
  });
});
