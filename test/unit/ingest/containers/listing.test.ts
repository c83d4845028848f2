import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../../workers/ingest/read-table';
import { failure, fileOf, readAsProposed } from '../support';
import { lines, textOf } from './support';

type Grid = readonly (readonly string[])[];
const bytes = (text: string) => Buffer.byteLength(text);

/** As mysql lists rows with `\G`: names to the right, by bytes. */
function mysql(names: readonly string[], rows: Grid, more = ''): string {
  const width = Math.max(...names.map(bytes));
  const stars = '*'.repeat(27);
  return (
    rows
      .map((row, i) => [
        `${stars} ${i + 1}. row ${stars}`,
        ...row.map((value, k) => `${' '.repeat(width - bytes(names[k]!))}${names[k]}: ${value}`),
      ])
      .flat()
      .join('\n') + `\n${more}`
  );
}

/** As psql lists rows with `\x`: names to the left, lines of a value below each other. */
function psql(names: readonly string[], rows: Grid, more = ''): string {
  const width = Math.max(...names.map((name) => name.length));
  return (
    rows
      .map((row, i) => [
        `-[ RECORD ${i + 1} ]${'-'.repeat(8)}`,
        ...row.flatMap((value, k) => {
          const parts = value.split('\n');
          return parts.map((part, j) => `${(j === 0 ? names[k]! : '').padEnd(width)} | ${part}${j < parts.length - 1 ? '  +' : ''}`);
        }),
      ])
      .flat()
      .join('\n') + `\n${more}`
  );
}

const NAMES = ['user_id', 'time', 'note'];
const GRID = [
  ['u1', '2024-01-01', 'a | b: c'],
  ['u2', '2024-01-02', 'first line\ntime: never\nlast line'],
  ['u3', '2024-01-03', ''],
];

describe('records below each other', () => {
  it.each([
    ['mysql', mysql(NAMES, GRID)],
    ['mysql, with the count', mysql(NAMES, GRID, '3 rows in set (0.00 sec)\n\n')],
    ['mysql, with a prompt below the count', mysql(NAMES, GRID, '3 rows in set (0.00 sec)\n\nmysql> \\q\nBye\n')],
    [
      'mysql, with warnings and a query below',
      mysql(NAMES, GRID, '3 rows in set, 1 warning (1 min 2.50 sec)\n\nMariaDB [shop]> SELECT note: 1;\n'),
    ],
    ['mysql, behind a prompt', `mysql> SELECT * FROM orders\\G\n${mysql(NAMES, GRID)}`],
    ['mysql, lines of Windows', mysql(NAMES, GRID).replaceAll('\n', '\r\n')],
    ['psql', psql(NAMES, GRID)],
    ['psql, with the count and the time', psql(NAMES, GRID, '\n(3 rows)\n\nTime: 1.234 ms\n')],
  ])('%s', async (_, text) => {
    const { header, rows } = await readTable(fileOf(text));
    expect(header).toEqual(NAMES);
    expect(rows).toEqual(GRID);
  });

  it('a value may say what a count says', async () => {
    const rows = [GRID[0]!, ['u2', '2024-01-02', '3 rows in set of seats\nlast line']];
    expect((await readTable(fileOf(mysql(NAMES, rows)))).rows).toEqual(rows);
  });

  it('any values come back', async () => {
    const value = fc.stringMatching(/^[a-z0-9 ,;|:"'+äö用户-]{0,14}$/).map((text) => text.trim().replace(/[+]+$/, ''));
    const name = fc.stringMatching(/^[a-z用户_]{1,9}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(name, { minLength: 2, maxLength: 5 }),
        fc.array(fc.array(value, { minLength: 5, maxLength: 5 }), { minLength: 2, maxLength: 9 }),
        async (names, cells) => {
          const grid = cells.map((row, i) => [`r${i}`, ...row.slice(0, names.length - 1)]);
          for (const write of [mysql, psql]) {
            const { text } = await textOf(fileOf(write(names, grid)));
            expect(Papa.parse<string[]>(text.trimEnd()).data).toEqual([names, ...grid]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a record of other fields is rejected, with its line', async () => {
    const text = mysql(NAMES, GRID.slice(0, 1)) + mysql(['total'], [['5']]) + mysql(NAMES, [GRID[2]!]);
    const { rows, rejected } = await readTable(fileOf(text));
    expect(rows).toEqual([GRID[0], GRID[2]]);
    expect(rejected).toMatchObject([{ line: 6 }]);
  });

  it('is read as events', async () => {
    const { events } = await readAsProposed(
      fileOf(
        psql(
          ['user_id', 'time'],
          [
            ['a', '2024-01-01 10:00'],
            ['b', '2024-01-02 10:00'],
          ],
        ),
      ),
    );
    expect(events.userIds).toEqual(['a', 'b']);
  });

  it('a record without end is told of', async () => {
    const text = `${mysql(NAMES, GRID)}${'words\n'.repeat(1_500_000)}`;
    expect((await failure(textOf(fileOf(text)))).code).toBe('record-too-long');
  });

  it('a text that only has stars is a text', async () => {
    expect((await textOf(fileOf('***\nuser,time\nu1,2024-01-01\n'))).text).toBe(lines('***', 'user,time', 'u1,2024-01-01'));
  });
});
