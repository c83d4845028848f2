import { describe, expect, it } from 'vitest';
import { readTable } from '../../../workers/ingest/read-table';
import { xlsxOf } from '../../fixtures/xlsx';
import { fileOf, mappingOf, read } from './support';

const HEADER = 'user,date,total';
const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => `u${(from + i) % 7},2024-01-${String(1 + ((from + i) % 28)).padStart(2, '0')},${from + i}.5`);
const cells = (lines: readonly string[]) => lines.map((line) => line.split(','));

/** Reads the lines; `others`: reasons of the lines that are none of the table, by their numbers. */
async function expectRead(lines: readonly string[], kept: readonly string[], others: Readonly<Record<number, string>>): Promise<void> {
  const table = await readTable(fileOf(`${lines.join('\n')}\n`), { chunkBytes: 50 });
  expect(table.header).toEqual(HEADER.split(','));
  expect(table.rows).toEqual(cells(kept));
  expect(Object.fromEntries(table.rejected.map(({ line, reason }) => [line, reason]))).toEqual(others);
  const keys = table.announcements.map(({ key }): string => key);
  for (const reason of Object.values(others)) expect(keys).toContain(reason === 'footnote' ? 'footnotes' : reason);
  expect(table.rowsRead).toBe(table.rows.length + table.rejected.length);
}

describe('another table right below, without a blank line', () => {
  it.each([
    ['of the same width, by what its columns hold', ['product,name,stock', 'p1,apple,5', 'p2,pear,6']],
    ['of the same width, with a row', ['product,name,stock', 'p1,apple,5']],
    ['that is wider', ['store,city,manager,phone', 's1,Ulm,Ann,0731-5', 's2,Bonn,Bob,0228-7']],
    ['of words alone', ['store,city,manager', 'Main,Ulm,Ann', 'West,Bonn,Bob', 'East,Rome,Cy']],
    ['of words alone, and wider', ['store,city,manager,region', 'Main,Ulm,Ann,south', 'West,Bonn,Bob,west']],
  ])('is told: %s', async (_, other) => {
    for (const count of [4, 20, 100]) {
      const own = rows(count);
      const others = Object.fromEntries(other.map((__, i) => [count + 2 + i, 'other-table']));
      await expectRead([HEADER, ...own, ...other], own, others);
      // And up to the header that comes again.
      const after = { ...others, [count + 2 + other.length]: 'repeated-header' };
      await expectRead([HEADER, ...own, ...other, HEADER, ...rows(2, 50)], [...own, ...rows(2, 50)], after);
    }
  });

  it('is told where it is narrower', async () => {
    const own = ['u1,2024-01-01,view,5', 'u2,2024-01-02,buy,6', 'u3,2024-01-03,view,7', 'u4,2024-01-04,buy,8'];
    const table = await readTable(fileOf(['user,date,event,total', ...own, 'store,city', 's1,Ulm', 's2,Bonn'].join('\n')));
    expect(table.rows).toEqual(cells(own));
    expect(table.rejected.map(({ reason }) => reason)).toEqual(['other-table', 'other-table', 'other-table']);
  });

  it('is none where the rows go on as before: then the names alone are left out', async () => {
    for (const names of ['customer,order date,amount', 'User,DATE,Total']) {
      await expectRead([HEADER, ...rows(9), names, ...rows(5, 9)], rows(14), { 11: 'repeated-header' });
    }
  });

  it('is none where single rows lack figures, or hold words for them', async () => {
    const odd = ['u1,unknown,unknown', 'u2,soon,3.5', 'u3,,', 'u4,2024-01-09,refused', 'u5,2024-01-10,pending', 'u6,2024-01-11,pending'];
    await expectRead([HEADER, ...rows(9), ...odd], [...rows(9), ...odd], {});
    const words = ['u4,old,pending', 'u5,young,refused', 'u6,middle,open'];
    await expectRead([HEADER, ...rows(5), ...words], [...rows(5), ...words], {});
    // Users that are known, and rows that go on with figures.
    const named = rows(5).map((row) => row.replace(/^u\d/, 'ann'));
    const late = ['bob,soon,pending', 'cy,never,refused', 'ann,late,open'];
    await expectRead([HEADER, ...named, ...late], [...named, ...late], {});
    const again = ['bob,soon,pending', 'di,soon,7', 'cy,never,refused'];
    await expectRead([HEADER, ...named, ...again], [...named, ...again], {});
    const text = ['ann,view,apple', 'bob,buy,pear', 'cy,view,fig', 'dan,look,plum', 'eve,view,kiwi'];
    const table = await readTable(fileOf(['user,event,item', ...text].join('\n')));
    expect(table.rows).toEqual(cells(text));
  });

  it('in a sheet may be wider without giving columns to the table', async () => {
    const own = cells(rows(8));
    for (const blank of [[], [[]]]) {
      const other = [
        ['store', 'city', 'manager', 'phone', 'since'],
        ['s1', 'Ulm', 'Ann', '0731-5', '2020-01-01'],
        ['s2', 'Bonn', 'Bob', '0228-5', '2021-01-01'],
      ];
      const table = await readTable(fileOf(xlsxOf([{ name: 'S', rows: [HEADER.split(','), ...own, ...blank, ...other] }]), 'a.xlsx'));
      expect(table).toMatchObject({ header: HEADER.split(','), rows: own });
      expect(table.rejected.map(({ reason }) => reason)).toEqual(['other-table', 'other-table', 'other-table']);
      expect(table.announcements.map(({ key }) => key)).toEqual(['other-table']);
    }
  });
});

