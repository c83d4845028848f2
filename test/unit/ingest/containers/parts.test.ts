import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fileSet } from '../../../../workers/protocol/file-set';
import type { SkipReason } from '../../../../workers/protocol/ingest';
import { xlsxOf } from '../../../fixtures/xlsx';
import { zipOf, type ZipFile } from '../../../fixtures/zip';
import { failure, fileOf, readAsProposed, rejectedRows } from '../support';
import { compound, lines, textOf } from './support';

const JANUARY = lines('user,time,price', 'u1,2024-01-01,1', 'u2,2024-01-02,2.5');
const MARCH = lines('user,time,price', 'u3,2024-03-01,3');
const EMPTY_XLSX = xlsxOf([{ name: 'Sheet1', rows: [] }]);
const WORKBOOK = xlsxOf([
  {
    name: 'Sheet1',
    rows: [
      ['user', 'time', 'price'],
      ['u4', '2024-02-01', '4'],
    ],
  },
]);
const PARQUET = new Uint8Array(
  parquetWriteBuffer({
    columnData: [
      { name: 'user', data: ['u4', 'u5'] },
      { name: 'time', data: ['2024-02-01', '2024-02-02'] },
      { name: 'price', data: ['4', '5'] },
    ],
  }),
);

function broken(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.fill(0xff, Math.floor(copy.length * at), Math.floor(copy.length * at) + 12);
  return copy;
}

/** One object whose values are the rows. */
const keyed = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, { user: `u${i}`, time: '2024-02-01', price: i }])));

const lateTable = (notes: number): string[][] => [
  ...Array.from({ length: notes }, (_, i) => [`note ${i}`]),
  ['user', 'time', 'price'],
  ['u9', '2024-02-01', '4'],
  ['u8', '2024-02-02', '5'],
];

const between = (part: Omit<ZipFile, 'name'>, name: string) =>
  zipOf([
    { name: 'january.csv', content: JANUARY },
    { name, ...part },
    { name: 'march.csv', content: MARCH },
  ]);

