import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelOfChange } from '../../../workers/track/levels';

const size = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

describe('how loud an alert is about a change', () => {
  it('asks for action where a share of users falls by almost half, or by more than a third', () => {
    expect(levelOfChange(0.52, 0.28)).toBe('act');
    expect(levelOfChange(0.52, 0.34)).toBe('act');
    expect(levelOfChange(0.52, 0.36)).toBe('watch');
  });

  it('asks for action where a figure grows by half or more, as from nothing, to nothing and through it', () => {
    expect(levelOfChange(100, 151)).toBe('act');
    expect(levelOfChange(100, 149)).toBe('watch');
    for (const [before, after] of [
      [0, 1],
      [1, 0],
      [10, -1],
    ] as const)
      expect(levelOfChange(before, after)).toBe('act');
  });

  it('is the same both ways and in any unit', () => {
    fc.assert(
      fc.property(size, size, fc.constantFrom(0.5, 2, 1024), (a, b, unit) => {
        expect(levelOfChange(b, a)).toBe(levelOfChange(a, b));
        expect(levelOfChange(-a, -b)).toBe(levelOfChange(a, b));
        expect(levelOfChange(unit * a, unit * b)).toBe(levelOfChange(a, b));
      }),
    );
  });
});
