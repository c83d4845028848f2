import { describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { previewFile } from '../../../../workers/ingest';
import { readTable } from '../../../../workers/ingest/read-table';
import { fileSet, filesOfSet } from '../../../../workers/protocol/file-set';
import { zipOf } from '../../../fixtures/zip';
import { failure, fileOf, mappingOf, read, readAsProposed, rejectedText } from '../support';
import { lines, textOf } from './support';

const JANUARY = lines('user,time,price', 'u1,2024-01-01,1', 'u2,2024-01-02,2.5');

describe('a set of files', () => {
  it('is one file that gives them back, in the order of their names', async () => {
    const files = ['b 10.csv', 'b 9.csv', 'ä.csv', 'A.csv'].map((name, i) => new File([`text ${i}`], name, { lastModified: 1000 + i }));
    const set = fileSet(files);
    expect(set).toMatchObject({ name: 'A.csv … b 10.csv (4)', lastModified: 1003 });
    const back = await filesOfSet(set);
    expect(back!.map(({ name, lastModified }) => [name, lastModified])).toEqual([
      ['A.csv', 1003],
      ['ä.csv', 1002],
      ['b 9.csv', 1001],
      ['b 10.csv', 1000],
    ]);
    expect(await Promise.all(back!.map((file) => file.text()))).toEqual(['text 3', 'text 2', 'text 1', 'text 0']);
    expect(fileSet(files.slice(0, 2)).name).toBe('b 9.csv + b 10.csv');
  });

  it('of one file is the file; other files are none', async () => {
    const file = fileOf(JANUARY);
    expect(fileSet([file])).toBe(file);
    expect(await filesOfSet(file)).toBeNull();
    expect(await filesOfSet(fileOf(''))).toBeNull();
    for (const list of ['nonsense', '{}', '[null]', '[{"name":1}]', '[{"name":"a","size":-1,"lastModified":0}]']) {
      const length = new Uint8Array(new Uint32Array([list.length]).buffer);
      expect(await filesOfSet(new File(['SHOALSET', length, list], 'x'))).toBeNull();
    }
  });

  it('is read as one, columns by name, whatever the order, separator, encoding, line ends and wrapping', async () => {
    const files = [
      new File([JANUARY], '2024-01.csv'),
      new File([Buffer.from('\ufeffPrice ;TIME;user\n3,50;2024-02-01;Jörg\n4;2024-02-02;u1\n', 'utf16le')], '2024-02.csv'),
      new File([gzipSync('time\tuser\tprice\r\n2024-03-01\tu5\t5\r\n')], '2024-03.tsv.gz'),
      new File([zipOf([{ name: 'april.csv', content: lines('user,price,time', '"a ""b""",6,2024-04-01') }])], '2024-04.zip'),
      new File([lines('{"price":7,"user":"u7","time":"2024-05-01"}')], '2024-05.jsonl'),
      new File([''], '2024-06.csv'),
      new File(['user,time,price\n'], '2024-07.csv'),
    ];
    const { text, unwrapped } = await textOf(fileSet(files));
    expect(text).toBe(
      JANUARY + lines('Jörg,2024-02-01,"3,50"', 'u1,2024-02-02,4', 'u5,2024-03-01,5', '"a ""b""",2024-04-01,6', 'u7,2024-05-01,7'),
    );
    expect(unwrapped).toEqual({
      kind: 'files',
      parts: ['2024-01.csv', '2024-02.csv', '2024-03.tsv.gz', '2024-04.zip', '2024-05.jsonl'],
      skipped: [
        { name: '2024-06.csv', why: 'no-rows' },
        { name: '2024-07.csv', why: 'no-rows' },
      ],
      choices: [],
      laterFields: [],
    });
  });

  it('goes on without a header where only the first file has one', async () => {
    const files = [new File([JANUARY], 'xaa'), new File([lines('u3,2024-01-03,3', 'u4,2024-01-04,4')], 'xab')];
    expect((await textOf(fileSet(files))).text).toBe(`${JANUARY}u3,2024-01-03,3\nu4,2024-01-04,4\n`);
  });

  it('refuses a file whose columns differ, by its name and theirs', async () => {
    const other = new File([lines('user,time,amount', 'u3,2024-02-01,3')], 'feb.csv');
    expect(await failure(textOf(fileSet([new File([JANUARY], 'a.csv'), other])))).toEqual({
      code: 'files-differ',
      params: { name: 'feb.csv', first: 'a.csv', columns: '− price, + amount' },
    });
    const wider = new File([lines('user,time,price,shop', 'u3,2024-02-01,3,x')], 'b.csv');
    expect((await failure(textOf(fileSet([new File([JANUARY], 'a.csv'), wider])))).params['columns']).toBe('+ shop');
    const binary = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])], 'logo.png');
    expect((await failure(textOf(fileSet([new File([JANUARY], 'a.csv'), binary])))).params['name']).toBe('logo.png');
  });

  it('a file that is cut off within quotes costs no row of the next', async () => {
    const files = [new File([`${JANUARY}"u9,2024-01-05`], 'a.csv'), new File([JANUARY], 'b.csv')];
    const ingested = await read(fileSet(files), mappingOf({ user: 'user', time: 'time', price: 'value' }));
    expect(ingested.quality).toMatchObject({ rowsRead: 5, kept: 2, duplicates: 2, rejected: { 'cut-off': 1 } });
  });

  it('finds what stands below the table of each file, the last and the others alike', async () => {
    const header = 'user,time,event,price';
    const month = (number: number) => Array.from({ length: 12 }, (_, i) => `u${i % 5},2024-0${number}-${10 + i},view,${i}.5`);
    const tails: readonly (readonly [tail: string, reason: string, rows: number])[] = [
      ['Total,,,66.0\n', 'total-row', 1],
      ['\nSource: the shop\n* without tax\n', 'footnote', 2],
      ['u1,2024-0', 'cut-off', 1],
      ['\nuser,city\nu1,Rome\nu2,Paris\n', 'other-table', 3],
    ];
    const mapping = mappingOf({ user: 'user', time: 'time', event: 'event', price: 'value' });
    for (const [tail, reason, rows] of tails) {
      for (const below of [[0], [1], [2], [0, 1, 2]]) {
        const files = [1, 2, 3].map(
          (number, i) => new File([lines(header, ...month(number)), below.includes(i) ? tail : ''], `${number}.csv`),
        );
        const table = await readTable(fileSet(files));
        expect(table.rows).toEqual([1, 2, 3].flatMap((number) => month(number).map((line) => line.split(','))));
        expect(table.rejected.map((row) => row.reason)).toEqual(new Array(rows * below.length).fill(reason));
        expect(table.rowsRead).toBe(36 + rows * below.length);
        const { quality } = await read(fileSet(files), mapping);
        expect(quality).toMatchObject({ rowsRead: 36 + rows * below.length, kept: 36, rejected: { [reason]: rows * below.length } });
      }
    }
  });

  it('tells the file and line of rejected rows', async () => {
    const files = [
      new File([lines('user,time,price', 'u1,2024-01-01,1', 'u2,never,"two', 'lines"', '', 'u3,ever,3')], 'jan.csv'),
      new File([lines('Report', '', 'price;user;time', '4;u4;2024-02-01', '5;u5;soon', '6;u6')], 'feb.csv'),
    ];
    const set = fileSet(files);
    const mapping = mappingOf({ price: 'other', user: 'user', time: 'time' });
    const ingested = await read(set, mapping);
    expect(ingested.quality).toMatchObject({ rowsRead: 6, kept: 2, rejected: { 'bad-date': 3, ragged: 1 } });
    expect((await rejectedText(set, mapping, ingested)).slice(1).split('\r\n')).toEqual([
      'file,line,reason,price,user,time',
      'feb.csv,5,bad-date,5,u5,soon',
      'feb.csv,6,ragged,6,u6,',
      'jan.csv,3,bad-date,"two\nlines",u2,never',
      'jan.csv,6,bad-date,3,u3,ever',
      '',
    ]);
  });

  it('progress counts the bytes of all files', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => `u${i % 90},2024-01-0${1 + (i % 9)},${i}`);
    const files = ['a', 'b', 'c'].map((name) => new File([lines('user,time,price', ...rows.map((row) => row + name))], name));
    const set = fileSet(files);
    const { mapping } = await previewFile(set);
    const ingested = await read(set, mapping);
    expect(ingested.quality.rowsRead).toBe(3000);
    expect(ingested.quality.fileSize).toBe(set.size);
  });

  it('a month without a sale in JSON, one in a workbook: what was proposed reads them', async () => {
    const ingested = await readAsProposed(
      fileSet([new File([JANUARY], 'a.csv'), new File([lines('time,price,user', '2024-02-01,9,u1')], 'b.csv')]),
    );
    expect(ingested.events.userIds).toEqual(['u1', 'u2']);
    expect([...ingested.events.value!]).toEqual([1, 9, 2.5]);
  });
});
