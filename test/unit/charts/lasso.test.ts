import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inPolygon, pointsInPolygon, simplify } from '../../../src/charts/point-map/lasso';

const SQUARE = [0, 0, 2, 0, 2, 2, 0, 2];

describe('point in polygon', () => {
  test('a square', () => {
    expect(inPolygon(1, 1, SQUARE)).toBe(true);
    expect(inPolygon(3, 1, SQUARE)).toBe(false);
    expect(inPolygon(1, -0.1, SQUARE)).toBe(false);
  });

  test('a star that crosses itself is hollow by the even–odd rule', () => {
    const star = [0, 1, 0.588, -0.809, -0.951, 0.309, 0.951, 0.309, -0.588, -0.809];
    expect(inPolygon(0, 0, star)).toBe(false);
    expect(inPolygon(0, 0.7, star)).toBe(true);
  });

  test('agrees with the half-planes of a convex polygon', () => {
    const hexagon = Array.from({ length: 6 }, (_, i) => [Math.cos((i * Math.PI) / 3), Math.sin((i * Math.PI) / 3)] as const);
    const coordinate = fc.double({ min: -1.2, max: 1.2, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        const sides = hexagon.map(([ax, ay], i) => {
          const [bx, by] = hexagon[(i + 1) % 6]!;
          return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
        });
        fc.pre(sides.every((side) => Math.abs(side) > 1e-9));
        expect(inPolygon(x, y, hexagon.flat())).toBe(sides.every((side) => side > 0));
      }),
    );
  });

  test('triangles that tile a square divide its points between them', () => {
    const coordinate = fc.integer({ min: 1, max: 1999 }).map((n) => n / 1000);
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        fc.pre(x !== y);
        const a = inPolygon(x, y, [0, 0, 2, 0, 2, 2]);
        const b = inPolygon(x, y, [0, 0, 2, 2, 0, 2]);
        expect(a !== b).toBe(true);
      }),
    );
  });
});

describe('points in a lasso', () => {
  const points = new Float32Array(200_000);
  for (let i = 0; i < points.length; i++) points[i] = ((i * 2_654_435_761) % 1000) / 250;

  test('are those of the slow way, in order', async () => {
    const found = await pointsInPolygon(points, SQUARE);
    const slow: number[] = [];
    for (let i = 0; i < points.length / 2; i++) if (inPolygon(points[2 * i]!, points[2 * i + 1]!, SQUARE)) slow.push(i);
    expect(Array.from(found!)).toEqual(slow);
    expect(slow.length).toBeGreaterThan(1000);
  });

  test('leave out what is hidden', async () => {
    const found = await pointsInPolygon(points, SQUARE, (i) => i % 2 === 0);
    expect(found!.every((i) => i % 2 === 1)).toBe(true);
  });

  test('let the event loop turn, and stop when told to', async () => {
    const many = new Float32Array(4_000_000).fill(1);
    const round = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? Math.cos(i / 64) : Math.sin(i / 64)) * 2 + 1);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 0);
    expect(await pointsInPolygon(many, round, () => false, controller.signal)).toBeNull();
  });

  test('a polygon without points finds none', async () => {
    expect(await pointsInPolygon(points, [])).toHaveLength(0);
  });
});

test('simplify keeps the first corner and no two closer than asked', () => {
  const out = simplify([0, 0, 0.5, 0, 1, 0, 4, 0, 4, 0.2, 9, 9], 3);
  expect(out).toEqual([0, 0, 4, 0, 9, 9]);
});
