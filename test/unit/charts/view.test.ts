import fc from 'fast-check';
import KDBush from 'kdbush';
import { describe, expect, test } from 'vitest';
import { labelPlaces, spread } from '../../../src/charts/point-map/medians';
import { makePicker } from '../../../src/charts/point-map/pick';
import { pointStyle } from '../../../src/charts/point-map/density';
import {
  fitView,
  MAX_ZOOM,
  panBy,
  resizeView,
  robustBounds,
  ticks,
  toData,
  toScreen,
  zoomAt,
  type Bounds,
} from '../../../src/charts/point-map/view';

const SIZE = { width: 800, height: 500 };
const BOUNDS: Bounds = { minX: -2, maxX: 6, minY: -1, maxY: 3 };
const FITTED = fitView(BOUNDS, SIZE);
const pixel = fc.double({ min: 0, max: 500, noNaN: true });

describe('the view', () => {
  test('shows all of the bounds, upright', () => {
    const [left, bottom] = toScreen(FITTED, SIZE, BOUNDS.minX, BOUNDS.minY);
    const [right, top] = toScreen(FITTED, SIZE, BOUNDS.maxX, BOUNDS.maxY);
    expect(left).toBeGreaterThan(0);
    expect(right).toBeLessThan(SIZE.width);
    expect(top).toBeGreaterThan(0);
    expect(bottom).toBeLessThan(SIZE.height);
    expect(bottom).toBeGreaterThan(top);
  });

  test('screen and data are inverse', () => {
    fc.assert(
      fc.property(pixel, pixel, (x, y) => {
        const [px, py] = toScreen(FITTED, SIZE, ...toData(FITTED, SIZE, x, y));
        expect(px).toBeCloseTo(x, 6);
        expect(py).toBeCloseTo(y, 6);
      }),
    );
  });

  test('zooming keeps the place under the pointer', () => {
    fc.assert(
      fc.property(pixel, pixel, fc.double({ min: 0.7, max: 20, noNaN: true }), (x, y, factor) => {
        const before = toData(FITTED, SIZE, x, y);
        const after = toData(zoomAt(FITTED, FITTED, SIZE, factor, x, y), SIZE, x, y);
        expect(after[0]).toBeCloseTo(before[0], 6);
        expect(after[1]).toBeCloseTo(before[1], 6);
      }),
    );
  });

  test('zoom is held within its limits', () => {
    const far = zoomAt(FITTED, FITTED, SIZE, 1e9, 400, 250);
    expect(far.scaleX / FITTED.scaleX).toBeCloseTo(MAX_ZOOM, 6);
    const near = zoomAt(FITTED, FITTED, SIZE, 1e-9, 400, 250);
    expect(near.scaleX / FITTED.scaleX).toBeCloseTo(0.5, 6);
  });

  test('panning never leaves the bounds', () => {
    const moved = panBy(FITTED, BOUNDS, -1e6, 1e6);
    expect(moved.x).toBe(BOUNDS.maxX);
    expect(moved.y).toBe(BOUNDS.maxY);
  });

  test('a change of size keeps centre and zoom', () => {
    const zoomed = zoomAt(FITTED, FITTED, SIZE, 3, 100, 100);
    const wide = fitView(BOUNDS, { width: 1200, height: 300 });
    const after = resizeView(zoomed, FITTED, wide);
    expect([after.x, after.y]).toEqual([zoomed.x, zoomed.y]);
    expect(after.scaleX / wide.scaleX).toBeCloseTo(3, 9);
  });

  test('one far point does not blow the bounds up', () => {
    const points = new Float32Array(20_000);
    for (let i = 0; i < points.length; i++) points[i] = (i % 100) / 100;
    points[0] = 1e6;
    expect(robustBounds(points).maxX).toBeLessThan(1.5);
    expect(robustBounds(points).minX).toBe(0);
  });

  test('bounds of nothing and of a single place have an extent', () => {
    for (const points of [new Float32Array(0), new Float32Array([3, 3, 3, 3])]) {
      const { minX, maxX, minY, maxY } = robustBounds(points);
      expect(maxX).toBeGreaterThan(minX);
      expect(maxY).toBeGreaterThan(minY);
    }
  });

  test('ticks are round, within the range, evenly spaced', () => {
    expect(ticks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(ticks(0, 97, 5)).toEqual([0, 20, 40, 60, 80]);
    expect(ticks(1, 1, 5)).toEqual([]);
    expect(Object.is(ticks(-0.4, 0.4, 2)[1], -0)).toBe(false);
  });
});

describe('picking', () => {
  const points = new Float32Array(2000);
  for (let i = 0; i < points.length; i++) points[i] = Math.fround(((i * 7919) % 613) / 100);
  const bush = new KDBush(1000, 64, Float32Array);
  for (let i = 0; i < 1000; i++) bush.add(points[2 * i]!, points[2 * i + 1]!);
  bush.finish();
  const view = fitView({ minX: 0, maxX: 6, minY: 0, maxY: 6 }, SIZE);
  const withIndex = makePicker(points, bush.data as ArrayBuffer);
  const without = makePicker(points, null);

  test('finds a nearest point, with the index and without', () => {
    const distance = (i: number, x: number, y: number) => {
      const [px, py] = toScreen(view, SIZE, points[2 * i]!, points[2 * i + 1]!);
      return Math.hypot(px - x, py - y);
    };
    fc.assert(
      fc.property(pixel, pixel, (x, y) => {
        let least = Infinity;
        for (let i = 0; i < 1000; i++) least = Math.min(least, distance(i, x, y));
        for (const picker of [withIndex, without]) {
          const found = picker.at(x, y, view, SIZE, 9, () => true);
          if (least < 8.999) expect(distance(found, x, y)).toBeCloseTo(least, 3);
          else if (least > 9.001) expect(found).toBe(-1);
        }
      }),
    );
  });

  test('passes over what is not allowed', () => {
    const [x, y] = toScreen(view, SIZE, points[0]!, points[1]!);
    expect(withIndex.at(x, y, view, SIZE, 9, () => false)).toBe(-1);
  });
});

describe('names on the map', () => {
  test('stand at the medians of their segments', () => {
    const places = labelPlaces(new Float32Array([0, 0, 1, 5, 2, 9, 50, 50]), Int32Array.from([0, 0, 0, 1]), [0, 1, 2]);
    expect(places.get(0)).toEqual([1, 5]);
    expect(places.get(1)).toEqual([50, 50]);
    expect(places.has(2)).toBe(false);
  });

  test('that overlap are moved apart, others stay', () => {
    const ys = spread(
      [
        { x: 0, y: 100, width: 50 },
        { x: 10, y: 104, width: 50 },
        { x: 500, y: 102, width: 50 },
      ],
      20,
    );
    expect(ys[1]! - ys[0]!).toBeGreaterThanOrEqual(20);
    expect(ys[2]).toBe(102);
  });
});

test('points are smaller and sheerer the more there are, larger when zoomed in', () => {
  const few = pointStyle(1000, 800, 500, 1);
  const many = pointStyle(500_000, 800, 500, 1);
  expect(few.size).toBeGreaterThan(many.size);
  expect(few.alpha).toBeGreaterThan(many.alpha);
  expect(pointStyle(500_000, 800, 500, 20).size).toBeGreaterThan(many.size);
});
