import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../workers/ingest';
import { readTable, type ReadTable } from '../../../workers/ingest/read-table';
import { writeCsv } from '../../fixtures/csv-writer';
import { xlsxOf } from '../../fixtures/xlsx';
import { fileOf, readAsProposed } from './support';

const PLAIN = { delimiter: ',', quote: '"', escape: 'doubled', newline: '\n' } as const;
const pad = (value: number) => String(value).padStart(2, '0');
const day = (row: number) => `2024-${pad(1 + (row % 12))}-${pad(1 + (row % 28))}`;
const NAMES = ['Ann', 'Bob', 'Cleo', 'Dan', 'Eve', 'Finn'];

/** Rows of a date, a name, an amount and a number. */
const rows = (count: number, extra = 0) =>
  Array.from({ length: count }, (_, i) => [
    day(i),
    NAMES[i % 6]!,
    `${12 + 3 * i}.50`,
    String(100 + 7 * i),
    ...Array.from({ length: extra }, (__, more) => String(i * more)),
  ]);

async function expectTable(
  file: File,
  preambleLines: number,
  header: readonly string[],
  body: readonly (readonly string[])[],
): Promise<ReadTable> {
  const table = await readTable(file);
  expect({ header: table.header, rows: table.rows, rejected: table.rejected }).toEqual({ header, rows: body, rejected: [] });
  expect(table.dialect.headerLines).toBe(1);
  if (preambleLines > 0) expect(table.announcements).toMatchObject([{ key: 'preamble', line: 1, count: preambleLines }]);
  return table;
}

const sheetOf = (...sheet: string[][]) => fileOf(xlsxOf([{ name: 'Report', rows: sheet }]), 'report.xlsx');

describe('a list of names and values above the table', () => {
  const HEADER = ['Date', 'Payee', 'Amount', 'Balance'];
  const body = rows(10);
  const table = (delimiter: string) => writeCsv([HEADER, ...body], { ...PLAIN, delimiter });

  it.each([
    ['a bank statement', 'Account;123\nOwner;Ann\nFrom;2024-01-01\nTo;2024-01-31\nCurrency;EUR\n\n', 6, ';'],
    ['without a blank line', 'Sales report\nFrom,2024-01-01\nTo,2024-02-01\nCurrency,EUR\n', 4, ','],
    ['with names of its own', 'name,value\nvisits,10\nusers,5\n\n', 4, ','],
    ['with empty cells to the table’s width', 'Sales report 2024,,,\nFrom,2024-01-01,,\nTo,2024-02-01,,\n', 3, ','],
    ['with empty cells, and an empty row', 'Sales report 2024,,,\nFrom,2024-01-01,,\nTo,2024-02-01,,\n,,,\n', 4, ','],
  ])('is a preamble: %s', async (_, preamble, lines, delimiter) => {
    const file = fileOf(preamble + table(delimiter));
    const read = await expectTable(file, lines, HEADER, body);
    expect(read.dialect.preambleLines).toBe(lines);
    const preview = await previewFile(file);
    expect(preview.mapping.columns.map(({ name }) => name)).toEqual(HEADER);
  });

  it('is a preamble in a sheet, with a blank row and without', async () => {
    const preamble = [['Sales report 2024'], ['From', '2024-01-01'], ['To', '2024-02-01']];
    await expectTable(sheetOf(...preamble, HEADER, ...body), 3, HEADER, body);
    expect((await readTable(sheetOf(...preamble, [], HEADER, ...body))).header).toEqual(HEADER);
  });

  it('is a preamble above three columns, and above rows of which many are half empty', async () => {
    const preamble = [['Report'], ['From', '2024-01-01'], ['To', '2024-02-01'], ['Currency', 'EUR']];
    const three = body.map((cells) => cells.slice(0, 3));
    const sparse = body.map((cells, i) => (i % 3 === 0 ? cells : [...cells.slice(0, 2), '', '']));
    for (const all of [
      [HEADER.slice(0, 3), ...three],
      [HEADER, ...sparse],
    ]) {
      const padded = preamble.map((cells) => all[0]!.map((_, i) => cells[i] ?? ''));
      for (const above of [preamble, padded]) await expectTable(fileOf(writeCsv([...above, ...all], PLAIN)), 4, all[0]!, all.slice(1));
    }
    const upper = 'Customer,Order,\nId,Date,Qty\nu1,2024-01-02,3\nu2,2024-01-03,1\n';
    expect((await readTable(fileOf(upper))).header).toEqual(['Customer Id', 'Order Date', 'Qty']);
  });

  it('is a preamble in a sheet that has another table below, in both ways of reading', async () => {
    const events = body.map(([date, user, price]) => [user!, `${date} 08:00`, 'buy', price!]);
    const names = ['user', 'time', 'event', 'price'];
    const file = sheetOf(
      ['Report'],
      ['From', '2024-01-01'],
      ['Currency', 'EUR'],
      [],
      names,
      ...events,
      [],
      ['store', 'city'],
      ['1', 'Ulm'],
    );
    const table = await readTable(file);
    expect(table).toMatchObject({ header: names, rows: events });
    expect(table.rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [17, 'other-table'],
      [18, 'other-table'],
    ]);
    const { quality } = await readAsProposed(file);
    expect(quality).toMatchObject({ rowsRead: 12, kept: 10, rejected: { 'other-table': 2 } });
    expect(quality.readingNotes).toEqual([{ key: 'other-table', line: 17, count: 2 }]);
  });

  it('is a preamble above rows without names, if these are more', async () => {
    const list = 'Report,Orders\nFrom,2024-01-01\nTo,2024-02-01\n';
    for (const [divider, columns] of [
      ['\n', 4],
      ['', 4],
      ['', 3],
    ] as const) {
      const own = body.map((cells) => cells.slice(0, columns));
      const table = await readTable(fileOf(list + divider + writeCsv(own, PLAIN)));
      expect(table).toMatchObject({ rows: own, rejected: [], headerGenerated: true });
      expect(table.dialect).toMatchObject({ preambleLines: divider === '' ? 3 : 4, headerLines: 0 });
    }
  });

  it('is a preamble with several pairs on a line', async () => {
    for (const pairs of [
      'From,2024-01-01,To,2024-02-01\nShop,Ulm,Currency,EUR\n',
      'Sales report\nFrom,2024-01-01,To,2024-02-01\n',
      'From,2024-01-01,To,2024-02-01\n',
    ]) {
      const lines = pairs.split('\n').length - 1;
      for (const divider of ['', '\n']) await expectTable(fileOf(pairs + divider + table(',')), lines + divider.length, HEADER, body);
      const wide = [[...HEADER, 'a', 'b'], ...body.map((cells) => [...cells, '1', '2'])];
      await expectTable(fileOf(pairs + writeCsv(wide, PLAIN)), lines, wide[0]!, wide.slice(1));
    }
  });

  it('is none where rows without names look like pairs', async () => {
    const own = ['ann,2024-01-01,view,5', 'bob,2024-01-02,buy,6', 'cy,2024-01-03,look,7', 'dan,2024-01-04,take,8'];
    const rowsOf = own.map((line) => line.split(','));
    expect(await readTable(fileOf(own.join('\n')))).toMatchObject({ rows: rowsOf, headerGenerated: true });
    const other = '\n\nstore,city,manager,phone\ns1,Ulm,Ann,0731\n';
    expect((await readTable(fileOf(own.join('\n') + other))).rows).toEqual(rowsOf);
  });

  it('is a table of its own where it is longer', async () => {
    const list = writeCsv([['name', 'value'], ...Array.from({ length: 20 }, (_, i) => [`n${i}`, String(i)])], PLAIN);
    for (const below of [table(','), writeCsv(body, PLAIN)])
      expect((await readTable(fileOf(`${list}\n${below}`))).header).toEqual(['name', 'value']);
  });
});

