import { describe, expect, it } from 'vitest';
import { softmax } from '../../../../workers/math/conditional-logit';
import { random } from '../../../../workers/math/random';
import { calibrated, calibrators } from '../../../../workers/predict/categories/calibration';
import { topOf } from '../../../../workers/predict/categories/guess';
import { describe as describeChoices, DIMS, type Habits, type OwnHistory } from '../../../../workers/predict/categories/habits';
import { choiceLifts } from '../../../../workers/predict/categories/lift';
import { judgeProbabilities } from '../../../../workers/predict/categories/judge-guesses';
import { baselineOdds, fitHabitWeights } from '../../../../workers/predict/categories/odds';
import type { ChoiceRow, ChoiceRows } from '../../../../workers/predict/categories/rows';
import { testedGuesses } from '../../../../workers/predict/categories/tested-guesses';
import { runToEnd } from '../../../../workers/predict/run-to-end';

const CHOICES = 4;
const POPULARITY = [0.4, 0.3, 0.2, 0.1];
const logPopularity = Float64Array.from(POPULARITY, Math.log);
const habits: Habits = {
  choices: CHOICES,
  logPopularity,
  logFollows: Float64Array.from({ length: CHOICES * CHOICES }, (_, at) => logPopularity[at % CHOICES]!),
};
const HORIZON = 14;

function owning(counts: readonly number[], last: number): OwnHistory {
  return {
    counts: Float64Array.from(counts),
    latest: Float64Array.from(counts, (count, j) => (count > 0 ? 90 + j : -Infinity)),
    last,
    total: counts.reduce((sum, count) => sum + count, 0) + (last < 0 ? 1 : 0),
  };
}

const partOf = (rows: readonly ChoiceRow[], cut = 100): ChoiceRows => ({ cut, habits, rows });
const everybody = () => true;

/** Users who keep to one choice with a chance of `faithful`, and else choose by popularity. */
function users(n: number, faithful: number, seed: number): ChoiceRow[] {
  const rng = random(seed, 'test', 'probabilities');
  const popular = () => {
    const at = rng.next();
    return at < 0.4 ? 0 : at < 0.7 ? 1 : at < 0.9 ? 2 : 3;
  };
  return Array.from({ length: n }, (_, user) => {
    const own = rng.int(CHOICES);
    const counts = [0, 0, 0, 0];
    counts[own] = 3;
    return { user, own: owning(counts, own), next: Int32Array.of(rng.next() < faithful ? own : popular()) };
  });
}

const probabilities = (weights: Float64Array, { own }: ChoiceRow): Float64Array => {
  const x = new Float32Array(CHOICES * DIMS);
  const p = new Float64Array(CHOICES);
  describeChoices(habits, own, 100, HORIZON, x, 0);
  softmax(x, 0, CHOICES, weights, p);
  return p;
};

describe('probabilities of baselines', () => {
  it('are those of popularity, or of a habit mixed with it, and popularity’s for whom the habit says nothing', () => {
    const weights = { 'own-favourite': 0.5, 'own-last': 0.8 };
    const of = (id: 'popularity' | 'own-favourite' | 'own-last', own: OwnHistory) => {
      const p = new Float64Array(CHOICES);
      baselineOdds(id, weights, habits, own, p);
      return [...p];
    };
    const close = (p: readonly number[], expected: readonly number[]) => p.forEach((one, j) => expect(one).toBeCloseTo(expected[j]!, 12));
    const own = owning([0, 3, 1, 0], 2);
    close(of('popularity', own), POPULARITY);
    close(of('own-favourite', own), [0.2, 0.15 + 0.375, 0.1 + 0.125, 0.05]);
    close(of('own-last', own), [0.08, 0.06, 0.04 + 0.8, 0.02]);
    const stranger = owning([0, 0, 0, 0], -1);
    close(of('own-favourite', stranger), POPULARITY);
    close(of('own-last', stranger), POPULARITY);
  });

  it('have the weight of the habit with the least log loss on the rows that teach, and no others', () => {
    const rows = users(4000, 0.6, 1);
    const fitted = fitHabitWeights([partOf(rows)], CHOICES, everybody);
    // Users do what the mixture says.
    expect(Math.abs(fitted['own-last'] - 0.6)).toBeLessThan(0.03);
    const slow = Array.from({ length: 999 }, (_, i) => (i + 1) / 1000).map((weight) => {
      let loss = 0;
      for (const { own, next } of rows) {
        const chosen = next[0]!;
        loss -= Math.log((own.last === chosen ? weight : 0) + (1 - weight) * POPULARITY[chosen]!);
      }
      return { weight, loss };
    });
    const best = slow.reduce((a, b) => (b.loss < a.loss ? b : a)).weight;
    expect(Math.abs(fitted['own-last'] - best)).toBeLessThan(0.001);
    const half = (user: number) => user % 2 === 0;
    expect(fitHabitWeights([partOf(rows)], CHOICES, half)).toEqual(
      fitHabitWeights([partOf(rows.filter(({ user }) => half(user)))], CHOICES, everybody),
    );
    // All rows were right: 1 − 1 / (n + 2).
    expect(fitHabitWeights([partOf(users(98, 1, 2))], CHOICES, everybody)['own-last']).toBeCloseTo(0.99, 4);
  });
});

