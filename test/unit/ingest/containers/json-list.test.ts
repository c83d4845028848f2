import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../../workers/ingest';
import { jsonTable } from '../../../../workers/ingest/containers/json';
import { wrappedList } from '../../../../workers/ingest/containers/json-list';
import { readTable } from '../../../../workers/ingest/read-table';
import { fileOf } from '../support';
import { textTable } from './support';

const ROWS = [
  { user: 'a', at: '2024-01-01', items: [{ sku: 1 }, { sku: 2 }] },
  { user: 'b ] } "', at: '2024-01-02', items: [] },
  { user: 'c\n', at: '2024-01-03', items: [{ sku: 3 }] },
];

const bare = (rows: unknown) => readTable(fileOf(JSON.stringify(rows), 'events.json'));

describe('a list of objects within one object', () => {
  it.each([
    ['alone', { data: ROWS }],
    ['beside other keys', { count: 3, meta: { page: 1, notes: ['x', '{'] }, data: ROWS, next: null }],
    ['below further keys', { response: { status: 'ok', orders: ROWS } }],
    ['longer than another', { columns: [{ name: 'user' }, { name: 'at' }], data: ROWS }],
  ])('%s is the table', async (_, value) => {
    const { header, rows } = await bare(ROWS);
    for (const indent of [0, 2]) {
      const table = await readTable(fileOf(JSON.stringify(value, null, indent), 'events.json'));
      expect([table.header, table.rows]).toEqual([header, rows]);
      expect(table.rejected).toEqual([]);
    }
  });

  it('reads the same whatever stands in it and beside it', async () => {
    const row = fc.dictionary(fc.constantFrom('user', 'at', 'a"b', 'n'), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 12 }), fc.jsonValue({ maxDepth: 1 }), async (rows, beside) => {
        const listed = { data: rows.map((each) => ({ id: 'long enough to be longer than what stands beside it, as lists are', ...each })) };
        const text = JSON.stringify({ before: beside, ...listed, after: beside }, null, 1);
        const [within, alone] = [await readTable(fileOf(text, 'a.json')), await bare(listed.data)];
        expect([within.header, within.rows]).toEqual([alone.header, alone.rows]);
      }),
      { numRuns: 40 },
    );
  });

  it('is named, with what is left out beside it, and rows keep their lines', async () => {
    const text =
      '{"meta": {"page": 1},\n "events": [\n{"user": "a", "time": "2024-01-01"},\n{"user": "b", "time": oops},\n{"user": "c", "time": "2024-01-03"}\n], "next": null}\n';
    const { unwrapped } = await previewFile(fileOf(text, 'answer.json'));
    expect(unwrapped).toMatchObject({
      kind: 'json-list',
      parts: ['events'],
      skipped: [
        { name: 'meta', why: 'no-table' },
        { name: 'next', why: 'no-table' },
      ],
    });
    const { rows, rejected } = await readTable(fileOf(text, 'answer.json'));
    expect(rows).toEqual([
      ['a', '2024-01-01'],
      ['c', '2024-01-03'],
    ]);
    expect(rejected).toMatchObject([{ line: 4, reason: 'not-object' }]);
  });

  it('is found in the beginning of a long text', async () => {
    const many = Array.from({ length: 40_000 }, (_, i) => ({ user: `user ${i}`, at: '2024-01-01T00:00:00Z', note: 'some words more' }));
    const { rows } = await readTable(fileOf(JSON.stringify({ ok: true, result: { rows: many }, took: 3 }), 'long.json'));
    expect(rows).toHaveLength(40_000);
    expect(rows.at(-1)![0]).toBe('user 39999');
  });

  it('is told of what is beside it, also where that comes after the beginning', async () => {
    const long = Array.from({ length: 40_000 }, (_, i) => ({
      user: `user ${i}`,
      at: '2024-01-01T00:00:00Z',
      note: 'some words more, with a ] and a }',
    }));
    const text = JSON.stringify({ old: [{ user: 'x' }], orders: long, refunds: [{ user: 'y' }], took: { 'm"s': 3 } });
    const { table, list } = await jsonTable(textTable(text));
    expect(list).toMatchObject({ path: ['orders'], beside: [{ name: 'old', list: true }] });
    let lines = 0;
    for await (const chunk of table.open().chunks) for (const byte of chunk) if (byte === 10) lines++;
    expect(lines).toBe(1 + long.length);
    expect([...table.laterFields]).toEqual(['refunds', 'took']);
  });

  it('of a long first page is no other than those of the pages that follow', async () => {
    const page = (from: number) => ({
      data: Array.from({ length: 40_000 }, (_, i) => ({ user: `user ${from + i}`, note: 'some words more, and again some more' })),
      page: from,
    });
    const { rows, rowsRead, rejected } = await readTable(
      fileOf(`${JSON.stringify(page(0))}\n${JSON.stringify(page(40_000))}\n`, 'pages.json'),
    );
    expect(rows).toHaveLength(80_000);
    expect(rows.at(-1)![0]).toBe('user 79999');
    expect(rowsRead).toBe(80_000);
    expect(rejected).toEqual([]);
  });

  it.each([
    ['lines of objects that have lists', ROWS.map((row) => JSON.stringify(row)).join('\n')],
    ['a line that was never ended, and others', `{"user":"a","items":[{"sku":1}\n${ROWS.map((row) => JSON.stringify(row)).join('\n')}`],
    ['objects one after the other, indented', ROWS.map((row) => JSON.stringify(row, null, 2)).join('\n')],
    ['a list', JSON.stringify(ROWS)],
    ['an object of values', JSON.stringify({ user: 'a', tags: ['x', { y: 1 }], at: 1 })],
    ['nothing', ' '],
  ])('is not what %s are', (_, text) => {
    expect(wrappedList(text, true)).toBeNull();
  });
});
