import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupsFor, kmeansShape, MAX_GROUPS, TILE_ROWS, WORKGROUP, workgroupBytes } from '../../../workers/gpu/kmeans-shape';

/** What WebGPU promises on every device. */
const LIMITS = { workgroupStorage: 16_384, invocations: 256, groupsPerDimension: 65_535, binding: 128 * 2 ** 20 };

const problems = { k: fc.integer({ min: 2, max: 64 }), dims: fc.integer({ min: 1, max: 1000 }) };
const lots = fc.array(fc.integer({ min: 1, max: 20_000_000 }), { minLength: 1, maxLength: 20 });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('the shape of an iteration', () => {
  it('keeps within what every device has', () => {
    expect(WORKGROUP).toBeLessThanOrEqual(LIMITS.invocations);
    fc.assert(
      fc.property(fc.record(problems), ({ k, dims }) => {
        expect(workgroupBytes(kmeansShape(k, dims))).toBeLessThanOrEqual(LIMITS.workgroupStorage);
      }),
    );
  });

  it('has a thread for every column and slot, and words of its own for each', () => {
    fc.assert(
      fc.property(fc.record(problems), ({ k, dims }) => {
        const { columns, blocks, slots, abreast, stride, paddedK, cells } = kmeansShape(k, dims);
        expect(columns * blocks).toBeGreaterThanOrEqual(dims + 2);
        expect(columns * (blocks - 1)).toBeLessThan(dims + 2);
        expect(slots * abreast).toBeLessThanOrEqual(WORKGROUP);
        expect(stride).toBeGreaterThanOrEqual(columns * slots);
        expect(paddedK % 4).toBe(0);
        expect(paddedK - k).toBeLessThan(4);
        expect(cells).toBe((dims + 2) * k);
      }),
    );
  });

  it('reads the rows for one block of columns up to what a recipe can ask for', () => {
    for (let k = 2; k <= 12; k++) for (const dims of [1, 16, 64, 128, 256]) expect(kmeansShape(k, dims).blocks).toBe(1);
  });
});

describe('the workgroups of an iteration', () => {
  it('are at least one a lot, none without rows, and within what every device has', () => {
    fc.assert(
      fc.property(fc.record(problems), lots, ({ k, dims }, rows) => {
        const groups = groupsFor(rows, kmeansShape(k, dims), LIMITS.binding);
        expect(groups).toHaveLength(rows.length);
        groups.forEach((count, lot) => {
          expect(count).toBeGreaterThanOrEqual(1);
          expect((count - 1) * TILE_ROWS).toBeLessThan(rows[lot]!);
          expect(count).toBeLessThanOrEqual(LIMITS.groupsPerDimension);
        });
        expect(sum(groups)).toBeLessThanOrEqual(MAX_GROUPS + rows.length);
        expect(4 * sum(groups) * (dims + 2) * k).toBeLessThanOrEqual(LIMITS.binding);
      }),
    );
  });

  it('leave partial sums that are small beside the rows, whatever their number', () => {
    const many = fc.integer({ min: 10_000, max: 50_000_000 });
    fc.assert(
      fc.property(many, fc.integer({ min: 2, max: 64 }), fc.integer({ min: 8, max: 256 }), (rows, k, dims) => {
        const [groups] = groupsFor([rows], kmeansShape(k, dims), LIMITS.binding);
        const writtenAndRead = 2 * 4 * groups! * (dims + 2) * k;
        expect(writtenAndRead / (4 * rows * dims)).toBeLessThan(0.1);
      }),
    );
  });

  it('grow with the rows until they fill the largest devices', () => {
    const shape = kmeansShape(8, 16);
    const counts = [1, 1000, 50_000, 500_000, 1_000_000].map((rows) => groupsFor([rows], shape, LIMITS.binding)[0]!);
    expect(counts).toEqual([1, 4, 196, 1954, 3907]);
    expect(groupsFor([30_000_000], shape, LIMITS.binding)[0]).toBeGreaterThan(MAX_GROUPS / 2);
  });

  it('are fewer where their partial sums would not fit a buffer', () => {
    const shape = kmeansShape(64, 200);
    const [groups] = groupsFor([10_000_000], shape, 2 ** 20);
    expect(4 * groups! * shape.cells).toBeLessThanOrEqual(2 ** 20);
  });
});