describe('any preamble above any table', () => {
  const column = fc.constantFrom<readonly [string, (row: number) => string]>(
    ['order id', (row) => `A-${1000 + 13 * row}`],
    ['customer', (row) => NAMES[row % 6]!],
    ['amount', (row) => `${(row * 7) % 50}.25`],
    ['quantity', (row) => String(1 + (row % 4))],
    ['city', (row) => ['Ulm', 'Bonn', 'Köln'][row % 3]!],
    ['paid on', (row) => `${day(row)} 10:${pad(row)}`],
    ['remark', (row) => (row % 3 === 0 ? '' : 'as ordered')],
    ['rate', (row) => `${row % 9}.${row % 7}%`],
  );
  const body = fc
    .tuple(fc.uniqueArray(column, { minLength: 3, maxLength: 7, selector: ([name]) => name }), fc.integer({ min: 5, max: 40 }))
    .map(([columns, count]) => {
      const all = [['date', day] as const, ...columns];
      return {
        header: all.map(([name]) => name),
        rows: Array.from({ length: count }, (_, row) => all.map(([, cell]) => cell(row))),
      };
    });
  const title = fc.constantFrom('Sales report', 'Export of 2024', 'Kontoauszug', '订单报表', 'Confidential').map((text) => [text]);
  const pair = fc.constantFrom(
    ...[
      ['From', '2024-01-01'],
      ['To', '2024-02-01'],
      ['Currency', 'EUR'],
      ['Account', '4711'],
      ['Owner', 'Ann'],
      ['Opening balance', '1250.00'],
    ],
    ...[
      ['Zeitraum', '01.01.2024'],
      ['店铺', '旗舰店'],
      ['Prepared by', 'Bob'],
      ['Rows', '12'],
    ],
  );
  const preamble = fc.oneof(
    fc.array(pair, { minLength: 1, maxLength: 6 }),
    fc.tuple(title, fc.array(pair, { maxLength: 5 })).map(([first, pairs]) => [first, ...pairs]),
    fc.array(title, { minLength: 1, maxLength: 3 }),
  );

  it('is told from it, padded or not, with a blank line or none', async () => {
    await fc.assert(
      fc.asyncProperty(preamble, body, fc.boolean(), fc.boolean(), async (above, { header, rows: all }, padded, blank) => {
        const full = above.map((cells) => (padded ? header.map((_, i) => cells[i] ?? '') : cells));
        const divider = !blank ? '' : padded ? `${','.repeat(header.length - 1)}\n` : '\n';
        const text = writeCsv(full, PLAIN) + divider + writeCsv([header, ...all], PLAIN);
        const lines = above.length + (blank ? 1 : 0);
        expect((await expectTable(fileOf(text), lines, header, all)).dialect.preambleLines).toBe(lines);
      }),
      { numRuns: 150 },
    );
  });

  it('in a sheet, too', async () => {
    await fc.assert(
      fc.asyncProperty(preamble, body, fc.boolean(), async (above, { header, rows: all }, blank) => {
        const file = sheetOf(...above, ...(blank ? [[]] : []), header, ...all);
        expect(await readTable(file)).toMatchObject({ header, rows: all, rejected: [] });
      }),
      { numRuns: 60 },
    );
  });
});
