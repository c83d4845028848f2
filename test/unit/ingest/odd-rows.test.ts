import { describe, expect, it } from 'vitest';
import { ingestFile, type Ingested, type IngestOptions } from '../../../workers/ingest';
import { drive } from '../../../workers/protocol/progress';
import { REJECT_REASONS } from '../../../workers/protocol/ingest';
import { inlineRanges } from '../../fixtures/inline-ranges';
import { fileSet } from '../../../workers/protocol/file-set';
import { fileOf, mappingOf, read, rejectedRows, rejectedText } from './support';

const HEADER = 'user,time,event,price,order';
const MAPPING = mappingOf({ user: 'user', time: 'time', event: 'event', price: 'value', order: 'order' }, { purchaseTypes: ['buy'] });
const rows = (count: number, from = 0) =>
  Array.from(
    { length: count },
    (_, i) => `u${(from + i) % 7},2024-01-${String(1 + ((from + i) % 28)).padStart(2, '0')},buy,${from + i}.5,o${from + i}`,
  );

const text = (...lines: readonly string[]) => `${lines.join('\n')}\n`;

async function everyWay(content: string | Uint8Array<ArrayBuffer>, mapping = MAPPING): Promise<Ingested> {
  const file = fileOf(content);
  const whole = await read(file, mapping);
  const ways: IngestOptions[] = [
    { chunkBytes: 7 },
    { chunkBytes: 300 },
    ...[5, 64, 1000].map((rangeBytes) => ({ ranges: { reader: inlineRanges(3, 11), rangeBytes, smallestFile: 0 } })),
  ];
  for (const way of ways) {
    const { quality, rejected } = await read(file, mapping, undefined, way);
    expect({ quality, rejected }).toEqual({ quality: whole.quality, rejected: whole.rejected });
  }
  expect(whole.quality.kept + whole.quality.duplicates + rejectedRows(whole)).toBe(whole.quality.rowsRead);
  return whole;
}

const reasonsOf = ({ rejected }: Ingested) =>
  Object.fromEntries(Array.from(rejected.lines, (line, i) => [line, REJECT_REASONS[rejected.reasons[i]!]]));
const notesOf = ({ quality }: Ingested) => quality.readingNotes!.map(({ key, line, count }) => [key, line, count]);

