import { parquetWriteBuffer } from 'hyparquet-writer';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { previewFile } from '../../../../workers/ingest';
import type { EventTable } from '../../../../workers/protocol/events';
import { fileSet } from '../../../../workers/protocol/file-set';
import { random } from '../../../../workers/math/random';
import { xlsxOf, type XlsxCell } from '../../../fixtures/xlsx';
import { zipOf } from '../../../fixtures/zip';
import { fileOf, read } from '../support';
import { spelledOut } from '../../update/csv';

interface Row {
  readonly user: string;
  readonly time: number;
  readonly event: string;
  readonly item: string;
  readonly price: number;
  readonly qty: number;
}

/** Rows with ids of leading zeros, quotes, commas and other scripts; times in whole seconds. */
function made(count: number): Row[] {
  const rng = random(7);
  const pick = <T>(values: readonly T[]) => values[rng.int(values.length)]!;
  return Array.from({ length: count }, () => ({
    user: pick(['0042', 'u,1', 'ü "x"', '用户', '17850', "O'Neil"]),
    time: Date.UTC(2024, 0, 1) + rng.int(31 * 86_400) * 1000,
    event: pick(['view', 'cart', 'purchase']),
    item: pick(['A-1', 'B\nC', '']),
    price: rng.int(10_000) / 100,
    qty: 1 + rng.int(5),
  }));
}

const NAMES = ['user', 'time', 'event', 'item', 'price', 'qty'] as const;
const iso = (time: number) => new Date(time).toISOString().slice(0, 19).replace('T', ' ');
const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (rows: readonly Row[], names: readonly (keyof Row)[] = NAMES, delimiter = ',') =>
  [
    names.join(delimiter),
    ...rows.map((row) => names.map((name) => quoted(name === 'time' ? iso(row.time) : String(row[name]))).join(delimiter)),
  ].join('\n') + '\n';

const serial = (time: number): XlsxCell => ({ raw: String((time - Date.UTC(1899, 11, 30)) / 86_400_000), style: 3 });

function workbook(rows: readonly Row[]): Uint8Array<ArrayBuffer> {
  const cells = rows.map(({ user, time, event, item, price, qty }): XlsxCell[] => [
    user,
    serial(time),
    event,
    item === '' ? null : { inline: item },
    price,
    qty,
  ]);
  return xlsxOf([{ name: 'Events', rows: [[...NAMES], ...cells] }]);
}

function parquet(rows: readonly Row[]): Uint8Array<ArrayBuffer> {
  const of = <K extends keyof Row>(name: K) => rows.map((row) => row[name]);
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'user', data: of('user'), type: 'STRING' },
        { name: 'time', data: of('time').map((time) => new Date(time)), type: 'TIMESTAMP' },
        { name: 'event', data: of('event'), type: 'STRING' },
        { name: 'item', data: of('item'), type: 'STRING' },
        { name: 'price', data: of('price'), type: 'DOUBLE' },
        { name: 'qty', data: of('qty').map(BigInt), type: 'INT64' },
      ],
      rowGroupSize: 170,
    }),
  );
}

const objects = (rows: readonly Row[]) => rows.map((row) => ({ ...row, time: iso(row.time) }));
const half = (rows: readonly Row[]) => [rows.slice(0, 250), rows.slice(250)] as const;

describe('the same table through every container', () => {
  const rows = made(600);
  const [first, second] = half(rows);
  let expected: EventTable;

  beforeAll(async () => {
    const file = fileOf(csv(rows));
    expected = (await read(file, (await previewFile(file)).mapping)).events;
    expect(expected.rows).toBeGreaterThan(550);
  });

  it.each<[string, () => File]>([
    ['gzip', () => fileOf(new Uint8Array(gzipSync(csv(rows))))],
    ['zip', () => fileOf(zipOf([{ name: 'a.csv', content: csv(rows) }]))],
    [
      'zip of two, columns in another order',
      () =>
        fileOf(
          zipOf([
            { name: '1.csv', content: csv(first) },
            { name: '2.csv', content: csv(second, ['qty', 'price', 'item', 'event', 'time', 'user'], ';') },
          ]),
        ),
    ],
    ['tab-separated', () => fileOf(csv(rows, NAMES, '\t'))],
    ['a set of two', () => fileSet([new File([csv(first)], '1.csv'), new File([gzipSync(csv(second))], '2.csv.gz')])],
    ['a workbook', () => fileOf(workbook(rows), 'events.csv')],
    ['Parquet', () => fileOf(parquet(rows))],
    [
      'JSON lines',
      () =>
        fileOf(
          objects(rows)
            .map((row) => JSON.stringify(row))
            .join('\n'),
        ),
    ],
    ['a JSON list, packed', () => fileOf(new Uint8Array(gzipSync(JSON.stringify(objects(rows), null, 1))))],
  ])('%s', async (_, file) => {
    const opened = file();
    const { mapping } = await previewFile(opened);
    const { events, quality } = await read(opened, mapping);
    expect(quality.rowsRead).toBe(600);
    expect(spelledOut(events)).toEqual(spelledOut(expected));
  });
});
