import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { readTable, type ReadTable } from '../../../workers/ingest/read-table';
import type { ReadingNoteKey } from '../../../workers/protocol/reading';
import { writeAligned, writeCsv, type WrittenDialect } from '../../fixtures/csv-writer';
import { failure, fileOf } from './support';

const HEADER = ['date', 'time', 'qty', 'product_id', 'price', 'product', 'note'];
const PRODUCTS = ["Men's Boots", 'Light-Up Jacket', 'Pillow, Wooden', 'Table, Round 48"', 'Hat', 'Sandals'];
const ROWS = Array.from({ length: 24 }, (_, i) => [
  `${String(1 + i).padStart(2, '0')}/03/2018`,
  `${String(i % 24).padStart(2, '0')}:15`,
  String(i % 5),
  `MG-${8000 + 7 * i}`,
  `$${(3.7 * i + 1).toFixed(2)}`,
  PRODUCTS[i % 6]!,
  i % 4 === 0 ? '' : 'soft, warm',
]);
const PLAIN: WrittenDialect = { delimiter: ',', quote: '"', escape: 'doubled', newline: '\n' };
const TEXT = writeCsv([HEADER, ...ROWS], PLAIN);

const read = (text: string) => readTable(fileOf(text));
const keys = ({ announcements }: ReadTable): ReadingNoteKey[] => announcements.map(({ key }) => key);
const note = ({ announcements }: ReadTable, key: ReadingNoteKey) => announcements.find((entry) => entry.key === key);
const papa = (text: string) => Papa.parse<string[]>(text, { skipEmptyLines: true }).data;

function expectTable(table: ReadTable, rows: readonly (readonly string[])[] = ROWS, header: readonly string[] = HEADER): void {
  expect(table.header).toEqual(header);
  expect(table.rows).toEqual(rows);
  expect(table.rowsRead).toBe(table.rows.length + table.rejected.length);
}

describe('the plain table', () => {
  it('is read without a word', async () => {
    const table = await read(TEXT);
    expectTable(table);
    expect(table.announcements).toEqual([]);
    expect(table.lines).toEqual(ROWS.map((_, i) => i + 2));
    expect(table.dialect).toEqual({ delimiter: ',', quote: '"', escape: '"', newline: '\n', preambleLines: 0, headerLines: 1 });
  });

  it.each([';', '\t', '|', ':', '~', '^', '#', '\u0001', '::', '||', ' '])('delimited by %j', async (delimiter) => {
    const table = await read(writeCsv([HEADER, ...ROWS], { ...PLAIN, delimiter }));
    expectTable(table);
    expect(table.dialect.delimiter).toBe(delimiter);
  });

  it('without a header, or with nothing else', async () => {
    const none = await read(writeCsv(ROWS, PLAIN));
    expectTable(
      none,
      ROWS,
      HEADER.map((_, i) => `column ${i + 1}`),
    );
    expect(none).toMatchObject({ headerGenerated: true, dialect: { headerLines: 0 } });
    expect(keys(none)).toEqual(['header-generated']);
    expectTable(await read('kitten,win'), [], ['kitten', 'win']);
    expectTable(await read(`${TEXT.split('\n').slice(0, 2).join('\n')}`), ROWS.slice(0, 1));
  });

  it('of one column', async () => {
    expectTable(await read('name\nAnn\nBob\nAnn\n'), [['Ann'], ['Bob'], ['Ann']], ['name']);
  });
});

describe('where PapaParse stumbles', () => {
  it('a preamble', async () => {
    for (const preamble of [
      'Report of 2018\nBy: sales, north\n\n',
      'NOTE,,,,,,\n,,,,,,\n',
      'NOTE,,,,,,\nNOTE,,,,,,\n',
      '\n\nShop:,Main street,,,,,\n',
    ]) {
      const table = await read(preamble + TEXT);
      expectTable(table);
      expect(table.dialect.preambleLines).toBe(preamble.split('\n').length - 1);
      expect(keys(table)).toEqual(['preamble']);
      expect(papa(preamble + TEXT)[0]).not.toEqual(HEADER);
    }
  });

  it('a header that is spread over lines', async () => {
    const text = `,,Sales,,Costs,\nshop,city,2019,2020,2019,2020\n${'A,Köln,1.5,2.5,1,2\nB,Bonn,3.5,4.5,3,4\nC,Ulm,5.5,6.5,5,6\n'}`;
    const table = await read(text);
    expect(table.header).toEqual(['shop', 'city', 'Sales 2019', 'Sales 2020', 'Costs 2019', 'Costs 2020']);
    expect(table.rows[0]).toEqual(['A', 'Köln', '1.5', '2.5', '1', '2']);
    expect(table.dialect.headerLines).toBe(2);
    expect(keys(table)).toEqual(['header-lines']);
    expect(papa(text)[0]).toEqual(['', '', 'Sales', '', 'Costs', '']);

    const wrapped = `Customer,Order,,Unit\nId,Date,Qty,Price\n${'u1,2024-01-02,3,4.50\nu2,2024-01-03,1,2.50\n'}`;
    expect((await read(wrapped)).header).toEqual(['Customer Id', 'Order Date', 'Qty', 'Unit Price']);
  });

  it('a blank after the delimiter', async () => {
    const text = writeCsv([HEADER, ...ROWS], { ...PLAIN, blankAfterDelimiter: true });
    expectTable(await read(text));
    expect(papa(text)).not.toEqual([HEADER, ...ROWS]);
    expectTable(
      await read('a, "b, c", d\n1, "x, y", 2\n3, "z", 4\n'),
      [
        ['1', 'x, y', '2'],
        ['3', 'z', '4'],
      ],
      ['a', 'b, c', 'd'],
    );
  });

  it('apostrophes for quotes', async () => {
    for (const escape of ['doubled', 'backslash'] as const) {
      const text = writeCsv([HEADER, ...ROWS], { ...PLAIN, quote: "'", escape });
      const table = await read(text);
      expectTable(table);
      expect(table.dialect).toMatchObject({ quote: "'", escape: escape === 'doubled' ? "'" : '\\' });
      expect(papa(text)).not.toEqual([HEADER, ...ROWS]);
    }
  });

  it('columns set with spaces', async () => {
    const rows = ROWS.map((row) => row.slice(0, 5));
    const text = writeAligned([HEADER.slice(0, 5), ...rows], 3);
    const table = await read(text);
    expectTable(table, rows, HEADER.slice(0, 5));
    expect(table.dialect.delimiter).toBe(' ');
    expect(papa(text)[1]).not.toEqual(rows[0]);
  });
});

