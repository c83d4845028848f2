import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyTable } from '../../../workers/math/key-table';

describe('a table of keys', () => {
  it('numbers keys by first appearance, as a Map does, whatever room it began with', () => {
    // Few words, so that keys share one of their two and meet in a slot.
    const word = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), { maxLength: 400 }), fc.nat(64), (keys, expected) => {
        const table = new KeyTable(expected);
        const places = new Map<string, number>();
        for (const [a, b] of keys) {
          const name = `${a} ${b}`;
          if (!places.has(name)) places.set(name, places.size);
          expect(table.code(a, b)).toBe(places.get(name));
        }
        expect(table.size).toBe(places.size);
        expect(Array.from(table.packed())).toEqual([...places.keys()].flatMap((name) => name.split(' ').map(Number)));
      }),
    );
  });
});
