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
});
