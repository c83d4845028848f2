import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../../workers/ingest';
import { jsonTable } from '../../../../workers/ingest/containers/json';
import { readTable } from '../../../../workers/ingest/read-table';
import { fileOf } from '../support';
import { lines, textTable } from './support';

const table = (objects: readonly unknown[]) => readTable(fileOf(lines(...objects.map((each) => JSON.stringify(each))), 'lines.json'));
const LINES = [
  { sku: 'a', price: 1 },
  { sku: 'b', price: 2 },
];
const COUNT = 5;
const times = (make: (i: number) => unknown) => Array.from({ length: COUNT }, (_, i) => make(i));

describe('objects with a list, one a line, which say something themselves', () => {
  it.each([
    [
      'orders in an envelope',
      (i: number) => ({ order: { id: `o${i}`, customer_id: `c${i}`, created_at: '2024-01-01', line_items: LINES } }),
      'order.id',
      'o',
    ],
    ['events in one', (i: number) => ({ data: { user: `u${i}`, time: '2024-01-01', event: 'view', products: LINES } }), 'data.user', 'u'],
    [
      'messages of a queue',
      (i: number) => ({ timestamp: i, message: { data: { user: `u${i}`, items: LINES } } }),
      'message.data.user',
      'u',
    ],
    [
      'orders of words that services use, too',
      (i: number) => ({ number: `n${i}`, status: 'paid', timestamp: '2024', total: 9, items: LINES }),
      'number',
      'n',
    ],
    ['an order and its state', (i: number) => ({ status: `s${i}`, data: LINES }), 'status', 's'],
    ['a figure that may be one of lines', (i: number) => ({ total_items: 2, number: `n${i}`, items: LINES }), 'number', 'n'],
    ['views of a page', (i: number) => ({ page: `p${i}`, products: LINES }), 'page', 'p'],
    ['views of a page with its address', (i: number) => ({ page: { url: `p${i}` }, products: LINES }), 'page.url', 'p'],
    ['what a visitor saw before', (i: number) => ({ next_page: 2, previous_page: `p${i}`, products: LINES }), 'previous_page', 'p'],
    ['events whose user stands apart', (i: number) => ({ meta: { user: `u${i}` }, page: 1, items: LINES }), 'meta.user', 'u'],
    [
      'a list within another object of it',
      (i: number) => ({ next: null, page: 1, payload: { user: `u${i}`, rows: LINES } }),
      'payload.user',
      'u',
    ],
    ['baskets', (i: number) => ({ items: [{ sku: `k${i}` }, ...LINES] }), 'items', '[{"sku":"k'],
    ['baskets in an envelope', (i: number) => ({ data: { items: [{ sku: `k${i}` }, ...LINES] } }), 'data.items', '[{"sku":"k'],
  ] as const)('are rows: %s', async (_, make, column, begins) => {
    const { header, rows } = await table(times(make));
    const cells = rows.map((row) => row[header.indexOf(column)]);
    expect(cells.map((cell) => cell!.slice(0, begins.length + 1))).toEqual(times((i) => `${begins}${i}`));
  });

  it('lose nothing, wherever it stands and whatever else does', async () => {
    const word = fc.constantFrom('user', 'customer_id', 'order_id', 'created', 'event', 'ip', 'shop', 'kennung', '用户', '页page', 'next2');
    const other = fc.constantFrom('next', 'page', 'total', 'status', 'has_more', 'timestamp', 'cursor', 'code');
    const path = fc.array(fc.constantFrom('data', 'message', 'order', 'hits', 'meta'), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(path, fc.nat(3), word, fc.uniqueArray(other, { maxLength: 4 }), async (above, at, name, others) => {
        const keys = [...above, 'items'];
        const object = (i: number) =>
          keys.reduceRight<unknown>((value, key, level) => {
            const said = level === at % keys.length ? { [name]: `it is ${i}` } : {};
            const beside = level === 0 ? Object.fromEntries(others.map((each, n) => [each, n])) : {};
            return { ...said, ...beside, [key]: value };
          }, LINES);
        const { rows } = await table(times(object));
        expect(rows.map((row) => row.filter((cell) => /^it is \d$/.test(cell)))).toEqual(times((i) => [`it is ${i}`]));
      }),
      { numRuns: 60 },
    );
  });
});

