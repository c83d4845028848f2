import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { markupEncoding, markupKind } from '../../../../workers/ingest/containers/markup-kind';
import { readTable } from '../../../../workers/ingest/read-table';
import { gbk } from '../../../fixtures/gbk';
import { zipOf } from '../../../fixtures/zip';
import { failure, fileOf, readAsProposed } from '../support';
import { lines, textOf } from './support';

const HEADER = '<tr><th>user<th>time<th>price</tr>';
const page = (...rows: readonly string[]) => fileOf(`<html><body><table>${HEADER}${rows.join('')}</table></body></html>`, 'orders.xls');
const rowsOf = async (file: File) => (await readTable(file)).rows;
const row = (...cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

describe('a page with a table is read as a table', () => {
  it('whatever its tags look like', async () => {
    const tidy = page(row('u1', '2024-01-01', '1.50'), row('u2', '2024-01-02', '2'));
    const sloppy = fileOf(
      '<META http-equiv=Content-Type content="text/html; charset=utf-8"><TABLE border=1>\n<TR><TD>user<TD>time<TD>price\n<TR><TD>u1<TD nowrap>2024-01-01<TD align=right><B>1.50\n<TR><TD>u2<TD>2024-01-02<TD><FONT color="a>b">2</FONT></TABLE>',
      'orders.xls',
    );
    const bare = fileOf(
      `<tr><td>user</td><td>time</td><td>price</td></tr>${row('u1', '2024-01-01', '1.50')}${row('u2', '2024-01-02', '2')}`,
    );
    for (const file of [tidy, sloppy]) {
      const { header, rows } = await readTable(file);
      expect(header).toEqual(['user', 'time', 'price']);
      expect(rows).toEqual([
        ['u1', '2024-01-01', '1.50'],
        ['u2', '2024-01-02', '2'],
      ]);
    }
    expect((await failure(textOf(bare))).code).toBe('page-no-table');
  });

  it('cells are their words, with their lines', async () => {
    const cells = [
      'a &amp; b&nbsp;c',
      'x<br>y',
      '<p>one</p><p>two</p>',
      ' \n wide\n  space ',
      '&lt;img src=x onerror=alert(1)&gt;',
      '1 &#36; &euro;',
    ];
    const file = page(...cells.map((cell, i) => row(`u${i}`, '2024-01-01', cell)));
    expect((await rowsOf(file)).map((cells) => cells[2])).toEqual([
      'a & b c',
      'x\ny',
      'one\ntwo',
      'wide space',
      '<img src=x onerror=alert(1)>',
      '1 $ €',
    ]);
  });

  it('scripts, styles and comments are no words', async () => {
    const file = page(
      row('u1<script>alert("</td>")</script>', '<!-- <td> -->2024-01-01', '<style>td{}</style>1'),
      row('u2', '2024-01-02', '2'),
    );
    expect(await rowsOf(file)).toEqual([
      ['u1', '2024-01-01', '1'],
      ['u2', '2024-01-02', '2'],
    ]);
  });

  it('cells over several columns and rows stand in the first of them', async () => {
    const file = page(
      '<tr><td rowspan=2>u1<td>2024-01-01<td>1',
      '<tr><td>2024-01-02<td>2',
      '<tr><td>u2<td colspan=2>2024-01-03',
      '<tr><td>u3<td>2024-01-04<td>4',
    );
    const { text } = await textOf(file);
    expect(text).toBe(lines('user,time,price', 'u1,2024-01-01,1', ',2024-01-02,2', 'u2,2024-01-03,', 'u3,2024-01-04,4'));
  });

  it('any grid comes out as it is, cut into chunks anywhere', async () => {
    const cell = fc.stringMatching(/^[ -~äöü€用户]{0,12}$/).map((text) => text.trim().replace(/ +/g, ' '));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 3, maxLength: 12 }), fc.boolean(), async (grid, closes) => {
        const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
        const end = closes ? '</td>' : '';
        const body = grid.map(
          (cells, i) => `<tr><td>r${i}${end}${cells.map((one) => `<td>${escaped(one)}${end}`).join('')}${closes ? '</tr>' : ''}`,
        );
        const { text } = await textOf(fileOf(`<table><tr><td>a<td>b<td>c<td>d</tr>${body.join('\n')}</table>`));
        const { data } = (await import('papaparse')).default.parse<string[]>(text.trimEnd());
        expect(data).toEqual([['a', 'b', 'c', 'd'], ...grid.map((cells, i) => [`r${i}`, ...cells])]);
      }),
      { numRuns: 60 },
    );
  });

  it('numbers that are shown rounded have all their digits where the cell says them, dates stay dates', async () => {
    const file = page(
      row('u1', '2024-01-01', '').replace('<td></td>', '<td x:num="1234.5678">1,234.57</td>'),
      row('u2', '', '3').replace('<td></td>', '<td x:num="45293">2024-01-02</td>'),
      row('u3', '', '4').replace('<td></td>', '<td sdval="45294" sdnum="1031;1031;TT.MM.JJJJ">03.01.2024</td>'),
      row('u4', '2024-01-04', '').replace('<td></td>', '<td x:num="0.125">12.5%</td>'),
      row('u5', '2024-01-05', '').replace('<td></td>', '<td x:num>7</td>'),
      row('', '2024-01-06', '8').replace('<td></td>', '<td x:str="00042">42</td>'),
    );
    expect(await rowsOf(file)).toEqual([
      ['u1', '2024-01-01', '1234.5678'],
      ['u2', '2024-01-02', '3'],
      ['u3', '03.01.2024', '4'],
      ['u4', '2024-01-04', '12.5%'],
      ['u5', '2024-01-05', '7'],
      ['00042', '2024-01-06', '8'],
    ]);
  });

  it('an id that is a number keeps the zeros that are shown before it', async () => {
    const file = page(
      row('', '2024-01-01', '1').replace('<td></td>', '<td x:num="123">00123</td>'),
      row('', '2024-01-02', '2').replace('<td></td>', '<td sdval="456" sdnum="1033;0;00000"> 00456 </td>'),
      row('', '2024-01-03', '3').replace('<td></td>', '<td x:num="0">000</td>'),
      row('', '2024-01-04', '4').replace('<td></td>', '<td x:num="0.4">00</td>'),
    );
    expect((await rowsOf(file)).map(([user]) => user)).toEqual(['00123', '00456', '000', '0.4']);
  });

  it('the foot comes last, wherever it stands', async () => {
    const file = fileOf(
      `<table><thead>${HEADER}</thead><tfoot><tr><td>Total<td><td>3</tfoot><tbody>${row('u1', '2024-01-01', '1')}${row('u2', '2024-01-02', '2')}</tbody></table>`,
    );
    expect((await textOf(file)).text).toBe(lines('user,time,price', 'u1,2024-01-01,1', 'u2,2024-01-02,2', 'Total,,3'));
    const { rows, rejected } = await readTable(file);
    expect(rows).toHaveLength(2);
    expect(rejected).toHaveLength(1);
  });

  it('a foot without its end ends where the body begins', async () => {
    const body = Array.from({ length: 1200 }, (_, i) => row(`u${i}`, '2024-01-01', '1'));
    const file = fileOf(`<table><thead>${HEADER}<tfoot><tr><td>Total<td><td>3<tbody>${body.join('')}</table>`);
    const rows = body.map((_, i) => `u${i},2024-01-01,1`);
    expect((await textOf(file)).text).toBe(lines('user,time,price', ...rows, 'Total,,3'));
  });

  it('of several tables the largest is read, another on demand, and the others are told of', async () => {
    const menu = `<table id=menu>${row('Home', 'Help')}${row('Search', 'Leave')}</table>`;
    const data = `<table><caption>Orders</caption>${HEADER}${row('u1', '2024-01-01', '1')}${row('u2', '2024-01-02', '2')}</table>`;
    const layout = fileOf(`<html><table><tr><td>${menu}</td><td>${data}</td></tr></table>`, 'page.html');
    const { text, unwrapped } = await textOf(layout);
    expect(text).toBe(lines('user,time,price', 'u1,2024-01-01,1', 'u2,2024-01-02,2'));
    expect(unwrapped).toMatchObject({
      kind: 'html',
      parts: ['Orders'],
      choices: ['menu', 'Orders'],
      skipped: [{ name: 'menu', why: 'other-sheet' }],
    });
    expect((await textOf(layout, 'menu')).text).toBe(lines('Home,Help', 'Search,Leave'));
  });

  it('a row that the file ends in is rejected', async () => {
    const whole = `<table>${HEADER}${row('u1', '2024-01-01', '1')}${row('u2', '2024-01-02', '2')}<tr><td>u3</td><td>2024-0`;
    const { rows, rejected } = await readTable(fileOf(whole));
    expect(rows).toHaveLength(2);
    expect(rejected).toMatchObject([{ line: 4, reason: 'cut-off' }]);
  });

  it('so is one that it ends in between two cells, and a row that has all of them is kept', async () => {
    const before = `<table><tr><td colspan=9>Orders</tr>${HEADER}${row('u1', '2024-01-01', '1')}<tr><td>u2</td><td>2024-01-02</td><td rowspan=2>2</td></tr>`;
    const cut = await readTable(fileOf(`${before}<tr><td>u3</td><td>2024-01-03</td><td>3</td></tr><tr><td>u9</td><td>2024-01-09</td>`));
    expect(cut.rows.map(([user]) => user)).toEqual(['u1', 'u2', 'u3']);
    expect(cut.rejected).toMatchObject([{ line: 6, reason: 'cut-off' }]);
    // Its third column is the cell above it.
    const reached = await readTable(fileOf(`${before}<tr><td>u3</td><td>2024-01-03</td>`));
    expect(reached.rows.map(([user]) => user)).toEqual(['u1', 'u2', 'u3']);
    expect(reached.rejected).toEqual([]);
  });

  it('is read as events', async () => {
    const { events } = await readAsProposed(
      page(row('a', '2024-01-01 10:00', '1.5'), row('b', '2024-01-02 10:00', '2'), row('a', '2024-01-03 10:00', '3')),
    );
    expect(events.userIds).toEqual(['a', 'b']);
    expect([...events.value!]).toEqual([1.5, 3, 2]);
  });

  it.each([
    ['GBK, as it says', (html: string) => gbk(html), 'gb2312'],
    ['GBK, though it says UTF-8', (html: string) => gbk(html), 'utf-8'],
    ['UTF-8, though it says GBK', (html: string) => new TextEncoder().encode(html), 'gb2312'],
    ['UTF-16', (html: string) => Buffer.from(`\ufeff${html}`, 'utf16le'), 'utf-8'],
  ])('in %s', async (_, bytes, charset) => {
    const html = `<html><head><meta charset="${charset}"></head><body><table><tr><td>用户</td><td>时间</td><td>商品</td></tr>${row('张三', '2024-01-01', '连衣裙')}${row('李四', '2024-01-02', '手机壳')}</table>`;
    const { header, rows } = await readTable(fileOf(Uint8Array.from(bytes(html)), 'orders.xls'));
    expect(header).toEqual(['用户', '时间', '商品']);
    expect(rows[0]).toEqual(['张三', '2024-01-01', '连衣裙']);
  });

  it('a zip of pages alone is read, and pages beside tables are not', async () => {
    const html = `<html><table>${HEADER}${row('u1', '2024-01-01', '1')}${row('u2', '2024-01-02', '2')}</table></html>`;
    const { text, unwrapped } = await textOf(fileOf(zipOf([{ name: 'orders.xls', content: html }])));
    expect(text).toBe(lines('user,time,price', 'u1,2024-01-01,1', 'u2,2024-01-02,2'));
    expect(unwrapped).toMatchObject({ kind: 'zip', parts: ['orders.xls'] });
    const other = zipOf([
      { name: 'about.html', content: '<html><p>words</p></html>' },
      { name: 'orders.xls', content: html },
    ]);
    expect((await textOf(fileOf(other))).unwrapped).toMatchObject({
      parts: ['orders.xls'],
      skipped: [{ name: 'about.html', why: 'no-table' }],
    });
    const both = zipOf([
      { name: 'a.csv', content: 'user,time\nu1,2024-01-01\n' },
      { name: 'report.html', content: html },
    ]);
    expect((await textOf(fileOf(both))).unwrapped).toMatchObject({ parts: ['a.csv'], skipped: [{ name: 'report.html', why: 'page' }] });
  });

  it('a zip of pages beside texts that are no tables is read, too', async () => {
    const html = `<html><table>${HEADER}${row('u1', '2024-01-01', '1')}${row('u2', '2024-01-02', '2')}</table></html>`;
    const prose = 'Dear colleague,\nthese are the sales, month by month, as agreed.\nRegards, Ann\n\nPS: see the logo';
    const files = [
      { name: 'orders.xls', content: html },
      { name: 'readme.txt', content: prose },
      { name: 'LICENSE', content: 'All rights reserved\nby the shop\n' },
      { name: 'empty.csv', content: 'user,time,price\n' },
    ];
    for (const content of [zipOf(files), new Uint8Array(gzipSync(zipOf(files)))]) {
      const { text, unwrapped } = await textOf(fileOf(content));
      expect(text).toBe(lines('user,time,price', 'u1,2024-01-01,1', 'u2,2024-01-02,2'));
      expect(unwrapped!.parts).toEqual(['orders.xls']);
      expect(new Map(unwrapped!.skipped.map(({ name, why }) => [name, why]))).toEqual(
        new Map([
          ['readme.txt', 'no-table'],
          ['LICENSE', 'no-table'],
          ['empty.csv', 'no-rows'],
        ]),
      );
    }
    const none = zipOf([{ name: 'about.html', content: '<html><p>words</p></html>' }, files[2]!]);
    expect((await failure(textOf(fileOf(none)))).code).toBe('file-one-column');
  });
});

