import { describe, expect, it } from 'vitest';
import { readTable } from '../../../../workers/ingest/read-table';
import { zipOf } from '../../../fixtures/zip';
import { failure, fileOf, readAsProposed } from '../support';
import { lines, textOf } from './support';

const data = (type: string, value: string) => `<Data ss:Type="${type}">${value}</Data>`;
const cell = (type: string, value: string, more = '') => `<Cell${more}>${data(type, value)}</Cell>`;
const texts = (...values: readonly string[]) => `<Row>${values.map((value) => cell('String', value)).join('')}</Row>`;
const sheet = (name: string, ...rows: readonly string[]) => `<Worksheet ss:Name="${name}"><Table>${rows.join('')}</Table></Worksheet>`;
const workbook = (...sheets: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1"><NumberFormat ss:Format="00000"/></Style></Styles>${sheets.join('')}</Workbook>`;
const HEADER = texts('user', 'time', 'price');

describe('a workbook in XML', () => {
  it('reads texts, numbers, times, truth values and gaps', async () => {
    const file = fileOf(
      workbook(
        sheet(
          'Orders',
          HEADER,
          `<Row>${cell('Number', '42', ' ss:StyleID="s1"')}${cell('DateTime', '2024-01-31T13:45:00.000')}${cell('Number', '2.5499999999999998')}</Row>`,
          `<Row ss:Index="5">${cell('String', 'a &amp; b')}${cell('DateTime', '2024-02-29T00:00:00.000')}${cell('Boolean', '1')}</Row>`,
          `<Row>${cell('String', 'c')}${cell('Number', '7', ' ss:Index="3"')}</Row>`,
          `<Row>${cell('String', 'd', ' ss:MergeAcross="1"')}<Cell>${data('DateTime', '1899-12-31T08:30:00.000')}<Comment><ss:Data>a note</ss:Data></Comment></Cell></Row>`,
        ),
      ),
      'orders.xls',
    );
    const { text, unwrapped } = await textOf(file);
    expect(text).toBe(lines('user,time,price', '00042,2024-01-31 13:45:00,2.55', '', 'a & b,2024-02-29,TRUE', 'c,,7', 'd,,08:30:00'));
    expect(unwrapped).toMatchObject({ kind: 'xlsx', parts: ['Orders'] });
  });

  it('one of its sheets is read, another on demand', async () => {
    const file = fileOf(
      workbook(
        sheet('Info', texts('made by a shop')),
        sheet('A', HEADER, texts('u1', '2024-01-01', '1')),
        sheet('B', HEADER, texts('u2', '2024-01-02', '2')),
      ),
    );
    const { text, unwrapped } = await textOf(file);
    expect(text).toBe(lines('user,time,price', 'u1,2024-01-01,1'));
    expect(unwrapped).toMatchObject({
      choices: ['A', 'B'],
      skipped: [
        { name: 'Info', why: 'no-table' },
        { name: 'B', why: 'other-sheet' },
      ],
    });
    expect((await textOf(file, 'B')).text).toBe(lines('user,time,price', 'u2,2024-01-02,2'));
  });

  it.each(['SheetHidden', 'SheetVeryHidden'])('a sheet that is %s comes behind those that can be seen', async (visible) => {
    const options = (word: string) => `<x:WorksheetOptions><x:Visible>${word}</x:Visible></x:WorksheetOptions></Worksheet>`;
    const hidden = sheet('Lists', HEADER, texts('u9', '2024-09-09', '9')).replace('</Worksheet>', options(visible));
    const seen = sheet('Orders', HEADER, texts('u1', '2024-01-01', '1')).replace('</Worksheet>', options('SheetVisible'));
    const { text, unwrapped } = await textOf(fileOf(workbook(hidden, seen)));
    expect(text).toBe(lines('user,time,price', 'u1,2024-01-01,1'));
    expect(unwrapped).toMatchObject({ choices: ['Lists', 'Orders'], skipped: [{ name: 'Lists', why: 'other-sheet' }] });
    expect((await textOf(fileOf(workbook(hidden)))).text).toBe(lines('user,time,price', 'u9,2024-09-09,9'));
  });

  it('is a table in a zip, beside others and beside prose', async () => {
    const february = { name: 'feb.xls', content: workbook(sheet('A', HEADER, texts('u2', '2024-02-02', '2'))) };
    const both = await textOf(fileOf(zipOf([february, { name: 'dec.csv', content: 'user,time,price\nu1,2023-12-01,1\n' }])));
    expect(both.text).toBe(lines('user,time,price', 'u1,2023-12-01,1', 'u2,2024-02-02,2'));
    expect(both.unwrapped).toMatchObject({ parts: ['dec.csv', 'feb.xls'], skipped: [] });
    const alone = await textOf(fileOf(zipOf([february, { name: 'readme.txt', content: 'The orders\nof February\n' }])));
    expect(alone.text).toBe(lines('user,time,price', 'u2,2024-02-02,2'));
    expect(alone.unwrapped).toMatchObject({ parts: ['feb.xls'], skipped: [{ name: 'readme.txt', why: 'no-table' }] });
  });

  it('is refused where it is cut off, or holds no table', async () => {
    const whole = workbook(sheet('A', HEADER, texts('u1', '2024-01-01', '1')));
    for (let cut = 200; cut < whole.length; cut += 37) {
      expect((await failure(textOf(fileOf(whole.slice(0, cut))))).code).toMatch(/packed-damaged|file-no-rows|file-one-column/);
    }
    expect((await failure(textOf(fileOf(workbook(sheet('A')))))).code).toBe('workbook-empty');
  });

  it('columns and rows far off take no more than what stands in them', async () => {
    const rows = `<Row ss:Index="999999999">${cell('String', 'u1', ' ss:Index="999999999"')}${cell('String', 'x')}</Row>`;
    const { text } = await textOf(fileOf(workbook(sheet('A', HEADER, texts('u1', '2024-01-01', '1'), rows))));
    expect(text).toBe(lines('user,time,price', 'u1,2024-01-01,1'));
  });
});

const office = (name: string, ...rows: readonly string[]) => `<table:table table:name="${name}">${rows.join('')}</table:table>`;
const said = (...values: readonly string[]) =>
  `<table:table-row>${values.map((value) => `<table:table-cell office:value-type="string"><text:p>${value}</text:p></table:table-cell>`).join('')}</table:table-row>`;
const ods = (content: string, manifest = '<manifest:manifest/>') =>
  fileOf(
    zipOf([
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
      {
        name: 'content.xml',
        content: `<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet>${content}</office:spreadsheet></office:body></office:document-content>`,
      },
      { name: 'META-INF/manifest.xml', content: manifest },
    ]),
    'orders.ods',
  );

describe('an OpenDocument spreadsheet', () => {
  it('reads texts, numbers, times, truth values, repeated cells and rows', async () => {
    const file = ods(
      office(
        'Orders',
        said('user', 'time', 'price', 'new'),
        `<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b</text:p><text:p>c</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2024-01-31T13:45:00"><text:p>31.01.24</text:p></table:table-cell><table:table-cell office:value-type="currency" office:value="1234.5"><text:p>1.234,50 €</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell></table:table-row>`,
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>',
        `<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>u2</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2024-02-29"><text:p>x</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>`,
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
      ),
    );
    const { text, unwrapped } = await textOf(file);
    expect(text).toBe(
      lines('user,time,price,new', '"a  b', 'c",2024-01-31 13:45:00,1234.5,TRUE', '', 'u2,2024-02-29,7,7', 'u2,2024-02-29,7,7'),
    );
    expect(unwrapped).toMatchObject({ kind: 'ods', parts: ['Orders'] });
    const { rows } = await readTable(file);
    expect(rows).toHaveLength(3);
  });

  it('an id that is a number keeps the zeros that are shown before it', async () => {
    const number = (value: string, shown: string) =>
      `<table:table-row><table:table-cell office:value-type="float" office:value="${value}"><text:p>${shown}</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>`;
    const file = ods(office('A', said('user', 'what'), number('123', '00123'), number('0', '000'), number('1.5', '02'), number('7', '08')));
    expect((await textOf(file)).text).toBe(lines('user,what', '00123,x', '000,x', '1.5,x', '7,x'));
  });

  it('is read as events', async () => {
    const { events } = await readAsProposed(
      ods(office('A', said('user', 'time'), said('a', '2024-01-01 10:00'), said('b', '2024-01-02 10:00'))),
    );
    expect(events.userIds).toEqual(['a', 'b']);
  });

  it.each([
    [
      'rows that repeat without end',
      office(
        'A',
        said('user', 'time'),
        said('a', 'b'),
        said('a', 'b').replace('<table:table-row', '<table:table-row table:number-rows-repeated="2000000000"'),
      ),
      'packed-damaged',
    ],
    [
      'long cells that repeat',
      office(
        'A',
        said('user', 'time'),
        said('a', 'b'),
        said('x'.repeat(10_000)).replace('<table:table-cell', '<table:table-cell table:number-columns-repeated="16000"'),
      ),
      'packed-damaged',
    ],
    [
      'long rows that repeat',
      office(
        'A',
        said('user', 'time'),
        said('a', 'b'),
        said('x'.repeat(100_000), 'y').replace('<table:table-row', '<table:table-row table:number-rows-repeated="100000"'),
      ),
      'packed-too-large',
    ],
    ['nothing', office('A'), 'workbook-empty'],
  ])('%s', async (_, content, code) => {
    expect((await failure(textOf(ods(content)))).code).toBe(code);
  });

  it('blanks by the million, which a few bytes stand for, are not looked at in a sheet that is not read', async () => {
    const blanks = '<text:s text:c="9999999"/>'.repeat(40_000);
    const table = office('A', said('user', 'time'), said('u1', '2024-01-01'));
    const { text } = await textOf(ods(table + office('B', said(blanks, 'x'))));
    expect(text).toBe(lines('user,time', 'u1,2024-01-01'));
  });

  it.each([
    ['in a note', `<office:annotation><text:p>BLANKS</text:p></office:annotation><text:p>7</text:p>`, 'none'],
    ['in a cell', '<text:p>BLANKS</text:p>', 'packed-damaged'],
  ])('nor may they fill a row, %s', async (_, words, code) => {
    const cells = `<table:table-cell office:value-type="string">${words.replace('BLANKS', '<text:s text:c="3000000"/>')}</table:table-cell>`;
    const file = ods(office('A', said('user', 'time'), said('u1', '2024-01-01'), `<table:table-row>${cells.repeat(40)}</table:table-row>`));
    expect((await failure(textOf(file))).code).toBe(code);
  });

  it('is refused with a password', async () => {
    const manifest =
      '<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    expect((await failure(textOf(ods('', manifest)))).code).toBe('packed-encrypted');
  });
});

describe('other kinds of files are named', () => {
  const bytes = (text: string) => Uint8Array.from(Buffer.from(`${text}${'\0\x01\x02'.repeat(200)}`, 'latin1'));
  it.each([
    ['ARROW1\0\0', 'file-binary', 'arrow'],
    ['FEA1', 'file-binary', 'arrow'],
    ['ORC', 'file-binary', 'orc'],
    ['Obj\x01', 'file-binary', 'avro'],
    ['$FL2@(#)', 'file-binary', 'statistics'],
    [`${'\0'.repeat(12)}\xc2\xea\x81\x60`, 'file-binary', 'statistics'],
    ['<stata_dta><header>', 'file-binary', 'statistics'],
    ['SQLite format 3\0', 'file-binary', 'sqlite'],
    ['%PDF-1.7', 'file-binary', 'pdf'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'spreadsheet-format', 'xls'],
  ])('%j', async (start, code, kind) => {
    expect(await failure(textOf(fileOf(bytes(start), 'a.xls')))).toEqual({ code, params: { name: 'a.xls', kind } });
  });

  it('.xlsb and Numbers', async () => {
    for (const [name, kind] of [
      ['xl/workbook.bin', 'xlsb'],
      ['Index/Document.iwa', 'numbers'],
    ] as const) {
      expect((await failure(textOf(fileOf(zipOf([{ name, content: 'x' }]))))).params).toMatchObject({ kind });
    }
  });

  it('a text that begins with such letters is a text', async () => {
    expect((await readTable(fileOf('ORC_id,time\nu1,2024-01-01\nu2,2024-01-02\n'))).header).toEqual(['ORC_id', 'time']);
  });
});
