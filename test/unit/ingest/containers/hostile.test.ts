import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../../workers/ingest';
import { AppError } from '../../../../workers/protocol/errors';
import { fileSet } from '../../../../workers/protocol/file-set';
import { xlsxOf, xlsxParts } from '../../../fixtures/xlsx';
import { zipOf } from '../../../fixtures/zip';
import { failure, fileOf, mappingOf, read, rejectedRows } from '../support';
import { lines } from './support';

const MB = 1 << 20;
const MAPPING = mappingOf({ user: 'user', time: 'time' });

const ROWS = Array.from({ length: 60 }, (_, i) => [`u${i % 9}`, `2024-01-${10 + (i % 20)}`] as const);
const CSV = lines('user,time', ...ROWS.map((row) => row.join(',')));
const JSONL = lines(...ROWS.map(([user, time]) => JSON.stringify({ user, time })));

const tableRows = (row: (cells: readonly string[]) => string) => [['user', 'time'], ...ROWS].map(row).join('');

const CONTAINERS: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  gzip: async () => gzipSync(CSV),
  zip: async () =>
    zipOf([
      { name: 'a.csv', content: CSV },
      { name: 'b.csv', content: CSV, stored: true },
    ]),
  xlsx: async () => xlsxOf([{ name: 'Data', rows: [['user', 'time'], ...ROWS] }]),
  'stored xlsx in a gzip': async () => gzipSync(xlsxOf([{ name: 'Data', rows: [['user', 'time'], ...ROWS] }]), { level: 0 }),
  parquet: async () =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'user', data: ROWS.map(([user]) => user), type: 'STRING' },
          { name: 'time', data: ROWS.map(([, time]) => new Date(time)), type: 'TIMESTAMP' },
        ],
        rowGroupSize: 25,
      }),
    ),
  'a web page': async () =>
    Buffer.from(
      `<!doctype html><html><meta charset=utf-8><table><caption>Orders</caption>${tableRows((cells) => `<tr>${cells.map((cell) => `<td rowspan="1">${cell}`).join('')}</tr>`)}</table><table><tr><td>1<td>2</table>`,
    ),
  'a workbook in XML': async () =>
    Buffer.from(
      `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"><Table>${tableRows((cells) => `<Row ss:Height="9">${cells.map((cell, i) => `<Cell ss:Index="${i + 1}"><Data ss:Type="String">${cell}</Data></Cell>`).join('')}</Row>`)}</Table></Worksheet></Workbook>`,
    ),
  ods: async () =>
    zipOf([
      {
        name: 'content.xml',
        content: `<office><table:table table:name="A">${tableRows((cells) => `<table:table-row table:number-rows-repeated="1">${cells.map((cell) => `<table:table-cell><text:p>${cell}</text:p></table:table-cell>`).join('')}</table:table-row>`)}</table:table></office>`,
        stored: true,
      },
      { name: 'META-INF/manifest.xml', content: '<manifest/>' },
    ]),
  'records below each other': async () =>
    Buffer.from(ROWS.map(([user, time], i) => `*************** ${i + 1}. row ***************\nuser: ${user}\ntime: ${time}\n`).join('')),
  'records below each other, of psql': async () =>
    Buffer.from(ROWS.map(([user, time], i) => `-[ RECORD ${i + 1} ]----\nuser | ${user}\ntime | ${time}\n`).join('')),
  jsonl: async () => Buffer.from(JSONL),
  'json list': async () =>
    Buffer.from(
      JSON.stringify(
        ROWS.map(([user, time]) => ({ user, time })),
        null,
        1,
      ),
    ),
  'set of files': async () => new Uint8Array(await fileSet([new File([CSV], 'a.csv'), new File([gzipSync(CSV)], 'b.gz')]).arrayBuffer()),
};

interface Change {
  readonly kind: 'cut' | 'set' | 'insert' | 'drop';
  /** Where, as a share of the length. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** The code of the error that reading ends with, or `read` where the counts add up. */
async function outcome(file: File): Promise<string> {
  try {
    const { mapping } = await previewFile(file);
    const ingested = await read(file, mapping);
    const { rowsRead, kept, duplicates } = ingested.quality;
    expect(kept + duplicates + rejectedRows(ingested)).toBe(rowsRead);
    return 'read';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

async function inTime(file: File, ms = 20_000): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('hangs')), ms)));
  try {
    return await Promise.race([outcome(file), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Growth of the process over `work`, in bytes; garbage that is not yet collected included. */
async function growth(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5);
  await work();
  clearInterval(timer);
  return Math.max(most, process.memoryUsage().rss) - before;
}

describe('whatever is done to a container, it ends in a named error or in counts that add up', () => {
  const change: fc.Arbitrary<Change> = fc.record({
    kind: fc.constantFrom('cut', 'set', 'insert', 'drop'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  });

  it.each(Object.entries(CONTAINERS))('%s', async (_, make) => {
    const whole = await make();
    expect(await inTime(fileOf(Uint8Array.from(whole)))).toBe('read');
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        expect(await inTime(fileOf(changed(whole, changes)))).toMatch(/^[a-z-]+$/);
      }),
      { numRuns: 120 },
    );
  });

  it('the parts of a workbook, whose checksums fit', async () => {
    const parts = xlsxParts([{ name: 'Data', rows: [['user', 'time'], ...ROWS] }]);
    await fc.assert(
      fc.asyncProperty(fc.nat(parts.length - 1), fc.array(change, { minLength: 1, maxLength: 3 }), async (index, changes) => {
        const files = parts.map((part, i) => (i === index ? { ...part, content: changed(Buffer.from(part.content), changes) } : part));
        expect(await inTime(fileOf(zipOf(files)))).toMatch(/^[a-z-]+$/);
      }),
      { numRuns: 300 },
    );
  });
});

