import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractFeatures, rawFeatures, refreshFeatures } from '../../../workers/features';
import { windowOf } from '../../../workers/features/window-rows';
import { ingestFile } from '../../../workers/ingest';
import { joinUsers } from '../../../workers/ingest/join';
import { nextTask } from '../../../workers/math/breathe';
import type { EventTable } from '../../../workers/protocol/events';
import type { FeatureMatrix } from '../../../workers/protocol/features';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe, type AttributeRecipe, type FeaturesRecipe } from '../../../workers/protocol/recipe';
import { mergeEvents } from '../../../workers/update';
import { eventTable } from '../../fixtures/events';
import { CLEANING, fileOf, mappingOf } from '../ingest/support';

const recipe: FeaturesRecipe = defaultRecipe({} as never).features;
const DAY = 86_400_000;

async function users(lines: readonly string[], attributes: readonly AttributeRecipe[]): Promise<EventTable> {
  const columns = Object.fromEntries(attributes.map(({ name }) => [name, 'other' as const]));
  const mapping = mappingOf({ id: 'user', ...columns }, { kind: 'users', attributes: [...attributes] });
  const file = fileOf(`id,${attributes.map(({ name }) => name).join(',')}\n${lines.map((line, i) => `u${i},${line}`).join('\n')}\n`);
  return (await drive(ingestFile(file, mapping, CLEANING, []))).ingested.events;
}

const column = ({ specs, features, users: count, scaled, raw }: FeatureMatrix, id: string) => {
  const at = specs.findIndex((spec) => spec.id === id);
  expect(at, id).toBeGreaterThanOrEqual(0);
  const of = (values: ArrayLike<number>) => Array.from({ length: count }, (_, i) => values[i * features + at]!);
  return { spec: specs[at]!, scaled: of(scaled), raw: of(raw) };
};

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const variance = (values: readonly number[]) => mean(values.map((x) => (x - mean(values)) ** 2));

describe('features of a table of users', () => {
  it('of a number, a date, bands and a category, as their formulas say', async () => {
    const plans = ['a', 'b', 'c', 'a', 'a', 'b'];
    const lines = plans.map((plan, i) => `${i * i},2024-01-0${i + 1},${['1', '2', '3+'][i % 3]},${plan}`);
    const events = await users(lines, [
      { name: 'spend', as: 'number' },
      { name: 'joined', as: 'date', dateFormat: 'iso' },
      { name: 'kids', as: 'ordered' },
      { name: 'plan', as: 'category' },
    ]);
    const matrix = await drive(extractFeatures(events, { ...recipe, winsor: [0, 1] }));
    expect(matrix.specs.map(({ id }) => id)).toEqual([
      'attr_spend',
      'attr_joined_days',
      'attr_kids',
      'attr_plan_a',
      'attr_plan_b',
      'attr_plan_c',
    ]);
    expect(column(matrix, 'attr_spend').raw).toEqual([0, 1, 4, 9, 16, 25]);
    expect(column(matrix, 'attr_joined_days').raw).toEqual([5, 4, 3, 2, 1, 0]);
    expect(column(matrix, 'attr_kids').raw).toEqual([1, 2, 3, 1, 2, 3]);
    expect(column(matrix, 'attr_plan_a').raw).toEqual(plans.map((plan) => (plan === 'a' ? 1 : 0)));
    const logs = [0, 1, 4, 9, 16, 25].map(Math.log1p);
    column(matrix, 'attr_spend').scaled.forEach((x, i) => expect(x).toBeCloseTo((logs[i]! - mean(logs)) / Math.sqrt(variance(logs)), 5));
    // One deviation for the three indicators: √(½·½ + ⅓·⅔ + ⅙·⅚).
    const deviation = Math.sqrt(1 / 4 + 2 / 9 + 5 / 36);
    for (const [id, share] of [
      ['a', 1 / 2],
      ['b', 1 / 3],
      ['c', 1 / 6],
    ] as const) {
      const { spec, scaled } = column(matrix, `attr_plan_${id}`);
      expect(spec.scale).toMatchObject({ log: false, mean: expect.closeTo(share, 12), sd: expect.closeTo(deviation, 12) });
      scaled.forEach((x, i) => expect(x).toBeCloseTo(((plans[i] === id ? 1 : 0) - share) / deviation, 5));
    }
  });

  it('a category weighs as much as a number, however many values it has, and any two values lie equally far apart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 20, maxLength: 90 }), async (codes) => {
        fc.pre(new Set(codes).size >= 3);
        const matrix = await drive(
          extractFeatures(
            await users(
              codes.map((code, i) => `${i % 7},v${code}`),
              [
                { name: 'n', as: 'number' },
                { name: 'c', as: 'category' },
              ],
            ),
            recipe,
          ),
        );
        const ids = matrix.specs.map(({ id }) => id).filter((id) => id.startsWith('attr_c'));
        expect(ids.reduce((sum, id) => sum + variance(column(matrix, id).scaled), 0)).toBeCloseTo(1, 4);
        const points = codes.map((_, i) => ids.map((id) => column(matrix, id).scaled[i]!));
        const distances = codes.flatMap((code, i) =>
          codes.slice(0, i).flatMap((other, j) => (code === other ? [] : [Math.hypot(...points[i]!.map((x, d) => x - points[j]![d]!))])),
        );
        expect(Math.max(...distances) - Math.min(...distances)).toBeLessThan(1e-4);
      }),
      { numRuns: 12 },
    );
  });

  it('of two values one indicator says all; rare values share one; many blanks are a feature', async () => {
    const lines = Array.from(
      { length: 400 },
      (_, i) => `${i % 3 ? 'No' : 'Yes'},${i < 6 ? `rare${i}` : i % 2 ? 'x' : 'y'},${i % 10 ? i : ''}`,
    );
    const matrix = await drive(
      extractFeatures(
        await users(lines, [
          { name: 'pays', as: 'category' },
          { name: 'kind', as: 'category' },
          { name: 'age', as: 'number' },
        ]),
        recipe,
      ),
    );
    expect(matrix.specs.map(({ id }) => id)).toEqual([
      'attr_pays_yes',
      'attr_kind_y',
      'attr_kind_x',
      'attr_kind_other',
      'attr_age',
      'attr_age_missing',
    ]);
    expect(variance(column(matrix, 'attr_pays_yes').scaled)).toBeCloseTo(1, 5);
    expect(column(matrix, 'attr_age_missing').raw.filter((x) => x === 1)).toHaveLength(40);
    expect(column(matrix, 'attr_age').spec.missing).toMatchObject({ fill: 'median', users: 40 });
  });

  it('blanks that were filled are a feature as well', async () => {
    const lines = Array.from({ length: 100 }, (_, i) => `${i % 5 === 2 ? '' : i},${i % 4 === 1 ? '' : 'xy'[i % 2]}`);
    const matrix = await drive(
      extractFeatures(
        await users(lines, [
          { name: 'age', as: 'number', missing: { method: 'constant', constant: 30 } },
          { name: 'kind', as: 'category', missing: { method: 'constant', constant: 'z' } },
        ]),
        recipe,
      ),
    );
    expect(column(matrix, 'attr_age').raw[7]).toBe(30);
    expect(column(matrix, 'attr_age').spec.missing.users).toBe(0);
    expect(column(matrix, 'attr_age_missing').raw).toEqual(lines.map((_, i) => Number(i % 5 === 2)));
    expect(column(matrix, 'attr_kind_z').raw).toEqual(column(matrix, 'attr_kind_missing').raw);
    expect(column(matrix, 'attr_kind_missing').raw).toEqual(lines.map((_, i) => Number(i % 4 === 1)));
  });

  it('leaves outcomes out', async () => {
    const lines = Array.from({ length: 30 }, (_, i) => `${i},${i % 2 ? 'Yes' : 'No'}`);
    const matrix = await drive(
      extractFeatures(
        await users(lines, [
          { name: 'age', as: 'number' },
          { name: 'churn', as: 'category', label: true },
        ]),
        recipe,
      ),
    );
    expect(matrix.specs.map(({ id }) => id)).toEqual(['attr_age']);
  });
});