describe('a report in pages', () => {
  it('repeats its title and its header, with page numbers between', async () => {
    const page = (number: number) => ['Orders of May', `Page ${number}`, HEADER];
    await expectRead([...page(1), ...rows(6), ...page(2), ...rows(6, 6), ...page(3), ...rows(3, 12)], rows(15), {
      10: 'repeated-header',
      11: 'repeated-header',
      12: 'repeated-header',
      19: 'repeated-header',
      20: 'repeated-header',
      21: 'repeated-header',
    });
  });

  it('has feet with numbers and sums', async () => {
    const head = ['Orders of May,,', HEADER];
    await expectRead([...head, ...rows(6), 'Subtotal,,18', 'Page 1 of 2,,', '', ...head, ...rows(3, 6), 'Page 2 of 2,,'], rows(9), {
      9: 'total-row',
      10: 'repeated-header',
      12: 'repeated-header',
      13: 'repeated-header',
      17: 'repeated-header',
    });
  });

  it('may repeat the title alone', async () => {
    await expectRead(['Orders of May', HEADER, ...rows(6), 'Orders of May', ...rows(6, 6)], rows(12), { 9: 'repeated-header' });
  });

  it('is counted so in a build, too', async () => {
    const text = ['Orders of May', HEADER, ...rows(6), 'Orders of May', HEADER, ...rows(6, 6)].join('\n');
    const { quality } = await read(fileOf(`${text}\n`), mappingOf({ user: 'user', date: 'time', total: 'value' }));
    expect(quality).toMatchObject({ rowsRead: 14, kept: 12, rejected: { 'repeated-header': 2 } });
    expect(quality.readingNotes).toContainEqual({ key: 'repeated-header', line: 9, count: 2 });
  });
});

describe('what sums and notes say', () => {
  it('of an account, above and below', async () => {
    const lines = ['Total: Account 4711', 'Period: May', HEADER, ...rows(6), 'Total: Account 4711,,20'];
    await expectRead(lines, rows(6), { 10: 'total-row' });
    await expectRead(['Total:,123.50', 'Account:,4711', '', HEADER, ...rows(6), 'Total: Account 4711'], rows(6), { 11: 'total-row' });
  });

  it('with as many commas as a row has', async () => {
    await expectRead([HEADER, ...rows(6), 'Note: figures, gross, in euro', '说明：金额,含税,人民币'], rows(6), {
      8: 'footnote',
      9: 'footnote',
    });
  });
});

