import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../../workers/ingest';
import { wrappedList } from '../../../../workers/ingest/containers/json-list';
import { ListWithin } from '../../../../workers/ingest/containers/list-within';
import { readTable } from '../../../../workers/ingest/read-table';
import { fileOf } from '../support';
import { lines } from './support';

const row = (i: number) => ({ user: `u${i}`, at: `2024-01-${10 + (i % 20)}`, note: 'a } ] "{" [{' });
const ROWS = Array.from({ length: 12 }, (_, i) => row(i));
const bare = (rows: unknown) => readTable(fileOf(JSON.stringify(rows), 'events.json'));
const table = (text: string) => readTable(fileOf(text, 'pages.json'));

/** Rows on pages, the cursor behind them. */
const pages = (size: number, page: (rows: unknown[], next: number) => unknown) =>
  Array.from({ length: Math.ceil(ROWS.length / size) }, (_, i) => page(ROWS.slice(i * size, (i + 1) * size), i));

describe('pages that a service answered with, one after the other', () => {
  it.each([
    ['with the next one behind', (data: unknown[], next: number) => ({ data, next })],
    ['with figures before', (items: unknown[], page: number) => ({ page, per_page: 5, total: 12, items, has_more: true })],
    ['below further keys', (hits: unknown[], took: number) => ({ took, timed_out: false, hits: { total: 12, max_score: null, hits } })],
    ['with nothing beside', (rows: unknown[]) => ({ rows })],
  ])('%s are read as the rows on them', async (_, page) => {
    const { header, rows } = await bare(ROWS);
    for (const size of [1, 5]) {
      for (const [indent, between] of [
        [0, '\n'],
        [0, ''],
        [2, '\n'],
      ] as const) {
        const text = pages(size, page)
          .map((each) => JSON.stringify(each, null, indent))
          .join(between);
        const found = await table(text);
        expect([found.header, found.rows, found.rejected]).toEqual([header, rows, []]);
      }
    }
  });

  it('lets the same through whatever the pieces in which the text comes', () => {
    const text = pages(5, (data, page) => ({ page, data, next: 'ab"c' }))
      .map((page) => JSON.stringify(page))
      .join('\n');
    const whole = (pieces: readonly string[]) => {
      const within = new ListWithin(wrappedList(text, true)!);
      return pieces.map((piece) => within.push(piece)).join('') + within.finish();
    };
    const expected = whole([text]);
    expect(
      JSON.parse(
        `[${expected
          .replaceAll(/[[\]]\n/g, ',')
          .replace(/^\[/, '')
          .replace(/\]$/, '')}]`,
      ),
    ).toEqual(ROWS);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 30 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        expect(whole(at.slice(1).map((end, i) => text.slice(at[i], end)))).toBe(expected);
      }),
    );
  });

  it.each(['{"data":[{"user":"b","at":{', '{"data":[{"user":"b","at":"2024-', '{"data":'])(
    'counts a line that is no page below an empty one, below one that ends in %s',
    async (broken) => {
      const page = JSON.stringify({ data: ROWS, next: 1 });
      const { rows, rejected } = await table(lines(page, broken, '{"data":[],"next":2}', 'upstream timed out', page));
      expect([rows.length, rejected.map(({ line }) => line)]).toEqual([2 * ROWS.length, [2, 4]]);
    },
  );

  it('counts each row of each page, and each line that is no page, whatever is broken', async () => {
    const page = fc.nat(4).map((n) => ({ text: JSON.stringify({ data: ROWS.slice(0, n), next: null }), rows: n, rejected: 0 }));
    const other = fc.constantFrom('upstream timed out', 'null').map((text) => ({ text, rows: 0, rejected: 1 }));
    // An object without the list is a row, of which reading events says that it has no user.
    const object = fc
      .constantFrom('{"error":"too many"}', '{"next":4,"data":{"user":"x"}}')
      .map((text) => ({ text, rows: 1, rejected: 0 }));
    // Text after an object that does not end may be of it, so that a page stands behind.
    const broken = fc
      .tuple(page, fc.boolean())
      .map(([{ text, rows }, hasRow]) =>
        hasRow
          ? { text: `{"data":[{"user":"a","at":"2024-01-01","note":"n"},{"user":"b","at":{\n${text}`, rows: 1 + rows, rejected: 1 }
          : { text: `{"data":\n${text}`, rows, rejected: 1 },
      );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof({ weight: 3, arbitrary: page }, other, object, broken), { maxLength: 8 }), async (answers) => {
        const all = [{ text: JSON.stringify({ data: ROWS, next: 1 }), rows: ROWS.length, rejected: 0 }, ...answers];
        // The last page is whole, so that nothing is cut off.
        const { rows, rejected, rowsRead } = await table(lines(...all.map(({ text }) => text), JSON.stringify({ data: ROWS, next: null })));
        const count = (of: 'rows' | 'rejected') => all.reduce((sum, each) => sum + each[of], 0);
        expect([rows.length, rejected.length]).toEqual([count('rows') + ROWS.length, count('rejected')]);
        expect(rowsRead).toBe(rows.length + rejected.length);
      }),
      { numRuns: 60 },
    );
  });

  describe('indented', () => {
    const written = (n: number) =>
      JSON.stringify({ page: { size: n }, data: ROWS.slice(0, n), next: { href: '/x', more: [{ a: 1 }] } }, null, 2);
    /** The rows that a page still has where it is cut, and whether the cut leaves a part of one or no list. */
    const leftOf = (n: number, at: number) => {
      const text = written(n);
      const list = text.indexOf('[') + 1;
      const ends = ROWS.slice(0, n).map((row) => text.indexOf('\n    }', text.indexOf(`"${row.user}"`)) + 6);
      const starts = ends.map((_, i) => text.indexOf('{', ends[i - 1] ?? list));
      const within = at < list || ends.some((end, i) => at > starts[i]! && at < end);
      return { text: text.slice(0, at), rows: ends.filter((end) => end <= at).length, rejected: Number(within) };
    };
    const cut = fc.nat(4).chain((n) => fc.integer({ min: 1, max: written(n).length - 1 }).map((at) => leftOf(n, at)));
    const page = fc.nat(4).map((n) => ({ text: written(n), rows: n, rejected: 0 }));
    const object = fc.constant({ text: JSON.stringify({ error: 'too many', data: { user: 'x' } }, null, 2), rows: 1, rejected: 0 });
    const other = fc.constantFrom('upstream timed out', 'null').map((text) => ({ text: `${written(1)}\n${text}`, rows: 1, rejected: 1 }));

    it('count each row of each page, wherever one is cut', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.oneof(cut, cut, page, object, other), { maxLength: 8 }), async (answers) => {
          const all = [{ text: written(3), rows: 3, rejected: 0 }, ...answers, { text: written(5), rows: 5, rejected: 0 }];
          const { rows, rejected, rowsRead } = await table(lines(...all.map(({ text }) => text)));
          const count = (of: 'rows' | 'rejected') => all.reduce((sum, each) => sum + each[of], 0);
          expect([rows.length, rejected.length, rowsRead]).toEqual([count('rows'), count('rejected'), count('rows') + count('rejected')]);
          expect(rows.slice(-5).map(([user]) => user)).toEqual(ROWS.slice(0, 5).map(({ user }) => user));
        }),
        { numRuns: 100 },
      );
    });

    it('are let through the same whatever the pieces in which the text comes, broken ones too', () => {
      const text = lines(written(2), leftOf(3, 130).text, leftOf(2, written(2).length - 2).text, written(1), written(2).slice(0, -20));
      const whole = (pieces: readonly string[]) => {
        const within = new ListWithin(wrappedList(text, true)!);
        return pieces.map((piece) => within.push(piece)).join('') + within.finish();
      };
      const expected = whole([text]);
      fc.assert(
        fc.property(fc.array(fc.nat(text.length), { maxLength: 30 }), (cuts) => {
          const at = [0, ...cuts.sort((a, b) => a - b), text.length];
          expect(whole(at.slice(1).map((end, i) => text.slice(at[i], end)))).toBe(expected);
        }),
      );
    });
  });

  it.each([
    ['indented', 2],
    ['on lines', 0],
  ])('tell of a last one that is cut off behind its list, %s', async (_, indent) => {
    const whole = JSON.stringify({ data: ROWS, next: { href: '/x' }, total_count: 3 }, null, indent);
    const from = whole.indexOf(']', whole.lastIndexOf('u11')) + 1;
    const list = whole.indexOf('"next"');
    for (let at = Math.max(from, list); at < whole.length; at += 5) {
      const { rows, rejected } = await table(`${whole}\n${whole.slice(0, at)}`);
      expect(rows).toHaveLength(2 * ROWS.length);
      expect(rejected.map(({ reason }) => reason)).toEqual(['cut-off']);
    }
  });

  it('without line ends of their own are told apart by what cannot stand there', async () => {
    const whole = '{"data":\n[{"user":"a","at":"2024-01-01"}],\n"next":{\n"href":"x"}}\n';
    const { rows, rejected } = await table(whole + whole.slice(0, -3) + whole + whole.slice(0, -2) + whole);
    expect([rows.length, rejected]).toEqual([5, []]);
  });

  it('names what stood beside the rows, of all pages', async () => {
    const text = lines(JSON.stringify({ data: ROWS, next: 1 }), JSON.stringify({ warnings: ['slow'], data: ROWS, next: null, owner: 'x' }));
    const { unwrapped } = await previewFile(fileOf(text, 'pages.json'));
    expect(unwrapped).toMatchObject({ kind: 'json-list', parts: ['data'], skipped: [{ name: 'next', why: 'no-table' }] });
    expect(unwrapped!.laterFields).toEqual(['warnings', 'owner']);
  });

  it('keeps an object a row where it says something itself, as an order of its lines', async () => {
    const orders = Array.from({ length: 30 }, (_, i) => ({
      order: i,
      user: `u${i % 4}`,
      at: '2024-01-01',
      items: [{ sku: i }, { sku: 2 }],
    }));
    const { header, rows } = await table(lines(...orders.map((order) => JSON.stringify(order))));
    expect(header).toEqual(['order', 'user', 'at', 'items']);
    expect(rows).toHaveLength(30);
  });
});

