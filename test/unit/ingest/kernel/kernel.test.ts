import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CellHash } from '../../../../workers/ingest/cell-hash';
import { codeOf, keyOf } from '../../../../workers/ingest/coded-cell';
import type { Dialect } from '../../../../workers/ingest/dialect';
import { Dictionary, NO_NAME, ownCode } from '../../../../workers/ingest/dictionary';
import { KEPT } from '../../../../workers/ingest/fate';
import { Kernel, KernelColumns, KernelNames, KernelRecords, suitsKernel, TextTooLong } from '../../../../workers/ingest/kernel';
import { dateReader } from '../../../../workers/ingest/dates';
import { OTHERWISE } from '../../../../workers/ingest/iso-reader';
import { parseNumber } from '../../../../workers/ingest/numbers';
import { RowHash } from '../../../../workers/ingest/ranges/row-hash';
import { Records } from '../../../../workers/ingest/records';
import { zone } from '../../../../workers/math/zone';

const encoder = new TextEncoder();
const COMMAS: Dialect = { delimiter: ',', newline: '\n' };

/** Text in which everything that a splitter looks at comes often, and runs longer than what is looked at together. */
const text = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom('"', '"', ',', ',', '\n', '\n', '\r\n', '\r', '""', ' ', '",', '"\n', ',"') },
      { weight: 4, arbitrary: fc.constantFrom('a', '12', 'Größe', '手机', '', '17.5', 'null', "'0") },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 70 }).map((n) => 'x'.repeat(n)) },
    ),
    { maxLength: 80 },
  )
  .map((parts) => parts.join(''));
const dialects = fc.record({
  delimiter: fc.constantFrom<Dialect['delimiter'][]>(',', ';', '\t', ' ', '~'),
  newline: fc.constantFrom<Dialect['newline'][]>('\n', '\r'),
  quote: fc.constantFrom<NonNullable<Dialect['quote']>[]>('"', "'"),
});

/** Everything that a batch says, with places told by what stands there. */
function batch(records: Records) {
  const { rows, bytes, starts, ends, firstCell, lines, rawStarts, rawEnds, irregular, unclosed, cut, base } = records;
  const said = (from: number, to: number) => Buffer.from(bytes.slice(from, to)).toString('latin1');
  return {
    irregular,
    unclosed,
    cut,
    rows: Array.from({ length: rows }, (_, row) => ({
      line: lines[row],
      place: base + rawStarts[row]!,
      raw: said(rawStarts[row]!, rawEnds[row]!),
      cells: Array.from({ length: firstCell[row + 1]! - firstCell[row]! }, (_, i) => {
        const cell = firstCell[row]! + i;
        return said(starts[cell]!, ends[cell]!);
      }),
    })),
  };
}

function* batches(records: Records, bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) {
    records.push(bytes.subarray(at, at + size)).split(false);
    yield records;
  }
  records.split(true);
  yield records;
}

const kernelRecords = (dialect: Dialect, columns = 0, quoted = false) => new KernelRecords(Kernel.make()!, dialect, columns, quoted);

