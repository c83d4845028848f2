import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { zipOf, type ZipFile } from '../../../fixtures/zip';
import { xlsxOf } from '../../../fixtures/xlsx';
import { failure, fileOf, hasSharedData, readAsProposed, sharedFile, SKIPPED } from '../support';
import { compound, lines, textOf } from './support';

const JANUARY = lines('user,time,price', 'u1,2024-01-01,1', 'u2,2024-01-02,2.5');
const FEBRUARY = lines('user,time,price', 'u3,2024-02-01,3', 'u1,2024-02-02,4');

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

describe('zip', () => {
  it.each([
    ['deflated', { name: 'a.csv', content: JANUARY }, {}],
    ['stored', { name: 'a.csv', content: JANUARY, stored: true }, {}],
    ['with a comment', { name: 'a.csv', content: JANUARY }, { comment: 'made by hand PK\x05\x06' }],
    ['after something else, as self-extracting archives are', { name: 'a.csv', content: JANUARY }, { before: 'PK\x03\x04 stub' }],
  ] as const)('one file, %s, is read as it is', async (_, file, options) => {
    const { text, unwrapped } = await textOf(fileOf(zipOf([file], options), 'events.csv'));
    expect(text).toBe(JANUARY);
    expect(unwrapped).toEqual({ kind: 'zip', parts: ['a.csv'], skipped: [], choices: [], laterFields: [] });
  });

  it('reads its files as one, in the order of their names, and says what it leaves out', async () => {
    const { text, unwrapped } = await textOf(
      fileOf(
        zipOf([
          { name: 'sales/', content: '' },
          { name: 'sales/2024-10.csv', content: lines('user,time,price', 'u9,2024-10-01,9') },
          { name: 'sales/2024-2.csv', content: FEBRUARY },
          { name: 'sales/2024-1.csv', content: JANUARY },
          { name: '__MACOSX/sales/._2024-1.csv', content: '\0\x05\x16\x07' },
          { name: '.DS_Store', content: '\0\0\0\x01Bud1' },
          { name: 'logo.png', content: PNG },
          { name: 'about.html', content: '<html>a,b</html>' },
          { name: 'README', content: 'Dear colleague,\nthese are the sales, month by month, as agreed.\nRegards, Ann\n\nPS: see the logo' },
          { name: 'older.zip', content: zipOf([{ name: 'x.csv', content: JANUARY }]) },
          { name: 'sales/2024-3.csv', content: 'user,time,price\n' },
        ]),
      ),
    );
    expect(text).toBe(JANUARY + 'u3,2024-02-01,3\nu1,2024-02-02,4\nu9,2024-10-01,9\n');
    expect(unwrapped).toMatchObject({ kind: 'zip', parts: ['sales/2024-1.csv', 'sales/2024-2.csv', 'sales/2024-10.csv'] });
    expect(new Map(unwrapped!.skipped.map(({ name, why }) => [name, why]))).toEqual(
      new Map([
        ['sales/', 'no-table'],
        ['__MACOSX/sales/._2024-1.csv', 'system'],
        ['.DS_Store', 'system'],
        ['logo.png', 'no-table'],
        ['about.html', 'page'],
        ['README', 'no-table'],
        ['older.zip', 'nested'],
        ['sales/2024-3.csv', 'no-rows'],
      ]),
    );
  });

  it('reads what is packed within it', async () => {
    const sheet = xlsxOf([
      {
        name: 'S',
        rows: [
          ['user', 'time', 'price'],
          ['u1', { raw: '45292', style: 1 }, 1],
          ['u2', { raw: '45293', style: 1 }, { raw: '2.5' }],
        ],
      },
    ]);
    for (const content of [gzipSync(JANUARY), sheet]) {
      expect((await textOf(fileOf(zipOf([{ name: 'inner', content }])))).text).toBe(JANUARY);
    }
  });

  it.each([
    ['UTF-8 as marked', { name: '销售.csv', utf8: true, content: JANUARY }, '销售.csv'],
    ['UTF-8 unmarked', { name: 'Größe.csv', content: JANUARY }, 'Größe.csv'],
    // 销售 in GBK, as Windows writes it in Chinese.
    ['GBK', { name: new Uint8Array([0xcf, 0xfa, 0xca, 0xdb, 0x2e, 0x63, 0x73, 0x76]), content: JANUARY }, '销售.csv'],
  ] as [string, ZipFile, string][])('reads names in %s', async (_, file, name) => {
    expect((await textOf(fileOf(zipOf([file])))).unwrapped!.parts).toEqual([name]);
  });

  it.each([
    ['encrypted', [{ name: 'a.csv', content: JANUARY, encrypted: true }], 'packed-encrypted'],
    ['compressed in another way', [{ name: 'a.csv', content: JANUARY, method: 9 }], 'packed-unsupported'],
    ['without a table', [{ name: 'logo.png', content: PNG }], 'packed-no-table'],
    ['empty', [], 'packed-no-table'],
    ['with a wrong checksum', [{ name: 'a.csv', content: JANUARY, claimedCrc: 1 }], 'packed-damaged'],
    ['longer than it says', [{ name: 'a.csv', content: JANUARY, claimedSize: JANUARY.length - 1 }], 'packed-damaged'],
    ['shorter than it says', [{ name: 'a.csv', content: JANUARY, claimedSize: JANUARY.length + 1 }], 'packed-damaged'],
    [
      'of tables that differ',
      [
        { name: 'a.csv', content: JANUARY },
        { name: 'b.csv', content: lines('user,time,amount', 'u1,2024-01-01,2') },
      ],
      'files-differ',
    ],
  ] as [string, ZipFile[], string][])('refuses one that is %s', async (_, files, code) => {
    expect((await failure(textOf(fileOf(zipOf(files))))).code).toBe(code);
  });

  it('refuses one that is cut off', async () => {
    const whole = zipOf([{ name: 'a.csv', content: JANUARY.repeat(50) }]);
    for (const share of [0.2, 0.5, 0.9, 0.99]) {
      expect((await failure(textOf(fileOf(whole.slice(0, whole.length * share))))).code).toBe('packed-damaged');
    }
  });

  it('names the spreadsheet formats that it does not read', async () => {
    const xlsb = zipOf([{ name: 'xl/workbook.bin', content: 'x' }]);
    expect((await failure(textOf(fileOf(xlsb)))).params).toMatchObject({ kind: 'xlsb' });
    expect((await failure(textOf(fileOf(compound(['Workbook']))))).params).toMatchObject({ kind: 'xls' });
    expect((await failure(textOf(fileOf(compound(['EncryptionInfo', 'EncryptedPackage']))))).code).toBe('packed-encrypted');
  });

  it.skipIf(!hasSharedData)('reads simple.zip of messytables' + (hasSharedData ? '' : ` (${SKIPPED})`), async () => {
    const inner = await textOf(sharedFile('messy/messytables/simple.zip'));
    const plain = await textOf(sharedFile('messy/messytables/simple.csv'));
    expect(inner.text).toBe(plain.text);
    expect(inner.columns).toEqual(['date', 'temperature', 'place']);
  });
});

describe('gzip', () => {
  it('may hold any of the others', async () => {
    const zip = zipOf([
      { name: 'a.csv', content: JANUARY },
      { name: 'b.csv', content: FEBRUARY },
    ]);
    expect((await textOf(fileOf(new Uint8Array(gzipSync(zip))))).text).toBe(JANUARY + 'u3,2024-02-01,3\nu1,2024-02-02,4\n');
    expect((await textOf(fileOf(new Uint8Array(gzipSync(gzipSync(JANUARY)))))).text).toBe(JANUARY);
    const ingested = await readAsProposed(
      fileOf(new Uint8Array(gzipSync('{"user":"a","time":"2024-01-01"}\n{"user":"b","time":"2024-01-02"}\n'))),
    );
    expect(ingested.quality).toMatchObject({ kept: 2, unwrapped: { kind: 'json' } });
  });

  it('within itself many times is refused', async () => {
    let bytes = Buffer.from(JANUARY);
    for (let i = 0; i < 8; i++) bytes = gzipSync(bytes);
    expect((await failure(textOf(fileOf(new Uint8Array(bytes))))).code).toBe('packed-unsupported');
  });
});
