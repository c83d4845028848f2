import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTask } from '../../../workers/math/breathe';
import { ingestFile } from '../../../workers/ingest';
import type { EventTable } from '../../../workers/protocol/events';
import { drive } from '../../../workers/protocol/progress';
import { mergeEvents } from '../../../workers/update';
import { CLEANING, fileOf, mappingOf } from '../ingest/support';

const COLUMNS = { user: 'user', time: 'time', event: 'event', age: 'other', plan: 'other', spends: 'other' } as const;
const MAPPING = mappingOf(COLUMNS, {
  attributes: [
    { name: 'age', as: 'number' },
    { name: 'plan', as: 'category' },
    { name: 'spends', as: 'ordered' },
  ],
});

const anyLine = fc.record({
  user: fc.constantFrom('ann', 'bob', 'cleo', 'dan', 'eve'),
  day: fc.integer({ min: 1, max: 28 }),
  age: fc.constantFrom('', '31', '47', '18'),
  plan: fc.constantFrom('', 'free', 'pro', 'team'),
  spends: fc.constantFrom('', 'low', 'medium', 'high'),
});
type Line = typeof anyLine extends fc.Arbitrary<infer L> ? L : never;
const anyLines = fc.array(anyLine, { minLength: 1, maxLength: 12 });

const csv = (lines: readonly Line[], columns = Object.keys(COLUMNS)) =>
  `${columns.join(',')}\n${lines
    .map((line) => ({ ...line, time: `2024-03-${String(line.day).padStart(2, '0')}T10:00:00Z`, event: 'view' }))
    .map((cells) => columns.map((name) => cells[name as keyof typeof cells]).join(','))
    .join('\n')}\n`;

const read = async (text: string, mapping = MAPPING) => {
  const { ingested } = await drive(ingestFile(fileOf(text), mapping, { ...CLEANING, dropDuplicates: false }, []));
  return ingested.events;
};

/** What is known of each user, in words. */
function known({ userIds, attributes }: EventTable) {
  return Object.fromEntries(
    userIds.map((id, user) => {
      const row = attributes!.rowOf[user]!;
      const says = attributes!.table.columns.map(({ values, coded }) =>
        row < 0 ? null : values ? (Number.isNaN(values[row]) ? null : values[row]) : (coded!.names[coded!.codes[row]!] ?? null),
      );
      return [id, says];
    }),
  );
}

describe('what a newer file says of its users', () => {
  it('is known of the new ones, as if both files had been one', async () => {
    await fc.assert(
      fc.asyncProperty(anyLines, anyLines, async (first, second) => {
        const held = await read(csv(first));
        const merged = await mergeEvents(held, await read(csv(second)), nextTask);
        const { events, newEvents, touched } = merged;
        // A file without anything new that happened brings nothing.
        const both = known(await read(csv(newEvents === 0 ? first : [...first, ...second])));
        expect(known(events)).toEqual(both);
        const before = known(held);
        events.userIds.forEach((id, user) => {
          if (JSON.stringify(before[id]) !== JSON.stringify(both[id])) expect([...touched]).toContain(user);
        });
        const ranks = merged.events.attributes!.table.columns[2]!.coded!.names;
        if (ranks.length === 3) expect(ranks).toEqual(['low', 'medium', 'high']);
      }),
      { numRuns: 60 },
    );
  });

  it('is nothing where it lacks the column', async () => {
    const held = await read(csv([{ user: 'ann', day: 1, age: '31', plan: 'pro', spends: 'low' }]));
    const { spends: _, ...rest } = COLUMNS;
    const without = mappingOf(rest, { attributes: MAPPING.attributes!.slice(0, 2) });
    const added = await read(csv([{ user: 'bob', day: 2, age: '47', plan: 'free', spends: '' }], Object.keys(rest)), without);
    const { events } = await mergeEvents(held, added, nextTask);
    expect(known(events)).toEqual({ ann: [31, 'pro', 'low'], bob: [47, 'free', null] });
  });

  it('keeps which values were filled', async () => {
    const filled = {
      ...MAPPING,
      attributes: MAPPING.attributes!.map((attribute) => ({ ...attribute, missing: { method: 'mode' as const } })),
    };
    const line = (user: string, age: string, plan: string): Line => ({ user, day: 1, age, plan, spends: 'low' }) as Line;
    const held = await read(csv([line('ann', '31', 'pro'), line('bob', '', 'pro')]), filled);
    const added = await read(csv([line('bob', '18', ''), line('cleo', '47', ''), line('dan', '47', 'team')]), filled);
    const { events } = await mergeEvents(held, added, nextTask);
    // Of bob's age the first file knew nothing, so that it was filled; the second says it.
    expect(known(events)).toMatchObject({ bob: [18, 'pro', 'low'], cleo: [47, 'team', 'low'] });
    expect(events.attributes!.table.columns.map((column) => column.filled && [...column.filled])).toEqual([
      [0, 0, 0, 0],
      [0, 0, 1, 0],
      undefined,
    ]);
  });
});
