import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../../workers/ingest/read-table';
import { parquetTable } from '../../../../workers/ingest/containers/parquet';
import {
  annotated,
  firstPage,
  levels,
  parquetOf,
  secondPage,
  varint,
  wordsPage,
  type ForgedColumn,
  type ForgedPage,
} from '../../../fixtures/parquet-pages';
import { failure, fileOf } from '../support';
import { textOf } from './support';

const USER: ColumnSource = { name: 'user', data: ['a', 'b'], type: 'STRING' };
const bytes = (...values: readonly number[]) => Uint8Array.from(values);
const cellsOf = async (file: File) => (await readTable(file)).rows.map((row) => row[1]);

/** A file with a column of byte arrays that is said to be of this kind. */
const bytesAs = (element: Parameters<typeof annotated>[1][string], ...data: readonly Uint8Array[]) =>
  fileOf(annotated(parquetWriteBuffer({ columnData: [USER, { name: 'v', data: [...data], type: 'BYTE_ARRAY' }] }), { v: element }));

describe('kinds of values that the reader would change or expand', () => {
  it('JSON stays as it is written', async () => {
    const texts = ['{"price":1.10,"id":90071992547409931}', '[1.0]'].map((text) => new TextEncoder().encode(text));
    for (const said of [{ converted_type: 'JSON' }, { logical_type: { type: 'JSON' } }] as const) {
      expect(await cellsOf(bytesAs(said, ...texts))).toEqual(['{"price":1.10,"id":90071992547409931}', '[1.0]']);
    }
  });

  it('BSON is digits, an interval a duration', async () => {
    expect(await cellsOf(bytesAs({ converted_type: 'BSON' }, bytes(5, 0, 0, 0, 0x80), bytes(0xff)))).toEqual(['0500000080', 'ff']);
    const interval = (...parts: readonly number[]) => new Uint8Array(Uint32Array.from(parts).buffer);
    expect(await cellsOf(bytesAs({ converted_type: 'INTERVAL' }, interval(14, 3, 90_500), interval(0, 0, 0)))).toEqual([
      'P14M3DT90.5S',
      'P0M0DT0S',
    ]);
  });

  it('a shape on a map is GeoJSON', async () => {
    const point = Buffer.alloc(21);
    point.writeUInt8(1);
    point.writeUInt32LE(1, 1);
    point.writeDoubleLE(16.5, 5);
    point.writeDoubleLE(48.25, 13);
    const text = '{"type":"Point","coordinates":[16.5,48.25]}';
    expect(await cellsOf(bytesAs({ logical_type: { type: 'GEOMETRY' } }, point, point))).toEqual([text, text]);
  });

  it('decimals, days and instants keep their digits within structures and lists', async () => {
    const file = parquetWriteBuffer({
      columnData: [
        { name: 'user', data: ['a', 'b'] },
        { name: 'order', data: [{ price: 1999n, day: 19_782 }, null] },
        { name: 'prices', data: [[-5n, 12_345_678_901_234_567n], []] },
      ],
      schema: [
        { name: 'root', num_children: 3 },
        { name: 'user', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
        { name: 'order', num_children: 2, repetition_type: 'OPTIONAL' },
        { name: 'price', type: 'INT64', repetition_type: 'OPTIONAL' },
        { name: 'day', type: 'INT32', repetition_type: 'OPTIONAL' },
        { name: 'prices', num_children: 1, repetition_type: 'OPTIONAL', converted_type: 'LIST' },
        { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
        { name: 'element', type: 'INT64', repetition_type: 'OPTIONAL' },
      ],
    });
    const decimal = { converted_type: 'DECIMAL', scale: 2, precision: 18 } as const;
    const { header, rows } = await readTable(
      fileOf(annotated(file, { price: decimal, element: decimal, day: { converted_type: 'DATE' } })),
    );
    expect(header).toEqual(['user', 'order.price', 'order.day', 'prices']);
    expect(rows).toEqual([
      ['a', '19.99', '2024-02-29', '[-0.05,"123456789012345.67"]'],
      ['b', '', '', '[]'],
    ]);
  });

  it.each<readonly [string, string, Parameters<typeof bytesAs>[0], Uint8Array]>([
    ['a decimal of a million bytes', 'packed-too-large', { converted_type: 'DECIMAL', scale: 2 }, new Uint8Array(1 << 20).fill(77)],
    ['a decimal of two billion places', 'packed-too-large', { converted_type: 'DECIMAL', scale: 2 ** 31 - 1 }, bytes(1)],
    ['a decimal of minus two billion places', 'packed-too-large', { converted_type: 'DECIMAL', scale: -(2 ** 31) }, bytes(1)],
    [
      'collections of shapes without bottom',
      'packed-damaged',
      { logical_type: { type: 'GEOMETRY' } },
      Uint8Array.from(Array.from({ length: 200_000 }, () => [1, 7, 0, 0, 0, 1, 0, 0, 0]).flat()),
    ],
    ['four billion points', 'packed-damaged', { logical_type: { type: 'GEOGRAPHY' } }, bytes(1, 2, 0, 0, 0, 0xff, 0xff, 0xff, 0xff)],
    ['a shape of five million bytes', 'packed-too-large', { logical_type: { type: 'GEOMETRY' } }, new Uint8Array(5_000_000)],
    ['ten million bytes that are no text', 'packed-too-large', {}, new Uint8Array(10_000_000).fill(0xff)],
  ])('%s: %s', async (_, code, element, value) => {
    expect((await failure(textOf(bytesAs(element, value, value)))).code).toBe(code);
  });
});

describe('a page may hold millions of values', () => {
  const ROWS = (1 << 20) + 8;
  const rowsOf = async (columns: readonly ForgedColumn[], rows: number, expected: (row: number) => string) => {
    const { chunks } = (await parquetTable(fileOf(parquetOf(rows, columns)), 'x')).open();
    const decoder = new TextDecoder();
    let rest = '';
    let row = -1;
    for await (const chunk of chunks) {
      const parts = (rest + decoder.decode(chunk)).split('\n');
      rest = parts.pop()!;
      for (const line of parts) {
        if (row >= 0 && line !== expected(row)) throw new Error(`row ${row} is ${line}`);
        row++;
      }
    }
    expect(row).toBe(rows);
  };
  const column = (type: ForgedColumn['type'], pages: readonly ForgedPage[], element: ForgedColumn['element'] = {}): ForgedColumn[] => [
    { name: 'v', type, element, pages },
  ];
  /** Differences that are all the same: a first value, and blocks of 128 with this step, of no bits. */
  const steady = (count: number, first: number, step: number) => [
    ...[...varint(128), 4, ...varint(count), ...varint(first * 2)],
    ...Array.from({ length: Math.ceil((count - 1) / 128) }, () => [step * 2, 0, 0, 0, 0]).flat(),
  ];
  const filled = (count: number, each: (i: number) => readonly number[]) => {
    const width = each(0).length;
    const all = new Uint8Array(count * width);
    for (let i = 0; i < count; i++) all.set(each(i), i * width);
    return all;
  };
  const word = (i: number) => [i & 63, (i >> 6) & 63, (i >> 12) & 63, (i >> 18) & 63].map((digit) => 48 + digit);
  const wordText = (i: number) => String.fromCharCode(...word(i));
  const quoted = (text: string) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  it.each<readonly [string, readonly ForgedColumn[], (row: number) => string]>([
    [
      'texts with their lengths before all of them',
      column('BYTE_ARRAY', [firstPage('DELTA_LENGTH_BYTE_ARRAY', ROWS, Uint8Array.from([...steady(ROWS, 4, 0), ...filled(ROWS, word)]))]),
      (row) => quoted(wordText(row)),
    ],
    [
      'texts of a fixed length',
      column('FIXED_LEN_BYTE_ARRAY', [firstPage('PLAIN', ROWS, filled(ROWS, word))], { type_length: 4 }),
      (row) => quoted(wordText(row)),
    ],
    [
      'times of 96 bits',
      column('INT96', [
        firstPage(
          'PLAIN',
          ROWS,
          filled(ROWS, (i) => [
            ...new Uint8Array(BigInt64Array.of(BigInt(i) * 1_000_000n).buffer),
            ...new Uint8Array(Int32Array.of(2_460_311).buffer),
          ]),
        ),
      ]),
      (row) => {
        const text = new Date(Date.UTC(2024, 0, 1) + row).toISOString().slice(0, 23).replace('T', ' ');
        return `${text.replace('.000', '')}Z`;
      },
    ],
    [
      'the words of a dictionary',
      column('BYTE_ARRAY', [
        wordsPage(
          ROWS,
          filled(ROWS, (i) => [4, 0, 0, 0, ...word(i)]),
        ),
        firstPage(
          'RLE_DICTIONARY',
          ROWS,
          Uint8Array.from([
            24,
            ...varint((ROWS / 8) * 2 + 1),
            ...filled(ROWS, (i) => [(ROWS - 1 - i) & 255, ((ROWS - 1 - i) >> 8) & 255, (ROWS - 1 - i) >> 16]),
          ]),
        ),
      ]),
      (row) => quoted(wordText(ROWS - 1 - row)),
    ],
  ])('%s', async (_, columns, expected) => {
    await rowsOf(columns, ROWS, expected);
  });

  it.each([
    ['first', (body: number[]) => firstPage('PLAIN', 10_000_000, levels(...body))],
    [
      'second',
      (body: number[]) => secondPage('PLAIN', 10_000_000, body, { num_nulls: 10_000_000, definition_levels_byte_length: body.length }),
    ],
  ])('ten million that are missing, in a page of the %s version', async (_, page) => {
    const rows = 10_000_000;
    const columns: ForgedColumn[] = [
      { name: 'v', type: 'INT32', element: { repetition_type: 'OPTIONAL' }, pages: [page([...varint(rows * 2), 0])] },
    ];
    let length = 0;
    for await (const chunk of (await parquetTable(fileOf(parquetOf(rows, columns)), 'x')).open().chunks) length += chunk.length;
    expect(length).toBe('v\n'.length + rows);
  });

  it('nine million of two words', async () => {
    const rows = 9_000_000;
    const pages = [
      wordsPage(2, [1, 0, 0, 0, 65, 1, 0, 0, 0, 66]),
      firstPage(
        'PLAIN_DICTIONARY',
        rows,
        Uint8Array.from([1, ...varint((rows / 8) * 2 + 1), ...new Uint8Array(rows / 8).fill(0b0011_0101)]),
      ),
    ];
    await rowsOf(column('BYTE_ARRAY', pages, { converted_type: 'UTF8' }), rows, (row) => 'BABABBAA'[row % 8]!);
  });
});
