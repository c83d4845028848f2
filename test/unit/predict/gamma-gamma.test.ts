import { describe, expect, it } from 'vitest';
import { logGamma } from '../../../workers/math/special-functions';
import { random } from '../../../workers/math/random';
import { expectedValue, fitGammaGamma, logLikelihood, valuesOf } from '../../../workers/predict/gamma-gamma';
import published from '../../fixtures/published/cdnow.json';
import { gammaDraw, toEnd } from './support';

const NOTE = published.valueNote.parameters;

describe('the value of a purchase', () => {
  it('has the mean pγ / (q − 1) over customers', () => {
    expect(expectedValue(NOTE, 0, 0)).toBeCloseTo((NOTE.p * NOTE.gamma) / (NOTE.q - 1), 10);
  });

  it('lies between that mean and the customer’s own, nearer to the latter with every purchase', () => {
    const all = expectedValue(NOTE, 0, 0);
    const figures = [1, 3, 10, 1000].map((x) => expectedValue(NOTE, x, 80));
    for (const figure of figures) expect(figure).toBeGreaterThan(all);
    expect([...figures].sort((a, b) => a - b)).toEqual(figures);
    expect(figures.at(-1)).toBeCloseTo(80, 0);
  });

  it('has no mean where too many customers are worth without bound', () => {
    expect(expectedValue({ ...NOTE, q: 0.9 }, 0, 0)).toBe(Infinity);
  });

  it('has a likelihood whose density is 1 in all', () => {
    const { p, q, gamma } = NOTE;
    const n = 40_000;
    let sum = 0;
    for (let i = 1; i < n; i++) {
      const share = i / n;
      const m = share / (1 - share);
      sum += Math.exp(logLikelihood({ p, q, gamma }, valuesOf([3], [m * 30]))) * (30 / (1 - share) ** 2 / n);
    }
    expect(sum).toBeCloseTo(1, 4);
  });

  it('has a likelihood as the note writes it', () => {
    const { p, q, gamma } = NOTE;
    const [x, m] = [2, 40];
    const written =
      logGamma(p * x + q) - logGamma(p * x) - logGamma(q) + q * Math.log(gamma) + (p * x - 1) * Math.log(m) + p * x * Math.log(x);
    expect(logLikelihood(NOTE, valuesOf([x], [m]))).toBeCloseTo(written - (p * x + q) * Math.log(gamma + m * x), 10);
  });
});

it('parameters are those that purchases were drawn with', { timeout: 60_000 }, () => {
  const planted = { p: 4, q: 3, gamma: 20 };
  const rng = random(8, 'test', 'gamma-gamma');
  const x = Array.from({ length: 15_000 }, () => 1 + rng.int(6));
  const mean = x.map((n) => {
    const nu = gammaDraw(rng, planted.q) / planted.gamma;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += gammaDraw(rng, planted.p) / nu;
    return sum / n;
  });
  const fit = toEnd(fitGammaGamma(Float64Array.from(x), Float64Array.from(mean)));
  expect(fit.converged).toBe(true);
  for (const name of ['p', 'q', 'gamma'] as const) expect(Math.abs(Math.log(fit[name] / planted[name])), name).toBeLessThan(0.12);
  expect(fit.logLikelihood).toBeGreaterThanOrEqual(logLikelihood(planted, valuesOf(x, mean)));
});
