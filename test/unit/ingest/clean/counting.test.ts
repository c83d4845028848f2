import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTING, sampledPlaces, sampledUsers, touched } from '../../../../workers/ingest/clean/counting';
import type { RawRows } from '../../../../workers/ingest/raw-rows';
import { random } from '../../../../workers/math/random';
import { CLEANING, fileOf, mappingOf, read } from '../support';

const LIMITS = { exactly: 100, sample: 40 } as { exactly: never; sample: never };

describe('a sample on which a setting is counted', () => {
  it('is none of few rows, and of many one of each stretch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), (count) => {
        const places = sampledPlaces(count, LIMITS);
        expect(places?.length).toBe(count <= 100 ? undefined : 40);
        // One at least of each stretch, rounded to whole rows.
        places?.forEach((place, i) => expect(Math.abs(place - ((i + 0.5) * count) / 40)).toBeLessThanOrEqual(count / 80 + 1));
        expect(new Set(places).size).toBe(places?.length ?? 0);
      }),
    );
  });

  it('holds all rows of a user or none, and no user with more than half of it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 101, maxLength: 400 }), (users) => {
        const raw = { user: { codes: { data: Int32Array.from(users) } } } as unknown as RawRows;
        const kept = Uint32Array.from(users.keys());
        const counts = Uint32Array.from({ length: 61 }, (_, user) => users.filter((each) => each === user).length);
        const chosen = sampledUsers(raw, kept, counts, LIMITS);
        const rows = new Set(chosen);
        for (const [row, user] of users.entries()) {
          expect(rows.has(row)).toBe(rows.has(users.indexOf(user)));
          if (rows.has(row)) expect(counts[user]).toBeLessThanOrEqual(20);
        }
      }),
    );
  });

  it('comes to as much of all rows as of its own', () => {
    expect(touched(30, { rows: 1000, of: 5_000_000 })).toEqual({ rows: 150_000, sample: { rows: 1000, of: 5_000_000 } });
    expect(touched(30, null)).toEqual({ rows: 30, sample: null });
  });

  it('of a file says nearly what counting all of it does once the setting is chosen', async () => {
    const rng = random(7, 'counting');
    const lines: string[] = [];
    while (lines.length < 130_000) {
      const user = rng.int(9000);
      const minute = rng.int(50_000);
      const at = new Date(Date.UTC(2024, 0, 1) + minute * 60_000).toISOString().slice(0, 17);
      const price = rng.next() < 0.01 ? 5000 + rng.int(50) : 10 + rng.int(40);
      lines.push(`${user},${at}00Z,${price}`);
      if (rng.next() < 0.1) lines.push(`${user},${at}03Z,${price}`);
    }
    const file = fileOf(`user,time,price\n${lines.join('\n')}\n`);
    const mapping = mappingOf({ user: 'user', time: 'time', price: 'value' });
    const cleaning = { ...CLEANING, dropDuplicates: false };
    const { dirt } = (await read(file, mapping, cleaning)).quality;
    const chosen = { ...cleaning, nearDuplicateSeconds: 5 };
    const exact = (await read(file, mapping, chosen)).quality.dirt!;
    expect(exact.estimated?.nearDuplicates).toBeUndefined();
    expect(Math.abs(dirt!.touches.nearDuplicates! / exact.touches.nearDuplicates! - 1)).toBeLessThan(0.05);
    expect(dirt!.estimated!.nearDuplicates!.of).toBe(lines.length);
    expect(Math.abs(dirt!.estimated!.nearDuplicates!.rows / COUNTING.nearDuplicates.sample - 1)).toBeLessThan(0.05);
    // One row in a hundred has a price that no other is near.
    expect(dirt!.estimated!.isolation).toEqual({ rows: COUNTING.isolation.sample, of: lines.length });
    expect(Math.abs(dirt!.touches.isolation! / (lines.length / 100) - 1)).toBeLessThan(0.3);
    expect(dirt!.estimated!.zScore).toBeUndefined();
  });
});
