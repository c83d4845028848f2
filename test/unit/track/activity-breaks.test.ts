import { describe, expect, it } from 'vitest';
import { random } from '../../../workers/math/random';
import { activityBreaks, type ActivityPoint } from '../../../workers/track/activity-breaks';
import { forecast, theilSen } from '../../../workers/track/trend';
import { poisson } from '../../fixtures/population';

/** About `level(w)` users in each window; the first ten are not judged. */
function points(seed: number, windows: number, level: (w: number) => number, season = 0): ActivityPoint[] {
  const rng = random(seed, 'activity-test');
  const users = Array.from({ length: windows }, (_, w) => Math.max(1, Math.round(level(w) + Math.sqrt(level(w)) * rng.normal())));
  return users.map((n, window) => ({
    window,
    users: n,
    season: season > 0 && window >= season ? users[window - season]! : null,
    judged: window >= 10,
  }));
}

const LEVEL = 0.05 / 6 / 30;
const called = (list: readonly ActivityPoint[]) => activityBreaks(list, LEVEL, 0.1).map(({ point }) => point.window);
/** Share of 100 seeds with any call. */
const rate = (level: (w: number) => number, windows = 40) => {
  let runs = 0;
  for (let seed = 0; seed < 100; seed++) if (called(points(seed, windows, level)).length > 0) runs++;
  return runs / 100;
};

describe('breaks of the number of active users', () => {
  it('are not called where nothing changes', () => {
    expect(rate(() => 300)).toBeLessThanOrEqual(0.02);
    expect(poisson(random(1), 0)).toBe(0);
  });

  it('are not growth, by a rate or by a number', () => {
    expect(rate((w) => 100 * 1.05 ** w)).toBeLessThanOrEqual(0.02);
    expect(rate((w) => 200 + 15 * w)).toBeLessThanOrEqual(0.02);
    expect(rate((w) => 800 - 12 * w)).toBeLessThanOrEqual(0.02);
  });

  it('are not a wave of whatever length', () => {
    for (const period of [6, 9, 13, 26, 52]) {
      expect(rate((w) => 500 * (1 + 0.3 * Math.sin((2 * Math.PI * (w + period / 7)) / period)))).toBeLessThanOrEqual(0.05);
    }
  });

  it('are steps, for as long as they last, in growth too', () => {
    for (let seed = 0; seed < 10; seed++) {
      expect(called(points(seed, 40, (w) => (w >= 20 && w < 24 ? 180 : 300)))).toEqual([20, 21, 22, 23]);
      const growing = called(points(seed, 40, (w) => 200 * 1.02 ** w * (w >= 25 ? 1.6 : 1)));
      expect(growing[0]).toBe(25);
      expect(growing.length).toBeGreaterThan(10);
    }
  });

  it('are not the same week of every year', () => {
    // A gift shop: six weeks of twice the users each December.
    const december = (w: number) => (w % 52 >= 44 && w % 52 < 50 ? 600 : 300);
    const years = called(points(1, 150, december, 52));
    expect(years.length).toBeGreaterThan(0);
    expect(years.every((w) => w < 52)).toBe(true);
  });
});

describe('trend', () => {
  it('is the median slope, which a few odd points do not move', () => {
    const x = Array.from({ length: 11 }, (_, i) => i);
    const y = x.map((value) => 3 + 2 * value);
    y[4] = 900;
    y[9] = -900;
    expect(theilSen(x, y)).toEqual({ slope: 2, intercept: 3 });
  });

  it('forecasts with the error of a straight line', () => {
    const x = [0, 1, 2, 3, 4];
    const { expected, error, df } = forecast(
      x,
      x.map((value) => 1 + value),
      6,
      0.1,
    );
    expect(expected).toBeCloseTo(7, 12);
    expect(error).toBeCloseTo(0.1 * Math.sqrt(1 + 1 / 5 + 16 / 10), 12);
    expect(df).toBe(Infinity);
  });
});
