import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../workers/ingest';
import { readTable } from '../../../workers/ingest/read-table';
import { inlineRanges } from '../../fixtures/inline-ranges';
import { printBox, printPsql, type Continuation } from '../../fixtures/printed-table';
import { fileOf, read, readAsProposed } from './support';

const HEADER = ['user', 'date', 'total', 'note'];
const LINES = ['first', 'second line', '  indented', 'x', '+', 'C++', 'a:b', '中文', 'a | b', '', 'ends with +'];

/** Cells of several lines: blanks at the ends are the table's. */
const noteOf = fc
  .array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 4 })
  .map(([first, ...rest]) => [first!.trim(), ...rest].join('\n'));
const tableOf = (note: fc.Arbitrary<string>) =>
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 27 }), fc.integer({ min: 1, max: 9999 }), note), {
      minLength: 2,
      maxLength: 12,
    })
    .map((rows) =>
      rows.map(([user, day, total, text]) => [`u${user}`, `2024-02-${String(day + 1).padStart(2, '0')}`, `${total}.50`, text]),
    );

const readBack = async (text: string, chunkBytes = 13) => {
  const table = await readTable(fileOf(text), { chunkBytes });
  return { table, cells: [table.header, ...table.rows] };
};

describe('cells that a printed table sets over several lines', () => {
  it('are one cell each, wherever they stand and whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        tableOf(noteOf),
        fc.constantFrom<Continuation>('+', '↵', ':'),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        async (rows, by, at, framed) => {
          const turned = [HEADER, ...rows].map((cells) => [...cells.slice(0, at), cells[3]!, ...cells.slice(at, 3)]);
          const text = printPsql(turned[0]!, turned.slice(1), by, framed && by === '+');
          const { table, cells } = await readBack(text);
          expect(cells).toEqual(turned);
          expect(table.rejected.map(({ reason }) => reason)).toEqual(['footnote']);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('count the lines of the file, and are read alike in ranges', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [
      `u${i % 7}`,
      `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`,
      `${i}.50`,
      i % 3 === 0 ? 'one\ntwo\n  three' : 'one',
    ]);
    for (const by of ['+', ':'] as const) {
      const text = printPsql(HEADER, rows, by).replace('u5 ', '?? ').replace('2024-01-06', 'yesterday ');
      const { table } = await readBack(text);
      // Of three rows each first has three lines.
      expect(table.lines.slice(0, 5)).toEqual([3, 6, 7, 8, 11]);
      const { mapping } = await previewFile(fileOf(text));
      const whole = await read(fileOf(text), mapping);
      expect(whole.quality).toMatchObject({ rowsRead: 61, kept: 59, rejected: { footnote: 1, 'bad-date': 1 } });
      expect(whole.quality.readingNotes).toEqual([{ key: 'footnotes', line: 103, count: 1 }]);
      for (const rangeBytes of [40, 300, 1000]) {
        const ranges = { reader: inlineRanges(3, 11), rangeBytes, smallestFile: 0 };
        const { quality, rejected } = await read(fileOf(text), mapping, undefined, { ranges });
        expect({ quality, rejected }).toEqual({ quality: whole.quality, rejected: whole.rejected });
      }
    }
  });

  it('are none in tables that are not set so', async () => {
    const markdown = '|user|lang|total|\n|---|---|---|\n|u1|C++|5|\n|u2|A+|6|\n|u3|B+|7|\n';
    expect((await readBack(markdown)).cells.slice(1)).toEqual([
      ['u1', 'C++', '5'],
      ['u2', 'A+', '6'],
      ['u3', 'B+', '7'],
    ]);
    // A plus in the margin, but the line below has cells of its own.
    const full = ' user | lang  | total \n------+-------+-------\n u1   | C++  +|     5\n u2   | C     |     6\n';
    expect((await readBack(full)).table.rows).toHaveLength(2);
  });
});

