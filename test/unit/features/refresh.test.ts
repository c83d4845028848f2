import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyScale, fitScale, rawFeatures, refreshFeatures } from '../../../workers/features';
import { windowOf } from '../../../workers/features/window-rows';
import { nextTask } from '../../../workers/math/breathe';
import type { EventTable } from '../../../workers/protocol/events';
import type { FeatureMatrix } from '../../../workers/protocol/features';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe, type FeaturesRecipe } from '../../../workers/protocol/recipe';
import { mergeEvents } from '../../../workers/update';
import { eventTable, timeOf, type EventRow } from '../../fixtures/events';
import { anyRows, DAY, START } from './any-rows';

const recipe: FeaturesRecipe = defaultRecipe({} as never).features;

/** The features of a table as a model would have them, those that do not vary included. */
function matrixOf(events: EventTable, of: FeaturesRecipe): FeatureMatrix {
  const { from, to } = windowOf(events, of);
  const raw = rawFeatures(events, from, to, of);
  const specs = fitScale(raw, of.winsor).map((spec) => ({ ...spec, scale: { ...spec.scale, sd: spec.scale.sd || 1 } }));
  return { ...raw, features: specs.length, specs, constant: [], scaled: applyScale(raw, specs) };
}

const refreshed = async (held: EventTable, added: EventTable, of: FeaturesRecipe) => {
  const merged = await mergeEvents(held, added, nextTask);
  return { merged, ...(await drive(refreshFeatures(matrixOf(held, of), held, merged.events, merged.touched, of))) };
};

function expectAsComputed(matrix: FeatureMatrix, events: EventTable, of: FeaturesRecipe) {
  const { from, to } = windowOf(events, of);
  const ids = matrix.specs.map(({ id }) => id);
  const whole = rawFeatures(events, from, to, of, ids, matrix.support);
  expect([matrix.users, matrix.from, matrix.to, matrix.end]).toEqual([whole.users, from, to, whole.end]);
  expect(matrix.userIndex).toEqual(whole.userIndex);
  const scaled = applyScale(whole, matrix.specs);
  whole.raw.forEach((value, at) => {
    const name = `${ids[at % ids.length]} of ${events.userIds[whole.userIndex[Math.floor(at / ids.length)]!]}`;
    if (Number.isNaN(value)) expect(matrix.raw[at], name).toBeNaN();
    else expect(Math.abs(matrix.raw[at]! - value), `${name}: ${matrix.raw[at]} beside ${value}`).toBeLessThan(1e-9);
    expect(Math.abs(matrix.scaled[at]! - scaled[at]!), `${name}, scaled`).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(scaled[at]!)));
  });
}

const anyBound = fc.option(
  fc.nat(13).map((day) => START + (day - 1) * DAY),
  { nil: null },
);

describe('features after an append', () => {
  it('are those of the merged table, whatever came late, for any window', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, fc.infiniteStream(fc.boolean()), anyBound, anyBound, async (rows, late, from, to) => {
        fc.pre(from === null || to === null || from < to);
        const isAdded = rows.map(() => late.next().value);
        const held = rows.filter((_, i) => !isAdded[i]);
        const added = rows.filter((_, i) => isAdded[i]);
        fc.pre(held.length > 0 && added.length > 0);
        const of = { ...recipe, from, to };
        const { matrix, merged } = await refreshed(eventTable(held), eventTable(added), of);
        expectAsComputed(matrix, merged.events, of);
      }),
      { numRuns: 300 },
    );
  });

  it('are those of the merged table when appended time after time', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, fc.integer({ min: 2, max: 5 }), async (rows, parts) => {
        const byTime = [...rows].sort((a, b) => timeOf(a) - timeOf(b));
        const size = Math.ceil(byTime.length / parts);
        let events = eventTable(byTime.slice(0, size));
        let matrix = matrixOf(events, recipe);
        for (let from = size; from < byTime.length; from += size) {
          const merged = await mergeEvents(events, eventTable(byTime.slice(from, from + size)), nextTask);
          ({ matrix } = await drive(refreshFeatures(matrix, events, merged.events, merged.touched, recipe)));
          events = merged.events;
        }
        expectAsComputed(matrix, events, recipe);
      }),
      { numRuns: 60 },
    );
  });

  const shop = (from: number, to: number, users: number, type = 'view'): EventRow[] =>
    Array.from({ length: (to - from) * users }, (_, i) => {
      const day = from + Math.floor(i / users);
      return { user: `u${i % users}`, t: START + day * DAY + (i % users) * 60_000, type: day % 3 === 0 ? 'purchase' : type, value: 5 };
    });

  it('are computed from events only for users with new ones', async () => {
    const newer: EventRow[] = [
      { user: 'u3', t: START + 31 * DAY, type: 'view', value: 0 },
      { user: 'new', t: START + 32 * DAY, type: 'view', value: 0 },
    ];
    const { matrix, before, refeatured, merged } = await refreshed(eventTable(shop(0, 30, 20)), eventTable(newer), recipe);
    expect([merged.changedUsers, merged.newUsers, refeatured]).toEqual([1, 1, 2]);
    expect(Array.from(before)).toEqual([...Array.from({ length: 20 }, (_, i) => i), -1]);
    expect(matrix.users).toBe(21);
  });

  it('keep their meaning when another type becomes the most frequent, and name what could be added', async () => {
    const rows = [...shop(0, 9, 4), { user: 'u0', t: START, type: 'cart' }];
    const held = eventTable(rows);
    const flood = Array.from({ length: 13 * 40 }, (_, i): EventRow => ({
      user: `u${i % 4}`,
      t: START + 10 * DAY + i,
      type: `type ${i % 13}`,
      category: 'c',
    }));
    const { matrix, newlySupported, merged } = await refreshed(held, eventTable(flood), recipe);
    expect(matrix.specs.map(({ id }) => id)).toContain('events_cart');
    expectAsComputed(matrix, merged.events, recipe);
    expect(newlySupported).toEqual(expect.arrayContaining(['events_type_0', 'categories_distinct']));
    expect(() => rawFeatures(merged.events, START, START + DAY, recipe, ['events_cart'])).toThrow(/events_cart/);
  });

  it('stop when asked to, and refuse a table they were not made from', async () => {
    const held = eventTable(shop(0, 9, 4));
    const other = eventTable(shop(0, 9, 5));
    const matrix = matrixOf(held, recipe);
    const none = new Uint32Array(0);
    await expect(drive(refreshFeatures(matrix, held, held, none, recipe, AbortSignal.abort()))).rejects.toMatchObject({
      code: 'cancelled',
    });
    await expect(drive(refreshFeatures(matrix, other, other, none, recipe))).rejects.toThrow(/not made from/);
  });
});
