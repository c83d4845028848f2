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