describe('what a file holds beside its rows', () => {
  it('headers that come again, and sums, wherever they stand', async () => {
    const read = await everyWay(
      text(HEADER, ...rows(9), HEADER, ...rows(9, 9), 'Total,,,153.0,', ...rows(3, 20), HEADER, 'Grand total:,,,200,'),
    );
    expect(reasonsOf(read)).toEqual({ 11: 'repeated-header', 21: 'total-row', 25: 'repeated-header', 26: 'total-row' });
    expect(notesOf(read)).toEqual([
      ['repeated-header', 11, 2],
      ['total-row', 21, 2],
    ]);
    expect(read.quality).toMatchObject({ rowsRead: 25, kept: 21 });
  });

  it('averages below the table as well', async () => {
    for (const label of ['Average', 'AVG', 'Durchschnitt', 'Moyenne :', 'Promedio', '平均值']) {
      const read = await everyWay(text(HEADER, ...rows(9), `${label},2024-02-01,,17.0,`, 'Total,2024-02-01,,153.0,'));
      expect(reasonsOf(read)).toEqual({ 11: 'total-row', 12: 'total-row' });
    }
    const named = await everyWay(text(HEADER, ...rows(9), 'Average,2024-02-01,buy,153.0,o1', ...rows(3, 20)));
    expect(named.quality).toMatchObject({ kept: 13 });
  });

  it('sums that could be read as rows of a user, and no row of a user who is called so', async () => {
    const read = await everyWay(
      text(
        HEADER,
        ...rows(9),
        'Total,2024-02-01,,153.0,',
        'Total,2024-02-01,buy,153.0,o1',
        'Sum of May,2024-02-01,,x,',
        ...rows(3, 20),
        '合计,2024-02-02,,7,',
      ),
    );
    expect(reasonsOf(read)).toEqual({ 11: 'total-row', 17: 'total-row' });
    expect(notesOf(read)).toEqual([['total-row', 11, 2]]);
    expect(read.events.userIds).toEqual(expect.arrayContaining(['Total', 'Sum of May']));
    expect(read.quality).toMatchObject({ rowsRead: 16, kept: 14 });
  });

  it('characters that the encoding does not have, in the rows that are taken', async () => {
    const latin = (line: string) => Buffer.from(line, 'latin1');
    const bytes = Buffer.concat([
      Buffer.from(text(HEADER, ...rows(5))),
      latin('M\xfcller,2024-01-09,buy,3,o90\n'),
      latin('M\xfcller,2024-01-09,buy,3,o90\n'),
      latin('M\xfcller,soon,buy,3,o91\n'),
      Buffer.from(text('\u9c7c\u{1f41f}\u00e9,2024-01-10,buy,3,o92', 'a\ufffdb,2024-01-11,buy,"3\n",o93', ...rows(4, 50))),
    ]);
    const taken = await everyWay(new Uint8Array(bytes), { ...MAPPING, reading: { encoding: 'utf-8' } });
    expect(taken.quality).toMatchObject({ duplicates: 1, rejected: { 'bad-date': 1 } });
    expect(notesOf(taken)).toEqual([['undecodable', 7, 3]]);
    const gbk = Buffer.concat([
      Buffer.from('user,time,event,price,order\n'),
      Buffer.from([0xc9, 0xbd, 0xff]),
      Buffer.from(',2024-01-01,buy,1,o1\n'),
    ]);
    const { quality } = await read(fileOf(new Uint8Array(gbk)), { ...MAPPING, reading: { encoding: 'gb18030' } });
    expect(quality.readingNotes).toEqual([{ key: 'undecodable', line: 2, count: 1 }]);
  });

  it('notes below the table, empty rows, and another table', async () => {
    const notes = await everyWay(text(HEADER, ...rows(30), ',,,,', '', 'Source: the shop', '"All figures, gross"'));
    expect(reasonsOf(notes)).toEqual({ 32: 'empty', 34: 'footnote', 35: 'footnote' });
    expect(notesOf(notes)).toEqual([
      ['empty-rows', 32, 1],
      ['footnotes', 34, 2],
    ]);
    const other = await everyWay(text(HEADER, ...rows(30), '', 'country,share', 'de,0.3', 'fr,0.2', 'it,0.1'));
    expect(reasonsOf(other)).toEqual({ 33: 'other-table', 34: 'other-table', 35: 'other-table', 36: 'other-table' });
    expect(notesOf(other)).toEqual([['other-table', 33, 4]]);
  });

  it('another table that is longer than what is held of it', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `c${i},0.${i}`);
    const long = await read(fileOf(text(HEADER, ...rows(1000), '', 'country,share', ...lines)), MAPPING);
    expect(long.quality.rejected['other-table']).toBe(3001);
    expect(notesOf(long)).toEqual([['other-table', 1003, 3001]]);
    const ranges = { reader: inlineRanges(3), rangeBytes: 4000, smallestFile: 0 };
    const { quality, rejected } = await read(fileOf(text(HEADER, ...rows(1000), '', 'country,share', ...lines)), MAPPING, undefined, {
      ranges,
    });
    expect({ quality, rejected }).toEqual({ quality: long.quality, rejected: long.rejected });
  });

  it('a last line that is cut off, within quotes or without', async () => {
    for (const last of ['u1,2024-01-0', 'u1,2024-01-01,"bu', 'u1']) {
      const cut = await everyWay(`${text(HEADER, ...rows(40))}${last}`);
      expect(reasonsOf(cut)).toEqual({ 42: 'cut-off' });
      expect(notesOf(cut)).toEqual([['cut-off', 42, 1]]);
    }
    // Of a line that ends it is not known, and where many are short it says nothing.
    expect(reasonsOf(await everyWay(text(HEADER, ...rows(40), 'u1,2024-01-01,buy')))).toEqual({ 42: 'ragged' });
    const short = rows(40).map((row, i) => (i % 4 === 0 ? 'u1,2024-01-01,buy' : row));
    expect(reasonsOf(await everyWay(`${text(HEADER, ...short, ...rows(3))}u1,2024-01-01`))[45]).toBe('ragged');
  });

  it('quotes that are astray or never closed, surplus cells and too few', async () => {
    const read = await everyWay(
      text(
        HEADER,
        ...rows(9),
        '"u1" x,2024-02-01,buy,1,o',
        '"u2,2024-02-02',
        ...rows(50, 9),
        'u3,2024-02-03,buy,1,o,more',
        'u4,2024-02-04',
        ...rows(9, 99),
      ),
    );
    expect(reasonsOf(read)).toEqual({ 12: 'unclosed-quote', 63: 'ragged', 64: 'ragged' });
    expect(notesOf(read)).toEqual([
      ['unclosed-quotes', 12, 1],
      ['surplus-cells', 63, 1],
      ['missing-cells', 64, 1],
      ['stray-quotes', 11, 1],
    ]);
    expect(read.quality.kept).toBe(69);
  });

  it('leaves alone what is only broken', async () => {
    const broken = ['Total Wine,,buy,1,o1', ',2024-01-01,buy,2,o2', 'Sum Ting,soon,buy,3,o3', 'u1,2024-01-01,buy,x,o4'];
    const read = await everyWay(text(HEADER, ...rows(9), ...broken, ...rows(9, 9), ...broken.slice(1, 2)));
    expect(reasonsOf(read)).toEqual({ 11: 'no-time', 12: 'no-user', 13: 'bad-date', 14: 'bad-number', 24: 'no-user' });
    expect(notesOf(read)).toEqual([]);
  });

  it('each reason stands beside its row in the file of rejected rows', async () => {
    const file = fileOf(text(HEADER, ...rows(9), HEADER, ...rows(9, 9), 'Total,,,153.0,'));
    const lines = (await rejectedText(file, MAPPING, await read(file, MAPPING))).split('\r\n').slice(1);
    expect(lines).toEqual([`11,repeated-header,${HEADER}`, '21,total-row,Total,,,153.0,', '']);
  });

  it('files that were opened together are named where a note is of one of them', async () => {
    const files = [
      new File([text(HEADER, ...rows(9))], 'a.csv'),
      new File([text(HEADER, ...rows(9, 9), 'Total,,,1,', 'Source: us')], 'b.csv'),
    ];
    const { quality } = await read(fileSet(files), MAPPING);
    expect(quality.readingNotes).toEqual([
      { key: 'total-row', line: 11, count: 1, params: { part: 'b.csv' } },
      { key: 'footnotes', line: 12, count: 1, params: { part: 'b.csv' } },
    ]);
  });

  it('files that were opened together have notes, sums and further tables each below its own rows, wherever they are cut', async () => {
    const note = ['Total,,,1,', 'Source: us'];
    const texts = [
      text(HEADER, ...rows(9), ...note),
      text(HEADER, ...rows(3, 9), '', 'country,share', 'de,0.3', 'fr,0.2', 'it,0.1'),
      text(HEADER, ',soon,buy,2,o', ...rows(9, 12), 'u1,2024-01-01'),
      text(HEADER, ...rows(9, 21), ...note),
    ];
    const files = texts.map((content, i) => new File([content], `${i}.csv`));
    for (const chunkBytes of [1 << 18, 200, 7]) {
      const set = await read(fileSet(files), MAPPING, undefined, { chunkBytes });
      expect(set.quality).toMatchObject({ kept: 30, rejected: { 'total-row': 2, footnote: 2, 'other-table': 4, 'no-user': 1, ragged: 1 } });
      expect(set.quality.kept + rejectedRows(set)).toBe(set.quality.rowsRead);
      expect(set.quality.readingNotes).toEqual([
        { key: 'total-row', line: 11, count: 2, params: { part: '0.csv' } },
        { key: 'footnotes', line: 12, count: 2, params: { part: '0.csv' } },
        { key: 'other-table', line: 6, count: 4, params: { part: '1.csv' } },
        { key: 'missing-cells', line: 12, count: 1, params: { part: '2.csv' } },
      ]);
    }
  });

  it('tables of users that were opened together, too', async () => {
    const files = ['a', 'b'].map(
      (name) =>
        new File(
          [text('user,age,city', ...Array.from({ length: 9 }, (_, i) => `${name}${i},${20 + i},Bern`), 'Source: us')],
          `${name}.csv`,
        ),
    );
    const mapping = {
      ...mappingOf({ user: 'user', age: 'other', city: 'other' }),
      kind: 'users' as const,
      attributes: [{ name: 'age', as: 'number' as const, label: false }],
    };
    const { ingested } = await drive(ingestFile(fileSet(files), mapping, { dropDuplicates: true, maxYearsFromMedian: 20 }, []));
    expect(ingested.quality).toMatchObject({ kept: 18, rejected: { footnote: 2, ragged: 0 } });
  });
});