describe('calibration', () => {
  it('leaves the order of the choices alone and makes the log loss of the users who calibrate less', () => {
    const rows = users(1500, 0.5, 3);
    const tooSure = Float64Array.from({ length: DIMS }, (_, d) => (d === 4 ? 6 : d === 0 ? 1 : 0));
    const half = (user: number) => user % 2 === 0;
    const { weights, calibration } = calibrated(tooSure, [partOf(rows)], CHOICES, HORIZON, half);
    expect(calibration!.rows).toBe(750);
    expect(calibration!.temperature).toBeGreaterThan(1.5);
    const lossOf = (of: Float64Array, who: (user: number) => boolean) =>
      rows.reduce((loss, row) => (who(row.user) ? loss - Math.log(probabilities(of, row)[row.next[0]!]!) : loss), 0);
    expect(lossOf(weights, half)).toBeLessThan(lossOf(tooSure, half));
    expect(lossOf(weights, (user) => !half(user))).toBeLessThan(lossOf(tooSure, (user) => !half(user)));
    // Neither a bit more nor a bit less is better.
    for (const factor of [0.99, 1.01]) {
      const other = weights.map((one) => one * factor);
      expect(lossOf(weights, half)).toBeLessThan(lossOf(other, half));
    }
    for (const row of rows) expect(topOf(probabilities(weights, row))).toEqual(topOf(probabilities(tooSure, row)));
  });

  it('is by a fifth of the users, fewer where they are many, and by nobody where they would be too few', () => {
    const ids = (n: number) => ({ userIds: Array.from({ length: n }, (_, user) => `u${user}`) });
    const held = (n: number, leastTested: number, tested = n) => {
      const calibrates = calibrators(ids(n), [partOf(users(n, 0.5, 4))], partOf(users(tested, 0.5, 5)), leastTested, 1);
      return Array.from({ length: n }, (_, user) => user).filter(calibrates).length;
    };
    expect(Math.abs(held(2000, 50) - 400)).toBeLessThan(80);
    expect(Math.abs(held(40_000, 50) - 2000)).toBeLessThan(200);
    expect(held(200, 50)).toBe(0);
    expect(held(2000, 50, 55)).toBe(0);
  });

  it('is none without users', () => {
    const weights = new Float64Array(DIMS).fill(1);
    expect(calibrated(weights, [partOf(users(100, 0.5, 6))], CHOICES, HORIZON, () => false)).toEqual({ weights, calibration: null });
  });
});

