import { describe, expect, it } from 'vitest';
import { fitLogistic, predictLogistic } from '../../../workers/math/logistic-regression';
import { fitGammaCalibration } from '../../../workers/math/gamma-calibration';
import {
  BERNOULLI,
  GAMMA,
  SQUARED,
  outputsOf,
  predictPerceptron,
  trainPerceptron,
  type Epoch,
  type Perceptron,
  type PerceptronOptions,
  type Rows,
} from '../../../workers/math/perceptron';
import { random } from '../../../workers/math/random';
import { toEnd } from '../predict/support';

const OPTIONS: PerceptronOptions = {
  hidden: [8],
  learningRate: 0.01,
  weightDecay: 0,
  batchSize: 32,
  epochs: 60,
  patience: 60,
  classWeights: 'none',
  seed: 1,
};

/** Rows of two standard normal columns, yes with the probability that `chance` gives. */
function rowsOf(n: number, seed: number, chance: (a: number, b: number) => number): Rows {
  const rng = random(seed, 'test', 'perceptron');
  const x = new Float32Array(2 * n);
  const y = new Uint8Array(n);
  for (let row = 0; row < n; row++) {
    x[2 * row] = rng.normal();
    x[2 * row + 1] = rng.normal();
    y[row] = rng.next() < chance(x[2 * row]!, x[2 * row + 1]!) ? 1 : 0;
  }
  return { x, y };
}

const sameSign = (a: number, b: number) => (a * b > 0 ? 0.95 : 0.05);

function train(rows: Rows, options: Partial<PerceptronOptions> = {}, validation = rows) {
  const epochs: Epoch[] = [];
  const steps = trainPerceptron(rows, validation, 2, { ...OPTIONS, ...options });
  for (;;) {
    const step = steps.next();
    if (step.done) return { net: step.value, epochs };
    if (step.value) epochs.push(step.value);
  }
}

const accuracy = (net: Perceptron, { x, y }: Rows) =>
  predictPerceptron(net, x).reduce((sum, p, row) => sum + (p > 0.5 === (y[row] === 1) ? 1 : 0), 0) / y.length;