describe('a first line that is broken', () => {
  const OBJECTS = ROWS.map((each) => JSON.stringify(each));

  it.each([
    '{"user":"a","at":{"b":',
    '{"user":"a","at":"2024-0',
    '4-01-01","note":"x"}',
    'warning: slow',
    '{"user":"a",,}',
    '[{"user":"a"',
    'null',
  ])('%s costs no other line', async (first) => {
    const { header, rows, rejected, rowsRead } = await table(lines(first, ...OBJECTS));
    expect(header).toEqual(['user', 'at', 'note']);
    expect(rows).toHaveLength(OBJECTS.length);
    expect(rejected).toMatchObject([{ line: 1, reason: 'not-object' }]);
    expect(rowsRead).toBe(1 + OBJECTS.length);
  });

  it('is one wherever it was cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: OBJECTS[0]!.length - 1 }), fc.boolean(), async (at, isHead) => {
        const first = isHead ? OBJECTS[0]!.slice(0, at) : OBJECTS[0]!.slice(at);
        const { rows, rejected } = await table(lines(first, ...OBJECTS.slice(1)));
        expect(rows).toHaveLength(OBJECTS.length - 1);
        expect(rejected.map(({ line }) => line)).toEqual([1]);
      }),
      { numRuns: 40 },
    );
  });
});
