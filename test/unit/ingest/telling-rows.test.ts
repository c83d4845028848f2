import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../workers/ingest';
import { ALPHABETS } from '../../../workers/ingest/alphabets';
import { multibyteBits } from '../../../workers/ingest/multibyte';
import { ENCODINGS } from '../../../workers/protocol/reading';
import { encode } from '../../fixtures/encode';
import { xlsxOf } from '../../fixtures/xlsx';
import { fileOf } from './support';

const HEADER = 'user_id,event_time,event_type,product';
const line = (i: number, product = 'mug') => `u${i % 50},2024-01-${String(1 + (i % 28)).padStart(2, '0')} 10:00:00,buy,${product}`;
const lines = (count: number) => Array.from({ length: count }, (_, i) => line(i + 1));
const text = (rows: readonly string[], header = HEADER) => `${[header, ...rows].join('\n')}\n`;

describe('rows that show whether the encoding is right', () => {
  it('stand further on where the first rows are plain ASCII', async () => {
    const rows = lines(600);
    for (const [row, product] of [
      [412, '运动鞋'],
      [530, '手机壳'],
      [531, '连衣裙'],
      [532, '商品'],
    ] as const)
      rows[row - 1] = line(row, product);
    const preview = await previewFile(fileOf(encode(text(rows), 'gb18030')));
    expect(preview.encoding).toBe('gb18030');
    expect(preview.tellingRows!.map(({ row, example }) => [row, example])).toEqual([
      [412, '运动鞋'],
      [530, '手机壳'],
      [531, '连衣裙'],
    ]);
    expect(preview.tellingRows![0]!.cells).toEqual(line(412, '运动鞋').split(','));
    const wrong = await previewFile(fileOf(encode(text(rows), 'gb18030')), undefined, { encoding: 'windows-1252' });
    expect(wrong.tellingRows![0]).toMatchObject({ row: 412, example: new TextDecoder('windows-1252').decode(encode('运动鞋', 'gb18030')) });
  });

  it('are none where the first rows or the header tell, where all is ASCII, or where there is no encoding to choose', async () => {
    const late = [...lines(100), line(1, '运动鞋')];
    const first = [line(1, '运动鞋'), ...late];
    expect((await previewFile(fileOf(text(first)))).tellingRows).toEqual([]);
    expect((await previewFile(fileOf(text(late, HEADER.replace('product', '商品'))))).tellingRows).toEqual([]);
    expect((await previewFile(fileOf(text(lines(100))))).tellingRows).toEqual([]);
    const sheet = xlsxOf([{ name: 'S', rows: [HEADER, ...late].map((row) => row.split(',')) }]);
    expect((await previewFile(fileOf(sheet, 'a.xlsx'))).tellingRows).toEqual([]);
  });

  it('stand beyond the sample of a file that is read in one piece', async () => {
    const rows = lines(9000);
    for (const at of [6000, 7000, 7001, 8000]) rows[at] = line(at, `"運動鞋, ${at}"`);
    const preview = await previewFile(fileOf(encode(text(rows), 'big5')));
    expect(preview.encoding).toBe('big5');
    expect(preview.tellingRows!.map(({ row, cells, example }) => [row, cells.length, example])).toEqual([
      [null, 4, '運動鞋, 6000'],
      [null, 4, '運動鞋, 7000'],
      [null, 4, '運動鞋, 7001'],
    ]);
  });

  it('are looked for all over a large file, and so is the encoding', async () => {
    const rows = lines(90_000);
    for (let i = 60_000; i < rows.length; i += 5) rows[i] = line(i, '运动鞋 红色');
    const preview = await previewFile(fileOf(encode(text(rows), 'gb18030')));
    expect(preview.encoding).toBe('gb18030');
    expect(preview.tellingRows).toHaveLength(3);
    for (const { row, example } of preview.tellingRows!) expect([row, example]).toEqual([null, '运动鞋 红色']);
  });
});

describe('the encodings to choose from', () => {
  it('are all that can be found, and others that every browser knows', () => {
    const found = [...ALPHABETS, ...multibyteBits([])].map(({ label }) => label);
    expect(ENCODINGS).toEqual(expect.arrayContaining([...new Set(found), 'utf-16le', 'utf-16be']));
    for (const label of ENCODINGS) expect(new TextDecoder(label).encoding).toBe(label);
  });
});
