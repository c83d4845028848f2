import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../workers/ingest/read-table';
import { writeCsv } from '../../fixtures/csv-writer';
import { fileOf } from './support';

const UNQUOTED = { quote: '"', escape: 'doubled', newline: '\n' } as const;
const NAMES = ['user', 'day', 'amount', 'place', 'list'];

describe('what separates within cells', () => {
  it('does not divide the table, however evenly it stands there, where the header does without it', async () => {
    const separators = fc.constantFrom(',', ';', '\t', '|');
    await fc.assert(
      fc.asyncProperty(
        separators,
        separators,
        fc.integer({ min: 3, max: 5 }),
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 4, max: 80 }),
        async (delimiter, inner, columns, parts, count) => {
          fc.pre(delimiter !== inner);
          const header = NAMES.slice(-columns);
          const rows = Array.from({ length: count }, (_, i) => {
            const list = Array.from({ length: parts }, (_, part) => `t${(i * 7 + part * 3) % 20}`).join(inner);
            return [`u${i % 9}`, '2024-01-05', `${i}.5`, `p${i % 4}`, list].slice(-columns);
          });
          const table = await readTable(fileOf(writeCsv([header, ...rows], { ...UNQUOTED, delimiter })));
          expect(table.dialect.delimiter).toBe(delimiter);
          expect([table.header, ...table.rows]).toEqual([header, ...rows]);
        },
      ),
    );
  });

  it.each([
    ['the name of a browser', 'Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101'],
    ['the parts of a link', 'utm_source=a;utm_medium=b;utm_campaign=c'],
    ['a time of day', '10:15:00'],
    ['a place', '52.51|13.38|34'],
  ])('%s', async (_, cell) => {
    const rows = Array.from({ length: 40 }, (_, i) => [`u${i % 7}`, '2024-01-05', cell]);
    const table = await readTable(fileOf(['user,day,seen', ...rows.map((row) => row.join(','))].join('\n')));
    expect([table.header, ...table.rows]).toEqual([['user', 'day', 'seen'], ...rows]);
  });

  it('nor do quotes that open no cell, in a few rows with times', async () => {
    const rows = Array.from({ length: 6 }, (_, i) => [`u${i}`, `2024-01-05 10:0${i}:30`, i % 3 ? '"Sale" towel' : 'Mug', `${i}.5`]);
    const table = await readTable(fileOf(['user,time,item,price', ...rows.map((row) => row.join(','))].join('\n')));
    expect([table.header, ...table.rows]).toEqual([['user', 'time', 'item', 'price'], ...rows]);
  });

  it('lines that end with CR, under notes, with line feeds in a few cells', async () => {
    const rows = Array.from({ length: 8 }, (_, i) => [`u${i}`, '2024-01-05', i % 3 ? 'fine' : 'late;\nbut good', `${i}.5`]);
    const text = writeCsv([['user', 'day', 'comment', 'price'], ...rows], { ...UNQUOTED, delimiter: ',', newline: '\r' });
    const table = await readTable(fileOf(`Orders export\rFilters: status = all; city = any\r\r${text}`));
    expect(table.dialect).toMatchObject({ newline: '\r', preambleLines: 3, headerLines: 1 });
    expect(table.rows).toEqual(rows);
  });
});