function changed(whole: Uint8Array, changes: readonly Change[]): Uint8Array<ArrayBuffer> {
  let bytes = Buffer.from(whole);
  for (const { kind, at: share, bytes: other } of changes) {
    const at = Math.floor(share * bytes.length);
    const rest = { cut: bytes.length, set: at + other.length, insert: at, drop: at + other.length }[kind];
    const put = kind === 'set' || kind === 'insert' ? other : [];
    bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(put), bytes.subarray(rest)]);
  }
  return Uint8Array.from(bytes);
}

describe('bombs', () => {
  const row = 'user,2024-01-01\n';
  // 100 MB of one row, in about 100 kB.
  const bomb = Buffer.alloc(100 * MB, row);

  it('a zip that promises too much is not unpacked at all', async () => {
    const zip = zipOf([{ name: 'a.csv', content: bomb }]);
    expect(zip.length).toBeLessThan(MB);
    const grown = await growth(async () => expect((await failure(previewFile(fileOf(zip)))).code).toBe('packed-too-large'));
    expect(grown).toBeLessThan(32 * MB);
  });

  it('a zip that promises little and holds much is left at what it promised', async () => {
    const zip = zipOf([{ name: 'a.csv', content: bomb, claimedSize: 3 * MB }]);
    const grown = await growth(async () => {
      expect((await failure(read(fileOf(zip), MAPPING))).code).toBe('packed-damaged');
    });
    expect(grown).toBeLessThan(128 * MB);
  });

  it('a gzip is unpacked until it is beyond reason', async () => {
    const packed = new Uint8Array(gzipSync(bomb));
    const grown = await growth(async () => {
      expect((await failure(read(fileOf(packed), MAPPING))).code).toBe('packed-too-large');
    });
    expect(grown).toBeLessThan(192 * MB);
  });

  it('archives in archives that would have to be held are held up to a limit', async () => {
    const inner = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(100 * MB)]);
    const packed = new Uint8Array(gzipSync(inner));
    expect((await failure(previewFile(fileOf(packed)))).code).toBe('packed-too-large');
  });

  it('entries that share their data are added up', async () => {
    const content = Buffer.alloc(8 * MB, row);
    const zip = Buffer.from(zipOf([{ name: 'a.csv', content }]));
    // The same entry listed forty times over, as an archive whose entries overlap does.
    const start = zip.indexOf('PK\x01\x02', 0, 'latin1');
    const end = zip.indexOf('PK\x05\x06', start, 'latin1');
    const directory = Buffer.concat(Array.from({ length: 40 }, () => zip.subarray(start, end)));
    const tail = Buffer.from(zip.subarray(end));
    tail.writeUInt16LE(40, 8);
    tail.writeUInt16LE(40, 10);
    tail.writeUInt32LE(directory.length, 12);
    expect((await failure(previewFile(fileOf(Uint8Array.from(Buffer.concat([zip.subarray(0, start), directory, tail])))))).code).toBe(
      'packed-too-large',
    );
  });

  it('a table that packs a hundred times over is no bomb', async () => {
    // Another user at every fiftieth row.
    const between = row.repeat(49);
    const groups = Array.from(
      { length: Math.ceil((4 * MB) / 50) },
      (_, i) => `u${(i * 7919) % 100_003},2024-01-0${1 + (i % 9)}\n${between}`,
    );
    const rows = groups.join('');
    const packed = gzipSync(`user,time\n${rows}`);
    expect(rows.length).toBeGreaterThan(64 * MB - 1);
    expect(rows.length / packed.length).toBeGreaterThan(50);
    const ingested = await read(fileOf(new Uint8Array(packed)), MAPPING);
    expect(ingested.quality.rowsRead).toBe(50 * groups.length);
  });
});

describe('a gzip that lies', () => {
  it.each([
    ['about its length', -4],
    ['about its checksum', -8],
  ])('%s', async (_, at) => {
    const packed = new Uint8Array(gzipSync(CSV));
    packed[packed.length + at]! ^= 1;
    expect((await failure(previewFile(fileOf(packed)))).code).toBe('packed-damaged');
  });
});
