import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isOneText, isWritten } from '../../../src/screens/data/written-text';
import { previewFile } from '../../../workers/ingest';
import { fileSet } from '../../../workers/protocol/file-set';
import { xlsxOf } from '../../fixtures/xlsx';
import { zipOf } from '../../fixtures/zip';

const rows = (from: number) => Array.from({ length: 9 }, (_, i) => [`u${from + i}`, `2024-01-0${i + 1}`, String(i)]);
const csv = (from: number) => [['user', 'time', 'price'], ...rows(from)].map((row) => row.join()).join('\n');
const bytes = (content: string | Uint8Array, name = 'events') => new File([new Uint8Array(Buffer.from(content))], name);
const workbook = () => xlsxOf([{ name: 'Data', rows: [['user', 'time', 'price'], ...rows(0)] }]);
const jsonl = rows(0)
  .map(([user, time, price]) => JSON.stringify({ user, time, price }))
  .join('\n');

describe('encoding and separator can be chosen', () => {
  it.each([
    ['text', bytes(csv(0)), true, true],
    ['text in a gzip', bytes(gzipSync(csv(0))), true, true],
    ['text in a zip', bytes(zipOf([{ name: 'a.csv', content: csv(0) }])), true, true],
    ['several files', fileSet([bytes(csv(0), 'a.csv'), bytes(csv(9), 'b.csv')]), true, false],
    ['a workbook', bytes(workbook()), false, false],
    ['a workbook in a zip', bytes(zipOf([{ name: 'a.xlsx', content: workbook() }])), false, false],
    ['JSON lines', bytes(jsonl), false, false],
    ['JSON lines in a gzip', bytes(gzipSync(jsonl)), false, false],
  ])('of %s', async (_, file, written, one) => {
    const preview = await previewFile(file);
    expect([isWritten(preview), isOneText(preview)]).toEqual([written, one]);
    // As an earlier version kept it.
    const { written: _known, ...before } = preview;
    if (preview.unwrapped?.kind !== 'zip') expect(isWritten(before)).toBe(written);
  });

  it('and what is chosen counts for each of several files', async () => {
    const latin = fileSet(
      ['Größe', 'Höhe'].map((item, i) =>
        bytes(Buffer.from(`user,time,item\nu${i},2024-01-01,${item}\nu2,2024-01-02,x\n`, 'latin1'), `${i}.csv`),
      ),
    );
    expect((await previewFile(latin, undefined, { encoding: 'windows-1252' })).rows.map((row) => row[2])).toContain('Höhe');
    expect((await previewFile(latin, undefined, { encoding: 'utf-16le' }).catch(() => null))?.columns[2]?.name).not.toBe('item');
  });
});
