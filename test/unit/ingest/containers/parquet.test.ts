import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parquetTable } from '../../../../workers/ingest/containers/parquet';
import { plainText, rawElement } from '../../../../workers/ingest/containers/parquet-values';
import { firstPage, levels, parquetOf, secondPage, texts } from '../../../fixtures/parquet-pages';
import { PYARROW } from '../../../fixtures/pyarrow';
import { failure, fileOf, readAsProposed } from '../support';
import { lines, textOf } from './support';

const written = (columnData: ColumnSource[], options: Omit<Parameters<typeof parquetWriteBuffer>[0], 'columnData'> = {}) =>
  fileOf(new Uint8Array(parquetWriteBuffer({ columnData, ...options })), 'events.csv');

const USERS: ColumnSource = { name: 'user', data: ['a', 'b, c', null, 'd'], type: 'STRING' };

describe('parquet', () => {
  it('reads texts, whole numbers, doubles, floats, truth values and instants', async () => {
    const file = written([
      USERS,
      {
        name: 'time',
        data: ['2024-01-31T13:45:00Z', '1969-12-31T23:59:59.5Z', '2024-02-29', '1970-01-01'].map((t) => new Date(t)),
        type: 'TIMESTAMP',
      },
      { name: 'id', data: [9007199254740993n, -1n, 0n, 2n], type: 'INT64' },
      { name: 'count', data: [1, -2, 3, 4], type: 'INT32' },
      { name: 'price', data: [0.1, 1e21, Number.NaN, 17850], type: 'DOUBLE' },
      { name: 'rate', data: [0.1, 16777216, 1.5, 3.4028234663852886e38], type: 'FLOAT' },
      { name: 'new', data: [true, false, true, false], type: 'BOOLEAN' },
    ]);
    const { text, unwrapped } = await textOf(file);
    expect(text).toBe(
      lines(
        'user,time,id,count,price,rate,new',
        'a,2024-01-31 13:45:00Z,9007199254740993,1,0.1,0.1,true',
        '"b, c",1969-12-31 23:59:59.500Z,-1,-2,1e+21,16777216,false',
        ',2024-02-29 00:00:00Z,0,3,,1.5,true',
        'd,1970-01-01 00:00:00Z,2,4,17850,3.4028235e+38,false',
      ),
    );
    expect(unwrapped).toMatchObject({ kind: 'parquet', parts: ['events.csv'] });
  });

  it('joins its row groups', async () => {
    const count = 10_000;
    const file = written(
      [
        { name: 'user', data: Array.from({ length: count }, (_, i) => `u${i % 7}`), type: 'STRING' },
        { name: 'n', data: Array.from({ length: count }, (_, i) => i), type: 'INT32' },
      ],
      { rowGroupSize: 1234 },
    );
    const expected = Array.from({ length: count }, (_, i) => `u${i % 7},${i}`);
    expect((await textOf(file)).text).toBe(lines('user,n', ...expected));
  });

  it.each([
    ['uncompressed', 'UNCOMPRESSED', undefined],
    ['Snappy', 'SNAPPY', undefined],
    ['gzip', 'GZIP', (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes))],
  ] as const)('unpacks pages: %s', async (_, codec, compress) => {
    const data = Array.from({ length: 500 }, (_, i) => `user ${i % 50}`);
    const columns: ColumnSource[] = [
      { name: 'user', data, type: 'STRING', encoding: 'PLAIN' },
      { name: 'n', data: data.map((_, i) => i), type: 'INT32', encoding: 'PLAIN' },
    ];
    const file = written(columns, { codec, ...(compress ? { compressors: { [codec]: compress } } : {}) });
    expect((await textOf(file)).text).toBe(lines('user,n', ...data.map((user, i) => `${user},${i}`)));
  });

  it.each(Object.entries(PYARROW))('reads what another writer wrote with %s', async (_, base64) => {
    const money = (cents: number) =>
      `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
    const rows = Array.from({ length: 40 }, (_, i) => `u${i % 7},2024-01-01 12:00:${String(i).padStart(2, '0')},${money(i * i - 3)},`);
    expect((await textOf(fileOf(Uint8Array.from(Buffer.from(base64, 'base64'))))).text).toBe(lines('user,time,price,none', ...rows));
  });

  it('gives fields of structures columns of their own, and lists one of JSON', async () => {
    const file = written(
      [
        { name: 'user', data: ['a', 'b'] },
        { name: 'place', data: [{ city: 'Wien', zip: 1010 }, null] },
        { name: 'tags', data: [['x', 'y'], []] },
      ],
      {
        schema: [
          { name: 'root', num_children: 3 },
          { name: 'user', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
          { name: 'place', num_children: 2, repetition_type: 'OPTIONAL' },
          { name: 'city', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
          { name: 'zip', type: 'INT32', repetition_type: 'OPTIONAL' },
          { name: 'tags', num_children: 1, repetition_type: 'OPTIONAL', converted_type: 'LIST' },
          { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
          { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        ],
      },
    );
    expect((await textOf(file)).text).toBe(lines('user,place.city,place.zip,tags', 'a,Wien,1010,"[""x"",""y""]"', 'b,,,[]'));
  });

  it('gives the same rows however few are decoded at a time', async () => {
    const rows = 50;
    const each = <T>(make: (i: number) => T) => Array.from({ length: rows }, (_, i) => make(i));
    const file = written(
      [
        { name: 'user', data: each((i) => (i % 5 === 0 ? null : `u${i % 7}`)) },
        { name: 'n', data: each((i) => i) },
        { name: 'place', data: each((i) => (i % 4 === 0 ? null : { city: `c${i}`, zip: i })) },
        { name: 'tags', data: each((i) => Array.from({ length: i % 3 }, (_, k) => `t${k}`)) },
      ],
      {
        rowGroupSize: 33,
        pageSize: 40,
        schema: [
          { name: 'root', num_children: 4 },
          { name: 'user', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
          { name: 'n', type: 'INT32', repetition_type: 'REQUIRED' },
          { name: 'place', num_children: 2, repetition_type: 'OPTIONAL' },
          { name: 'city', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
          { name: 'zip', type: 'INT32', repetition_type: 'OPTIONAL' },
          { name: 'tags', num_children: 1, repetition_type: 'OPTIONAL', converted_type: 'LIST' },
          { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
          { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        ],
      },
    );
    const csv = each((i) => {
      const place = i % 4 === 0 ? ',' : `c${i},${i}`;
      const tags = ['[]', '"[""t0""]"', '"[""t0"",""t1""]"'][i % 3]!;
      return `${i % 5 === 0 ? '' : `u${i % 7}`},${i},${place},${tags}`;
    });
    for (const mostCells of [1, 10, 35, 100, 10_000]) {
      let text = '';
      for await (const chunk of (await parquetTable(file, 'x', mostCells)).open().chunks) text += new TextDecoder().decode(chunk);
      expect(text).toBe(lines('user,n,place.city,place.zip,tags', ...csv));
    }
  });

  it.each([
    ['first', (bits: number[], body: number[]) => firstPage('PLAIN', 10, [...levels(...bits), ...body])],
    [
      'second',
      (bits: number[], body: number[]) =>
        secondPage('PLAIN', 10, [...bits, ...body], { num_nulls: 4, definition_levels_byte_length: bits.length }),
    ],
  ])('reads texts with their lengths before them, some missing, in pages of the %s version', async (_, page) => {
    // Two groups of eight levels, of which the last six are there to fill up.
    const file = parquetOf(20, [
      {
        name: 'user',
        type: 'BYTE_ARRAY',
        element: { converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        pages: [
          page([5, 0b1011_0110, 0b01], texts('a', '', 'bc', 'd', 'efg', 'h')),
          page([5, 0b1011_0110, 0b01], texts('i', 'j', 'k', 'l', 'm', 'n')),
        ],
      },
      {
        name: 'n',
        type: 'INT32',
        pages: [firstPage('PLAIN', 20, [...new Uint8Array(Int32Array.from({ length: 20 }, (_, i) => i).buffer)])],
      },
    ]);
    const users = ['', 'a', '', '', 'bc', 'd', '', 'efg', 'h', '', '', 'i', 'j', '', 'k', 'l', '', 'm', 'n', ''];
    const expected = lines('user,n', ...users.map((user, i) => `${user},${i}`));
    for (const mostCells of [6, 14, 1000]) {
      let text = '';
      for await (const chunk of (await parquetTable(fileOf(file), 'x', mostCells)).open().chunks) text += new TextDecoder().decode(chunk);
      expect(text).toBe(expected);
    }
  });

  it('is read as events', async () => {
    const file = written([
      { name: 'user_id', data: ['a', 'b', 'a'], type: 'STRING' },
      { name: 'timestamp', data: [1, 2, 3].map((day) => new Date(Date.UTC(2024, 0, day, 10))), type: 'TIMESTAMP' },
      { name: 'price', data: [1.5, 2, 3], type: 'DOUBLE' },
    ]);
    const { events } = await readAsProposed(file);
    expect(events.userIds).toEqual(['a', 'b']);
    expect([...events.time]).toEqual([Date.UTC(2024, 0, 1, 10), Date.UTC(2024, 0, 3, 10), Date.UTC(2024, 0, 2, 10)]);
    expect([...events.value!]).toEqual([1.5, 3, 2]);
  });

  it('refuses what is cut off, broken or encrypted', async () => {
    const whole = new Uint8Array(await written([USERS]).arrayBuffer());
    expect((await failure(textOf(fileOf(whole.slice(0, -20))))).code).toBe('packed-damaged');
    const broken = whole.slice().fill(0xff, 4, 40);
    expect((await failure(textOf(fileOf(broken)))).code).toBe('packed-damaged');
    expect((await failure(textOf(fileOf('PARE and so on PARE')))).code).toBe('packed-encrypted');
  });
});

describe('values of annotated columns', () => {
  const name = 'c';
  const written = (element: Parameters<typeof rawElement>[0], value: unknown) => rawElement(element)!.text(value);
  const timestamp = (unit: 'MILLIS' | 'MICROS' | 'NANOS', isAdjustedToUTC: boolean) =>
    ({ name, type: 'INT64', logical_type: { type: 'TIMESTAMP', unit, isAdjustedToUTC } }) as const;

  it.each([
    [12345, 2, '123.45'],
    [5, 2, '0.05'],
    [-5, 3, '-0.005'],
    [0, 2, '0.00'],
    [1999n, 2, '19.99'],
    [123456789012345678901234567890n, 10, '12345678901234567890.1234567890'],
    [7, 0, '7'],
    // −1 and −129 in two's complement.
    [new Uint8Array([0xff]), 1, '-0.1'],
    [new Uint8Array([0xff, 0x7f]), 2, '-1.29'],
    [new Uint8Array([0x01, 0x00]), 0, '256'],
  ])('decimal %s with %d places is %s', (value, scale, text) => {
    expect(written({ name, type: 'INT64', converted_type: 'DECIMAL', scale, precision: 38 }, value)).toBe(text);
  });

  it.each([
    ['MILLIS', 1_706_708_700_000n, true, '2024-01-31 13:45:00Z'],
    ['MICROS', 1_706_708_700_000_001n, false, '2024-01-31 13:45:00.000001'],
    ['NANOS', -1n, false, '1969-12-31 23:59:59.999999999'],
    ['MICROS', -86_400_000_000n, true, '1969-12-31 00:00:00Z'],
  ] as const)('%s %d (UTC %s) is %s', (unit, value, utc, text) => {
    expect(written(timestamp(unit, utc), value)).toBe(text);
  });

  it('days and times of day', () => {
    expect(written({ name, type: 'INT32', converted_type: 'DATE' }, 19_782)).toBe('2024-02-29');
    expect(written({ name, type: 'INT32', converted_type: 'DATE' }, -1)).toBe('1969-12-31');
    expect(written({ name, type: 'INT32', converted_type: 'TIME_MILLIS' }, 49_500_250)).toBe('13:45:00.250');
  });

  it('bytes that are no text become digits, and what JSON cannot hold text', () => {
    expect(plainText(new TextEncoder().encode('größe'))).toBe('größe');
    expect(plainText(new Uint8Array([0xff, 0x01]))).toBe('ff01');
    expect(plainText({ big: 2n ** 60n, when: new Date(0), list: [1n] })).toBe(
      '{"big":"1152921504606846976","when":"1970-01-01T00:00:00.000Z","list":["1"]}',
    );
  });
});
