import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../../workers/ingest';
import { readTable } from '../../../../workers/ingest/read-table';
import { serialText } from '../../../../workers/ingest/containers/cell-styles';
import { xlsxOf, type XlsxCell } from '../../../fixtures/xlsx';
import { zipOf } from '../../../fixtures/zip';
import { failure, fileOf, read, rejectedText } from '../support';
import { lines, textOf } from './support';

/** Serial number of a time in Excel's 1900 calendar after February 1900: days since 1899-12-30. */
const serial = (iso: string) => (Date.parse(`${iso}Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
const dated = (iso: string, style = 2): XlsxCell => ({ raw: String(serial(iso)), style });

describe('xlsx', () => {
  it('reads texts, numbers, dates, truth values, formulas, errors and gaps as a person sees them', async () => {
    const workbook = xlsxOf([
      {
        name: 'Orders',
        rows: [
          ['user', 'time', 'price', 'note', 'new'],
          ['u1', dated('2024-01-31T13:45:00'), { raw: '2.5499999999999998' }, 'a "b", c', true],
          [{ raw: '17850' }, dated('2024-02-29', 1), null, { inline: ' 空 <x> & y ' }, false],
          [],
          ['u2', dated('2023-12-31T23:59:59.250', 3), { raw: '1E-3' }, { formula: 'two\nlines' }],
          ['u3', dated('2024-01-01'), -7, { error: '#N/A' }, true],
        ],
      },
    ]);
    const { text, unwrapped } = await textOf(fileOf(workbook, 'orders.csv'));
    expect(text).toBe(
      lines(
        'user,time,price,note,new',
        'u1,2024-01-31 13:45:00,2.55,"a ""b"", c",TRUE',
        '17850,2024-02-29,," 空 <x> & y ",FALSE',
        '',
        'u2,2023-12-31 23:59:59.250,0.001,"two\nlines",',
        'u3,2024-01-01,-7,#N/A,TRUE',
      ),
    );
    expect(unwrapped).toMatchObject({ kind: 'xlsx', parts: ['Orders'], choices: ['Orders'], skipped: [] });
  });

  it('keeps the digits of ids', async () => {
    const ids = ['12345678901234567890', '9007199254740993', '1.2345678901234599E+19', '00042'];
    const rows: XlsxCell[][] = [['id', 'n'], ...ids.map((raw): XlsxCell[] => [{ raw }, 1]), [{ raw: '42', style: 5 }, 1], ['00042', 1]];
    expect((await textOf(fileOf(xlsxOf([{ name: 'S', rows }])))).text).toBe(
      lines('id,n', '12345678901234567890,1', '9007199254740993,1', '12345678901234599000,1', '00042,1', '00042,1', '00042,1').replace(
        '12345678901234599000',
        // The double nearest to the text that Excel stores, to its last digit.
        BigInt(1.2345678901234599e19).toString(),
      ),
    );
  });

  it('tells formats of dates from others', async () => {
    const rows: XlsxCell[][] = [
      ['counted hours', 'money', 'time of day'],
      [
        { raw: '1.5', style: 4 },
        { raw: '45292', style: 6 },
        { raw: '0.5', style: 2 },
      ],
      [
        { raw: '0.25', style: 4 },
        { raw: '1', style: 6 },
        { raw: '0.25', style: 2 },
      ],
    ];
    expect((await textOf(fileOf(xlsxOf([{ name: 'S', rows }])))).text).toBe(
      lines('counted hours,money,time of day', '1.5,45292,12:00:00', '0.25,1,06:00:00'),
    );
  });

  it('reads the calendar that begins in 1904, and prefixed elements', async () => {
    const rows: XlsxCell[][] = [
      ['user', 'day'],
      ['a', { raw: '0', style: 1 }],
      ['b', { raw: '43830', style: 1 }],
      ['c', { raw: '43830.75', style: 2 }],
    ];
    const file = fileOf(xlsxOf([{ name: 'S', rows }], { date1904: true, prefix: 'x' }));
    // 1904-01-01 is day 0, below one day a time; 43830 days later it is 2024-01-01.
    expect((await textOf(file)).text).toBe(lines('user,day', 'a,00:00:00', 'b,2024-01-01', 'c,2024-01-01 18:00:00'));
  });

  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [25569, '1970-01-01'],
    [44927.5, '2023-01-01 12:00:00'],
    [45657.999988425925, '2024-12-31 23:59:59'],
    [2958465, '9999-12-31'],
  ])('serial number %d is %s', (number, text) => {
    expect(serialText(number, false)).toBe(text);
  });

  it('takes the first sheet that can be seen and holds a table, or the one that is asked for', async () => {
    const table = (user: string): XlsxCell[][] => [
      ['user', 'time'],
      [user, dated('2024-01-01')],
      [user, dated('2024-01-02')],
    ];
    const file = fileOf(
      xlsxOf([
        { name: 'Cover', rows: [['Sales report'], [], ['confidential']] },
        { name: 'Raw', rows: table('hidden'), state: 'hidden' },
        { name: 'Q1', rows: table('first') },
        { name: 'Q2 & Q3', rows: table('second') },
        { name: 'Nothing', rows: [] },
      ]),
    );
    const first = await textOf(file);
    expect(first.text).toContain('first,2024-01-01');
    expect(first.unwrapped).toMatchObject({
      parts: ['Q1'],
      choices: ['Raw', 'Q1', 'Q2 & Q3'],
      skipped: [
        { name: 'Cover', why: 'no-table' },
        { name: 'Raw', why: 'other-sheet' },
        { name: 'Q2 & Q3', why: 'other-sheet' },
        { name: 'Nothing', why: 'no-table' },
      ],
    });
    expect((await textOf(file, 'Q2 & Q3')).text).toContain('second,2024-01-01');
    expect((await textOf(file, 'Gone')).text).toContain('first,2024-01-01');
    const preview = await previewFile(file, undefined, { sheet: 'Q2 & Q3' });
    expect(preview.mapping.reading).toEqual({ sheet: 'Q2 & Q3' });
    expect((await read(file, preview.mapping)).events.userIds).toEqual(['second']);
  });

  it('rejected rows are told by their row in the sheet', async () => {
    const file = fileOf(
      xlsxOf([
        {
          name: 'S',
          rows: [
            ['user', 'time'],
            ['a', dated('2024-01-01')],
            [],
            ['two\nlines', dated('2024-01-02')],
            ['b', 'never'],
            [],
            [],
            ['c', 'ever'],
            ['d', dated('2024-01-03')],
          ],
        },
      ]),
    );
    const { mapping } = await previewFile(file);
    const ingested = await read(file, mapping);
    expect(ingested.quality).toMatchObject({ rowsRead: 5, kept: 3, rejected: { 'bad-date': 2 } });
    expect((await rejectedText(file, mapping, ingested)).split('\r\n').slice(1, 3)).toEqual(['5,bad-date,b,never', '8,bad-date,c,ever']);
  });

  it('another table below a blank row is told from the first, and rows go on below blank ones', async () => {
    const body = Array.from({ length: 20 }, (_, i): string[] => [String(i + 1), `n${i % 7}`, String(10 * i + 5)]);
    const sheet = (...below: XlsxCell[][]) =>
      fileOf(xlsxOf([{ name: 'S', rows: [['id', 'name', 'total'], ...body.slice(0, 9), [], ...body.slice(9), [], ...below] }]));
    const none = await readTable(sheet());
    expect(none).toMatchObject({ header: ['id', 'name', 'total'], rows: body, rejected: [], announcements: [] });
    for (const second of [
      [
        ['product', 'stock', 'n'],
        ['tea', 4, 2],
        ['mug', 5, 1],
      ],
      [
        ['store', 'city'],
        [1, 'Köln'],
        [2, 'Bonn'],
      ],
    ]) {
      const table = await readTable(sheet(...second));
      expect(table).toMatchObject({ header: ['id', 'name', 'total'], rows: body });
      expect(table.rejected.map(({ reason }) => reason)).toEqual(['other-table', 'other-table', 'other-table']);
      expect(table.announcements).toEqual([{ key: 'other-table', line: 24, count: 3 }]);
    }
  });

  it('refuses a workbook without rows, and one whose parts are broken', async () => {
    expect((await failure(textOf(fileOf(xlsxOf([{ name: 'Empty', rows: [] }]))))).code).toBe('workbook-empty');
    expect((await failure(textOf(fileOf(xlsxOf([]))))).code).toBe('workbook-empty');
    const relations = '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>';
    const broken = (sheet: string) =>
      zipOf([
        { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="S" r:id="r1"/></sheets></workbook>' },
        { name: 'xl/_rels/workbook.xml.rels', content: relations },
        { name: 'xl/s.xml', content: sheet },
      ]);
    const row = '<row><c><v>1</v></c><c><v>2</v></c></row>';
    expect((await textOf(fileOf(broken(`<sheetData>${row}${row}</sheetData>`)))).text).toBe('1,2\n1,2\n');
    expect((await failure(textOf(fileOf(broken(`<sheetData>${row}<row`))))).code).toBe('packed-damaged');
  });

  it('keeps the rows behind a long text at the end of a sheet', async () => {
    for (const length of [3_000, 9_000, 50_000, 300_000]) {
      const rows = [
        ['user', 'time'],
        ['u1', '2024-01-01'],
        ['u2', { inline: 'x'.repeat(length) }],
        ['u3', '2024-01-03'],
      ] as const;
      const { text } = await textOf(fileOf(xlsxOf([{ name: 'A', rows: rows.map((row) => [...row]) }])));
      expect(text).toBe(lines('user,time', 'u1,2024-01-01', `u2,${'x'.repeat(length)}`, 'u3,2024-01-03'));
    }
  });
});
