import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTING, sampledPlaces, sampledUsers, touched } from '../../../../workers/ingest/clean/counting';
import { nearDuplicates } from '../../../../workers/ingest/clean/near-duplicates';
import { rowsOfUsers } from '../../../../workers/ingest/clean/suspects';
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

  it('of users says nearly what counting all of them does', async () => {
    const rng = random(7, 'counting');
    const [users, times]: [number[], number[]] = [[], []];
    while (users.length < 20_000) {
      const [user, time] = [rng.int(3000), rng.int(1e9)];
      for (let copies = rng.next() < 0.1 ? 2 : 1; copies > 0; copies--) {
        users.push(user);
        times.push(time + 3000 * copies);
      }
    }
    const raw = {
      user: { codes: { data: Int32Array.from(users) }, dictionary: { size: 3000 } },
      time: { data: Float64Array.from(times) },
      flags: { data: new Uint8Array(users.length) },
    } as unknown as RawRows;
    const kept = Uint32Array.from(users.keys());
    const pause = () => Promise.resolve();
    const some = sampledUsers(raw, kept, rowsOfUsers(raw, kept), { exactly: 1000, sample: 5000 } as never)!;
    const all = await nearDuplicates(raw, kept, 5, false, pause);
    const { rows } = touched((await nearDuplicates(raw, some, 5, false, pause)).length, { rows: some.length, of: kept.length });
    expect(Math.abs(some.length / 5000 - 1)).toBeLessThan(0.1);
    expect(Math.abs(rows / all.length - 1)).toBeLessThan(0.15);
  });

  it('of a file is named with its size', async () => {
    // One row in a hundred has a price that no other is near.
    const rows = Array.from({ length: 24_000 }, (_, i) => `u${i % 999},2024-01-01T00:00:00Z,${i % 100 === 0 ? 5000 : 10 + (i % 37)}`);
    const file = fileOf(`user,time,price\n${rows.join('\n')}\n`);
    const mapping = mappingOf({ user: 'user', time: 'time', price: 'value' });
    const { dirt } = (await read(file, mapping, { ...CLEANING, dropDuplicates: false })).quality;
    expect(dirt!.estimated).toEqual({ isolation: { rows: COUNTING.isolation.sample, of: 24_000 } });
    expect(Math.abs(dirt!.touches.isolation! / 240 - 1)).toBeLessThan(0.3);
  });
});
