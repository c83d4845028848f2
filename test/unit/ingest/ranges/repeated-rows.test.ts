import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../../../../workers/math/random';
import { repeatedRows } from '../../../../workers/ingest/ranges/repeated-rows';

/** By a set of their two numbers as text, in order. */
function slowly(hashes: ArrayLike<number>): number[] {
  const seen = new Set<string>();
  const repeated: number[] = [];
  for (let row = 0; row < hashes.length / 2; row++) {
    const key = `${hashes[row * 2]} ${hashes[row * 2 + 1]}`;
    if (seen.has(key)) repeated.push(row);
    seen.add(key);
  }
  return repeated;
}

const found = async (hashes: readonly number[]) => [...(await repeatedRows(Int32Array.from(hashes), hashes.length / 2, async () => {}))];

describe('rows that equal an earlier one', () => {
  it('are found whichever halves of the hashes agree, zeros among them', async () => {
    const half = fc.constantFrom(0, 1, -1, 65536, 2147483647, -2147483648);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(half, half), { maxLength: 60 }), async (pairs) => {
        expect(await found(pairs.flat())).toEqual(slowly(pairs.flat()));
      }),
    );
  });

  it('are found over many buckets, whose tables are used again', async () => {
    const draw = random(5, 'hashes');
    const rows = 150_000;
    const hashes: number[] = [];
    for (let row = 0; row < rows; row++) {
      const again = row > 0 && draw.next() < 0.1 ? draw.int(row) : -1;
      if (again >= 0) hashes.push(hashes[again * 2]!, hashes[again * 2 + 1]!);
      // Every seventh half is the same for all, so that buckets are uneven.
      else hashes.push(row % 7 === 0 ? 12345 : Math.trunc(draw.next() * 4294967296) | 0, Math.trunc(draw.next() * 4294967296) | 0);
    }
    expect(await found(hashes)).toEqual(slowly(hashes));
  });
});
