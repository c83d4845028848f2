import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTask } from '../../../workers/math/breathe';
import { ingestFile } from '../../../workers/ingest';
import { extractFeatures } from '../../../workers/features';
import type { EventTable } from '../../../workers/protocol/events';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { bringsNothing } from '../../../workers/protocol/update';
import { drive } from '../../../workers/protocol/progress';
import { append, mergeEvents, refresh } from '../../../workers/update';
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

const ingested = async (text: string, mapping = MAPPING) =>
  (await drive(ingestFile(fileOf(text), mapping, { ...CLEANING, dropDuplicates: false }, []))).ingested;
const read = async (text: string, mapping = MAPPING) => (await ingested(text, mapping)).events;

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
        const { events, touched, describedUsers, newEvents } = merged;
        const both = known(await read(csv([...first, ...second])));
        expect(known(events)).toEqual(both);
        const before = known(held);
        const changed = events.userIds.filter((id) => JSON.stringify(before[id]) !== JSON.stringify(both[id]));
        for (const id of changed) expect([...touched]).toContain(events.userIds.indexOf(id));
        expect(describedUsers).toBe(changed.filter((id) => id in before).length);
        if (newEvents === 0 && describedUsers === 0) expect(events).toBe(held);
        if (newEvents === 0) expect(Array.from(touched, (user) => events.userIds[user]!)).toEqual(changed);
        const ranks = merged.events.attributes!.table.columns[2]!.coded!.names;
        if (ranks.length === 3) expect(ranks).toEqual(['low', 'medium', 'high']);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves the gaps that the united table has', async () => {
    await fc.assert(
      fc.asyncProperty(anyLines, anyLines, fc.constantFrom('default', 'mode', 'drop'), async (first, second, method) => {
        const [age, ...others] = MAPPING.attributes!;
        const mapping = { ...MAPPING, attributes: [{ ...age!, missing: { method } as const }, ...others] };
        const ingest = async (lines: readonly Line[]) => (await ingested(csv(lines), mapping).catch(() => null))!;
        const [held, added] = [await ingest(first), await ingest(second)];
        // Nobody is left of whom anything is known.
        if (held === null || added === null) return;
        const { quality } = await drive(append(held, added));
        const users = [...new Set([...first, ...second].map(({ user }) => user))];
        const lacking = (name: 'age' | 'plan' | 'spends', among: readonly string[]) =>
          among.filter((user) => [...first, ...second].every((line) => line.user !== user || line[name] === '')).length;
        const gaps = Object.fromEntries(quality.attributeDirt!.gaps.map(({ name, rows }) => [name, rows]));
        expect(gaps.age ?? 0).toBe(lacking('age', users));
        if (method === 'drop') return;
        expect([gaps.plan ?? 0, gaps.spends ?? 0]).toEqual([lacking('plan', users), lacking('spends', users)]);
        const filled = quality.attributeDirt!.gaps.find(({ name }) => name === 'age')?.filled ?? 0;
        const hasAny = [first, second].map((lines) => lines.some((line) => line.age !== ''));
        if (method === 'default') expect(filled).toBe(0);
        else if (hasAny.every(Boolean)) expect(filled).toBe(lacking('age', users));
      }),
      { numRuns: 60 },
    );
  });

  it('is told, and featured, where no event is new', async () => {
    const line = (user: string, day: number, age: string): Line => ({ user, day, age, plan: 'pro', spends: 'low' }) as Line;
    const users = Array.from({ length: 40 }, (_, i) => `u${i}`);
    const ageOf = (i: number) => String(20 + i);
    const heldLines = users.flatMap((user, i) => [line(user, 1 + (i % 20), i < 5 ? '' : ageOf(i)), line(user, 25, i < 5 ? '' : ageOf(i))]);
    const newer = users.slice(0, 5).map((user, i) => line(user, 1 + (i % 20), ageOf(i)));
    const [held, added] = [await ingested(csv(heldLines)), await ingested(csv(newer))];
    const { merged, summary, quality } = await drive(append(held, added));
    expect(summary).toMatchObject({ newEvents: 0, overlap: 5, changedUsers: 0, describedUsers: 5 });
    expect(bringsNothing(summary)).toBe(false);
    expect(quality).toMatchObject({ kept: 80, duplicates: 5, rowsRead: 85, attributeDirt: { gaps: [] } });

    const recipe = defaultRecipe(MAPPING).features;
    const before = await drive(extractFeatures(held.events, recipe));
    const { matrix, changed, refeatured } = await drive(refresh(before, held.events, merged, recipe));
    expect(refeatured).toBe(5);
    expect(Array.from(changed, (row) => merged.events.userIds[matrix.userIndex[row]!])).toEqual(users.slice(0, 5));
    const at = matrix.specs.findIndex(({ key, param }) => key === 'attribute_number' && param === 'age');
    const ages = ({ raw, features }: typeof matrix) => users.map((_, row) => raw[row * features + at]!);
    expect(ages(before)).toEqual(users.map((_, i) => (i < 5 ? NaN : 20 + i)));
    expect(ages(matrix)).toEqual(users.map((_, i) => 20 + i));

    const again = await drive(append({ events: merged.events, quality }, added));
    expect(bringsNothing(again.summary)).toBe(true);
    expect(again.merged.events).toBe(merged.events);
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
