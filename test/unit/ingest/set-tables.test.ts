import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../workers/ingest';
import { readTable, type ReadTable } from '../../../workers/ingest/read-table';
import { writeAligned } from '../../fixtures/csv-writer';
import { inlineRanges } from '../../fixtures/inline-ranges';
import { randomTable } from '../../fixtures/random-tables';
import { fileOf, read } from './support';

const HEADER = ['id', 'name', 'city', 'amount'];
const ROWS = [
  ['1', 'Ann Lee', 'New York', '12.00'],
  ['2', 'Bob', '', '3.00'],
  ['3', 'Cy', 'Rome', '7.50'],
  ['4', '', 'Oslo', '8.50'],
  ['55', 'Di Fox', 'San Jose', '108.50'],
];
const keysOf = ({ announcements }: ReadTable) => announcements.map(({ key, line, count }) => [key, line, count]);

async function expectTable(
  text: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter = ' ',
): Promise<ReadTable> {
  const table = await readTable(fileOf(text), { chunkBytes: 7 });
  expect({ header: table.header, rows: table.rows }).toEqual({ header, rows });
  expect(table.dialect.delimiter).toBe(delimiter);
  expect(table.rowsRead).toBe(table.rows.length + table.rejected.length);
  return table;
}

/** Chinese characters are two places wide in a terminal. */
const halves = (text: string) => [...text].reduce((sum, character) => sum + (/^[\u2e80-\uffdf]$/.test(character) ? 2 : 1), 0);
const bytes = (text: string) => new TextEncoder().encode(text).length;

