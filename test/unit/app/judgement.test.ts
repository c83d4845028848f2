import { expect, it } from 'vitest';
import { judgementOf, judgementOfLead } from '../../../src/screens/segments/predictions/judgement';

const sides = { better: [-2, -1], unclear: [-1, 1], worse: [1, 2] } as const;
const figures = (mae: keyof typeof sides, rmse: keyof typeof sides) => {
  const beside = ([low, high]: readonly [number, number]) => ({ model: 1, baseline: 1, low, high });
  return { mae: beside(sides[mae]), rmse: beside(sides[rmse]), actual: 1, predicted: 1, repeated: 1 };
};

it('a model beats its baseline only where an interval says so and none says the opposite', () => {
  expect(judgementOf(figures('better', 'better'))).toBe('beats');
  expect(judgementOf(figures('unclear', 'better'))).toBe('beats');
  expect(judgementOf(figures('worse', 'better'))).toBe('mixed');
  expect(judgementOf(figures('unclear', 'unclear'))).toBe('level');
  expect(judgementOf(figures('unclear', 'worse'))).toBe('loses');
  expect(judgementOf(figures('worse', 'worse'))).toBe('loses');
});

it('a model that is right more often is ahead only where the whole interval is above zero', () => {
  expect(judgementOfLead({ low: 0.01, high: 0.2 })).toBe('beats');
  expect(judgementOfLead({ low: 0, high: 0.2 })).toBe('level');
  expect(judgementOfLead({ low: -0.1, high: 0.2 })).toBe('level');
  expect(judgementOfLead({ low: -0.2, high: -0.1 })).toBe('loses');
});
