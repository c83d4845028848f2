import { describe, expect, it } from 'vitest';
import { applyScale, extractFeatures, rawFeatures } from '../../../workers/features';
import { AppError } from '../../../workers/protocol/errors';
import { drive, type Progress } from '../../../workers/protocol/progress';
import { defaultRecipe, type FeaturesRecipe } from '../../../workers/protocol/recipe';
import { random } from '../../../workers/math/random';
import { eventTable, type EventRow } from '../../fixtures/events';

const START = Date.UTC(2024, 0, 1);
const HOUR = 3_600_000;
const recipe: FeaturesRecipe = defaultRecipe({} as never).features;

function shop(users: number, eventsAUser: number): EventRow[] {
  const rng = random(7, 'test');
  const rows: EventRow[] = [];
  for (let u = 0; u < users; u++) {
    const events = 1 + rng.int(eventsAUser * 2);
    for (let e = 0; e < events; e++) {
      const bought = rng.next() < 0.2;
      const t = START + rng.int(90 * 24) * HOUR + rng.int(HOUR);
      rows.push({ user: `u${u}`, t, type: bought ? 'purchase' : 'view', value: bought ? 5 + rng.int(100) : 0, item: `i${rng.int(40)}` });
    }
  }
  return rows;
}

const failure = async (rows: readonly EventRow[], changes: Partial<FeaturesRecipe> = {}) => {
  const error = await drive(extractFeatures(eventTable(rows), { ...recipe, ...changes })).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(AppError);
  const { code, params } = error as AppError;
  return { code, params };
};

describe('extractFeatures', () => {
  const rows = shop(300, 8);
  const events = eventTable(rows);

  it('hands over the raw features that vary, their scale, and the names of those that do not', async () => {
    const matrix = await drive(extractFeatures(events, recipe));
    const raw = rawFeatures(events, matrix.from, matrix.to, recipe);
    const ids = matrix.specs.map((spec) => spec.id);
    expect([...ids, ...matrix.constant].sort()).toEqual([...raw.ids].sort());
    expect(matrix.features).toBe(ids.length);
    expect(new Set(ids).size).toBe(ids.length);
    expect(matrix.raw).toEqual(rawFeatures(events, matrix.from, matrix.to, recipe, ids).raw);
    expect(matrix.scaled).toEqual(applyScale(raw, matrix.specs));
    expect([...matrix.scaled].every(Number.isFinite)).toBe(true);
    expect(matrix.specs.every((spec) => spec.scale.sd > 0 && spec.formula !== '')).toBe(true);
    matrix.specs.forEach((spec, f) => {
      const missing = Array.from({ length: matrix.users }, (_, i) => matrix.raw[i * matrix.features + f]!).filter(Number.isNaN).length;
      expect(spec.missing.users).toBe(missing);
    });
  });

  it('takes the whole file where the recipe names no window', async () => {
    const matrix = await drive(extractFeatures(events, recipe));
    const times = rows.map((row) => row.t as number);
    expect(matrix.from).toBe(Math.min(...times));
    expect(matrix.end).toBe(Math.max(...times));
    expect(matrix.to).toBeGreaterThan(matrix.end);
    expect(matrix.users).toBe(300);
  });

  it('leaves out what the recipe excludes and what does not vary', async () => {
    const one = rows.map((row) => ({ ...row, item: 'the only one' }));
    const matrix = await drive(extractFeatures(eventTable(one), { ...recipe, exclude: ['tenure_days'] }));
    expect(matrix.specs.map((spec) => spec.id)).not.toContain('tenure_days');
    expect(matrix.constant).toEqual(expect.arrayContaining(['items_distinct', 'item_entropy_bits', 'item_top_share']));
    expect(matrix.constant).not.toContain('tenure_days');
  });

  it('reports how far it is, and gives the same twice', async () => {
    const seen: Progress[] = [];
    const first = await drive(extractFeatures(events, recipe), (progress) => seen.push(progress));
    expect(seen.at(-1)).toEqual({ stage: 'features', done: 300, total: 300 });
    expect(await drive(extractFeatures(eventTable(rows), recipe))).toEqual(first);
  });

  it('stops when cancelled, before and in the midst, and runs again afterwards', async () => {
    const many = eventTable(shop(4000, 10));
    await expect(drive(extractFeatures(many, recipe, AbortSignal.abort()))).rejects.toMatchObject({ code: 'cancelled' });
    const controller = new AbortController();
    const run = drive(extractFeatures(many, recipe, controller.signal), () => controller.abort());
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect((await drive(extractFeatures(many, recipe))).users).toBe(4000);
  });
});

describe('files that tell too little', () => {
  const at = (hours: number) => START + hours * HOUR;

  it('one user', async () => {
    expect(
      await failure([
        { user: 'a', t: at(0) },
        { user: 'a', t: at(5) },
      ]),
    ).toEqual({ code: 'users-one', params: {} });
  });

  it('one event a user', async () => {
    const single = ['a', 'b', 'c'].map((user, i) => ({ user, t: at(i) }));
    expect(await failure(single)).toEqual({ code: 'users-single-event', params: { users: 3 } });
  });

  it('no event in the window', async () => {
    expect(await failure(shop(5, 5), { from: 0, to: 1000 })).toEqual({ code: 'rows-none-kept', params: {} });
  });

  it('all users alike', async () => {
    const alike = ['a', 'b', 'c'].flatMap((user) =>
      [0, 30, 60].map((h) => ({ user, t: at(h), value: 9, item: 'x', order: `${user}${h}` })),
    );
    expect(await failure(alike)).toEqual({ code: 'features-no-variance', params: {} });
  });
});