describe('attributes beside events', () => {
  const rows = Array.from({ length: 120 }, (_, i) => ({ user: `u${i % 30}`, t: i * 0.2 * DAY + (i % 5) * 3_600_000 }));
  const lines = Array.from({ length: 12 }, (_, i) => `${i * 3},${'abc'[i % 3]}`);
  const attributes: AttributeRecipe[] = [
    { name: 'age', as: 'number' },
    { name: 'plan', as: 'category' },
  ];

  it('are filled for users without a profile, with a flag, and neutral there in a category', async () => {
    const { attributes: held } = await users(lines, attributes);
    const plain = eventTable(rows);
    const events = { ...plain, attributes: joinUsers(held!.table, plain.userIds) };
    const matrix = await drive(extractFeatures(events, recipe));
    const without = events.userIds.map((id) => Number(id.slice(1)) >= 12);
    expect(column(matrix, 'attr_profile_missing').raw).toEqual(without.map(Number));
    const plan = column(matrix, 'attr_plan_a');
    expect(plan.spec.missing).toMatchObject({ fill: 'mean', value: expect.closeTo(1 / 3, 12), users: 18 });
    without.forEach((missing, i) => missing && expect(plan.scaled[i]).toBeCloseTo(0, 6));
    expect(matrix.specs.some(({ group }) => group !== 'profile')).toBe(true);
  });

  it('follow an append: new users get the profile that waited for them', async () => {
    const { attributes: held } = await users(lines, attributes);
    const first = eventTable(rows.filter((_, i) => i % 30 > 3));
    const base = { ...first, attributes: joinUsers(held!.table, first.userIds) };
    const before = await drive(extractFeatures(base, recipe));
    const merged = await mergeEvents(base, eventTable(rows), nextTask);
    const { matrix } = await drive(refreshFeatures(before, base, merged.events, merged.touched, recipe));
    const { from, to } = windowOf(merged.events, recipe);
    const whole = rawFeatures(
      { ...merged.events, attributes: joinUsers(held!.table, merged.events.userIds) },
      from,
      to,
      recipe,
      before.specs.map(({ id }) => id),
      before.support,
    );
    expect([...matrix.raw].map((x) => Math.round(x * 1e6))).toEqual([...whole.raw].map((x) => Math.round(x * 1e6)));
    expect(merged.events.userIds.map((_, i) => merged.events.attributes!.rowOf[i])).toEqual(
      merged.events.userIds.map((id) => (Number(id.slice(1)) < 12 ? Number(id.slice(1)) : -1)),
    );
  });
});
