import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../../../../workers/math/random';
import { orderByUserAndTime } from '../../../../workers/ingest/order-rows';
import { repeatedRows } from '../../../../workers/ingest/ranges/repeated-rows';

interface Row {
  readonly user: number;
  readonly time: number;
  /** Both halves of the hash, of the rest of the row and, as a hash does, of user and time. */
  readonly rest: readonly [number, number];
}

/** By a set of all that a row has as text, in order. */
function slowly(rows: readonly Row[]): number[] {
  const seen = new Set<string>();
  return rows.flatMap((row, i) => {
    const key = JSON.stringify(row);
    if (seen.has(key)) return [i];
    seen.add(key);
    return [];
  });
}

const hashOf = ({ user, time, rest: [a, b] }: Row) => [a, b ^ (user << 8) ^ (time << 12)];

async function found(rows: readonly Row[]): Promise<number[]> {
  const user = Int32Array.from(rows, (row) => row.user);
  const time = Float64Array.from(rows, (row) => row.time);
  const ties = new Uint8Array(rows.length);
  orderByUserAndTime(user, time, Math.max(0, ...new Set(user)) + 1, ties);
  return [...(await repeatedRows(ties, Int32Array.from(rows.flatMap(hashOf)), async () => {}))];
}

describe('rows that equal an earlier one', () => {
  const first = fc.constantFrom(0, 1, 65536, 2147483647, -2147483648);
  const second = fc.constantFrom(0, 1, 16777216, -2147483648);
  const row = (time: fc.Arbitrary<number>) => fc.record({ user: fc.nat(4), time, rest: fc.tuple(first, second) });

  it('are found in any order of the times, whichever halves of the hashes agree, zeros among them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row(fc.nat(3)), { maxLength: 60 }), async (rows) => {
        expect(await found(rows)).toEqual(slowly(rows));
      }),
    );
  });

  it('are found where the times of all users but one rise, or fall', async () => {
    const rows = fc.array(row(fc.nat(9)), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(rows, fc.array(row(fc.nat(9)), { maxLength: 6 }), fc.constantFrom(1, -1), async (all, odd, way) => {
        const ordered = [...all].sort((x, y) => way * (x.time - y.time));
        const file = [...ordered, ...odd.map((one) => ({ ...one, user: 5 }))];
        expect(await found(file)).toEqual(slowly(file));
      }),
    );
  });

  it('are found among many rows of one time, whose hashes fill many buckets', async () => {
    const draw = random(5, 'hashes');
    const rows: Row[] = [];
    for (let i = 0; i < 100_000; i++) {
      const again = i > 0 && draw.next() < 0.1 ? rows[draw.int(i)]! : null;
      // Every seventh half is the same for all, so that buckets are uneven.
      const rest = [i % 7 === 0 ? 12345 : Math.trunc(draw.next() * 4294967296) | 0, Math.trunc(draw.next() * 4294967296) | 0] as const;
      rows.push(again ?? { user: i % 50, time: 0, rest });
    }
    expect(await found(rows)).toEqual(slowly(rows));
  });
});
