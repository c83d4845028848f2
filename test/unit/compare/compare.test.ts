import { describe, expect, it } from 'vitest';
import { inlineCompute } from '../../../workers/cluster/compute';
import { compareMethods, HORIZON_DAYS, LEAST_USERS, type CompareInput } from '../../../workers/compare';
import { REFITS } from '../../../workers/compare/judge';
import { outcomesAfter } from '../../../workers/compare/outcomes';
import { extractFeatures } from '../../../workers/features';
import { ingest, previewFile } from '../../../workers/ingest';
import { random } from '../../../workers/math/random';
import type { MethodFigures } from '../../../workers/protocol/comparison';
import type { FeatureMatrix } from '../../../workers/protocol/features';
import type { Embedding } from '../../../workers/protocol/model';
import { drive, type Stage } from '../../../workers/protocol/progress';
import { CLUSTER_METHODS, defaultRecipe, type ClusterMethod } from '../../../workers/protocol/recipe';
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

describe('the numbers of segments side by side', () => {
  const PLANTED = 4;

  /** Users of four kinds, each as far from every other in the embedding, who lie apart in what they spend after the cut-off. */
  const planted = async (method: ClusterMethod, k: number) => {
    const dims = PLANTED;
    const rng = random(3, 'planted');
    const kinds = Array.from({ length: 240 }, (_, user) => user % PLANTED);
    const data = Float32Array.from({ length: kinds.length * dims }, (_, at) => {
      return (kinds[Math.floor(at / dims)] === at % dims ? 8 : 0) + rng.normal();
    });
    const line = (user: number, day: number, price: number) => `${user},${new Date(Date.UTC(2024, 0, 1 + day)).toISOString()},${price}`;
    const rows = kinds.flatMap((kind, user) => [
      line(user, user % 7, 5 + (user % 3)),
      line(user, 40 + (user % 11), 4),
      line(user, 80 + (user % 9), 30 * kind + (user % 5)),
    ]);
    const { recipe, events, matrix } = await read(['user_id,timestamp,price', ...rows].join('\n'));
    const rowOf = (user: number) => Number(events.userIds[user]);
    async function* embed({ users, userIndex }: FeatureMatrix): Stage<Embedding> {
      const own = Float32Array.from(
        { length: users * dims },
        (_, at) => data[rowOf(userIndex[Math.floor(at / dims)]!) * dims + (at % dims)]!,
      );
      yield* [];
      return { users, dims, data: own, encoder: [], decoder: [], training: null };
    }
    return { events, matrix, recipe: { ...recipe, clustering: { ...recipe.clustering, method } }, k, embed };
  };

  const compared = async (input: CompareInput) => {
    const progress: { done: number; total: number }[] = [];
    const found = await drive(compareMethods(input, inlineCompute()), ({ stage, done, total }) => {
      if (stage === 'cluster') progress.push({ done, total });
    });
    if (found.none) throw new Error(found.none.reason);
    return { ...found, progress };
  };

  it('the planted one has the best figures on users that the fit did not see', async () => {
    const { numbers, progress } = await compared(await planted('kmeans', 6));
    expect(numbers.method).toBe('kmeans');
    expect(numbers.rows.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const best = (score: (row: MethodFigures) => number) => numbers.rows.reduce((a, b) => (score(b) > score(a) ? b : a)).k;
    expect(best(({ silhouette }) => silhouette!)).toBe(PLANTED);
    expect(best(({ daviesBouldin }) => -daviesBouldin!)).toBe(PLANTED);
    expect(best(({ outcomes }) => outcomes!.value!.explained.value - outcomes!.value!.shuffled)).toBe(PLANTED);
    expect(numbers.rows.find(({ k }) => k === PLANTED)!.stability.value).toBeCloseTo(1, 9);
    const value = numbers.verdicts.find(({ outcome }) => outcome === 'value')!;
    expect(value.best).toContain(PLANTED);
    expect(value.worse).toContain(2);
    expect(value.aboveChance).toBe(true);
    // The fits of this table count, with those of the methods.
    expect(progress.at(-1)!.done).toBe(progress.at(-1)!.total);
    expect(progress.at(-1)!.total).toBe((CLUSTER_METHODS.length + numbers.rows.length - 1) * (REFITS + 1));
  });

  it('that of the run has the figures of its method; a method that finds the number itself leaves it to k-means', async () => {
    for (const [method, told, k] of [
      ['ward', 'ward', 3],
      ['hdbscan', 'kmeans', 12],
    ] as const) {
      const { numbers, rows } = await compared(await planted(method, k));
      expect(numbers.method).toBe(told);
      expect(numbers.rows.find((row) => row.k === k)).toEqual(rows.find((row) => row.method === told));
      expect(numbers.rows.map((row) => row.k)).toEqual([...new Set([2, 3, 4, 5, 6, 7, 8, 9, 10, k])]);
    }
  });

  it('are those that the users allow', async () => {
    const input = await planted('kmeans', 3);
    async function* embed(matrix: FeatureMatrix): Stage<Embedding> {
      const made = yield* input.embed(matrix);
      return { ...made, dims: 1, data: Float32Array.from({ length: made.users }, (_, user) => user % 3) };
    }
    expect((await compared({ ...input, embed })).numbers.rows.map(({ k }) => k)).toEqual([2, 3]);
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
