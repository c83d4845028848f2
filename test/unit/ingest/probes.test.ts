import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../workers/ingest';
import { encode } from '../../fixtures/encode';
import { fileOf, readAsProposed } from './support';

const HEADER = 'user_id,event_time,event_type,price';
/** 6,000 rows of days that can be read both ways, in no order, then 3,000 of days after the 12th and of a type that is not seen before. */
const ROWS = Array.from({ length: 9000 }, (_, i) => {
  const late = i >= 6000;
  const [month, day] = [1 + ((i * 7) % 12), late ? 13 + (i % 15) : 1 + ((i * 5) % 12)];
  return `u${i % 300},${String(month).padStart(2, '0')}/${String(day).padStart(2, '0')}/2024,${late && i % 10 === 0 ? 'refund' : 'purchase'},${i}.5`;
});
const TEXT = `${[HEADER, ...ROWS].join('\n')}\n`;

describe('the rest of a file whose beginning is all of it', () => {
  it.each([
    ['plain', fileOf(TEXT)],
    ['with CRLF', fileOf(TEXT.replaceAll('\n', '\r\n'))],
    ['packed', fileOf(gzipSync(TEXT), 'events.csv.gz')],
    ['in UTF-16', fileOf(encode(`\uFEFF${TEXT}`, 'utf-16le'))],
  ])('settles dates and shows types: %s', async (_, file) => {
    const preview = await previewFile(file);
    expect(preview.dateOrders![1]).toMatchObject({ order: 'mdy', proved: true, cells: 9000, proofs: 3000, against: 0 });
    expect(preview.mapping).toMatchObject({ dateFormat: 'mdy', purchaseTypes: ['purchase'], refundTypes: ['refund'] });
    const { quality } = await readAsProposed(file);
    expect(quality).toMatchObject({ rowsRead: 9000, kept: 9000 });
  });

  it('has each row once, and no header that comes again', async () => {
    const rows = ROWS.map((row, i) => `${row},id${i}`);
    const header = `${HEADER},id`;
    const table = [header, ...rows.slice(0, 7000), header, ...rows.slice(7000)];
    const preview = await previewFile(fileOf(`${table.join('\n')}\n`));
    expect(preview.sampledRows).toBe(9000);
    expect(preview.columns[4]!.distinct).toBe(9000);
  });

  it('is looked at in places where it is long, each row at most once', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${ROWS[i % 9000]},row ${i} of a file that is read in one piece`);
    const text = `${HEADER},note\n${rows.join('\n')}\n`;
    expect(text.length).toBeGreaterThan(16 * (1 << 14) * 4);
    const preview = await previewFile(fileOf(gzipSync(text), 'events.csv.gz'));
    expect(preview.sampledRows).toBeGreaterThan(6000);
    expect(preview.columns[4]!.distinct).toBe(preview.sampledRows);
    expect(preview.mapping.dateFormat).toBe('mdy');
  });
});
