import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kernels } from '../../../scripts/lib/kernel-plugin.mjs';
import { annotated, firstPage, levels, parquetOf, secondPage, varint } from '../../fixtures/parquet-pages';
import { xlsxParts } from '../../fixtures/xlsx';
import { zipOf } from '../../fixtures/zip';

const MB = 1 << 20;
/** What JavaScript's own objects may take: who needs more is ended by the platform. */
const HEAP_MB = 320;
/** With the memory of arrays and of the platform, whatever the file. */
const MOST = 512 * MB;

const BEGINNING = 'user,time,text\nu1,2024-01-01,"a\nb"\nu2,2024-01-02,c\n';
const PAGE = '<html><table><tr><td>user<td>time</tr><tr><td>u1</td><td>2024-01-01</td></tr><tr><td>u2</td><td>2024-01-02</td></tr>';
const OBJECT = '{"user":"u1","time":"2024-01-01"}\n';
const repeated = (unit: string, bytes: number) => unit.repeat(Math.ceil(bytes / unit.length));

/** A workbook with something put before a mark in one of its parts. */
function workbook(part: string, mark: string, put: string): Uint8Array {
  const parts = xlsxParts([{ name: 'Data', rows: [['user', 'time'], ...['u1', 'u2'].map((user) => [user, '2024-01-01'])] }]);
  return zipOf(parts.map((one) => (one.name === part ? { ...one, content: String(one.content).replace(mark, put + mark) } : one)));
}
const SHEET = ['xl/worksheets/sheet1.xml', '</sheetData>'] as const;

/** A column of nothing, which takes a few bytes. */
const nothing = (name: string, rows: number): ColumnSource => ({
  name,
  data: new Array<null>(rows).fill(null),
  type: 'INT32',
  nullable: true,
});

/** A variant that is a list of so many truth values. */
function truths(values: number): Uint8Array {
  const list = new Uint8Array(5 + 4 * (values + 1) + values).fill(1 << 2);
  const view = new DataView(list.buffer);
  list[0] = (0b111 << 2) | 3;
  view.setUint32(1, values, true);
  for (let i = 0; i <= values; i++) view.setUint32(5 + 4 * i, i, true);
  return list;
}

