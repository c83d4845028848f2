import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ingestFile, previewFile } from '../../../workers/ingest';
import { expectedNames } from '../../../workers/ingest/expected-size';
import { userSampler } from '../../../workers/ingest/user-sample';
import { random } from '../../../workers/math/random';
import type { EventTable } from '../../../workers/protocol/events';
import { drive } from '../../../workers/protocol/progress';
import { largeFile, SAMPLE_SHARES } from '../../../src/workbench/large-file';
import { CLEANING, fileOf, mappingOf, read } from './support';

const MAPPING = mappingOf({ user: 'user', time: 'time', event: 'event' });
const sample = (share: number, seed = 1) => ({ ...CLEANING, dropDuplicates: false, sample: { share, seed } });
const encoder = new TextEncoder();
const isIn = (share: number, seed: number, id: string) => {
  const bytes = encoder.encode(id);
  return userSampler({ share, seed }, true)(bytes, 0, bytes.length);
};

/** Events of each user, in their order. */
const byUser = ({ userIds, userOffsets, time }: EventTable) =>
  new Map(userIds.map((id, user) => [id, [...time.subarray(userOffsets[user], userOffsets[user + 1])]]));

describe('a sample of users', () => {
  it('has as large a share as was asked for, whatever the ids look like and whatever the seed', () => {
    const n = 20_000;
    const kinds = [
      (i: number) => String(i),
      (i: number) => `user-${i}@example.com`,
      (i: number) => `客户${i}`,
      (i: number) => String(1e9 + 7 * i),
    ];
    for (const idOf of kinds) {
      for (const share of [0.5, 0.1, 0.01]) {
        for (const seed of [0, 1, 4294967295]) {
          let taken = 0;
          for (let i = 0; i < n; i++) if (isIn(share, seed, idOf(i))) taken++;
          // Five standard deviations of a binomial.
          expect(Math.abs(taken - n * share)).toBeLessThan(5 * Math.sqrt(n * share * (1 - share)));
        }
      }
    }
  });

  it('is another one under another seed, and a smaller one lies within a larger', () => {
    const ids = Array.from({ length: 4000 }, (_, i) => `u${i}`);
    const both = ids.filter((id) => isIn(0.5, 1, id) && isIn(0.5, 2, id)).length;
    expect(Math.abs(both - 1000)).toBeLessThan(5 * Math.sqrt(4000 * 0.25 * 0.75));
    for (const id of ids) if (isIn(0.1, 1, id)) expect(isIn(0.25, 1, id)).toBe(true);
  });

  it('keeps all events of its users and none of the others, and every row is accounted for', async () => {
    const line = fc.record({ user: fc.integer({ min: 1, max: 30 }), hour: fc.integer({ min: 0, max: 23 }), blank: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 80 }), async (lines) => {
        const rows = lines.map(
          ({ user, hour, blank }, i) => `${blank && i % 7 === 0 ? '' : `u${user}`},2024-05-${10 + (i % 9)}T${hour}:00:00Z,view`,
        );
        const file = fileOf(`user,time,event\n${rows.join('\n')}\n`);
        const all = byUser((await read(file, MAPPING, { ...CLEANING, dropDuplicates: false }).catch(() => null))?.events ?? empty);
        const expected = new Map([...all].filter(([id]) => isIn(0.4, 1, id)));
        if (expected.size === 0) return;
        const { events, quality, rejected } = await read(file, MAPPING, sample(0.4));
        expect(byUser(events)).toEqual(expected);
        const { rowsRead, kept, duplicates } = quality;
        expect(kept + duplicates + Object.values(quality.rejected).reduce((a, b) => a + b, 0)).toBe(rowsRead);
        expect(rejected.lines).toHaveLength(rowsRead - kept);
        expect(quality.rejected['no-user']).toBe(rows.filter((row) => row.startsWith(',')).length);
      }),
      { numRuns: 60 },
    );
  });

  it('takes one user for one, however the id is written', async () => {
    const cells = ['17850', '17850.0', ' 17850 ', '="17850"', "'17850"];
    for (const seed of Array.from({ length: 12 }, (_, i) => i)) {
      const text = `user,time,event\n${cells.map((cell, i) => `${cell},2024-05-0${i + 1},view`).join('\n')}\n17851.0,2024-05-09,view\n`;
      const kept = await read(fileOf(text), MAPPING, sample(0.5, seed)).then(
        ({ events }) => byUser(events).get('17850')?.length ?? 0,
        () => 0,
      );
      expect([0, cells.length]).toContain(kept);
    }
  });
});

describe('a sample of a table of users', () => {
  const table = (columns: readonly string[], role: 'user' | 'other') =>
    mappingOf(Object.fromEntries(columns.map((name, i) => [name, i === 0 ? role : 'other'])), {
      kind: 'users',
      attributes: columns.map((name) => ({ name, as: name === 'id' ? 'ignore' : 'number' })),
    });

  it('keeps the rows of its users, once each, and every row is accounted for', async () => {
    const ids = Array.from({ length: 200 }, (_, i) => (i % 17 === 0 ? '' : i % 13 === 0 ? 'u1' : `u${i}`));
    const file = fileOf(`id,visits\n${ids.map((id, i) => `${id},${i}`).join('\n')}\n`, 'users.csv');
    const { ingested } = await drive(ingestFile(file, table(['id', 'visits'], 'user'), sample(0.4, 3), []));
    const { events, quality, rejected } = ingested;
    expect(events.userIds).toEqual([...new Set(ids)].filter((id) => id !== '' && isIn(0.4, 3, id)));
    expect(quality.rejected['not-sampled']).toBe(ids.filter((id) => id !== '' && !isIn(0.4, 3, id)).length);
    expect(quality.rejected['no-user']).toBe(ids.filter((id) => id === '').length);
    expect(quality.kept + quality.duplicates + rejected.lines.length).toBe(ids.length);
  });

  it('goes by the number of the row where there are no ids', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `${i % 7},${i % 11}`);
    const file = fileOf(`pages,minutes\n${rows.join('\n')}\n`, 'sessions.csv');
    const { ingested } = await drive(ingestFile(file, table(['pages', 'minutes'], 'other'), sample(0.25), []));
    expect(ingested.events.userIds).toEqual(rows.map((_, i) => String(i + 1)).filter((id) => isIn(0.25, 1, id)));
    expect(ingested.quality.rejected['not-sampled']).toBe(300 - ingested.quality.kept);
  });
});