describe('what had to be decided is announced', () => {
  it('footnotes and totals', async () => {
    const table = await read(`${TEXT}Total,,48,,1000.00,,\n\nSource: the till\n* without returns, gifts\n`);
    expectTable(table);
    expect(table.rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [26, 'total-row'],
      [28, 'footnote'],
      [29, 'footnote'],
    ]);
    expect(note(table, 'footnotes')).toEqual({ key: 'footnotes', line: 28, count: 2 });
    expect(note(table, 'total-row')).toEqual({ key: 'total-row', line: 26, count: 1 });
    const full = await read('city,2019,2020\nKöln,1,2\nBonn,3,4\nUlm,5,6\nTotal,9,12\n');
    expect(full.rows.at(-1)).toEqual(['Total', '9', '12']);
  });

  it('a repeated header', async () => {
    const table = await read(TEXT + TEXT);
    expectTable(table, [...ROWS, ...ROWS]);
    expect(table.rejected).toEqual([{ line: 26, reason: 'repeated-header', cells: HEADER }]);
    expect(note(table, 'repeated-header')).toEqual({ key: 'repeated-header', line: 26, count: 1 });
  });

  it('another table further down', async () => {
    const others = [
      writeCsv([[...HEADER, 'more'], ...ROWS.map((row) => [...row, 'x'])], PLAIN),
      writeCsv([HEADER.slice(0, 5), ...ROWS.map((row) => row.slice(0, 5))], PLAIN),
      '\nStores\nstore,city\n1,Köln\n2,Bonn\n',
      '\nstore,city,manager\n1,Köln,Ann\n2,Bonn,Bob\n',
    ];
    for (const other of others) {
      const table = await read(TEXT + other);
      expectTable(table);
      expect(note(table, 'other-table')).toMatchObject({ key: 'other-table' });
      expect(table.rejected.map(({ line }) => line)).toEqual([...table.rejected.map(({ line }) => line)].sort((a, b) => a - b));
    }
  });

  it('surplus cells and missing ones, with every cell that is there', async () => {
    const table = await read('id,day,qty\n1,2024-01-01,5\n2,2024-01-02,6,x\n3,2024-01-03\n4,2024-01-04,8,\n5,2024-01-05,9\n');
    expectTable(
      table,
      [
        ['1', '2024-01-01', '5'],
        ['2', '2024-01-02', '6', 'x'],
        ['3', '2024-01-03', ''],
        ['4', '2024-01-04', '8'],
        ['5', '2024-01-05', '9'],
      ],
      ['id', 'day', 'qty'],
    );
    expect(table.announcements).toEqual([
      { key: 'surplus-cells', line: 3, count: 1 },
      { key: 'missing-cells', line: 4, count: 1 },
    ]);
  });

  it('a last line that is cut off', async () => {
    for (const end of ['30/03/2018,07:1', '30/03/2018,07:15,1,MG-1,$1.00,"Pillow, Wo']) {
      const table = await read(TEXT + end);
      expectTable(table);
      expect(table.rejected).toMatchObject([{ line: 26, reason: 'cut-off' }]);
    }
    expectTable(await read(TEXT.trimEnd()));
  });

  it('a stray quote at any cell', async () => {
    for (let row = 0; row <= ROWS.length; row += 3) {
      for (let column = 0; column < HEADER.length; column++) {
        const cells = [HEADER, ...ROWS].map((line) => [...line]);
        const lines = cells.map((line) => writeCsv([line], PLAIN).trimEnd());
        const written = cells[row]!.map((cell) => writeCsv([[cell]], PLAIN).slice(0, -1));
        written[column] = written[column]!.startsWith('"') ? `""${written[column]!.slice(1)}` : `"${written[column]!}`;
        lines[row] = written.join(',');
        cells[row]![column] = `"${cells[row]![column]!}`;
        const table = await read(`${lines.join('\n')}\n`);
        const [header, ...rows] = cells;
        if (header!.at(-1) === '"note' || row > 0 || column < 6) expectTable(table, rows, header);
        if (row > 0) expect(note(table, 'stray-quotes')).toMatchObject({ line: row + 1, count: 1 });
      }
    }
  });

  it('quotes that are not escaped', async () => {
    const table = await read('id,product,price\n1,"Table, 48"",9.50\n2,"Chair",7.50\n3,"6" pipe, long",1.50\n');
    expect(table.rows.map((row) => row[1])).toEqual(['Table, 48"', 'Chair', '6" pipe, long']);
    expect(note(table, 'stray-quotes')).toEqual({ key: 'stray-quotes', line: 2, count: 2 });
  });

  it('mixed line ends', async () => {
    const lines = TEXT.trimEnd().split('\n');
    const ends = ['\n', '\r\n', '\r'];
    const text = lines.map((line, i) => line + ends[i % 3]!).join('');
    const table = await read(text);
    expectTable(table);
    expect(keys(table)).toEqual(['mixed-newlines']);
    expect(table.lines).toEqual(ROWS.map((_, i) => i + 2));
  });

  it('empty lines, of delimiters too', async () => {
    const table = await read(TEXT.replace('\n', '\n\n').replace(/\n(?=05\/)/, '\n,,,,,,\n\n   \n'));
    expectTable(table);
    expect(table.rejected).toMatchObject([{ reason: 'empty' }]);
  });

  it('a header that comes below a broken line, and headings between the rows', async () => {
    const lines = TEXT.split('\n');
    lines[1] = lines[1]!.replaceAll(',', ' ');
    expect(await read(lines.join('\n'))).toMatchObject({ header: HEADER, headerGenerated: false });
  });
});

