import { describe, expect, it } from 'vitest';
import { drive } from '../../../workers/protocol/progress';
import { DIRT_DEFAULTS } from '../../../workers/protocol/cleaning';
import { append } from '../../../workers/update';
import { CLEANING, fileOf, mappingOf, read, rejectedRows } from '../ingest/support';

const mapping = mappingOf({ user: 'user', time: 'time', price: 'value' });
const cleaning = {
  ...CLEANING,
  missing: { ...DIRT_DEFAULTS.missing, value: { method: 'drop' as const, constant: 0 } },
  suspects: { eventsPerHour: 2, excludeBots: false, excludeTests: false },
};
const file = (month: string, rows: readonly string[]) =>
  fileOf(`user,time,price\n${rows.map((row) => row.replace(',', `,2024-${month}-01T`)).join('\n')}\n`);

describe('dirt of two files', () => {
  it('is summed, and a user who stands out in both is one', async () => {
    const bot = ['bot,10:00:00Z,1', 'bot,10:01:00Z,2', 'bot,10:02:00Z,3'];
    const held = await read(file('01', [...bot, 'ann,09:00:00Z,', 'test,09:00:00Z,5']), mapping, cleaning);
    const added = await read(file('02', [...bot, 'bot,10:03:00Z,4', 'bea,09:00:00Z,', 'bea,09:05:00Z,7']), mapping, cleaning);
    const { quality } = await drive(append(held, added));
    expect(quality.dirt).toMatchObject({
      touches: { missingValue: 2, bots: 7, tests: 1 },
      botUsers: 1,
      testUsers: 1,
      suspects: [{ user: 'bot', why: 'bot', rows: 7, peak: 4 }, { user: 'test' }],
    });
    expect(quality.rejected['missing-value']).toBe(2);
    expect(quality.kept + quality.duplicates + rejectedRows({ quality } as never)).toBe(quality.rowsRead);
  });

  it('counts who is a bot in one file alone, and a test in both, once as both', async () => {
    const held = await read(file('01', ['test,10:00:00Z,1', 'ann,09:00:00Z,1']), mapping, cleaning);
    const fast = ['test,10:00:00Z,1', 'test,10:01:00Z,2', 'test,10:02:00Z,3'];
    const added = await read(file('02', [...fast, 'ann,09:00:00Z,1']), mapping, cleaning);
    const both = { botUsers: 1, testUsers: 1, bothUsers: 1, suspects: [{ user: 'test', why: 'both', rows: 4, peak: 3 }] };
    expect((await drive(append(held, added))).quality.dirt).toMatchObject(both);
    expect((await drive(append(added, held))).quality.dirt).toMatchObject(both);
  });

  it('counts users who stand out in both once, and names those with the most rows, however many there are', async () => {
    // 30 bots in each file, u10 to u29 in both; the rows of u20 and later are few in each.
    const rowsOf = (user: number, month: number) => (user < 20 ? 4 + month : 3);
    const month = (at: number, from: number) =>
      Array.from({ length: 30 }, (_, i) => from + i).flatMap((user) =>
        Array.from({ length: rowsOf(user, at) }, (_, i) => `u${user},10:0${i}:00Z,1`),
      );
    const tests = ['test1,09:00:00Z,1', 'test2,09:00:00Z,1'];
    const held = await read(file('01', [...month(1, 0), ...tests]), mapping, cleaning);
    const added = await read(file('02', [...month(2, 10), tests[0]!]), mapping, cleaning);
    const { quality, suspects } = await drive(append(held, added));
    expect(quality.dirt).toMatchObject({ botUsers: 40, testUsers: 2, bothUsers: 0 });
    const expected = Array.from({ length: 40 }, (_, user) => ({
      user: `u${user}`,
      rows: (user < 30 ? rowsOf(user, 1) : 0) + (user >= 10 ? rowsOf(user, 2) : 0),
    }));
    const most = [...expected].sort((a, b) => b.rows - a.rows).slice(0, 20);
    expect(new Set(quality.dirt!.suspects.map(({ user, rows }) => `${user} ${rows}`))).toEqual(
      new Set(most.map(({ user, rows }) => `${user} ${rows}`)),
    );
    // And once more, when a third month comes.
    const third = await read(file('03', month(2, 15)), mapping, cleaning);
    const both = await drive(append({ events: held.events, quality, suspects }, third));
    expect(both.quality.dirt).toMatchObject({ botUsers: 45, testUsers: 2 });
    expect([quality.dirt!.atMost, both.quality.dirt!.atMost]).toEqual([undefined, undefined]);
    // A workspace of an earlier version kept no more than those that are named.
    const { suspects: _, ...earlier } = held;
    const atMost = await drive(append(earlier, added));
    expect(atMost.quality.dirt!.botUsers).toBeGreaterThan(40);
    expect(atMost.quality.dirt!.atMost).toBe(true);
    const quiet = await read(file('03', ['ann,09:00:00Z,1']), mapping, cleaning);
    const later = await drive(append({ events: atMost.merged.events, quality: atMost.quality, suspects: atMost.suspects }, quiet));
    expect(later.quality.dirt!.atMost).toBe(true);
    // Nobody of a file without flagged users counts twice.
    expect((await drive(append(earlier, quiet))).quality.dirt).toMatchObject({ botUsers: 30, testUsers: 2 });
    expect((await drive(append(earlier, quiet))).quality.dirt!.atMost).toBeUndefined();
  });

  it('does not keep the overlap of two files from being found: what was filled in one is filled otherwise in the other', async () => {
    const filling = { ...CLEANING, missing: { ...DIRT_DEFAULTS.missing, value: { method: 'mean' as const, constant: 0 } } };
    const old = ['ann,09:00:00Z,10', 'ann,10:00:00Z,', 'bea,09:00:00Z,20'];
    const held = await read(file('01', old), mapping, filling);
    const added = await read(file('01', [...old, 'cid,11:00:00Z,90']), mapping, filling);
    const { merged, summary } = await drive(append(held, added, undefined, filling));
    expect([summary.overlap, summary.newEvents, summary.changedUsers]).toEqual([3, 1, 0]);
    // The mean of the held file, 15, stands where it stood.
    expect(Array.from(merged.events.value!).sort((a, b) => a - b)).toEqual([10, 15, 20, 90]);
  });
});
