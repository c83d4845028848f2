import { describe, expect, it } from 'vitest';
import { leadInterval } from '../../../workers/encode/sequence/next-step';
import { random } from '../../../workers/math/random';

const rng = () => random(1, 'test', 'next-step');

describe('how far the network is ahead of a chain', () => {
  it('is not said of a handful of users, however far it was ahead on them', () => {
    for (const users of [0, 1, 9]) expect(leadInterval(new Float64Array(users).fill(5), new Float64Array(users).fill(5), rng())).toBeNull();
    expect(leadInterval(new Float64Array(10).fill(5), new Float64Array(10).fill(5), rng())).toEqual([1, 1]);
  });

  it('varies as users do, who are drawn whole', () => {
    // Half of the users lead by all of their steps and half lag by as many: the lead is 0, with the spread of the mean of so many coins.
    const users = 400;
    const steps = new Float64Array(users).fill(50);
    const ahead = steps.map((count, user) => (user % 2 === 0 ? count : -count));
    const [low, high] = leadInterval(ahead, steps, rng())!;
    expect(low).toBeGreaterThan(-1.96 / 20 - 0.02);
    expect(low).toBeLessThan(-1.96 / 20 + 0.02);
    expect(high).toBeGreaterThan(1.96 / 20 - 0.02);
    expect(high).toBeLessThan(1.96 / 20 + 0.02);
  });
});
