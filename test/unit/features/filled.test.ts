import { describe, expect, it } from 'vitest';
import { rawFeatures } from '../../../workers/features';
import { DIRT_DEFAULTS } from '../../../workers/protocol/cleaning';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { CLEANING, fileOf, mappingOf, read } from '../ingest/support';

const recipe = defaultRecipe({} as never).features;
const mapping = mappingOf({ user: 'user', time: 'time', price: 'value' });

/** So many purchases by `a` and by `b`; the first `gaps` of `a` have no amount. */
async function featuresOf(purchases: number, gaps: number, method: 'mean' | 'default') {
  const line = (user: string, i: number) =>
    `${user},2024-01-01T00:00:${String(i % 60).padStart(2, '0')}Z,${user === 'a' && i < gaps ? '' : i + 1}`;
  const lines = ['a', 'b'].flatMap((user) => Array.from({ length: purchases }, (_, i) => line(user, i)));
  const cleaning = { ...CLEANING, missing: { ...DIRT_DEFAULTS.missing, value: { method, constant: 0 } } };
  const { events } = await read(fileOf(`user,time,price\n${lines.join('\n')}\n`), mapping, cleaning);
  return rawFeatures(events, -Infinity, Infinity, recipe);
}

/** Events of `a` and `b` of all kinds by turns, `a`'s first ones without a category. */
async function categoriesOf(rows: number, gaps: number, method: 'mode' | 'default') {
  const line = (user: string, i: number) =>
    `${user},2024-01-01T00:${String(i).padStart(2, '0')}:00Z,${['view', 'buy', 'refund'][i % 3]!},${user === 'a' && i < gaps ? '' : `c${i % 2}`},5`;
  const lines = ['a', 'b'].flatMap((user) => Array.from({ length: rows }, (_, i) => line(user, i)));
  const cleaning = { ...CLEANING, missing: { ...DIRT_DEFAULTS.missing, category: { method, constant: '' } } };
  const kinds = mappingOf(
    { user: 'user', time: 'time', event: 'event', category: 'category', price: 'value' },
    { purchaseTypes: ['buy'], refundTypes: ['refund'] },
  );
  const ingested = await read(fileOf(`user,time,event,category,price\n${lines.join('\n')}\n`), kinds, cleaning);
  return { ...rawFeatures(ingested.events, -Infinity, Infinity, recipe), quality: ingested.quality };
}

describe('the share of events with a filled category', () => {
  it('is a feature from five events in a hundred on', async () => {
    const { ids, raw, support } = await categoriesOf(20, 4, 'mode');
    expect(support.filledCategories).toBe(true);
    const at = ids.indexOf('category_filled_share');
    expect([raw[at], raw[ids.length + at]]).toEqual([0.2, 0]);
    expect((await categoriesOf(20, 1, 'mode')).ids).not.toContain('category_filled_share');
    expect((await categoriesOf(20, 5, 'default')).ids).not.toContain('category_filled_share');
  });

  it('leaves all that is not said of categories as it was', async () => {
    const [filled, plain] = [await categoriesOf(20, 12, 'mode'), await categoriesOf(20, 12, 'default')];
    const { dirt: _, ...figures } = filled.quality;
    const { dirt: __, ...same } = plain.quality;
    expect(figures).toEqual(same);
    const others = plain.ids.filter((id) => !id.startsWith('categor'));
    expect(others).toContain('refund_count');
    for (const id of others) {
      const of = ({ ids, raw }: typeof plain) => [raw[ids.indexOf(id)], raw[ids.length + ids.indexOf(id)]];
      expect([id, of(filled)]).toEqual([id, of(plain)]);
    }
  });
});

describe('the share of filled purchases', () => {
  it('is a feature from five purchases in a hundred on', async () => {
    const { ids, raw, support } = await featuresOf(20, 2, 'mean');
    expect(support.filled).toBe(true);
    const at = ids.indexOf('value_filled_share');
    expect([raw[at], raw[ids.length + at]]).toEqual([0.1, 0]);
    expect((await featuresOf(20, 1, 'mean')).ids).not.toContain('value_filled_share');
    expect((await featuresOf(20, 5, 'default')).ids).not.toContain('value_filled_share');
  });
});