describe('columns that are set with blanks', () => {
  it.each([
    ['to the left', 2, () => false],
    ['numbers to the right', 2, undefined],
    ['all to the right', 3, () => true],
    ['with one blank between', 1, undefined],
  ])('keep single blanks in their cells and empty cells in their place: %s', async (_, gap, isRight) => {
    const table = await expectTable(writeAligned([HEADER, ...ROWS], gap, undefined, isRight), HEADER, ROWS);
    expect(keysOf(table)).toEqual([['columns-by-places', 1, 4]]);
    const preview = await previewFile(fileOf(writeAligned([HEADER, ...ROWS], gap, undefined, isRight)));
    expect(preview.rows).toEqual(ROWS);
    expect(preview.readingNotes!.map(({ key }) => key)).toEqual(['columns-by-places']);
  });

  it('where nothing stands below each other, by gaps', async () => {
    const rows = [
      ['1', 'Ann Lee', 'New York'],
      ['200', 'Robert Fox', 'Paris'],
      ['3', 'Cy', 'Rio de Janeiro'],
    ];
    const text = [['id', 'full name', 'city'], ...rows].map((row) => row.join('  ')).join('\n');
    expect(keysOf(await expectTable(text, ['id', 'full name', 'city'], rows))).toEqual([['columns-by-gaps', 1, 3]]);
    const quoted = text.replace('Ann Lee', '"Ann  Lee"');
    await expectTable(quoted, ['id', 'full name', 'city'], [['1', 'Ann  Lee', 'New York'], ...rows.slice(1)]);
  });

  it('dates with a time of day are one cell, with a header and without, unless the header has two', async () => {
    const rows = [
      ['1001', '2024-01-02 10:00:00', '12.50'],
      ['1002', '2024-01-03 11:00:00', '3.00'],
      ['1003', '2024-01-04 12:30:00', '7.25'],
    ];
    await expectTable(writeAligned([['user', 'date', 'total'], ...rows]), ['user', 'date', 'total'], rows);
    await expectTable(writeAligned(rows), ['column 1', 'column 2', 'column 3'], rows);
    const split = rows.map(([user, date, total]) => [user!, ...date!.split(' '), total!]);
    const header = ['user', 'date', 'time', 'total'];
    expect(keysOf(await expectTable(writeAligned([header, ...split]), header, split))).toEqual([]);
  });

  it('as characters, as a terminal sets them, and as bytes', async () => {
    const header = ['编号', '姓名', '城市', '金额'];
    const rows = [
      ['1', '张三', '北京 朝阳', '12.00'],
      ['2', '李四', '', '3.00'],
      ['3', '欧阳小明', '上海', '7.50'],
    ];
    for (const widthOf of [undefined, halves, bytes]) await expectTable(writeAligned([header, ...rows], 2, widthOf), header, rows);
  });

  it('with a column that has no name, as pandas prints its index', async () => {
    const text = '   user        date  total\n0     1  2024-05-01      5\n1     2  2024-05-02      6\n2    30  2024-05-03     70\n';
    await expectTable(
      text,
      ['column 1', 'user', 'date', 'total'],
      [
        ['0', '1', '2024-05-01', '5'],
        ['1', '2', '2024-05-02', '6'],
        ['2', '30', '2024-05-03', '70'],
      ],
    );
  });

  it('between a title and notes, and with sums below', async () => {
    const table = await expectTable(
      `Sales report 2024\nAll figures in euro\n\n${writeAligned([HEADER, ...ROWS])}\nTotal                   139.50\nSource: our own shop, confidential\n`,
      HEADER,
      ROWS,
    );
    expect(table.rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [11, 'total-row'],
      [12, 'footnote'],
    ]);
    expect(table.dialect.preambleLines).toBe(3);
  });

  it('with a value that is longer than its column', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [String(i + 1), `name ${i + 1}`, (i * 1.5 + 1).toFixed(2)]);
    const text = writeAligned([['id', 'name', 'total'], ...rows]).replace(/name 7 +/, 'a much longer name than others  ');
    const expected = rows.map((row, i) => (i === 6 ? [row[0]!, 'a much longer name than others', row[2]!] : row));
    await expectTable(text, ['id', 'name', 'total'], expected);
  });

  it('are no columns of prose', async () => {
    const prose =
      'This is a text.  It has sentences.  They are long.\nSome more of it.  Really.\nAnd a third line.  With two.  And four.\n';
    const { announcements } = await readTable(fileOf(prose));
    expect(announcements.map(({ key }) => key)).not.toContain('columns-by-places');
  });

  it('in random tables, whatever the gap and the side', async () => {
    const cellOf = (cell: string) =>
      cell
        .replace(/["'\\|]/g, '')
        .replace(/\s+/g, ' ')
        .trim();
    await fc.assert(
      fc.asyncProperty(randomTable, fc.integer({ min: 2, max: 4 }), fc.boolean(), fc.boolean(), async (table, gap, right, wide) => {
        const rows = table.rows.map((row) => row.map(cellOf));
        const text = writeAligned([table.header, ...rows], gap, wide ? halves : undefined, right ? undefined : () => false);
        const found = await readTable(fileOf(text));
        expect([found.header, ...found.rows]).toEqual([table.header, ...rows]);
      }),
      { numRuns: 150 },
    );
  });

  it('are read alike in ranges, in chunks and in one piece', async () => {
    const names = ['Ann Lee', 'Bob', '李四', 'Zoë van den Berg', ''];
    const rows = Array.from({ length: 80 }, (_, i) => [
      `u${i % 9}`,
      `2024-01-${String(1 + (i % 28)).padStart(2, '0')} 10:00`,
      i % 7 === 0 ? '' : 'buy',
      names[i % 5]!,
      `${i}.50`,
    ]);
    const header = ['user', 'time', 'event', 'item', 'price'];
    const text = `${writeAligned([header, ...rows], 2, halves)}\nSource: the shop\n`;
    const { mapping } = await previewFile(fileOf(text));
    const whole = await read(fileOf(text), mapping);
    expect(whole.quality).toMatchObject({ rowsRead: 81, kept: 80, rejected: { footnote: 1 } });
    for (const rangeBytes of [16, 100, 1000]) {
      const ranges = { reader: inlineRanges(3, 11), rangeBytes, smallestFile: 0 };
      const { quality, rejected } = await read(fileOf(text), mapping, undefined, { ranges });
      expect({ quality, rejected }).toEqual({ quality: whole.quality, rejected: whole.rejected });
    }
  });
});