describe('names over columns', () => {
  it.each([
    [',Jan,,Feb,\nuser,orders,value,orders,value\na,1,2,3,4\nb,5,6,7,8\n', 2, 'user|Jan orders|Jan value|Feb orders|Feb value'],
    [
      ',2024,,,\n,Jan,,Feb,\nuser,orders,value,orders,value\na,1,2,3,4\nb,5,6,7,8\n',
      3,
      'user|2024 Jan orders|2024 Jan value|2024 Feb orders|2024 Feb value',
    ],
    [
      'Customer,,Order\nid,name,date,total\n1,Ann,2024-01-01,5\n2,Bob,2024-01-02,6\n',
      2,
      'Customer id|Customer name|Order date|Order total',
    ],
    [
      ',Home,,Work,\nname,city,street,city,street\nann,ulm,a st,bonn,b st\nbob,rom,c st,oslo,d st\ncy,rom,e st,oslo,f st\n',
      2,
      'name|Home city|Home street|Work city|Work street',
    ],
    ['user,date,total\nuser,date,total\n1,2024-01-01,5\n2,2024-01-02,6\n', 2, 'user|date|total'],
    ['store,2024-01-01,2024-01-02,2024-01-03\nA,5,6,7\nB,7,8,9\n', 1, 'store|2024-01-01|2024-01-02|2024-01-03'],
    ['store,Jan 2024,Feb 2024\nA,1,2\nB,4,5\n', 1, 'store|Jan 2024|Feb 2024'],
  ])('%j', async (text, headerLines, names) => {
    const table = await readTable(fileOf(text));
    expect(table.header.join('|')).toBe(names);
    expect(table.dialect).toMatchObject({ headerLines, preambleLines: 0 });
    expect(table.rows).toEqual(cells(text.trimEnd().split('\n').slice(headerLines)));
  });

  it('two thousand of them, in groups', async () => {
    const line = (cell: (i: number) => string) => Array.from({ length: 2000 }, (_, i) => cell(i)).join(',');
    const group = (i: number) => (i % 4 === 1 ? `g${i >> 2}` : '');
    const table = await readTable(fileOf([line(group), line((i) => `c${i % 4}`), line(String), line(String), ''].join('\n')));
    expect(table.header).toHaveLength(2000);
    expect(table.header.slice(0, 6)).toEqual(['c0', 'g0 c1', 'g0 c2', 'g0 c3', 'g0 c0', 'g1 c1']);
    expect(table.rows.map((row) => row.join(','))).toEqual([line(String), line(String)]);
  });
});

describe('lines that number pages, without a header', () => {
  it.each([
    'Page 2',
    'Page 2 of 10',
    'Seite 2 von 5',
    'Página 2/5',
    '第 2 页',
    '第2页，共10页',
    '- 2 -',
    '2/10 ページ',
    'Printed 5 May 2024 - Page 2',
    'Стр. 2',
  ])('are none of the rows, in a table and in a build: %s', async (line) => {
    for (const text of [line, `${line},,`, `,,${line.replaceAll(',', ' ')}`]) {
      await expectRead([HEADER, ...rows(6), text, ...rows(6, 6)], rows(12), { 8: 'repeated-header' });
      const file = fileOf(`${[HEADER, ...rows(6), text, ...rows(6, 6)].join('\n')}\n`);
      const { quality } = await read(file, mappingOf({ user: 'user', date: 'time', total: 'value' }));
      expect(quality).toMatchObject({ rowsRead: 13, kept: 12, rejected: { 'repeated-header': 1, ragged: 0 } });
      expect(quality.readingNotes).toContainEqual({ key: 'repeated-header', line: 8, count: 1 });
    }
  });

  it('may have when it was printed beside them, and a title with other numbers', async () => {
    const header = 'user,date,event,total';
    const own = (from: number) => Array.from({ length: 5 }, (_, i) => `u${i},2024-01-0${i + 1},view,${from + i}`);
    const text = ['Orders, part 1'.replace(',', ''), header, ...own(0), 'Printed: Monday,,,Page 1 of 2', 'Orders part 2', ...own(5)].join(
      '\n',
    );
    const table = await readTable(fileOf(`${text}\n`));
    expect(table.rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [8, 'repeated-header'],
      [9, 'repeated-header'],
    ]);
    const { quality } = await read(fileOf(`${text}\n`), mappingOf({ user: 'user', date: 'time', event: 'event', total: 'value' }));
    expect(quality).toMatchObject({ kept: 10, rejected: { 'repeated-header': 2 } });
  });

  it('are rows where they have the cells of one', async () => {
    const text = ['page,views', 'page 1,20', 'page 2,', 'page 3,7'];
    const table = await readTable(fileOf(text.join('\n')));
    expect(table.rows.map(([page]) => page)).toEqual(['page 1', 'page 2', 'page 3']);
  });
});