/** Variants that are lists. */
function variants(...lists: readonly Uint8Array[]): Uint8Array {
  const file = parquetWriteBuffer({
    columnData: [
      { name: 'user', data: lists.map((_, i) => `u${i % 9}`) },
      { name: 'time', data: lists.map((_, i) => `2024-01-${10 + (i % 20)}`) },
      { name: 'v', data: lists.map((value) => ({ metadata: Uint8Array.of(1, 0, 0), value })) },
    ],
    schema: [
      { name: 'root', num_children: 3 },
      { name: 'user', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      { name: 'time', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      { name: 'v', num_children: 2, repetition_type: 'REQUIRED' },
      { name: 'metadata', type: 'BYTE_ARRAY', repetition_type: 'REQUIRED' },
      { name: 'value', type: 'BYTE_ARRAY', repetition_type: 'REQUIRED' },
    ],
  });
  return annotated(file, { v: { logical_type: { type: 'VARIANT' } } });
}

/** Rows of structures 28 deep within each other. */
function deepParquet(rows: number): Uint8Array {
  const within = Array.from({ length: 28 }, (_, i) => `s${i}`);
  // All are there but for the innermost, as one run says.
  const missing = firstPage('PLAIN', rows, levels(...varint(2 * rows), within.length));
  const user = firstPage('PLAIN', rows, new Uint8Array(4 * rows));
  return parquetOf(rows, [
    { name: 'user', type: 'INT32', pages: [user] },
    { name: 'field', type: 'INT32', within, element: { repetition_type: 'OPTIONAL' }, pages: [missing] },
  ]);
}

/** What a file holds, and how reading it ends; `begun`: as far as its beginning, where the rest would take long. */
const FILES: Readonly<Record<string, readonly [expected: string, make: () => string | Uint8Array]>> = {
  'text without a line end': ['record-too-long', () => BEGINNING + repeated('x', 40 * MB)],
  'text of nothing but delimiters': ['record-too-long', () => BEGINNING + repeated(',', 17 * MB)],
  'a quote that is never closed': ['read', () => `${BEGINNING}u3,2024-01-03,"${repeated('words of a cell\n', 18 * MB)}`],
  'a table of 100,000 columns': ['too-many-columns', () => repeated('a,b,c,d,e,f,g,h,i,j,', 200_000) + 'k\n' + repeated(',', 1 * MB)],
  'JSON nested without end': ['read', () => `${OBJECT}{"a":${repeated('[{"a":', 9 * MB)}`],
  'JSON of empty lists': ['read', () => `${OBJECT}{"a":[${repeated('[],', 6 * MB)}[]]}`],
  'JSON of many fields and empty objects': [
    'begun',
    () =>
      `${JSON.stringify({ user: 'u', time: '2024-01-01', ...Object.fromEntries(Array.from({ length: 2200 }, (_, i) => [`f${i}`, 1])) })}\n${repeated('{}\n', 100_000)}`,
  ],
  'a sheet whose rows reach far to the right': [
    'table-too-sparse',
    () => workbook(...SHEET, '<row><c r="HZZ9"><v>1</v></c></row>'.repeat(3000)),
  ],
  'a sheet with a cell without end': [
    'packed-damaged',
    () => workbook(...SHEET, `<row><c t="inlineStr"><is>${'<t>text without end</t>'.repeat(MB)}`),
  ],
  'a sheet with a tag without end': ['packed-damaged', () => workbook(...SHEET, `<row r="${'1'.repeat(24 * MB)}`)],
  'a workbook of many texts': ['read', () => workbook('xl/sharedStrings.xml', '</sst>', '<si/>'.repeat(4_000_000))],
  'a page with a tag without end': ['packed-too-large', () => `${PAGE}<td title="${repeated('words ', 40 * MB)}`],
  'a page of empty cells without end': ['read', () => `${PAGE}<tr>${repeated('<td><br>', 10 * MB)}`],
  'a page whose rows reach far to the right': [
    'table-too-sparse',
    () => `${PAGE}${`<tr>${'<td colspan=1000>'.repeat(16)}<td>1</td></tr>`.repeat(3000)}</table>`,
  ],
  'a page of millions of tables': ['packed-too-large', () => `${PAGE}</table>${repeated('<table><tr><td>1</table>', 24 * MB)}`],
  'a spreadsheet of rows that repeat': [
    'packed-too-large',
    () => {
      const cell = (text: string) => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`;
      const row = (repeats: number, ...texts: string[]) =>
        `<table:table-row table:number-rows-repeated="${repeats}">${texts.map(cell).join('')}</table:table-row>`;
      const rows = [row(1, 'user', 'time'), row(50, 'u1', '2024-01-01'), row(1_000_000, 'u2', repeated('words ', 1 << 16))];
      return zipOf([
        { name: 'content.xml', content: `<table:table table:name="A">${rows.join('')}</table:table>` },
        { name: 'META-INF/manifest.xml', content: '<manifest/>' },
      ]);
    },
  ],
  'a Parquet file of nothing': [
    'begun',
    () =>
      new Uint8Array(
        parquetWriteBuffer({ columnData: Array.from({ length: 30 }, (_, i) => nothing(`c${i}`, 150_000)), rowGroupSize: 150_000 }),
      ),
  ],
  'a Parquet page of three million texts': [
    'read',
    () => {
      const rows = 3_072_000;
      const page = firstPage(
        'PLAIN',
        rows,
        new Uint8Array(5 * rows).map((_, i) => [1, 0, 0, 0, 65][i % 5]!),
      );
      const day = secondPage('DELTA_BINARY_PACKED', rows, [
        ...varint(128),
        4,
        ...varint(rows),
        0,
        ...new Array<number>(5 * (rows / 128)).fill(0),
      ]);
      return parquetOf(rows, [
        { name: 'user', type: 'BYTE_ARRAY', pages: [page] },
        { name: 'time', type: 'INT32', element: { converted_type: 'DATE' }, pages: [day] },
      ]);
    },
  ],
  'a Parquet page of many structures within structures': ['begun', () => deepParquet(20_000)],
  'a Parquet page of a million structures within structures': ['packed-too-large', () => deepParquet(1_000_000)],
  'Parquet variants of many values': [
    'read',
    () => variants(...new Array<Uint8Array>(60).fill(truths(2)), ...new Array<Uint8Array>(12).fill(truths(500_000))),
  ],
  'a gzip of one line': ['record-too-long', () => gzipSync(BEGINNING + repeated('x', 60 * MB))],
};

describe('reading takes no more than so much memory, whatever the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reading-'));
  const run = promisify(execFile);

  beforeAll(async () => {
    await build({
      root: resolve(import.meta.dirname, '../../..'),
      configFile: false,
      publicDir: false,
      logLevel: 'error',
      plugins: [kernels()],
      build: { ssr: 'test/fixtures/reading-child.ts', outDir: folder, emptyOutDir: false, minify: false },
      ssr: { noExternal: true },
    });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(Object.entries(FILES))(
    '%s',
    async (_name, [expected, make]) => {
      const path = join(folder, 'table');
      writeFileSync(path, make());
      const { stdout } = await run(process.execPath, [
        `--max-old-space-size=${HEAP_MB}`,
        join(folder, 'reading-child.js'),
        path,
        expected === 'begun' ? 'beginning' : 'whole',
      ]);
      const { outcome, grown } = JSON.parse(stdout) as { readonly outcome: string; readonly grown: number };
      expect(outcome).toBe(expected);
      expect(grown).toBeLessThan(MOST);
    },
    180_000,
  );
});
