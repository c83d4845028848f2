import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dictionary, NO_NAME, ownCode } from '../../../workers/ingest/dictionary';
import { TextDictionary } from '../../../workers/ingest/text-dictionary';

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

  it('takes own codes of blocks as if it had seen their cells itself', () => {
    // Anything but the number itself stands for what is written otherwise.
    const isNumber = (text: string) => /^(0|[1-9]\d{0,8})$/.test(text);
    fc.assert(
      fc.property(fc.array(fc.array(fc.option(word, { freq: 5 }), { maxLength: 200 }), { maxLength: 6 }), (blocks) => {
        const whole = new Dictionary();
        const taken = new Dictionary();
        for (const cells of blocks) {
          const names = new Dictionary();
          const own = Int32Array.from(cells, (cell) => {
            if (cell === null) return NO_NAME;
            return isNumber(cell) ? Number(cell) : ownCode(encoded(names, [cell])[0]!);
          });
          const into = new Int32Array(own.length + 3).fill(77);
          taken.take(own, names.packed(), into, 2);
          expect(Array.from(into)).toEqual([77, 77, ...cells.map((cell) => (cell === null ? NO_NAME : encoded(whole, [cell])[0]!)), 77]);
        }
        expect(taken.names()).toEqual(whole.names());
      }),
    );
  });

  it('takes so many numbers that they no longer fit into a cache', () => {
    const own = Int32Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 250_000);
    const into = new Int32Array(own.length);
    const dictionary = new Dictionary();
    dictionary.take(own, new Dictionary().packed(), into, 0);
    expect(Array.from(into)).toEqual(Array.from(own.keys(), (i) => (i < 250_000 ? i : i - 250_000)));
    expect(dictionary.names().slice(0, 250_000)).toEqual(Array.from(own.subarray(0, 250_000), String));
  });
});

describe('a dictionary of texts', () => {
  /** Bytes of `text` up to the last character that ends within so many. */
  const beginning = (text: string, most: number) => {
    let kept = '';
    for (const character of text) {
      if (encoder.encode(kept + character).length > most) break;
      kept += character;
    }
    return kept;
  };

  it('keeps the beginnings of texts, and those that came first where there is no more room, in one piece or in blocks', () => {
    const bounds = { longest: 6, all: 64 * 9 };
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (words, block) => {
        const cost = (text: string) => 64 + encoder.encode(text).length;
        const kept: string[] = [];
        let taken = 0;
        let full = false;
        const expected = words.map((each) => {
          const text = beginning(each, bounds.longest);
          if (!kept.includes(text) && taken < bounds.all) taken += cost(kept[kept.push(text) - 1]!);
          full ||= !kept.includes(text);
          return kept.indexOf(text);
        });
        const whole = new TextDictionary(bounds);
        expect(encoded(whole, words)).toEqual(expected);
        expect(whole.names()).toEqual(kept);
        expect(whole.full).toBe(full);
        const inBlocks = new TextDictionary(bounds);
        const codes = new Int32Array(words.length);
        for (let from = 0; from < words.length; from += block) {
          const own = new Dictionary();
          const part = words.slice(from, from + block);
          inBlocks.take(Int32Array.from(encoded(own, part), ownCode), own.packed(), codes, from);
        }
        expect([...codes]).toEqual(expected);
        expect(inBlocks.names()).toEqual(kept);
        expect(inBlocks.full).toBe(full);
      }),
    );
  });
});