describe('a network', () => {
  it('without hidden layers is the logistic regression of maximum likelihood', () => {
    const rows = rowsOf(500, 3, (a, b) => 1 / (1 + Math.exp(-(0.5 + a - 2 * b))));
    const { net } = train(rows, { hidden: [], batchSize: 500, epochs: 2000, patience: 2000 });
    const exact = predictLogistic(toEnd(fitLogistic(rows.x, rows.y, 2)), rows.x);
    const p = predictPerceptron(net, rows.x);
    p.forEach((one, row) => expect(Math.abs(one - exact[row]!)).toBeLessThan(0.002));
  });

  it('learns what no line can part, on rows that it has not seen', () => {
    const { net } = train(rowsOf(2000, 1, sameSign));
    const unseen = rowsOf(1000, 2, sameSign);
    expect(accuracy(net, unseen)).toBeGreaterThan(0.85);
    const line = toEnd(fitLogistic(unseen.x, unseen.y, 2));
    const right = predictLogistic(line, unseen.x).filter((p, row) => p > 0.5 === (unseen.y[row] === 1)).length;
    expect(right / 1000).toBeLessThan(0.65);
  });

  it('is the same for the same seed, and ends with the epoch that validated best', () => {
    const training = rowsOf(60, 5, sameSign);
    const validation = rowsOf(300, 6, sameSign);
    const one = train(training, { hidden: [32], patience: 4, epochs: 200 }, validation);
    const again = train(training, { hidden: [32], patience: 4, epochs: 200 }, validation);
    expect(again.net).toEqual(one.net);
    expect(one.epochs.length).toBeLessThan(200);
    const least = Math.min(...one.epochs.map(({ validationLoss }) => validationLoss), Math.LN2);
    const loss = predictPerceptron(one.net, validation.x).reduce(
      (sum, p, row) => sum - Math.log(validation.y[row] === 1 ? p : 1 - p) / validation.y.length,
      0,
    );
    expect(loss).toBeCloseTo(least, 6);
  });

  it('with balanced weights calls the rare outcome as often as the other', () => {
    const rare = rowsOf(3000, 8, (a) => (a > 1.5 ? 0.6 : 0.02));
    const plain = predictPerceptron(train(rare, { epochs: 15 }).net, rare.x);
    const balanced = predictPerceptron(train(rare, { epochs: 15, classWeights: 'balanced' }).net, rare.x);
    const mean = (p: Float64Array) => p.reduce((sum, one) => sum + one, 0) / p.length;
    const rate = mean(Float64Array.from(rare.y));
    expect(Math.abs(mean(plain) - rate)).toBeLessThan(0.02);
    expect(mean(balanced)).toBeGreaterThan(0.25);
  });

  it.each(['adam', 'adamw', 'sgd'] as const)('by %s, from a standing start, comes to the logistic regression, too', (optimizer) => {
    const rows = rowsOf(400, 3, (a, b) => 1 / (1 + Math.exp(-(0.5 + a - 2 * b))));
    const options = { hidden: [], batchSize: 400, epochs: 1500, patience: 1500, warmup: 50, optimizer };
    const { net } = train(rows, { ...options, learningRate: optimizer === 'sgd' ? 0.3 : 0.02 });
    const exact = predictLogistic(toEnd(fitLogistic(rows.x, rows.y, 2)), rows.x);
    predictPerceptron(net, rows.x).forEach((one, row) => expect(Math.abs(one - exact[row]!)).toBeLessThan(0.002));
  });

  it('takes shorter steps while it warms up', () => {
    const rows = rowsOf(200, 4, sameSign);
    const once = (warmup: number) => train(rows, { hidden: [], batchSize: 200, epochs: 1, warmup, learningRate: 0.1 }).epochs[0]!;
    expect(once(0).trainingLoss).toBe(once(100).trainingLoss);
    expect(Math.LN2 - once(0).validationLoss).toBeGreaterThan(5 * (Math.LN2 - once(100).validationLoss));
  });

  it('leaves units out while it learns, and none when it is asked', () => {
    const rows = rowsOf(2000, 1, sameSign);
    const { net } = train(rows, { hidden: [32], dropout: 0.3 });
    expect(net).not.toEqual(train(rows, { hidden: [32] }).net);
    expect(accuracy(net, rowsOf(1000, 2, sameSign))).toBeGreaterThan(0.8);
    expect(predictPerceptron(net, rows.x)).toEqual(predictPerceptron(net, rows.x));
  });
});

describe('losses', () => {
  it('slope as the difference of what they are a little apart', () => {
    for (const [loss, y] of [
      [BERNOULLI, 0] as const,
      [BERNOULLI, 1] as const,
      [GAMMA, 0] as const,
      [GAMMA, 3] as const,
      [SQUARED, -1.5] as const,
    ]) {
      for (const z of [-1.5, 0, 2]) expect(loss.slope(z, y)).toBeCloseTo((loss.at(z + 1e-5, y) - loss.at(z - 1e-5, y)) / 2e-5, 6);
    }
  });

  it('of amounts are least at the gamma regression', () => {
    const rng = random(4, 'test', 'gamma');
    const x = Float32Array.from({ length: 600 }, () => rng.normal());
    const y = Float64Array.from(x, (a) => Math.exp(0.4 + 0.8 * a + 0.5 * rng.normal()));
    const steps = trainPerceptron(
      { x, y },
      { x, y },
      1,
      { ...OPTIONS, hidden: [], batchSize: 600, epochs: 1500, patience: 1500, learningRate: 0.02 },
      GAMMA,
    );
    const { slope, intercept } = fitGammaCalibration(Float64Array.from(x), y);
    outputsOf(toEnd(steps), x).forEach((z, row) => expect(z).toBeCloseTo(intercept + slope * x[row]!, 2));
  });
});