describe('how far probabilities were off', () => {
  const rows = [...users(120, 0.7, 7), { user: 120, own: owning([1, 0, 0, 0], 0), next: Int32Array.of(-1) }];
  rows[0] = { ...rows[0]!, next: Int32Array.of(0, 2, 2, -1) };
  const weights = Float64Array.from({ length: DIMS }, (_, d) => (d === 0 ? 1 : d === 4 ? 2 : 0));
  const mix = { 'own-favourite': 0.6, 'own-last': 0.6 };

  it('is of the users who chose one of the list: log loss and Brier score by their definition', () => {
    const { hits, misses } = testedGuesses(weights, mix, partOf(rows), CHOICES, HORIZON);
    expect(hits[0]!.first).toHaveLength(121);
    const [model] = misses;
    expect(model!.logLoss).toHaveLength(120);
    rows.slice(0, 120).forEach((row, i) => {
      const p = probabilities(weights, row);
      const made = [...row.next].filter((place) => place >= 0);
      const brier = (chosen: number) => p.reduce((sum, one, j) => sum + (one - (j === chosen ? 1 : 0)) ** 2, 0);
      const mean = (of: (chosen: number) => number) => made.reduce((sum, chosen) => sum + of(chosen), 0) / made.length;
      expect(model!.logLoss[i]).toBeCloseTo(
        mean((chosen) => -Math.log(p[chosen]!)),
        10,
      );
      expect(model!.brier[i]).toBeCloseTo(mean(brier), 10);
    });
  });

  it('stands beside the baseline with the least log loss, with an interval', async () => {
    const { misses } = testedGuesses(weights, mix, partOf(rows), CHOICES, HORIZON);
    const judged = (await runToEnd(judgeProbabilities(misses[0]!, misses.slice(1), 1)))!;
    expect(judged.users).toBe(120);
    const meanOf = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0) / values.length;
    judged.guessers.forEach(({ id, logLoss, brier }, g) => {
      expect(id).toBe(misses[g]!.id);
      expect(logLoss).toBeCloseTo(meanOf(misses[g]!.logLoss), 12);
      expect(brier).toBeCloseTo(meanOf(misses[g]!.brier), 12);
    });
    const [model, ...baselines] = judged.guessers;
    const best = baselines.reduce((a, b) => (b.logLoss < a.logLoss ? b : a));
    expect(judged.baseline).toBe(best.id);
    const { value, low, high } = judged.differences.logLoss;
    expect(value).toBeCloseTo(model!.logLoss - best.logLoss, 12);
    expect(low < value && value < high).toBe(true);
    const none = { id: 'model', logLoss: new Float64Array(), brier: new Float64Array() } as const;
    expect(await runToEnd(judgeProbabilities(none, [{ ...none, id: 'popularity' }], 1))).toBeNull();
  });
});

describe('lift of a choice against all others', () => {
  it('ranks the users who chose one of the list by its probability, and counts each choice of a day by its part', () => {
    const some: ChoiceRow[] = [
      ...users(400, 0.6, 21),
      // Two of the list on a day, and one outside it beside another: half of the day, and all of what is in the list.
      ...Array.from({ length: 30 }, (_, i) => ({ user: 500 + i, own: owning([0, 3, 0, 0], 1), next: Int32Array.of(1, 2) })),
      ...Array.from({ length: 30 }, (_, i) => ({ user: 600 + i, own: owning([0, 0, 3, 0], 2), next: Int32Array.of(3, -1) })),
      { user: 700, own: owning([1, 0, 0, 0], 0), next: Int32Array.of(-1) },
    ];
    const weights = Float64Array.from({ length: DIMS }, (_, d) => (d === 1 ? 2 : d === 0 ? 1 : 0));
    const { foreseen } = testedGuesses(weights, { 'own-favourite': 0.5, 'own-last': 0.5 }, partOf(some), CHOICES, HORIZON);
    const lifts = choiceLifts(foreseen, ['a', 'b', 'c', 'd']);
    expect(lifts).toHaveLength(CHOICES);
    const listed = some.filter(({ next }) => next.some((place) => place >= 0));
    for (const { name, users: n, rate, tenths } of lifts) {
      const choice = ['a', 'b', 'c', 'd'].indexOf(name);
      const part = ({ next }: ChoiceRow) => {
        const inList = [...next].filter((place) => place >= 0);
        return inList.filter((place) => place === choice).length / inList.length;
      };
      expect(n).toBe(listed.filter((row) => part(row) > 0).length);
      expect(rate).toBeCloseTo(listed.reduce((sum, row) => sum + part(row), 0) / listed.length, 12);
      const ranked = listed
        .map((row) => ({ p: probabilities(weights, row)[choice]!, part: part(row) }))
        .sort((one, other) => other.p - one.p);
      const top = ranked.slice(0, tenths[0]!.users);
      // Nothing ranks users of the same probability: each counts as they all do on average.
      const alike = ({ p }: { p: number }) => ranked.filter((other) => Math.abs(other.p - p) < 1e-9);
      const became = (row: { p: number }) => alike(row).reduce((sum, other) => sum + other.part, 0) / alike(row).length;
      expect(tenths[0]!.actual).toBeCloseTo(top.reduce((sum, row) => sum + became(row), 0) / top.length, 12);
      expect(tenths[0]!.predicted).toBeCloseTo(top.reduce((sum, row) => sum + row.p, 0) / top.length, 6);
      expect(tenths.reduce((sum, tenth) => sum + tenth.users, 0)).toBe(listed.length);
    }
    expect(lifts.map(({ users: n }) => n)).toEqual([...lifts.map(({ users: n }) => n)].sort((a, b) => b - a));
    expect(choiceLifts({ choices: 1, p: new Float64Array(19).fill(1), parts: new Float64Array(19).fill(1) }, ['a'])).toEqual([]);
  });
});