describe('tables that are drawn', () => {
  const header = ['user', 'date', 'total'];
  const rows = [
    ['1', '2024-05-01', '5'],
    ['2', '2024-05-02', '6'],
  ];

  it.each([
    [
      'psql',
      ' user |    date    | total \n------+------------+-------\n    1 | 2024-05-01 |     5\n    2 | 2024-05-02 |     6\n(2 rows)\n',
      '|',
    ],
    ['Markdown', '| user | date | total |\n|---|:---:|--:|\n| 1 | 2024-05-01 | 5 |\n| 2 | 2024-05-02 | 6 |\n', '|'],
    ['Markdown without a frame', 'user | date | total\n--- | --- | ---\n1 | 2024-05-01 | 5\n2 | 2024-05-02 | 6\n', '|'],
    [
      'MySQL',
      '+------+------------+-------+\n| user | date       | total |\n+------+------------+-------+\n|    1 | 2024-05-01 |     5 |\n|    2 | 2024-05-02 |     6 |\n+------+------------+-------+\n2 rows in set (0.00 sec)\n',
      '|',
    ],
    ['a frame alone', '| user | date | total |\n| 1 | 2024-05-01 | 5 |\n| 2 | 2024-05-02 | 6 |\n', '|'],
    [
      'reStructuredText',
      '====  ==========  =====\nuser  date        total\n====  ==========  =====\n1     2024-05-01  5\n2     2024-05-02  6\n====  ==========  =====\n',
      ' ',
    ],
    [
      'sqlcmd',
      'user        date       total\n----------- ---------- -----\n          1 2024-05-01     5\n          2 2024-05-02     6\n\n(2 rows affected)\n',
      ' ',
    ],
    ['sqlcmd with commas', 'user,date,total\n----,----,-----\n1,2024-05-01,5\n2,2024-05-02,6\n\n(2 rows affected)\n', ','],
    ['PowerShell', '\nuser date       total\n---- ----       -----\n   1 2024-05-01 5\n   2 2024-05-02 6\n\n', ' '],
  ])('by %s', async (name, text, delimiter) => {
    const table = await expectTable(text, header, rows, delimiter);
    expect(table.rejected.map(({ reason }) => reason)).toEqual(/\(2 rows|2 rows in/.test(text) ? ['footnote'] : []);
    expect(table.announcements.some(({ key }) => key === 'rule-lines')).toBe(name !== 'a frame alone');
    expect((await previewFile(fileOf(text))).rows.slice(0, 2)).toEqual(rows);
  });

  it('with empty cells, quotation marks and an escaped bar', async () => {
    const psql = ' id | note    | total\n----+---------+------\n  1 | 5" pipe |     5\n  2 |         |     6\n';
    const noted = [
      ['1', '5" pipe', '5'],
      ['2', '', '6'],
    ];
    await expectTable(psql, ['id', 'note', 'total'], noted, '|');
    const markdown = '| id | note | total |\n|----|------|-------|\n| 1 | a \\| b | 5 |\n| 2 | | 6 |\n';
    await expectTable(
      markdown,
      ['id', 'note', 'total'],
      [
        ['1', 'a | b', '5'],
        ['2', '', '6'],
      ],
      '|',
    );
  });

  it('with the header and rules again', async () => {
    const block = '+----+------+\n| id | name |\n+----+------+\n|  1 | Ann  |\n|  2 | Bob  |\n+----+------+\n';
    const table = await readTable(fileOf(block + block));
    expect(table.rows).toHaveLength(4);
    expect(table.rejected).toEqual([{ line: 8, reason: 'repeated-header', cells: ['id', 'name'] }]);
  });

  it.each([
    ['id,name,total\n1,Ann,5\n-,-,-\n2,Bob,6\n', '-,-,-'],
    ['a|b|c\n-|-|-\n1|2|3\n-|5|-\n', '-|-|-'],
    ['a|b|c\n1|2|3\n---|---|---\n4|5|6\n', '---|---|---'],
  ])('are none where a row says that all is missing: %j', async (text, row) => {
    const table = await readTable(fileOf(text));
    expect(table.rows).toContainEqual(row.split(/[,|]/));
    expect(table.rows).toHaveLength(3);
  });
});

describe('blanks around delimiters', () => {
  it.each([
    ['id ; name    ; total\n1  ; Ann Lee ; 5,00\n2  ; "B ; b" ; 6,00\n', ';'],
    ['id | name    | total\n1  | Ann Lee | 5,00\n2  | "B ; b"  | 6,00\n', '|'],
  ])('belong to these: %j', async (text, delimiter) => {
    await expectTable(
      text,
      ['id', 'name', 'total'],
      [
        ['1', 'Ann Lee', '5,00'],
        ['2', 'B ; b', '6,00'],
      ],
      delimiter,
    );
  });
});

describe('numbers of rows below a table of ids', () => {
  it.each(['(2 rows)', '(2 rows affected)', '2 rows in set (0.00 sec)', 'Page 1 of 1', '共 2 条', 'Time: 3.2 ms'])(
    'are notes: %s',
    async (note) => {
      const psql =
        ' user_id | event_time | price \n---------+------------+-------\n u1      | 2024-01-05 |  5.50\n u2      | 2024-01-06 |      \n';
      const aligned = 'user_id  event_time  price\nu1       2024-01-05  5.50\nu2       2024-01-06  6.50\nu3       2024-01-07  7.50\n\n';
      for (const text of [psql, aligned, aligned.replaceAll(/ {2,}/g, ',')]) {
        const file = fileOf(`${text}${note}\n`);
        const table = await readTable(file);
        expect(table.rejected.map(({ reason, cells }) => [reason, cells.join(' ').trim()])).toEqual([['footnote', note]]);
        const { mapping } = await previewFile(file);
        const { quality } = await read(file, mapping);
        expect(quality.rejected).toMatchObject({ footnote: 1, ragged: 0 });
        expect(quality.kept).toBe(table.rows.length);
      }
    },
  );
});
