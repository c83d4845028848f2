import fc from 'fast-check';
import { expect, it } from 'vitest';
import { appendPool, poolStrings } from '../../../workers/store/string-pool';

it('gives the strings back, whatever the size of a pool', () => {
  const strings = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '客', '😀', '\ud83d', '\ude00', '\ufeff', '\0') }));
  fc.assert(
    fc.property(strings, fc.integer({ min: 1, max: 30 }), (before, units) => {
      const after: string[] = [];
      for (const pool of poolStrings(before, units)) appendPool(pool, after);
      expect(after).toEqual(before);
    }),
  );
});