describe('names of columns', () => {
  it('are made different, and made up where there are none', async () => {
    const table = await read('id,__proto__,constructor,__proto__,,id,id_2\n1,a,b,c,d,2,3\n2,e,f,g,h,4,5\n');
    expect(table.header).toEqual(['id', '__proto__', 'constructor', '__proto___2', 'column 5', 'id_3', 'id_2']);
    expect(note(table, 'names-changed')).toEqual({ key: 'names-changed', line: 1, count: 2, params: { example: '__proto___2' } });
    expect(note(table, 'names-generated')).toEqual({ key: 'names-generated', line: 1, count: 1, params: { example: 'column 5' } });
  });

  it('years over figures, and row numbers as R writes them', async () => {
    expect((await read('city,2018,2019,2020\nKöln,411,52,603\nBonn,7,81,95\n')).header).toEqual(['city', '2018', '2019', '2020']);
    const r = await read('"mpg","cyl"\n"1",21,6\n"2",22.8,4\n"3",18.1,8\n');
    expect(r.header).toEqual(['column 1', 'mpg', 'cyl']);
    expect(r.rows[0]).toEqual(['1', '21', '6']);
    expect(keys(r)).toEqual(['row-names', 'names-generated']);
  });
});

describe('size', () => {
  it('2,000 columns', async () => {
    const header = Array.from({ length: 2000 }, (_, i) => `c${i}`);
    const rows = Array.from({ length: 8 }, (_, row) => header.map((_, i) => String(row * 31 + i * 7)));
    expectTable(await read(writeCsv([header, ...rows], PLAIN)), rows, header);
  });

  it('a cell of 700,000 characters, in the header too', async () => {
    const long = 'Ä b,"'.repeat(140_000);
    const rows = [
      ['1', long],
      ['2', 'x'],
    ];
    expectTable(await read(writeCsv([['id', 'text'], ...rows], PLAIN)), rows, ['id', 'text']);
    expectTable(
      await read(
        writeCsv(
          [
            ['id', long.trim()],
            ['1', 'x'],
            ['2', 'y'],
          ],
          PLAIN,
        ),
      ),
      [
        ['1', 'x'],
        ['2', 'y'],
      ],
      ['id', long.trim()],
    );
  });
});

describe('overrides', () => {
  it('delimiter, quote and escape by hand', async () => {
    const text = 'a;b,c\n1;2,3\n4;5,6\n';
    expect((await readTable(fileOf(text), { delimiter: ';' })).header).toEqual(['a', 'b,c']);
    expect((await readTable(fileOf(text), { delimiter: ',' })).header).toEqual(['a;b', 'c']);
    expect((await readTable(fileOf("a,b\n'1','2'\n"), { quote: '"' })).rows).toEqual([["'1'", "'2'"]]);
    expect((await readTable(fileOf('a,b\n1,"x\\\\y"\n'), { escape: 'backslash' })).rows).toEqual([['1', 'x\\y']]);
  });

  it('nothing to read is a named error', async () => {
    for (const text of ['', '\n\n', ' \n\t\n', ',,,\n,,,\n']) expect((await failure(read(text))).code).toBe('file-empty');
  });
});
