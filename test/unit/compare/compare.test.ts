import { describe, expect, it } from 'vitest';
import { inlineCompute } from '../../../workers/cluster/compute';
import { compareMethods, HORIZON_DAYS, LEAST_USERS } from '../../../workers/compare';
import { outcomesAfter } from '../../../workers/compare/outcomes';
import { extractFeatures } from '../../../workers/features';
import { ingest, previewFile } from '../../../workers/ingest';
import type { FeatureMatrix } from '../../../workers/protocol/features';
import type { Embedding } from '../../../workers/protocol/model';
import { drive, type Stage } from '../../../workers/protocol/progress';
import { CLUSTER_METHODS, defaultRecipe } from '../../../workers/protocol/recipe';
import { makeSampleShop } from '../../../workers/sample';

const DAY = 86_400_000;

/** The features themselves, as where there is no encoder. */
async function* bare({ users, features, scaled }: FeatureMatrix): Stage<Embedding> {
  yield { stage: 'encode', done: 1, total: 1 };
  return { users, dims: features, data: scaled, encoder: [], decoder: [], training: null };
}

async function read(csv: string | Blob) {
  const file = new File([csv], 'shop.csv');
  const { mapping } = await previewFile(file);
  const recipe = defaultRecipe(mapping);
  const { events } = await drive(ingest(file, mapping, recipe.cleaning));
  const matrix = await drive(extractFeatures(events, recipe.features));
  return { recipe, events, matrix };
}

describe('the methods side by side', () => {
  const shop = async (users: number) => ({
    ...(await read(await drive(makeSampleShop({ seed: 4, drift: false, users })))),
    k: 6,
    embed: bare,
  });

  it('on the sample shop: users and outcomes that the fit did not see', { timeout: 240_000 }, async () => {
    const read = await shop(1200);
    const { matrix } = read;
    // The shop has segments of buyers and of people who only look: they come apart in what they do next.
    const compared = await drive(compareMethods(read, inlineCompute()));
    if (compared.none) throw new Error(compared.none.reason);
    const { rows, fitUsers, testUsers, users, verdicts, cutOff, missing } = compared;
    expect(missing).toBe(null);
    expect(cutOff).toBe(matrix.to - HORIZON_DAYS * DAY);
    expect(fitUsers + testUsers).toBe(users);
    expect(fitUsers).toBe(Math.round(0.7 * users));
    expect(rows.map(({ method }) => method)).toEqual(CLUSTER_METHODS);
    const kmeans = rows[0]!;
    if ('failed' in kmeans) throw new Error(kmeans.failed);
    expect(kmeans.k).toBe(6);
    expect(kmeans.noise).toBe(0);
    expect(kmeans.silhouette).toBeGreaterThan(0.1);
    for (const row of rows) {
      if ('failed' in row) continue;
      expect(row.stability.low).toBeLessThanOrEqual(row.stability.value);
      expect(row.stability.high).toBeLessThanOrEqual(1);
      const { churn, value } = row.outcomes!;
      for (const figure of [churn!, value!]) {
        expect(figure.explained.low).toBeLessThanOrEqual(figure.explained.value);
        expect(figure.explained.high).toBeGreaterThanOrEqual(figure.explained.value);
        expect(figure.users).toBe(testUsers);
      }
    }
    expect(verdicts.some(({ aboveChance }) => aboveChance)).toBe(true);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['value', 'repurchase', 'churn']);
    for (const { best, worse } of verdicts) expect([...best, ...worse]).toHaveLength(rows.filter((row) => !('failed' in row)).length);
  });

  it('are the same twice', async () => {
    const read = await shop(300);
    const run = () => drive(compareMethods(read, inlineCompute()));
    const compared = await run();
    expect(compared.none).toBe(null);
    expect(await run()).toEqual(compared);
  });

  it('without outcomes where the file is too short for them, and not at all with too few users', async () => {
    const line = (user: number, day: number) => `u${user},${new Date(Date.UTC(2024, 0, 1) + day * DAY).toISOString()},${(user % 7) + day}`;
    const csv = (users: number, days: number) =>
      ['user_id,timestamp,price', ...Array.from({ length: users * 4 }, (_, i) => line(i % users, (i * 7 + (i % 5)) % days))].join('\n');
    const short = await read(csv(150, 40));
    const compared = await drive(compareMethods({ ...short, k: 3, embed: bare }, inlineCompute()));
    expect(compared).toMatchObject({ none: null, missing: { reason: 'too-short', needed: 60 }, cutOff: null, verdicts: [] });
    if (compared.none === null) for (const row of compared.rows) if (!('failed' in row)) expect(row.outcomes).toBe(null);
    const few = await read(csv(40, 200));
    expect(await drive(compareMethods({ ...few, k: 3, embed: bare }, inlineCompute()))).toEqual({
      none: { reason: 'few-users', users: expect.any(Number) as number, needed: LEAST_USERS },
      rows: null,
    });
  });
});

describe('what came after a cut-off', () => {
  it('is counted from the events from then on alone', async () => {
    const rows = [
      // Bought before, buys again at the cut itself.
      'a,2024-01-01,purchase,5',
      'a,2024-02-01,purchase,7',
      // Bought before, only looks after.
      'b,2024-01-02,purchase,9',
      'b,2024-02-03,view,0',
      // Never bought before; buys after the end.
      'c,2024-01-05,view,0',
      'c,2024-03-02,purchase,11',
      // Bought before and is gone.
      'd,2024-01-06,purchase,3',
      'd,2024-01-31,view,0',
      // Never bought, buys within.
      'e,2024-01-07,view,0',
      'e,2024-02-29,purchase,20',
    ];
    const { events } = await read(['user_id,date,event,price', ...rows].join('\n'));
    const order = ['a', 'b', 'c', 'd', 'e'].map((id) => events.userIds.indexOf(id));
    const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
    const { value, repurchase, churn } = outcomesAfter(events, Uint32Array.from(order), at('2024-02-01'), at('2024-03-01'));
    expect([...value!]).toEqual([7, 0, 0, 0, 20]);
    expect([...repurchase!]).toEqual([1, 0, NaN, 0, NaN]);
    expect([...churn!]).toEqual([0, 0, 1, 1, 0]);
    expect(outcomesAfter(events, Uint32Array.from(order), at('2024-05-01'), at('2024-06-01'))).toEqual({});
  });
});
