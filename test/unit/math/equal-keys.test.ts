import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalKeys } from '../../../workers/math/equal-keys';
import { random } from '../../../workers/math/random';

/** By a map of their two numbers as text: each key that equals an earlier one, with the first. */
function slowly(keys: ArrayLike<number>): [number, number][] {
  const seen = new Map<string, number>();
  const equal: [number, number][] = [];
  for (let key = 0; key < keys.length / 2; key++) {
    const text = `${keys[key * 2]} ${keys[key * 2 + 1]}`;
    const first = seen.get(text);
    if (first === undefined) seen.set(text, key);
    else equal.push([key, first]);
  }
  return equal;
}

async function found(keys: readonly number[], dealtKeys?: number): Promise<[number, number][]> {
  const equal: [number, number][] = [];
  await equalKeys(
    Int32Array.from(keys),
    keys.length / 2,
    (key, first) => equal.push([key, first]),
    async () => {},
    dealtKeys,
  );
  return equal.sort(([a], [b]) => a - b);
}

describe('equal keys', () => {
  it('are found with the first of them, whichever words they share', async () => {
    const word = fc.constantFrom(0, 1, -1, 65536, 2147483647, -2147483648);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(word, word), { maxLength: 80 }), fc.integer({ min: 1, max: 100 }), async (pairs, dealt) => {
        expect(await found(pairs.flat(), dealt)).toEqual(slowly(pairs.flat()));
      }),
    );
  });

  it('are found over many buckets, however many of them are dealt out at a time', async () => {
    const draw = random(7, 'keys');
    const keys: number[] = [];
    for (let key = 0; key < 90_000; key++) {
      const again = key > 0 && draw.next() < 0.2 ? draw.int(key) : -1;
      if (again >= 0) keys.push(keys[again * 2]!, keys[again * 2 + 1]!);
      else keys.push(key % 9 === 0 ? 5 : Math.trunc(draw.next() * 4294967296) | 0, Math.trunc(draw.next() * 4294967296) | 0);
    }
    const expected = slowly(keys);
    for (const dealt of [1, 25_000, 1 << 21]) expect(await found(keys, dealt)).toEqual(expected);
  });
});
