import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitConditionalLogit, softmax, type Offers } from '../../../workers/math/conditional-logit';
import { fitLogistic } from '../../../workers/math/logistic-regression';
import { random } from '../../../workers/math/random';
import { toEnd } from '../predict/support';

/** Rows of `choices` offers with two columns, one of which is taken by the weights. */
function offers(rows: number, choices: number, weights: readonly [number, number], seed: number): Offers {
  const rng = random(seed, 'test', 'conditional-logit');
  const x = Float32Array.from({ length: rows * choices * 2 }, () => rng.normal());
  const taken = new Float32Array(rows * choices);
  const p = new Float64Array(choices);
  for (let row = 0; row < rows; row++) {
    softmax(x, row, choices, Float64Array.from(weights), p);
    let left = rng.next();
    let choice = 0;
    while (choice < choices - 1 && (left -= p[choice]!) > 0) choice++;
    taken[row * choices + choice] = 1;
  }
  return { x, taken, rows, choices, dims: 2 };
}

describe('a conditional logit', () => {
  it('finds the weights by which choices were made', () => {
    const { weights, converged } = toEnd(fitConditionalLogit(offers(4000, 5, [1.2, -0.7], 1), 0));
    expect(converged).toBe(true);
    expect(weights[0]).toBeCloseTo(1.2, 0);
    expect(weights[1]).toBeCloseTo(-0.7, 0);
  });

  it('of two choices is a logistic regression without an intercept on their difference', () => {
    const two = offers(300, 2, [0.8, 0.3], 2);
    const differences = Array.from({ length: 300 }, (_, row) => [0, 1].map((d) => two.x[row * 4 + d]! - two.x[row * 4 + 2 + d]!));
    // Each row turned round as well, which makes the intercept 0.
    const x = differences.flatMap((row) => [...row, ...row.map((one) => -one)]);
    const y = Array.from({ length: 300 }, (_, row) => [two.taken[row * 2]!, 1 - two.taken[row * 2]!]).flat();
    const line = toEnd(fitLogistic(x, y, 2, { l2: 2 }));
    const { weights } = toEnd(fitConditionalLogit(two, 1));
    expect(line.intercept).toBeCloseTo(0, 6);
    weights.forEach((one, d) => expect(one).toBeCloseTo(line.weights[d]!, 5));
  });

  it('gives probabilities that sum to 1 and do not care for what all choices share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -300, max: 300, noNaN: true }), { minLength: 1, maxLength: 8 }),
        fc.double({ min: -400, max: 400, noNaN: true }),
        (utilities, more) => {
          const p = new Float64Array(utilities.length);
          softmax(utilities, 0, utilities.length, Float64Array.of(1), p);
          expect(p.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 10);
          const moved = new Float64Array(utilities.length);
          softmax(
            utilities.map((one) => one + more),
            0,
            utilities.length,
            Float64Array.of(1),
            moved,
          );
          moved.forEach((one, j) => expect(one).toBeCloseTo(p[j]!, 8));
        },
      ),
    );
  });
});
