import { describe, expect, it } from 'vitest';
import { goldenSection } from '../../../workers/math/golden-section';
import { random } from '../../../workers/math/random';
import { fitTemperature } from '../../../workers/math/temperature';

describe('golden section', () => {
  it('finds where a function that falls and then rises is least, at an end as well', () => {
    expect(goldenSection((x) => (x - 1.25) ** 2, -4, 9, 1e-7)).toBeCloseTo(1.25, 6);
    expect(goldenSection((x) => Math.abs(x + 2), -4, 9, 1e-7)).toBeCloseTo(-2, 6);
    expect(goldenSection((x) => x, -4, 9, 1e-7)).toBeCloseTo(-4, 6);
    expect(goldenSection((x) => -x, -4, 9, 1e-7)).toBeCloseTo(9, 6);
  });
});

describe('a temperature', () => {
  /** Each row scores one of the choices z and the others 0; of `rows` rows `right` choose it, the rest the one after it. */
  const one = (z: number, choices: number, rows: number, right: number) => {
    const scores = new Float64Array(rows * choices);
    const taken = new Float64Array(rows * choices);
    for (let row = 0; row < rows; row++) {
      scores[row * choices + (row % choices)] = z;
      taken[row * choices + ((row + (row < right ? 0 : 1)) % choices)] = 1;
    }
    return { scores, taken };
  };

  it('makes the probability of a choice the share that it was made in, where one score says all', () => {
    for (const [z, choices, right] of [
      [4, 2, 80],
      [1, 2, 80],
      [3, 5, 60],
      [0.5, 5, 60],
    ] as const) {
      const { scores, taken } = one(z, choices, 100, right);
      const q = right / 100;
      // e^(z/T) / (e^(z/T) + choices − 1) = q.
      const exact = z / Math.log((q * (choices - 1)) / (1 - q));
      expect(fitTemperature(scores, taken, choices), `${z}, ${choices}`).toBeCloseTo(exact, 4);
    }
  });

  it('grows as the scores do, and counts a row’s several choices by their parts', () => {
    const { scores, taken } = one(2, 4, 100, 70);
    const plain = fitTemperature(scores, taken, 4);
    expect(
      fitTemperature(
        scores.map((score) => 3 * score),
        taken,
        4,
      ) / plain,
    ).toBeCloseTo(3, 4);
    // Every row makes its first choice seven times in ten: in all the same.
    const parts = taken.map((_, at) => {
      const row = Math.floor(at / 4);
      return at % 4 === row % 4 ? 0.7 : at % 4 === (row + 1) % 4 ? 0.3 : 0;
    });
    expect(fitTemperature(scores, parts, 4)).toBeCloseTo(plain, 4);
  });

  it('is 1 for choices that were drawn by the probabilities, and stays between 0.1 and 10', () => {
    const rng = random(5, 'test', 'temperature');
    const [rows, choices] = [20_000, 3];
    const scores = Float64Array.from({ length: rows * choices }, () => rng.normal());
    const taken = new Float64Array(rows * choices);
    for (let row = 0; row < rows; row++) {
      const weights = [0, 1, 2].map((j) => Math.exp(scores[row * choices + j]!));
      let left = rng.next() * (weights[0]! + weights[1]! + weights[2]!);
      let j = 0;
      while (j < 2 && left >= weights[j]!) left -= weights[j++]!;
      taken[row * choices + j] = 1;
    }
    expect(Math.abs(fitTemperature(scores, taken, choices) - 1)).toBeLessThan(0.05);
    const sure = one(2, 3, 60, 60);
    expect(fitTemperature(sure.scores, sure.taken, 3)).toBeCloseTo(0.1, 4);
    const wrong = one(2, 3, 60, 0);
    expect(fitTemperature(wrong.scores, wrong.taken, 3)).toBeCloseTo(10, 3);
  });
});