describe('what is no table of a page', () => {
  it.each([
    ['a page without a table', '<!doctype html><html><body><h1>Sign in</h1><form></form></body></html>', 'page-no-table'],
    ['a page whose table is empty', `<html><table>${HEADER}</table></html>`, 'page-no-table'],
    ['elements without bottom', `<html><table>${'<div>'.repeat(5000)}`, 'packed-too-large'],
    ['a row of a million columns', `<html><table>${HEADER}${row('a', 'b')}<tr>${'<td>x'.repeat(20_000)}</table>`, 'packed-too-large'],
    ['a cell without end', `<html><table>${HEADER}${row('a', 'b')}<tr><td>${'words '.repeat(1_000_000)}`, 'packed-too-large'],
    ['a comment without end', `<html><table>${HEADER}${row('a', 'b')}<!-- ${'words '.repeat(2_000_000)}`, 'packed-too-large'],
  ])('%s', async (_, html, code) => {
    expect((await failure(textOf(fileOf(html)))).code).toBe(code);
  });

  it('cells that reach over millions take no more than they say', async () => {
    const file = page('<tr><td rowspan=99999999 colspan=99999999>u1</td></tr>', row('u2', '2024-01-02', '2'), row('u3', '2024-01-03', '3'));
    const { text } = await textOf(file);
    expect(text.length).toBeLessThan(20_000);
  });

  it('a cell of hundred thousands of pieces, and rows below cells that reached far, take as long as they are long', async () => {
    const pieces = 150_000;
    const wide = `<tr>${'<td colspan=1000 rowspan=3>'.repeat(16)}</tr>`;
    const file = page(
      row('u1', '2024-01-01', `<i>y</i>${' <i> x</i><br>'.repeat(pieces)}`),
      wide,
      '<tr>'.repeat(2_000_000),
      row('u2', '2024-01-02', '3'),
    );
    const { text } = await textOf(file);
    expect(text).toBe(lines('user,time,price', `u1,2024-01-01,"y x${'\nx'.repeat(pieces - 1)}"`, '', 'u2,2024-01-02,3'));
  });

  it('a cell lies over what is left of one from above', async () => {
    const file = page(
      '<tr><td>u1<td rowspan=3 colspan=2>2024-01-01<td>a',
      '<tr><td colspan=2>u2<td>b',
      '<tr><td>u3<td>2024-01-03<td>c',
      '<tr><td>u4<td>2024-01-04<td>4<td>d',
    );
    // In the third row the second column is free again and the third is not.
    expect((await textOf(file)).text).toBe(
      lines('user,time,price,', 'u1,2024-01-01,,a', 'u2,,,b', 'u3,2024-01-03,,c', 'u4,2024-01-04,4,d'),
    );
  });

  it.each([
    ['user,html\nu1,<table>\n', null],
    ['<b>user</b>,time\nu1,2024-01-01\n', null],
    ['<table><tr><td>a', 'html'],
    ['\ufeff \n<!-- x --><!DOCTYPE HTML PUBLIC "-//W3C//DTD">\n<HTML>', 'html'],
    [
      '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
      'workbook-xml',
    ],
    ['<?xml version="1.0"?><orders><order/></orders>', null],
  ])('%j', (text, kind) => {
    expect(markupKind(new TextEncoder().encode(text))).toBe(kind);
  });

  it('names an encoding that there is', () => {
    expect(markupEncoding(Buffer.from('<meta charset=nonsense><p>words'))).toBe('utf-8');
    expect(markupEncoding(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe4</a>', 'latin1'))).toBe('windows-1252');
  });
});
