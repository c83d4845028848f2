import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { segmentsCsv } from '../../../workers/export';
import type { FeatureMatrix } from '../../../workers/protocol/features';
import { matrix, segmentation, spec, userIds } from './run';

const read = async (blob: Blob) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(await blob.arrayBuffer());

describe('«Export segments»', () => {
  const words = { names: ['Loyal, evening', '=HYPERLINK("x")'], none: 'No segment' };

  it('writes this file for these users', async () => {
    expect(await read(segmentsCsv(matrix, userIds, segmentation, words))).toBe(
      '\uFEFF' +
        'user,segment,name,distance,recency_days,value_total\r\n' +
        'a,1,"Loyal, evening",0.5,10,4.3\r\n' +
        `'=1+1,2,"'=HYPERLINK(""x"")",0.1,,-5\r\n` +
        '-5,1,"Loyal, evening",0,30,1234567.89\r\n' +
        `"客户,""五""",2,"'=HYPERLINK(""x"")",2,20,0.1\r\n`,
    );
  });

  it('writes only the users asked for, as the whole file has them', async () => {
    const all = (await read(segmentsCsv(matrix, userIds, segmentation, words))).split('\r\n');
    const some = (await read(segmentsCsv(matrix, userIds, segmentation, words, { rows: Uint32Array.of(3, 1) }))).split('\r\n');
    expect(some).toEqual([all[0], all[4], all[2], '']);
    expect(await read(segmentsCsv(matrix, userIds, segmentation, words, { rows: new Uint32Array(0) }))).toBe(`${all[0]}\r\n`);
  });

  it('says how surely a user belongs where the segments are a mixture', async () => {
    const shares = Float64Array.of(0.75, 1, 0.5, 0.98765432109);
    const text = await read(segmentsCsv(matrix, userIds, segmentation, words, { rows: Uint32Array.of(3, 0), shares }));
    const lines = text.split('\r\n');
    expect(lines[0]).toContain('distance,probability,recency_days');
    expect(lines[1]).toContain(',2,0.9876543,20,0.1');
    expect(lines[2]).toBe('a,1,"Loyal, evening",0.5,0.75,10,4.3');
  });

  it('refuses a row that the matrix does not have', () => {
    expect(() => segmentsCsv(matrix, userIds, segmentation, words, { rows: Uint32Array.of(4) })).toThrow(RangeError);
  });

  it('says of noise that it is in no segment', async () => {
    const text = await read(
      segmentsCsv(
        matrix,
        userIds,
        { ...segmentation, labels: Int32Array.of(-1, 1, 0, 1), distances: Float32Array.of(Number.NaN, 0.1, 0, 2) },
        words,
      ),
    );
    expect(text.split('\r\n')[1]).toBe('a,No segment,No segment,,10,4.3');
  });

  it('brings every id, label and figure back through a CSV reader', async () => {
    const users = fc.array(
      fc.record({
        id: fc.string({ minLength: 1, unit: 'grapheme' }),
        label: fc.integer({ min: 0, max: 2 }),
        days: fc.oneof(fc.double({ min: 0, max: 1e5, noNaN: true }), fc.constant(NaN)),
        cents: fc.integer({ min: -1e11, max: 1e11 }),
      }),
      { minLength: 1, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(users, async (rows) => {
        const made: FeatureMatrix = {
          ...matrix,
          users: rows.length,
          userIndex: Uint32Array.from(rows.keys()),
          raw: Float64Array.from(rows.flatMap((row) => [row.days, row.cents / 100])),
          specs: [spec('recency_days', 'days'), spec('value_total', 'money')],
        };
        const labels = Int32Array.from(rows, (row) => row.label);
        const distances = Float32Array.from(rows, (row) => Math.abs(row.cents) / 7);
        const ids = rows.map((row) => row.id);
        const blob = segmentsCsv(
          made,
          ids,
          { k: 3, labels, centres: new Float32Array(3), distances },
          { names: ['x', 'y', 'z'], none: '' },
        );
        const cells = Papa.parse<string[]>((await read(blob)).slice(1), { newline: '\r\n' }).data.slice(1, -1);
        expect(cells).toHaveLength(rows.length);
        cells.forEach((line, i) => {
          const { id, label, days, cents } = rows[i]!;
          expect([id, `'${id}`]).toContain(line[0]);
          expect(line[0]).not.toMatch(/^[=@\t\r]/);
          expect([line[1], line[2]]).toEqual([String(label + 1), 'xyz'[label]]);
          expect(Math.abs(Number(line[3]) - distances[i]!)).toBeLessThanOrEqual(1e-6 * distances[i]!);
          if (Number.isNaN(days)) expect(line[4]).toBe('');
          else expect(Math.abs(Number(line[4]) - days)).toBeLessThanOrEqual(1e-13 * days);
          expect(Number(line[5])).toBe(cents / 100);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('writes many users in the order of the matrix', async () => {
    const users = 5000;
    const many: FeatureMatrix = {
      ...matrix,
      users,
      userIndex: Uint32Array.from({ length: users }, (_, i) => users - 1 - i),
      raw: new Float64Array(users * 2),
    };
    const ids = Array.from({ length: users }, (_, i) => `u${i}`);
    const flat = { k: 1, labels: new Int32Array(users), centres: new Float32Array(1), distances: new Float32Array(users) };
    const lines = (await read(segmentsCsv(many, ids, flat, { names: ['all'], none: '' }))).split('\r\n');
    expect(lines).toHaveLength(users + 2);
    expect(lines.slice(1, -1).map((line) => line.split(',')[0])).toEqual([...ids].reverse());
  });
});