describe('pages', () => {
  const ROWS = Array.from({ length: 3 }, (_, i) => ({ user: `u${i}`, at: '2024-01-01' }));

  it.each([
    [
      'of a search engine',
      {
        took: 3,
        timed_out: false,
        _shards: { total: 5, failed: 0 },
        hits: { total: { value: 9, relation: 'eq' }, max_score: 1, hits: ROWS },
      },
    ],
    ['with a cursor', { data: ROWS, next_cursor: 'abc', status: 'ok' }],
    [
      'with the figures apart',
      { data: ROWS, meta: { current_page: 1, last_page: 4, per_page: 3, total: 12 }, links: { next: '/x?page=2', prev: null } },
    ],
    ['of a graph', { data: { orders: { edges: ROWS, pageInfo: { hasNextPage: true, endCursor: 'x' } } } }],
    ['of open data', { '@odata.context': 'x', '@odata.nextLink': 'y', value: ROWS }],
    ['by offsets', { offset: 0, limit: 3, total: 9, orders: ROWS }],
    ['of a sales system', { totalSize: 9, done: false, nextRecordsUrl: '/x', records: ROWS }],
    ['of a framework', { content: ROWS, totalElements: 9, number: 0, size: 3, first: true, last: false, empty: false }],
    ['of nothing but data', { data: ROWS }],
  ])('%s are read as the rows on them', async (_, page) => {
    const { header, rows, rejected } = await table([page, page]);
    expect([header, rejected]).toEqual([['user', 'at'], []]);
    expect(rows).toEqual([...ROWS, ...ROWS].map(({ user, at }) => [user, at]));
  });

  it('are named with what stands beside the lists at every level', async () => {
    const page = (more: object) => ({ took: 1, hits: { max_score: 1, hits: ROWS, ...more }, timed_out: false });
    const { unwrapped } = await previewFile(
      fileOf(lines(JSON.stringify(page({})), JSON.stringify(page({ owner: 'x', deep: { not: 1 } }))), 'pages.json'),
    );
    expect(unwrapped).toMatchObject({ parts: ['hits.hits'] });
    expect(unwrapped!.skipped.map(({ name }) => name)).toEqual(['took', 'hits.max_score', 'timed_out']);
    expect(unwrapped!.laterFields).toEqual(['hits.owner', 'hits.deep']);
  });
});

describe('one object that goes on beyond the beginning that is looked at', () => {
  const many = JSON.stringify(
    Array.from({ length: 30_000 }, (_, i) => ({ user: `user ${i}`, note: 'some-words-more-and-again-some-more-and-so-on-and-on' })),
  );

  it.each([
    ['in further lines', `{"data":${many},\n"total":5,"meta":{"a":1}}`],
    ['with objects that begin lines', `{"data":${many},\n"total":5,\n"meta":\n{"a":1}\n}\n`],
    ['with rows that do', `{"data":${many.slice(0, -1)},\n{"user":"x"},\n{"user":"y"}\n],"total":5,"meta":{"a":1}}`],
  ])('%s has no rows but those of the list, and is told of', async (_, text) => {
    expect(text.length).toBeGreaterThan(2 << 20);
    const { rows, rejected } = await readTable(fileOf(text, 'one.json'));
    expect(rows).toHaveLength(30_000 + (text.includes('"x"') ? 2 : 0));
    expect(rejected).toEqual([]);
    const { table: told } = await jsonTable(textTable(text));
    for await (const _ of told.open().chunks);
    expect([...told.laterFields]).toEqual(['total', 'meta']);
  });

  it('may be the first of pages, of which a broken one costs no other without a word', async () => {
    const rest = lines('{"data":[{"user":"x"}],"next":', '{"data":[{"user":"y"}],"next":1}', '{"data":[{"user":"z"}],"next":null}');
    const users = async (text: string) => {
      const { rows, rejected } = await readTable(fileOf(text, 'pages.json'));
      return [rows.slice(30_000).map(([user]) => user), rejected.length];
    };
    expect(await users(`{"data":${many},"next":1}\n${rest}`)).toEqual([['x', 'y', 'z'], 0]);
    // Nothing shows yet that each line is a page, and an object may stand behind a colon.
    expect(await users(`{"data":${many},"next":\n${rest}`)).toEqual([['z'], 1]);
    expect(await users(`{"data":${many},"next":{\n${rest}`)).toEqual([['x', 'z'], 1]);
  });
});
