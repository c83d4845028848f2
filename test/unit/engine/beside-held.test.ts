import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../workers/ingest';
import { readPage } from '../../../src/workbench/kept-page';
import { largeFile } from '../../../src/workbench/large-file';
import type { FilePreview } from '../../../workers/protocol/ingest';
import { CLEANING, failure } from '../ingest/support';
import { usersMapping } from '../ingest/table-support';
import { csv, engineOn, fileOf, MAPPING, shopLines, value } from './engine';

const ignore = () => undefined;
const HELD = 400_000;
const USERS = 20_000;
/** Time, type and value of a row, and its flags. */
const ROW_BYTES = 8 + 4 + 8 + 1;
const rowsOf = (count: number, day: number) =>
  Array.from(
    { length: count },
    (_, i) => `u${i % USERS},${i % 9 ? 'view' : 'purchase'},2024-0${1 + (i % 8)}-1${day} 10:00:${10 + (i % 50)},${(i % 400) / 10}`,
  );
const newer = () => fileOf('newer.csv', csv(rowsOf(100_000, 2)));
const profiles = () =>
  fileOf(
    'profiles.csv',
    `user_id,age,plan\n${Array.from({ length: 100_000 }, (_, i) => `u${i},${i % 80},plan of the season ${i % 3}`).join('\n')}\n`,
  );

async function opened(sample?: { share: number; seed: number }) {
  const engine = engineOn(null);
  const file = fileOf('held.csv', csv(rowsOf(HELD, 1)));
  const read = await value(engine.read('r', file, MAPPING, { ...CLEANING, dropDuplicates: false, ...(sample && { sample }) }, ignore));
  return { engine, file, kept: read.quality.kept };
}