describe('records split by the kernel', () => {
  it('are those that are split without it, whatever the text and wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 3 }),
        dialects,
        fc.integer({ min: 1, max: 90 }),
        fc.nat(4),
        fc.boolean(),
        (texts, dialect, size, columns, quoted) => {
          const records = kernelRecords(dialect, columns, quoted);
          for (const one of texts) {
            const bytes = encoder.encode(one.replaceAll(',', dialect.delimiter).replaceAll('"', dialect.quote));
            const expected = Array.from(batches(new Records(dialect, columns, quoted), bytes, size), batch);
            expect(Array.from(batches(records.restart(), bytes, size), batch)).toEqual(expected);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('are only those of dialects that it knows', () => {
    expect(suitsKernel(COMMAS)).toBe(true);
    for (const other of [
      { delimiter: '::' },
      { delimiter: 'spaces' },
      { mixedNewlines: true },
      { escape: 'backslash' },
      { blankAfterDelimiter: true },
    ] as const)
      expect(suitsKernel({ ...COMMAS, ...other })).toBe(false);
  });

  it('hold long records up to a limit, and say so beyond it', () => {
    const long = encoder.encode(`a,"${'x""\n'.repeat(1 << 18)}"\n`);
    expect(Array.from(batches(kernelRecords(COMMAS), long, 1 << 17), batch)).toEqual(
      Array.from(batches(new Records(COMMAS), long, 1 << 17), batch),
    );
    const records = kernelRecords(COMMAS);
    const endless = new Uint8Array(1 << 20).fill(120);
    expect(() => {
      for (let i = 0; i < 64; i++) records.push(endless).split(false);
    }).toThrow(TextTooLong);
  });
});

describe('columns encoded by the kernel', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      'null',
      'NaN',
      'N/A',
      ' padded ',
      '="0123"',
      "'17",
      '\u3000wide\u00a0',
      'ends wide\u200b',
      'x\u202f',
      'x\u202a',
      'x\ufeff',
      'null ',
      'user_1',
      '-5',
      '用户',
      'Größe',
      'é',
      'undefined',
      'undefined?',
    ),
    fc.string({ unit: fc.constantFrom('0', '1', '9'), maxLength: 11 }),
    // Digits, and what stands beside them.
    fc.string({ unit: fc.constantFrom(...'0123456789/:'), maxLength: 10 }),
    fc.nat(2_000_000_000).map(String),
    fc.string({ unit: fc.constantFrom('a', 'b', 'ü', '鱼', '0', ' '), maxLength: 24 }),
    fc.integer({ min: 0, max: 300 }).map((n) => `item-${n}-${'long'.repeat(n % 7)}`),
  );

  it('have the codes, the keys and the hashes that they have without it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, fc.boolean()), { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 30, max: 3000 }),
        (rows, size) => {
          // Without quotes, cells stand one after the other.
          const written = (text: string) => (/["\n,]/.test(text) || text.length % 3 === 0 ? `"${text.replaceAll('"', '""')}"` : text);
          const bytes = encoder.encode(rows.map(([a, b]) => `${written(a)},${written(b)}\n`).join(''));
          const kernel = Kernel.make()!;
          const columns = new KernelColumns(kernel);
          const names = new KernelNames(kernel);
          const ownNames = new KernelNames(kernel);
          const plainNames = new Dictionary();
          const hash = new CellHash();
          const rowHash = new RowHash(COMMAS.delimiter.charCodeAt(0));
          const records = new KernelRecords(kernel, COMMAS, 2);
          let seen = 0;
          for (const batch of batches(records.restart(), bytes, size)) {
            const fate = Int8Array.from({ length: batch.rows }, (_, row) => (rows[seen + row]![2] ? KEPT : 0));
            const kept = Array.from(fate.keys()).filter((row) => fate[row] === KEPT);
            columns.makeRoom(batch.rows, 2, records.textBytes);
            for (const table of [names, ownNames]) table.makeRoom(batch.rows, records.textBytes);
            records.remap();
            const at = (row: number, column: number) => {
              const place = records.firstCell[row]! + column;
              return [records.bytes, records.starts[place]!, records.ends[place]!] as const;
            };
            columns.keep(fate, 0, batch.rows);
            const expected = kept.map((row) => codeOf(plainNames, ...at(row, 0), false));
            expect(Array.from(columns.codes(names, false, records, 0, false))).toEqual(expected);
            expect(names.names()).toEqual(plainNames.names());
            const own = columns.codes(ownNames, true, records, 0, false);
            const said = Array.from(own, (code) =>
              code < NO_NAME ? ownNames.name(ownCode(code)) : code === NO_NAME ? null : String(code),
            );
            expect(said).toEqual(expected.map((code) => (code === NO_NAME ? null : plainNames.name(code))));
            expect(Array.from(columns.keys(records, 1, false))).toEqual(
              kept.flatMap((row) => {
                keyOf(hash, ...at(row, 1), false);
                return [hash.a, hash.b];
              }),
            );
            const hashes = Array.from(columns.hashes(records, 0, 2));
            expect(hashes).toEqual(
              Array.from(fate.keys()).flatMap((row) => {
                rowHash.ofRow(records, row, 2);
                return [rowHash.a, rowHash.b];
              }),
            );
            seen += batch.rows;
          }
          expect(seen).toBe(rows.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('begin anew where a table of names is cleared', () => {
    const words = fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'ü', '0', '1'), maxLength: 12 }), { maxLength: 300 });
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), fc.boolean(), (lists, clear) => {
        const kernel = Kernel.make()!;
        const names = new KernelNames(kernel);
        const plain = new Dictionary();
        for (const list of lists) {
          if (clear) for (const table of [names, plain]) table.clear();
          const cells = list.map((word) => encoder.encode(word));
          const text = kernel.room(cells.reduce((sum, { length }) => sum + length, 0));
          names.makeRoom(list.length, encoder.encode(list.join('')).length);
          let at = text;
          for (const cell of cells) {
            kernel.bytes.set(cell, at);
            expect(names.encode(kernel.bytes, at, at + cell.length)).toBe(plain.encode(cell, 0, cell.length));
            at += cell.length;
          }
        }
        expect(names.names()).toEqual(plain.names());
      }),
      { numRuns: 200 },
    );
  });

  it('are the times and the numbers that are read without it, or left to who reads every writing', () => {
    const two = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'));
    const date = fc
      .tuple(fc.constantFrom('2019', '2000', '1900', '2024', '0000', '0001', '9999', '20a9'), two(13), two(32))
      .map((parts) => parts.join('-'));
    const time = fc
      .tuple(
        date,
        fc.constantFrom(' ', 'T', '_', 't'),
        fc.tuple(two(25), two(61), two(61)).map((parts) => parts.join(':')),
        fc.constantFrom('', 'Z', ' UTC', ' GMT', '+01:00', '.5', ' UTCx', ' utc'),
      )
      .map((parts) => parts.join(''));
    const figures = fc.string({ unit: fc.constantFrom('0', '1', '7', '9', '.', '-'), maxLength: 18 });
    const number = fc.oneof(
      figures,
      fc.double({ noNaN: true }).map(String),
      fc.constantFrom('', ' 5', '+5', '1e3', '5.', '.5', '-0', '12,5'),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof(time, fc.constantFrom('', '2024-01-01', 'x')), number, fc.boolean()), { minLength: 1, maxLength: 60 }),
        fc.constantFrom('UTC', 'Europe/Berlin'),
        (rows, name) => {
          // A row may lack its last cell, or both.
          const text = rows.map(([a, b, whole]) => (whole ? `${a},"${b}"` : `"${a}"`)).join('\n');
          const columns = new KernelColumns(Kernel.make()!);
          const records = new KernelRecords(columns.kernel, COMMAS, 2);
          records.restart().push(encoder.encode(text)).split(true);
          columns.makeRoom(records.rows, 2, records.textBytes);
          records.remap();
          const { bytes, starts, ends, firstCell } = records;
          const read = dateReader('iso', zone(name));
          for (const [column, known] of [
            [0, Array.from(columns.times(records, 0, 0, zone(name)))],
            [1, Array.from(columns.numbers(records, 0, 1))],
          ] as const) {
            for (let row = 0; row < records.rows; row++) {
              const cell = firstCell[row]! + column;
              const reader = column === 0 ? read : (all: Uint8Array, from: number, to: number) => parseNumber(all, from, to, false);
              const plain = cell < firstCell[row + 1]! ? reader(bytes, starts[cell]!, ends[cell]!) : OTHERWISE;
              if (known[row] !== OTHERWISE) expect(known[row]).toBe(plain);
            }
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('are not left to others where they are written as machines write them', () => {
    const columns = new KernelColumns(Kernel.make()!);
    const records = new KernelRecords(columns.kernel, COMMAS, 2);
    const cells = ['2024-02-29 23:59:59', '2024-02-29T23:59:59Z', '2024-02-29 23:59:59 UTC'].map(
      (time, i) => `${time},${['-12.50', '7', '0.1'][i]}`,
    );
    records
      .restart()
      .push(encoder.encode(cells.join('\n')))
      .split(true);
    columns.makeRoom(records.rows, 2, records.textBytes);
    records.remap();
    const at = Date.UTC(2024, 1, 29, 23, 59, 59);
    expect([...columns.times(records, 0, 0, zone('UTC'))]).toEqual([at, at, at]);
    expect([...columns.times(records, 0, 0, zone('Asia/Tokyo'))]).toEqual([OTHERWISE, at, at]);
    expect([...columns.numbers(records, 0, 1)]).toEqual([-12.5, 7, 0.1]);
  });
});
