import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kernels } from '../../../../scripts/lib/kernel-plugin.mjs';
import {
  firstPage,
  levels,
  parquetFiles,
  parquetOf,
  secondPage,
  texts,
  varint,
  wordsPage,
  type ForgedColumn,
  type ForgedPage,
} from '../../../fixtures/parquet-pages';
import { failure, fileOf } from '../support';
import { textOf } from './support';

const ROWS = 60;
const LARGEST = 2 ** 31 - 2;
const NULLABLE = { repetition_type: 'OPTIONAL' } as const;
const WORDS = wordsPage(2, texts('u1', 'u2'));
const zeros = (count: number) => new Array<number>(count).fill(0);

const column = (type: ForgedColumn['type'], pages: readonly ForgedPage[], element: ForgedColumn['element'] = {}): ForgedColumn[] => [
  { name: 'user', type, element, pages },
];

/** Pages that claim more than they hold, each in a column of its own. */
const FORGED: Readonly<Record<string, ForgedColumn[]>> = {
  'a run of two billion levels': column('INT32', [firstPage('PLAIN', ROWS, [...levels(...varint(LARGEST), 1), ...zeros(240)])], NULLABLE),
  'a run of two billion levels, second version': column(
    'INT32',
    [secondPage('PLAIN', ROWS, [...varint(LARGEST), 1, ...zeros(240)], { definition_levels_byte_length: varint(LARGEST).length + 1 })],
    NULLABLE,
  ),
  'a run of one level too many': column(
    'INT32',
    [firstPage('PLAIN', ROWS, [...levels(...varint(2 * (ROWS + 1)), 1), ...zeros(244)])],
    NULLABLE,
  ),
  'a run of two billion words': column('BYTE_ARRAY', [WORDS, firstPage('RLE_DICTIONARY', ROWS, [1, ...varint(LARGEST), 0])]),
  'a run of two billion words, second version': column('BYTE_ARRAY', [
    WORDS,
    secondPage('RLE_DICTIONARY', ROWS, [1, ...varint(LARGEST), 0]),
  ]),
  'groups of values of no bits': column('BYTE_ARRAY', [WORDS, secondPage('RLE_DICTIONARY', ROWS, [0, ...varint(2 ** 32 - 1), 0])]),
  'groups of values of no bits, half of them': column('BYTE_ARRAY', [
    WORDS,
    secondPage('RLE_DICTIONARY', ROWS, [0, ...varint(LARGEST / 2), 0]),
  ]),
  'words that the dictionary lacks': column('BYTE_ARRAY', [WORDS, firstPage('RLE_DICTIONARY', ROWS, [2, ...varint(2 * ROWS), 3])]),
  'words without a dictionary': column('BYTE_ARRAY', [firstPage('RLE_DICTIONARY', ROWS, [1, ...varint(2 * ROWS), 0])]),
  'truth values in a run of two billion': column('BOOLEAN', [firstPage('RLE', ROWS, [...levels(...varint(LARGEST), 1)])]),
  'blocks of differences that lead back': column('INT32', [
    firstPage('DELTA_BINARY_PACKED', ROWS, [...varint(128), ...varint(2 ** 32 - 8), ROWS, 0, ...zeros(100)]),
  ]),
  'blocks of two billion differences': column('INT64', [
    firstPage('DELTA_BINARY_PACKED', ROWS, [...varint(LARGEST - 6), ...varint((LARGEST - 6) / 8), ROWS, 0, ...zeros(100)]),
  ]),
  'a difference without end': column('INT64', [
    firstPage('DELTA_BINARY_PACKED', ROWS, [...varint(128), 4, ROWS, 0, ...new Array<number>(400_000).fill(0x80), 1]),
  ]),
  'texts that grow by what they share': column('BYTE_ARRAY', [
    // Each shares the whole of the one before, as its length says: 0, 100,000,000, 200,000,000, …, and has as much of its own.
    firstPage('DELTA_BYTE_ARRAY', ROWS, [
      ...[...varint(128), 4, ROWS, 0, ...varint(200_000_000), 0, 0, 0, 0],
      ...[...varint(128), 4, ROWS, ...varint(200_000_000), 0, 0, 0, 0, 0],
      ...zeros(100),
    ]),
  ]),
  'texts longer than the page': column('BYTE_ARRAY', [firstPage('PLAIN', ROWS, [...zeros(4 * (ROWS - 1)), 5, 0, 0, 0, 1])]),
  'values by their bytes that are not there': column('FIXED_LEN_BYTE_ARRAY', [firstPage('BYTE_STREAM_SPLIT', ROWS, zeros(80))], {
    type_length: 2 ** 30,
  }),
  'fewer than no missing values': column('INT32', [secondPage('PLAIN', ROWS, zeros(240), { num_nulls: -8_000_000 })]),
  'more values than rows': column('INT32', [firstPage('PLAIN', ROWS + 1, zeros(244))]),
  'fewer values than rows': column('INT32', [firstPage('PLAIN', ROWS - 1, zeros(236))]),
};

