import fc from 'fast-check';
import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../../workers/ingest/read-table';
import { annotated } from '../../../fixtures/parquet-pages';
import { failure, fileOf } from '../support';
import { textOf } from './support';

const bytesOf = (...parts: readonly (number | string | Uint8Array)[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : [...(typeof part === 'string' ? Buffer.from(part) : part)])),
  );

const little = (value: bigint, bytes: number) =>
  Uint8Array.from({ length: bytes }, (_, i) => Number((BigInt.asUintN(8 * bytes, value) >> BigInt(8 * i)) & 0xffn));

/** Names by number, in offsets of two bytes. */
const names = (...keys: readonly string[]) => {
  const ends = keys.map((_, i) => keys.slice(0, i + 1).join('').length);
  return bytesOf(0x41, ...[keys.length, 0, ...ends].map((n) => little(BigInt(n), 2)), ...keys);
};

/** A list with offsets of four bytes. */
const list = (offsets: readonly number[], body: Uint8Array) =>
  bytesOf((0b111 << 2) | 3, little(BigInt(offsets.length), 4), ...[...offsets, body.length].map((n) => little(BigInt(n), 4)), body);

const VARIANT = [
  { name: 'v', num_children: 2, repetition_type: 'OPTIONAL' as const },
  { name: 'metadata', type: 'BYTE_ARRAY' as const, repetition_type: 'REQUIRED' as const },
  { name: 'value', type: 'BYTE_ARRAY' as const, repetition_type: 'OPTIONAL' as const },
];
const USER = { name: 'user', type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const, repetition_type: 'REQUIRED' as const };

/** A file with a column of users and one of variants as they are in bytes. */
function fileWith(...values: readonly (readonly [metadata: Uint8Array, value: Uint8Array] | null)[]): File {
  return fileOf(
    annotated(
      parquetWriteBuffer({
        columnData: [
          { name: 'user', data: values.map((_, i) => `u${i}`) },
          { name: 'v', data: values.map((pair) => pair && { metadata: pair[0], value: pair[1] }) },
        ],
        schema: [{ name: 'root', num_children: 2 }, USER, ...VARIANT],
      }),
      { v: { logical_type: { type: 'VARIANT' } } },
    ),
  );
}

const cellsOf = async (file: File) => (await readTable(file)).rows.map((row) => row[1]);

describe('a column of variants', () => {
  const scalar = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null));
  const inside = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), tie('value')),
    ),
  })).value;

  it.each([
    ['in one piece', undefined],
    ['with fields in columns of their own', true],
  ] as const)('is read as JSON, %s', async (_, shredding) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), inside, { minKeys: 1 }), { minLength: 2, maxLength: 20 }),
        async (data) => {
          const variants: ColumnSource = { name: 'v', data: [...data], type: 'VARIANT', ...(shredding === undefined ? {} : { shredding }) };
          const file = fileOf(
            new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'user', data: data.map((_, i) => `u${i}`) }, variants] })),
          );
          const cells = await cellsOf(file);
          expect(cells.map((cell) => JSON.parse(cell!) as unknown)).toEqual(data.map((one) => JSON.parse(JSON.stringify(one)) as unknown));
        },
      ),
      { numRuns: 15 },
    );
  });

  it.each<readonly [string, Uint8Array, string]>([
    ['a byte', bytesOf(3 << 2, 0xfe), '-2'],
    ['a number of 64 bits', bytesOf(6 << 2, little(9007199254740993n, 8)), '9007199254740993'],
    ['a decimal', bytesOf(8 << 2, 2, little(-1999n, 4)), '-19.99'],
    ['a decimal of 128 bits', bytesOf(10 << 2, 4, little(-(10n ** 30n) - 5n, 16)), '-100000000000000000000000000.0005'],
    ['a day', bytesOf(11 << 2, little(19_782n, 4)), '2024-02-29'],
    ['an instant', bytesOf(12 << 2, little(1_706_708_700_000_001n, 8)), '2024-01-31 13:45:00.000001Z'],
    ['a time of a clock', bytesOf(13 << 2, little(1_706_708_700_000_000n, 8)), '2024-01-31 13:45:00'],
    ['bytes', bytesOf(15 << 2, little(2n, 4), 0xff, 0x01), 'ff01'],
    ['a long text', bytesOf(16 << 2, little(5n, 4), 'words'), 'words'],
    ['a short text', bytesOf((3 << 2) | 1, 'abc'), 'abc'],
    ['a time of day', bytesOf(17 << 2, little(49_500_250_000n, 8)), '13:45:00.250'],
    [
      'an id',
      bytesOf(
        20 << 2,
        Uint8Array.from({ length: 16 }, (_, i) => i),
      ),
      '00010203-0405-0607-0809-0a0b0c0d0e0f',
    ],
    ['nothing', bytesOf(0), ''],
  ])('%s', async (_, value, text) => {
    expect(await cellsOf(fileWith([names(), value], [names(), value], null))).toEqual([text, text, '']);
  });

  it('has the fields that it names', async () => {
    // Two fields by ids and offsets of one byte: b is 7, a is "x".
    const value = bytesOf(2, 2, 1, 0, 0, 2, 4, 3 << 2, 7, (1 << 2) | 1, 'x');
    expect(await cellsOf(fileWith([names('a', 'b'), value], [names('a', '__proto__'), value]))).toEqual([
      '{"b":7,"a":"x"}',
      '{"__proto__":7,"a":"x"}',
    ]);
  });
});

describe('variants that grow as they are decoded are told of', () => {
  /** Lists of eight whose offsets lead to one body, which is such a list again. */
  const sharing = (depth: number): Uint8Array =>
    depth === 0 ? bytesOf(3 << 2, 1) : list(new Array<number>(8).fill(0), sharing(depth - 1));
  const nested = (depth: number): Uint8Array => (depth === 0 ? bytesOf(3 << 2, 1) : list([0], nested(depth - 1)));
  const long = 'k'.repeat(60_000);
  const item = bytesOf(2, 1, 0, 0, 2, 3 << 2, 7);

  it.each<readonly [string, string, Uint8Array, Uint8Array]>([
    ['bodies that are shared', 'packed-damaged', names(), sharing(12)],
    ['bodies that lead back', 'packed-damaged', names(), list(new Array<number>(8).fill(2 ** 32 - 5), bytesOf(0))],
    [
      'a name of 60,000 letters a thousand times',
      'packed-too-large',
      names(long),
      list(
        Array.from({ length: 1000 }, (_, i) => i * item.length),
        bytesOf(...new Array<Uint8Array>(1000).fill(item)),
      ),
    ],
    ['lists without bottom', 'json-too-deep', names(), nested(500)],
    ['a list of four billion', 'packed-damaged', names(), bytesOf((0b111 << 2) | 3, 0xff, 0xff, 0xff, 0xff)],
    ['a text longer than it', 'packed-damaged', names(), bytesOf(16 << 2, little(2n ** 32n - 1n, 4), 'words')],
    ['a name that it lacks', 'packed-damaged', names('a'), bytesOf(2, 1, 9, 0, 2, 3 << 2, 7)],
    ['names beyond their end', 'packed-damaged', bytesOf(0x01, 1, 0, 200, 'a'), item],
    ['a million names of none', 'packed-damaged', bytesOf(0xc1, little(2n ** 32n - 1n, 4)), item],
    ['no bytes', 'packed-damaged', bytesOf(), bytesOf(3 << 2, 1)],
  ])('%s', async (_, code, metadata, value) => {
    expect((await failure(textOf(fileWith([metadata, value], [metadata, value])))).code).toBe(code);
  });
});
