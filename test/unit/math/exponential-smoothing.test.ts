import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitSmoothing, smooth } from '../../../workers/math/exponential-smoothing';
import { random } from '../../../workers/math/random';

const NONE = { alpha: 0, beta: 0, gamma: 0, phi: 1 };

/** The textbook recursion of a single level, without the state-space form. */
function textbookLevel(y: readonly number[], alpha: number): { forecast: number; meanSquare: number } {
  let level = y.slice(0, Math.min(4, Math.floor(y.length / 2))).reduce((sum, one, _, all) => sum + one / all.length, 0);
  let squares = 0;
  for (const value of y) {
    squares += (value - level) ** 2;
    level = alpha * value + (1 - alpha) * level;
  }
  return { forecast: level, meanSquare: squares / y.length };
}

describe('exponential smoothing', () => {
  it('of a level is the textbook recursion', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (y, alpha) => {
        const { forecast, meanSquare } = smooth(y, 'level', 1, { ...NONE, alpha }, 2);
        const slow = textbookLevel(y, alpha);
        expect(forecast[0]).toBeCloseTo(slow.forecast, 8);
        expect(forecast[1]).toBeCloseTo(slow.forecast, 8);
        expect(meanSquare).toBeCloseTo(slow.meanSquare, 6);
      }),
    );
  });

  it('goes on with a line that it has seen, less and less steeply', () => {
    const line = Array.from({ length: 60 }, (_, t) => 10 + 2 * t);
    const { forecast } = fitSmoothing(line, 'trend', 1, 3);
    const steps = [forecast[0]! - 128, forecast[1]! - forecast[0]!, forecast[2]! - forecast[1]!];
    expect(steps[0]).toBeGreaterThan(1.5);
    expect(steps[0]).toBeLessThan(2.3);
    expect(steps[1]).toBeLessThan(steps[0]!);
    expect(steps[2]).toBeLessThan(steps[1]!);
  });

  it('repeats a season that never changes, whatever the parameters', () => {
    const season = [5, 9, 1, 4];
    const y = Array.from({ length: 24 }, (_, t) => 100 + season[t % 4]!);
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (alpha, gamma) => {
        const { forecast, meanSquare } = smooth(y, 'season', 4, { alpha, beta: 0.1, gamma, phi: 0.9 }, 6);
        forecast.forEach((value, h) => expect(value).toBeCloseTo(100 + season[h % 4]!, 8));
        expect(meanSquare).toBeCloseTo(0, 10);
      }),
    );
  });

  it('fits no worse than any parameters on a grid', () => {
    const rng = random(3, 'test', 'smoothing');
    let level = 50;
    const y = Array.from({ length: 80 }, () => (level += rng.normal()) + 2 * rng.normal());
    const { meanSquare, parameters } = fitSmoothing(y, 'level', 1, 1);
    for (let alpha = 0.02; alpha < 1; alpha += 0.02) expect(meanSquare).toBeLessThanOrEqual(textbookLevel(y, alpha).meanSquare + 1e-6);
    expect(parameters.alpha).toBeGreaterThan(0.05);
  });
});