describe('a page that claims more than it holds is told of', () => {
  it.each(Object.entries(FORGED))('%s', async (_, columns) => {
    expect(await failure(textOf(fileOf(parquetOf(ROWS, columns))))).toMatchObject({
      code: 'packed-damaged',
      params: { name: 'events.csv' },
    });
  });

  it.each([
    ['more values than are held', column('INT32', [firstPage('PLAIN', 1 << 24, zeros(240))])],
    ['a hundred million rows of nothing', column('INT32', [], NULLABLE)],
  ])('%s', async (_, columns) => {
    const file = fileOf(parquetOf(100_000_000, columns));
    expect((await failure(textOf(file))).code).toBe('packed-too-large');
  });
});

describe('a footer that claims more than it holds is told of', () => {
  /** The footer, of which the file's own bytes are none. */
  const footed = (bytes: readonly number[]) => {
    const end = Buffer.alloc(8);
    end.writeUInt32LE(bytes.length);
    end.write('PAR1', 4);
    return fileOf(Uint8Array.from(Buffer.concat([Buffer.from('PAR1'), Uint8Array.from(bytes), end])));
  };

  it.each<readonly [string, string, readonly number[]]>([
    ['lists of a hundred million', 'packed-damaged', [0x29, 0xfc, ...varint(100_000_000), ...zeros(100)]],
    ['structures without bottom', 'packed-damaged', new Array<number>(200_000).fill(0x1c)],
    ['a number without end', 'packed-damaged', [0x36, ...new Array<number>(1_000_000).fill(0x80), 0]],
    ['seven million structures of nothing', 'packed-too-large', [0x29, 0xfc, ...varint(7_000_000), ...zeros(7_000_001)]],
  ])('%s', async (_, code, bytes) => {
    expect((await failure(textOf(footed(bytes)))).code).toBe(code);
  });
});

describe('whatever is changed in pages and footers, reading ends', () => {
  const folder = mkdtempSync(join(tmpdir(), 'forging-'));
  const run = promisify(execFile);
  /** What JavaScript's own objects may take, and all with the memory of arrays: see memory.test.ts. */
  const HEAP_MB = 320;
  const MOST = 512 << 20;

  beforeAll(async () => {
    await build({
      root: resolve(import.meta.dirname, '../../../..'),
      configFile: false,
      publicDir: false,
      logLevel: 'error',
      plugins: [kernels()],
      build: { ssr: 'test/fixtures/forging-child.ts', outDir: folder, emptyOutDir: false, minify: false },
      ssr: { noExternal: true },
    });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('the files that are changed are read', async () => {
    for (const file of parquetFiles()) expect((await textOf(fileOf(file))).text.split('\n')).toHaveLength(ROWS + 2);
  });

  it('in counts that add up or a named error, within a bound of memory', async () => {
    const runs = 3000;
    const { stdout } = await run(process.execPath, [
      `--max-old-space-size=${HEAP_MB}`,
      join(folder, 'forging-child.js'),
      String(runs),
      '20261129',
    ]);
    const { outcomes, grown } = JSON.parse(stdout) as { readonly outcomes: Record<string, number>; readonly grown: number };
    expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(runs);
    expect(outcomes['miscounted']).toBeUndefined();
    expect(outcomes['packed-damaged']).toBeGreaterThan(runs / 10);
    expect(outcomes['read']).toBeGreaterThan(runs / 10);
    expect(grown).toBeLessThan(MOST);
  }, 300_000);
});