describe('tables that are drawn with box characters', () => {
  it.each(['sqlite', 'clickhouse', 'double'] as const)('are read cell by cell: %s', async (style) => {
    const note = fc.constantFrom('a', 'two words', '"quoted"', "it's", '中文', '', 'a|b', '1.5');
    await fc.assert(
      fc.asyncProperty(tableOf(note), async (rows) => {
        const { table, cells } = await readBack(printBox(HEADER, rows, style));
        expect(cells).toEqual([HEADER, ...rows]);
        expect(table.rejected).toEqual([]);
        expect(table.dialect.delimiter).toBe('|');
      }),
      { numRuns: 100 },
    );
  });

  const rows = [
    ['u1', '2024-05-01', '5'],
    ['u2', '2024-05-02', '6'],
    ['u1', '2024-05-03', '7'],
  ];

  it('with types below the names and a count below the rows, as DuckDB prints them', async () => {
    const text =
      '┌─────────┬────────────┬───────┐\n│  user   │    date    │ total │\n│ varchar │    date    │ int64 │\n├─────────┼────────────┼───────┤\n' +
      '│ u1      │ 2024-05-01 │     5 │\n│ u2      │ 2024-05-02 │     6 │\n│ ·       │     ·      │     · │\n│ ·       │     ·      │     · │\n' +
      '│ u1      │ 2024-05-03 │     7 │\n├─────────┴────────────┴───────┤\n│ 900 rows (3 shown) 3 columns │\n└──────────────────────────────┘\n';
    const { table, cells } = await readBack(text);
    expect(cells).toEqual([['user', 'date', 'total'], ...rows]);
    expect(table.rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [7, 'left-out'],
      [8, 'left-out'],
      [11, 'footnote'],
    ]);
    expect(table.announcements.map(({ key, line, count }) => [key, line, count])).toEqual([
      ['rule-lines', 1, 4],
      ['type-line', 3, 3],
      ['rows-left-out', 7, 2],
      ['footnotes', 11, 1],
    ]);
    const { quality } = await readAsProposed(fileOf(text));
    expect(quality).toMatchObject({ rowsRead: 6, kept: 3, revenue: 18, rejected: { 'left-out': 2, footnote: 1, 'bad-date': 0 } });
    expect(quality.readingNotes).toContainEqual({ key: 'rows-left-out', line: 7, count: 2 });
  });

  it.each([
    [
      'polars',
      'shape: (3, 3)\n┌──────┬────────────┬───────┐\n│ user ┆ date       ┆ total │\n│ ---  ┆ ---        ┆ ---   │\n│ str  ┆ date       ┆ i64   │\n╞══════╪════════════╪═══════╡\n' +
        '│ u1   ┆ 2024-05-01 ┆ 5     │\n│ u2   ┆ 2024-05-02 ┆ 6     │\n│ u1   ┆ 2024-05-03 ┆ 7     │\n└──────┴────────────┴───────┘\n',
    ],
    [
      'rich and ClickHouse, with lines between the rows',
      '┏━━━━━━┳━━━━━━━━━━━━┳━━━━━━━┓\n┃ user ┃       date ┃ total ┃\n┡━━━━━━╇━━━━━━━━━━━━╇━━━━━━━┩\n│ u1   │ 2024-05-01 │     5 │\n├──────┼────────────┼───────┤\n' +
        '│ u2   │ 2024-05-02 │     6 │\n├──────┼────────────┼───────┤\n│ u1   │ 2024-05-03 │     7 │\n└──────┴────────────┴───────┘\n',
    ],
    [
      'ClickHouse, with numbers before the rows, in two blocks',
      'SELECT user, date, total FROM orders\n\n   ┌─user─┬───────date─┬─total─┐\n1. │ u1   │ 2024-05-01 │     5 │\n2. │ u2   │ 2024-05-02 │     6 │\n   └──────┴────────────┴───────┘\n' +
        '   ┌─user─┬───────date─┬─total─┐\n3. │ u1   │ 2024-05-03 │     7 │\n   └──────┴────────────┴───────┘\n\n3 rows in set. Elapsed: 0.003 sec.\n',
    ],
    [
      'psql',
      ' user │    date    │ total \n──────┼────────────┼───────\n u1   │ 2024-05-01 │     5\n u2   │ 2024-05-02 │     6\n u1   │ 2024-05-03 │     7\n(3 rows)\n\n',
    ],
    [
      'a light frame without a header line',
      '│ user │ date       │ total │\n├──────┼────────────┼───────┤\n│ u1   │ 2024-05-01 │ 5     │\n│ u2   │ 2024-05-02 │ 6     │\n│ u1   │ 2024-05-03 │ 7     │\n',
    ],
  ])('as by %s', async (_, text) => {
    const { table, cells } = await readBack(text);
    expect(cells).toEqual([['user', 'date', 'total'], ...rows]);
    expect(table.rejected.every(({ reason }) => reason === 'footnote' || reason === 'repeated-header')).toBe(true);
    expect(table.rowsRead).toBe(table.rows.length + table.rejected.length);
    const { quality } = await readAsProposed(fileOf(text));
    expect(quality).toMatchObject({ kept: 3, users: 2, revenue: 18 });
  });

  it('are none where a bar stands in the cells of delimited text', async () => {
    const csv = 'user,date,note\nu1,2024-05-01,a │ b\nu2,2024-05-02,c │ d\nu3,2024-05-03,─\n';
    expect((await readBack(csv)).cells.slice(0, 2)).toEqual([
      ['user', 'date', 'note'],
      ['u1', '2024-05-01', 'a │ b'],
    ]);
  });
});

describe('a line of types below the names', () => {
  it.each([
    ['user_id,event_time,price,note\nString,DateTime,"Decimal(10, 2)",Nullable(String)\n', ','],
    ['user_id\tevent_time\tprice\tnote\nUInt64\tDateTime64(3)\tFloat64\tLowCardinality(String)\n', '\t'],
    ['user_id;event_time;price;note\nbigint;timestamp with time zone;double precision;character varying(20)\n', ';'],
  ])('is none of the rows: %j', async (head, delimiter) => {
    for (const count of [1, 3, 30]) {
      const body = Array.from({ length: count }, (_, i) => [
        `${i + 1}`,
        `2024-01-${String(1 + (i % 28)).padStart(2, '0')} 10:00:00`,
        `${i}.5`,
        'x',
      ]);
      const { table } = await readBack(head + body.map((cells) => `${cells.join(delimiter)}\n`).join(''));
      expect(table.header).toEqual(['user_id', 'event_time', 'price', 'note']);
      expect(table.rows).toEqual(body);
      expect(table.announcements.map(({ key, line, count: columns }) => [key, line, columns])).toEqual([['type-line', 2, 4]]);
    }
  });

  it('stays a row where the table is of types', async () => {
    const text = 'from,to\nint,bigint\ndate,timestamp\nvarchar,text\n';
    expect((await readBack(text)).table.rows).toHaveLength(3);
    const words = 'field,kind\ntime,number\nplace,city\nname,word\n';
    expect((await readBack(words)).table.rows).toHaveLength(3);
    const columns = 'column_name,data_type\nid,integer\nname,text\nday,date\n';
    expect((await readBack(columns)).table.rows).toHaveLength(3);
  });
});