const empty: EventTable = { ...({} as EventTable), userIds: [], userOffsets: new Uint32Array(1), time: new Float64Array(0) };

describe('the size that is expected of a file', () => {
  const header = 'user_id,event_type,event_time,price\n';
  const rows = 60_000;
  const text =
    header +
    Array.from(
      { length: rows },
      (_, i) => `u${(i * 7919) % 5000},${i % 9 ? 'view' : 'purchase'},2024-0${1 + (i % 8)}-11 10:00:00,${(i % 400) / 10}`,
    ).join('\n');

  it.each([
    ['as it is', fileOf(text)],
    ['packed', fileOf(new Uint8Array(gzipSync(text)), 'events.csv.gz')],
    ['in UTF-16', fileOf(new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le')))],
  ])('is near its rows: %s', async (_, file) => {
    const { expected } = await previewFile(file);
    expect(expected!.rows).toBeGreaterThan(0.8 * rows);
    expect(expected!.rows).toBeLessThan(1.25 * rows);
  });

  it('has about as many names as there are, wherever their rows stand', () => {
    const draw = random(3, 'names');
    const count = 1_000_000;
    const places = (name: (place: number, row: number) => string) =>
      Array.from({ length: 32 }, (_, place) => Array.from({ length: 200 }, (_unused, row) => name(place, row)));
    // Of 50,000 users, each row's is any of them.
    const mixed = expectedNames(
      places(() => `u${draw.int(50_000)}`),
      count,
    );
    expect(mixed.names).toBeGreaterThan(25_000);
    expect(mixed.names).toBeLessThan(100_000);
    // Ten rows of each stand together: 100,000 users, of whom no two places share one.
    const sorted = expectedNames(
      places((place, row) => `${place}-${Math.floor(row / 10)}`),
      count,
    );
    expect(sorted.names).toBeGreaterThan(90_000);
    expect(sorted.names).toBeLessThan(110_000);
    // Few names are all seen; names that never come again are as many as rows.
    expect(
      expectedNames(
        places((_, row) => `type ${row % 5}`),
        count,
      ).names,
    ).toBeCloseTo(5);
    expect(
      expectedNames(
        places((place, row) => `id ${place} ${row}`),
        count,
      ).names,
    ).toBe(count);
  });

  it('of a table of users grows with the users, named or not, and with what is said of them', async () => {
    const numbers = (count: number, row: number) => Array.from({ length: count }, (_, i) => (row * (i + 7)) % 97);
    /** Bytes a row beside what the page takes without any. */
    const told = async (named: boolean, count: number) => {
      const header = [...(named ? ['user_id'] : []), ...Array.from({ length: count }, (_, i) => `c${i}`)];
      const lines = Array.from({ length: 100_000 }, (_, row) => [...(named ? [`u${row}`] : []), ...numbers(count, row)]);
      const { expected, mapping } = await previewFile(fileOf(`${[header, ...lines].join('\n')}\n`, 'table.csv'));
      expect(mapping.kind).toBe('users');
      return (expected!.memory - 500e6) / expected!.rows;
    };
    const [few, more, nameless] = [await told(true, 8), await told(true, 28), await told(false, 8)];
    // A number is held as it was read and as a feature, a user with features and embedding.
    expect(more - few).toBeGreaterThan(20 * 8);
    expect(Math.min(few, nameless)).toBeGreaterThan(1000);
  });

  it('is not told of a file that was seen to its end', async () => {
    expect((await previewFile(fileOf(text.slice(0, 100_000)))).expected).toBeUndefined();
  });

  it('asks for a sample where it is beyond what may be taken, the largest that fits', () => {
    const expected = { rows: 50e6, memory: 6e9, fixed: 0 };
    expect(largeFile(expected, 16e9)).toBeNull();
    expect(largeFile(undefined, 1e9)).toBeNull();
    const large = largeFile(expected, 8e9)!;
    expect(large).toMatchObject({ device: 8e9, limit: 4e9, share: 0.5 });
    // 5 %: 300 MB of its own and 237 MB for the lines left out.
    expect(largeFile(expected, 1e9)!.share).toBe(0.02);
    expect(largeFile(expected, null)).toMatchObject({ device: null, limit: 2e9 });
    expect(largeFile({ rows: 1, memory: 1e15, fixed: 0 }, 8e9)!.share).toBe(SAMPLE_SHARES.at(-1));
    // As an earlier version kept it, without what does not depend on the file.
    expect(largeFile({ rows: 50e6, memory: 6e9 }, 8e9)!.share).toBe(0.5);
    // What the page takes beside any row is no smaller for a sample: 25 % of 6 GB and 2 GB of its own are 3.5 GB, and 187 MB for lines.
    expect(largeFile({ rows: 50e6, memory: 8e9, fixed: 2e9 }, 8e9)!.share).toBe(0.25);
  });
});
