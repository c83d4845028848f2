import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dictionary } from '../../../workers/ingest/dictionary';

const word = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'ü', '鱼', '0'), maxLength: 9 }),
  fc.string({ unit: fc.constantFrom('0', '1', '9'), maxLength: 11 }),
);
const encoder = new TextEncoder();

/** Encodes words as cells of one text. */
function encoded(dictionary: Dictionary, words: readonly string[]): number[] {
  const bytes = encoder.encode(words.join(''));
  let at = 0;
  return words.map((text) => {
    const { length } = encoder.encode(text);
    at += length;
    return dictionary.encode(bytes, at - length, at);
  });
}

describe('a dictionary', () => {
  it('numbers words by first appearance', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 300 }), (words) => {
        const dictionary = new Dictionary();
        const distinct = [...new Set(words)];
        expect(encoded(dictionary, words)).toEqual(words.map((text) => distinct.indexOf(text)));
        expect(dictionary.names()).toEqual(distinct);
      }),
    );
  });

  it.each(['clear', 'release'] as const)('begins anew after %s', (empty) => {
    const dictionary = new Dictionary();
    encoded(dictionary, ['x', '12', 'long enough', '7']);
    dictionary[empty]();
    expect(dictionary.names()).toEqual([]);
    expect(encoded(dictionary, ['7', 'long enough', 'y', '7'])).toEqual([0, 1, 2, 0]);
    expect(dictionary.names()).toEqual(['7', 'long enough', 'y']);
  });

  it('grows, over words that share their beginnings and ends', () => {
    const words = Array.from({ length: 20_000 }, (_, i) => `user-${String(i).padStart(6, '0')}-x`);
    const dictionary = new Dictionary();
    expect(encoded(dictionary, [...words, ...words])).toEqual([...words.keys(), ...words.keys()]);
    const numbers = Array.from({ length: 20_000 }, (_, i) => String(512_000_000 + i * 37));
    expect(encoded(new Dictionary(), [...numbers, ...numbers])).toEqual([...numbers.keys(), ...numbers.keys()]);
  });

  it('takes up another as if it had seen its words itself', () => {
    fc.assert(
      fc.property(fc.array(fc.array(word, { maxLength: 40 }), { maxLength: 6 }), (lists) => {
        const whole = new Dictionary();
        const merged = new Dictionary();
        for (const words of lists) {
          const part = new Dictionary();
          const codes = encoded(part, words);
          const there = merged.merge(part.packed());
          expect(codes.map((code) => there[code])).toEqual(encoded(whole, words));
        }
        expect(merged.names()).toEqual(whole.names());
      }),
    );
  });
});
