import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../../workers/ingest';
import { widthOf } from '../../../../workers/ingest/containers/book';
import { openLayout } from '../../../../workers/ingest/layout';
import { readTable } from '../../../../workers/ingest/read-table';
import { readText } from '../../../../workers/ingest/source';
import { xlsxOf } from '../../../fixtures/xlsx';
import { failure, fileOf } from '../support';
import { lines } from './support';

const objects = (count: number, make: (i: number) => object) => lines(...Array.from({ length: count }, (_, i) => JSON.stringify(make(i))));

/** Bytes of the text that a file is made into. */
async function madeBytes(file: File): Promise<number> {
  const { source } = await openLayout(file);
  let bytes = 0;
  for await (const { utf8 } of readText(source, 1 << 16)) bytes += utf8.length;
  return bytes;
}

describe('JSON whose objects have fields of their own', () => {
  it('is read by the fields that most objects have, and says how many are left out', async () => {
    const text = objects(1200, (i) => ({ user: `u${i % 9}`, time: '2024-01-01', [`key ${i}`]: i, ...(i % 3 === 0 && { often: 1 }) }));
    const { header, rows, rejected, announcements } = await readTable(fileOf(text, 'events.jsonl'));
    expect(header.slice(0, 2)).toEqual(['user', 'time']);
    expect(header).toContain('often');
    expect(rows.length + rejected.length).toBe(1200);
    const left = 1200 + 3 - header.length;
    const note = announcements.find(({ key }) => key === 'sparse-fields');
    expect(note).toMatchObject({ line: 1, count: left });
    expect(header).not.toContain(note!.params!['example']);
    const { readingNotes } = await previewFile(fileOf(text, 'events.jsonl'));
    expect(readingNotes!.find(({ key }) => key === 'sparse-fields')).toMatchObject({ count: left });
  });

  it.each([
    ['itself', (own: object) => own],
    ['within another object', (own: object) => ({ 'the.order\\': own })],
  ])('keeps what tables call an order, by %s, however few have one', async (_, within) => {
    const text = objects(1500, (i) => ({
      u: `u${i % 9}`,
      at: '2024-01-01',
      [`p${i % 98}`]: i,
      [`q${i % 7}`]: 1,
      ...(i % 150 === 0 && within({ order_id: `o${i}` })),
    }));
    const { header, rows, announcements } = await readTable(fileOf(text, 'events.jsonl'));
    expect(announcements.map(({ key }) => key)).toContain('sparse-fields');
    const column = header.findIndex((name) => name.endsWith('order_id'));
    expect(rows.map((row) => row[column]).filter((cell) => cell !== '')).toEqual(Array.from({ length: 10 }, (_, i) => `o${i * 150}`));
  });

  it('has one such field of a name, so that objects by id take the others no room', async () => {
    const text = objects(400, (i) => ({
      u: `u${i % 9}`,
      often: 1,
      ...(i > 5 && { [`id${i}`]: { price: i } }),
      ...(i % 2 === 0 && { price: i }),
    }));
    const { header } = await readTable(fileOf(text, 'events.jsonl'));
    expect(header).toEqual(expect.arrayContaining(['u', 'often', 'price']));
  });

  it('makes a table that grows as the text does', async () => {
    for (const make of [
      (i: number) => ({ user: 'u', time: '2024-01-01', [`k${i}`]: i }),
      (i: number) => ({ user: 'u', time: '2024-01-01', nested: { [`k${i}`]: { [`l${i}`]: 1 } } }),
      (i: number) => (i < 5 ? Object.fromEntries(Array.from({ length: 1900 }, (_, k) => [`k${k}`, k])) : { k0: i }),
    ]) {
      const [small, large] = [objects(1000, make), objects(4000, make)];
      const [less, more] = [await madeBytes(fileOf(small)), await madeBytes(fileOf(large))];
      expect(more / less).toBeLessThan(6);
      expect(more).toBeLessThan(8 * large.length);
    }
  });

  it('keeps every field where there are no more than a table may have', async () => {
    const fields = fc.uniqueArray(fc.stringMatching(/^[a-z]{3}$/), { minLength: 1, maxLength: 98 });
    await fc.assert(
      fc.asyncProperty(fields, async (keys) => {
        const text = objects(keys.length, (i) => ({ USER: 'u', TIME: '2024-01-01', [keys[i]!]: 1 }));
        const { header, announcements } = await readTable(fileOf(text, 'events.jsonl'));
        expect(header).toEqual(['USER', 'TIME', ...keys]);
        expect(announcements).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  it('is refused with its line where later objects fill far fewer columns than the first', async () => {
    const keys = ['user', 'time', ...Array.from({ length: 1500 }, (_, k) => `k${k}`)];
    const wide = objects(150, (i) => Object.fromEntries(keys.map((key) => [key, 100_000 + i])));
    const found = await failure(madeBytes(fileOf(`${wide}${'{"user":1}\n'.repeat(22_000)}`, 'events.jsonl')));
    expect(found).toMatchObject({ code: 'table-too-sparse', params: { name: 'events.jsonl' } });
    expect(Number(found.params['line'])).toBeGreaterThan(150);
  });
});

describe('a cell far to the right of a table', () => {
  const PAGE_ROWS = Array.from({ length: 300 }, (_, i) => `<tr><td>u${i % 9}<td>2024-01-${10 + (i % 20)}<td>${i}</tr>`);
  const STRAY = `<tr>${'<td colspan=1000></td>'.repeat(16)}<td>stray</td></tr>`;

  it('on a page makes no columns, and its row is announced', async () => {
    const page = `<html><table><tr><th>user<th>time<th>n</tr>${PAGE_ROWS.slice(0, 5).join('')}${STRAY}${PAGE_ROWS.slice(5).join('')}</table></html>`;
    const { header, rows, rejected, rowsRead, announcements } = await readTable(fileOf(page));
    expect(header).toEqual(['user', 'time', 'n']);
    expect(rows.length + rejected.length).toBe(rowsRead);
    expect(rowsRead).toBe(PAGE_ROWS.length + 1);
    expect(announcements.map(({ key, count }) => [key, count])).toContainEqual(['surplus-cells', 1]);
  });

  it('in a workbook makes none either', async () => {
    const far = [...new Array<null>(16_000).fill(null), 'stray'];
    const sheet = [['user', 'time'], ...Array.from({ length: 120 }, (_, i) => [`u${i}`, '2024-01-01'])];
    const { header } = await readTable(fileOf(xlsxOf([{ name: 'A', rows: [...sheet.slice(0, 60), far, ...sheet.slice(60)] }])));
    expect(header).toEqual(['user', 'time']);
  });

  it('of each row makes a table that is refused, with its line', async () => {
    const cells = (i: number) => `<tr><td>u${i}<td>2024-01-01${'<td colspan=1000></td>'.repeat(8)}<td>x</tr>`;
    const page = `<html><table><tr><th>user<th>time</tr>${Array.from({ length: 560 }, (_, i) => cells(i)).join('')}</table></html>`;
    expect(await failure(readTable(fileOf(page)))).toMatchObject({ code: 'table-too-sparse' });
  });

  it('counts for the width where rows have such cells, and the header always does', () => {
    const row = (width: number, filled: number) => ({
      line: 1,
      cells: Array.from({ length: width }, (_, i) => (i < filled - 1 || i === width - 1 ? 'x' : '')),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 100, max: 600 }),
        fc.integer({ min: 401, max: 2000 }),
        (names, rows, far) => {
          const table = [row(names, names), ...Array.from({ length: rows }, () => row(Math.min(names, 3), Math.min(names, 3)))];
          expect(widthOf(table)).toBe(names);
          expect(widthOf([...table, row(far, 1)])).toBe(names);
          expect(widthOf([...table, ...Array.from({ length: rows }, () => row(far, 3))])).toBe(far);
        },
      ),
      { numRuns: 12 },
    );
  });
});
