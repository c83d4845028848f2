import { describe, expect, it } from 'vitest';
import { formatFor } from '../../../src/i18n/format';
import { keptWords } from '../../../src/screens/update/kept-share';

describe('what a segment keeps of its users', () => {
  it('is everybody only where nobody left', () => {
    const of = (share: number) => keptWords(share, formatFor('en'));
    expect(of(1)).toBe('100%');
    expect(of(238 / 239)).toBe('99.6%');
    expect(of(99_999 / 100_000)).toBe('99.9%');
    expect(of(0.994)).toBe('99%');
    expect(of(0)).toBe('0%');
  });
});