describe('a part of an archive beside good ones', () => {
  it.each([
    ['a workbook without anything', { content: EMPTY_XLSX }, 'no-rows'],
    ['a workbook of one cell', { content: xlsxOf([{ name: 'Sheet1', rows: [['']] }]) }, 'no-rows'],
    ['a text without anything', { content: '' }, 'no-rows'],
    ['a text of blank lines', { content: '\n \n\n' }, 'no-rows'],
    ['a header alone', { content: 'user,time,price\n' }, 'no-rows'],
    ['a gzip of nothing', { content: gzipSync('') }, 'no-rows'],
    ['JSON without a field', { content: '{}\n{}\n' }, 'no-rows'],
    ['a gzip of a picture', { content: gzipSync(Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1')) }, 'no-table'],
    ['a document of an old word processor', { content: compound(['WordDocument', '1Table']) }, 'no-table'],
    ['a document that names a font', { content: compound(['WordDocument'], { text: 'Franklin Gothic Book\0Workbook\0' }) }, 'no-table'],
    ['a document with a workbook in it', { content: compound(['WordDocument', 'ObjectPool/', 'Workbook']) }, 'no-table'],
    ['slides with one', { content: compound(['PowerPoint Document', 'Book']) }, 'no-table'],
    ['a mail with one', { content: compound(['__properties_version1.0', 'Workbook']) }, 'no-table'],
    ['a file with a folder of that name', { content: compound(['Workbook/', 'Contents']) }, 'no-table'],
    ['a workbook of a header', { content: xlsxOf([{ name: 'a', rows: [['user', 'time', 'price']] }]) }, 'no-rows'],
    ['a compound file that ends in its header', { content: compound([]).slice(0, 40) }, 'no-table'],
  ] as [string, Omit<ZipFile, 'name'>, SkipReason][])('that is %s is left out and named', async (_, part, why) => {
    const file = fileOf(between(part, 'february'));
    const { text, unwrapped } = await textOf(file);
    expect(text).toBe(`${JANUARY}u3,2024-03-01,3\n`);
    expect(unwrapped).toMatchObject({ parts: ['january.csv', 'march.csv'], skipped: [{ name: 'february', why }] });
    const ingested = await readAsProposed(file);
    const { rowsRead, kept, duplicates } = ingested.quality;
    expect([rowsRead, kept + duplicates + rejectedRows(ingested)]).toEqual([3, 3]);
  });

  it.each([
    ['cannot be unpacked', { content: JANUARY, claimedCrc: 1 }, 'packed-damaged'],
    ['has a password', { content: JANUARY, encrypted: true }, 'packed-encrypted'],
    ['is packed in another way', { content: JANUARY, method: 9 }, 'packed-unsupported'],
    ['is a broken workbook', { content: broken(WORKBOOK, 0.5) }, 'packed-damaged'],
    ['is a workbook that was cut off', { content: WORKBOOK.slice(0, WORKBOOK.length / 2) }, 'packed-damaged'],
    ['is Parquet that was cut off', { content: PARQUET.slice(0, PARQUET.length - 20) }, 'packed-damaged'],
    ['is a workbook with a password', { content: compound(['EncryptionInfo', 'EncryptedPackage']) }, 'packed-encrypted'],
    ['is a workbook of before 2007', { content: compound(['Workbook']) }, 'spreadsheet-format'],
    ['is one of before 1997', { content: compound(['\u0005SummaryInformation', 'Book']) }, 'spreadsheet-format'],
    ['is a large one, its directory amid it', { content: compound(['Workbook'], { large: true }) }, 'spreadsheet-format'],
    ['is one large object of JSON', { content: keyed(60_000) }, 'json-no-rows'],
    ['is JSON of which the only object is cut', { content: '{"user":"u9","time":"2024-0' }, 'json-no-rows'],
    ['is JSON of which the object with a field comes late', { content: `${'{}\n'.repeat(6000)}${keyed(1)}` }, 'json-no-rows'],
    ['is a workbook of one column', { content: xlsxOf([{ name: 'a', rows: [['user'], ['u9'], ['u8']] }]) }, 'workbook-empty'],
    ['is a workbook whose table comes late', { content: xlsxOf([{ name: 'a', rows: lateTable(60) }]) }, 'workbook-empty'],
  ] as [string, Omit<ZipFile, 'name'>, string][])('that %s is an error that names it: its rows would be missing', async (_, part, code) => {
    const found = await failure(textOf(fileOf(between(part, 'february'))));
    expect(found.code).toBe(code);
    expect(String(found.params['name'])).toMatch(/^february(?:\/|$)/);
  });
});

it('a part that shows to be broken only as it is read is named, too', async () => {
  const rows = Array.from({ length: 40_000 }, (_, i) => [`u${i % 999}`, `2024-02-${10 + (i % 20)}`, String((i * 7919) % 10_007)]);
  const workbook = xlsxOf([{ name: 'Sheet1', rows: [['user', 'time', 'price'], ...rows.map((row) => row.map((inline) => ({ inline })))] }]);
  const file = fileOf(between({ content: broken(workbook, 0.9) }, 'february.xlsx'));
  expect(await failure(readAsProposed(file))).toMatchObject({
    code: 'packed-damaged',
    params: { name: 'february.xlsx/xl/worksheets/sheet1.xml' },
  });
});

it('a workbook is left out for certain only where none of its sheets has a second row', async () => {
  const cell = fc.constantFrom('', '', '', 'x');
  const sheet = fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(sheet, { minLength: 1, maxLength: 3 }), async (sheets) => {
      const rows = sheets.map((each) => each.map((cells) => cells.filter((text) => text !== '').length).filter((filled) => filled > 0));
      fc.pre(rows.every((each) => each.filter((filled) => filled > 1).length < 2));
      const file = fileOf(between({ content: xlsxOf(sheets.map((each, i) => ({ name: `s${i}`, rows: each }))) }, 'february'));
      if (rows.some((each) => each.length > 1)) {
        expect(await failure(textOf(file))).toMatchObject({ code: 'workbook-empty', params: { name: 'february' } });
      } else expect((await textOf(file)).unwrapped!.skipped).toEqual([{ name: 'february', why: 'no-rows' }]);
    }),
    { numRuns: 25 },
  );
});

describe('a part that is all there is', () => {
  it.each([
    ['a workbook without anything', EMPTY_XLSX, 'workbook-empty'],
    ['JSON without a field', '{}\n{}\n', 'json-no-rows'],
    ['a header alone', 'user,time\n', 'file-no-rows'],
    ['nothing', '', 'packed-no-table'],
  ])('%s, is what the error tells of', async (_, content, code) => {
    expect((await failure(textOf(fileOf(zipOf([{ name: 'a', content }]))))).code).toBe(code);
  });
});

describe('files that were opened together', () => {
  const opened = (...contents: readonly (string | Uint8Array<ArrayBuffer>)[]) =>
    fileSet(contents.map((content, i) => new File([content], `${i + 1}`)));

  it('are read without those that hold nothing, which are named', async () => {
    const { text, unwrapped } = await textOf(opened(JANUARY, EMPTY_XLSX, '{}\n{}\n', MARCH));
    expect(text).toBe(`${JANUARY}u3,2024-03-01,3\n`);
    expect(unwrapped).toMatchObject({
      kind: 'files',
      parts: ['1', '4'],
      skipped: [
        { name: '2', why: 'no-rows' },
        { name: '3', why: 'no-rows' },
      ],
    });
  });

  it('are refused where one cannot be read, or none holds anything', async () => {
    expect(await failure(textOf(opened(JANUARY, Uint8Array.from(broken(WORKBOOK, 0.5)))))).toMatchObject({
      code: 'packed-damaged',
      params: { name: '2/xl/sharedStrings.xml' },
    });
    expect(await failure(textOf(opened(JANUARY, keyed(60_000))))).toEqual({ code: 'json-no-rows', params: { name: '2' } });
    expect((await failure(textOf(opened(EMPTY_XLSX, EMPTY_XLSX)))).code).toBe('workbook-empty');
  });
});
