import { describe, expect, it } from 'vitest';
import { nelderMead, type Minimum } from '../../../workers/math/nelder-mead';

function search(...args: Parameters<typeof nelderMead>): Minimum {
  const steps = nelderMead(...args);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe('a search without derivatives', () => {
  it('finds the floor of a curved valley', () => {
    const rosenbrock = (p: Float64Array) => (1 - p[0]!) ** 2 + 100 * (p[1]! - p[0]! ** 2) ** 2;
    const { at, converged } = search(rosenbrock, [-1.2, 1], { tolerance: 1e-12 });
    expect(converged).toBe(true);
    expect(at[0]).toBeCloseTo(1, 4);
    expect(at[1]).toBeCloseTo(1, 4);
  });

  it('stays inside a fence', () => {
    const { at } = search((p) => (p[0]! < 0 ? NaN : (p[0]! + 1) ** 2 + p[1]! ** 2), [2, 2]);
    expect(at[0]).toBeCloseTo(0, 3);
    expect(at[1]).toBeCloseTo(0, 3);
  });

  it('says that it ran out of evaluations, or never found a number', () => {
    expect(search((p) => p[0]!, [0], { maxEvaluations: 50 }).converged).toBe(false);
    expect(search(() => NaN, [0, 0]).converged).toBe(false);
  });
});