describe('what a file takes beside what is held', () => {
  it('is its own and the columns that are held, which an update holds twice', async () => {
    const { engine, kept } = await opened();
    expect(kept).toBe(HELD);
    const update = await value(engine.look('l', newer()));
    const alone = (await previewFile(newer())).expected!;
    expect(update.expected!.memory - alone.memory).toBeGreaterThan(2 * HELD * ROW_BYTES);
    // Beside the columns: ids, and the features and segments of the users, twice.
    expect(update.expected!.memory - alone.memory).toBeLessThan(2 * (HELD * ROW_BYTES + USERS * 2500));
    const join = await value(engine.look('l', profiles()));
    const table = (await previewFile(profiles())).expected!;
    expect(join.expected!.memory - table.memory).toBeGreaterThan(HELD * ROW_BYTES);
    expect(join.expected!.memory - table.memory).toBeLessThan(HELD * ROW_BYTES + USERS * 200);
    // A sample of the newer file alone makes nothing of what is held smaller.
    expect(update.expected!.fixed! - alone.fixed!).toBe(update.expected!.memory - alone.memory);
  });

  it('is of the sample that is read', async () => {
    const { engine, kept } = await opened({ share: 0.25, seed: 1 });
    const { expected } = await value(engine.look('l', newer()));
    const alone = (await previewFile(newer())).expected!;
    expect(expected!.memory - expected!.fixed!).toBeCloseTo(0.25 * (alone.memory - alone.fixed!), 0);
    expect(expected!.fixed! - alone.fixed!).toBeLessThan(2 * (kept * ROW_BYTES + (USERS / 4) * 1.1 * 2500));
  });

  it('is all of a table of items, which no sample of users makes smaller, and a part of one of users', async () => {
    const { engine } = await opened({ share: 0.25, seed: 1 });
    const items = fileOf(
      'items.csv',
      `product_id,category,title\n${Array.from({ length: 60_000 }, (_, i) => `p${i},category ${i % 20},a title of some length ${i}`).join('\n')}\n`,
    );
    for (const [file, kind, share] of [
      [items, 'items', 1],
      [profiles(), 'users', 0.25],
    ] as const) {
      const alone = await previewFile(file);
      expect(alone.tables!.kind).toBe(kind);
      const { expected } = await value(engine.look('l', file));
      expect(expected!.memory - expected!.fixed!).toBeCloseTo(share * (alone.expected!.memory - alone.expected!.fixed!), 0);
    }
  });

  it('is nothing to speak of where both are small, and is told of a small file beside a large one', async () => {
    const small = () => fileOf('small.csv', csv(shopLines([0, 5], [0, 30])));
    const engine = engineOn(null);
    await value(engine.read('r', small(), MAPPING, CLEANING, ignore));
    expect((await value(engine.look('l', small()))).expected).toBeNull();
    expect(largeFile(null, 1)).toBeNull();
    const { engine: full } = await opened();
    const { expected } = await value(full.look('l', small()));
    expect(expected!.memory).toBeGreaterThan(2 * HELD * ROW_BYTES);
    // No sample of it helps.
    expect(expected!.fixed!).toBe(expected!.memory);
  });

  it('is with what is open also where it is opened in place of it, since that stays until segments are built anew', async () => {
    const { engine } = await opened();
    const alone = (await previewFile(newer())).expected!;
    const { expected } = await value(engine.preview('p', newer()));
    expect(expected!.memory - alone.memory).toBeGreaterThan(HELD * ROW_BYTES);
    expect(expected!.memory - alone.memory).toBeLessThan(HELD * ROW_BYTES + USERS * 2500);
    expect((await value(engineOn(null).preview('p', newer()))).expected).toEqual(alone);
    // In a workspace that is opened later it is its own again, and of a small file nothing is said.
    const kept = (preview: FilePreview) => readPage(JSON.parse(JSON.stringify({ preview })), null, 'shop').preview.expected;
    const beside = await value(engine.preview('p', newer()));
    expect(kept(beside)!.memory).toBeCloseTo(alone.memory, -1);
    expect({ ...kept(beside), memory: 0 }).toEqual({ ...alone, memory: 0 });
    expect(kept({ ...beside, expected: alone })).toEqual(alone);
    expect(kept({ ...beside, expected: { rows: 50, memory: 700e6, fixed: 700e6, held: 200e6 } })).toBeUndefined();
  });

  it('can be read anew as one with it: the files are at hand', async () => {
    const engine = engineOn(null);
    const file = fileOf('held.csv', csv(shopLines([0, 300], [0, 180])));
    expect(await failure(value(engine.heldFiles()))).toMatchObject({ code: 'nothing-open' });
    await value(engine.read('r', file, MAPPING, CLEANING, ignore));
    const { files, renamed } = await value(engine.heldFiles());
    expect(files.map(({ name, size }) => [name, size])).toEqual([[file.name, file.size]]);
    expect(renamed).toEqual([]);
  });
});

describe('a table joined to a sample of users', () => {
  it('holds the profiles of those users alone, and says what became of the others', async () => {
    const { engine } = await opened({ share: 0.25, seed: 1 });
    const mapping = usersMapping({ user_id: 'user', age: 'other', plan: 'other' }, [{ name: 'age', as: 'number' }]);
    const file = profiles();
    const { quality } = await value(engine.join('j', [{ file, mapping }], ignore));
    const [figures] = quality.joins!;
    expect(figures!.matched).toBe(figures!.inEvents);
    expect(figures!.rows + figures!.duplicates + figures!.rejected).toBe(100_000);
    expect(figures!.reasons).toEqual({ 'not-sampled': figures!.rejected });
    // Five standard deviations of a binomial.
    expect(Math.abs(figures!.rows - 25_000)).toBeLessThan(5 * Math.sqrt(100_000 * 0.25 * 0.75));
    // What was kept of it comes back as the clean file.
    const clean = await (await value(engine.exportClean('c', ignore, 'users'))).text();
    expect(clean.trim().split('\r\n').length - 1).toBe(figures!.rows);
  });
});
