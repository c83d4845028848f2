import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shardFeatures, type ShardComputer } from '../../../workers/features';
import { computeShards } from '../../../workers/features/compute-shards';
import { RawJob, rawFeatures } from '../../../workers/features/raw';
import { zone } from '../../../workers/math/zone';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe, type FeaturesRecipe } from '../../../workers/protocol/recipe';
import { eventTable } from '../../fixtures/events';
import { failure } from '../ingest/support';
import { anyRows, anywhere, onGrid } from './any-rows';

const recipe: FeaturesRecipe = defaultRecipe({} as never).features;

const inline = (concurrency: number): ShardComputer => ({
  concurrency,
  // As a worker gets it.
  features: async (shard) => shardFeatures(structuredClone(shard)),
});

describe('features of shards of the users', () => {
  it('are those that the whole table gives, for any events, columns, window and zone', async () => {
    const bound = fc.oneof(onGrid, anywhere);
    await fc.assert(
      fc.asyncProperty(
        anyRows,
        bound,
        bound,
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/Sao_Paulo'),
        fc.integer({ min: 1, max: 20 }),
        async (rows, a, b, name, n) => {
          const events = eventTable(rows, { zone: zone(name) });
          const [from, to] = a < b ? [a, b] : [b, a + 1];
          const job = new RawJob(events, from, to, recipe);
          expect(await drive(computeShards(events, job, recipe, inline(n), undefined, 0))).toBe(true);
          expect(job.raw).toEqual(rawFeatures(events, from, to, recipe).raw);
        },
      ),
      { numRuns: 200 },
    );
  });

  const rows = Array.from({ length: 40 }, (_, i) => ({ user: `u${i % 9}`, t: i * 1000, type: 'view' }));

  it('are left alone for small tables', async () => {
    const events = eventTable(rows);
    const job = new RawJob(events, 0, Infinity, recipe);
    expect(await drive(computeShards(events, job, recipe, inline(2)))).toBe(false);
  });

  it('pass on what a shard throws, and a cancel', async () => {
    const events = eventTable(rows);
    const run = (computer: ShardComputer, signal?: AbortSignal) =>
      failure(drive(computeShards(events, new RawJob(events, 0, Infinity, recipe), recipe, computer, signal, 0)));
    const crash: ShardComputer = { concurrency: 2, features: () => Promise.reject(new RangeError('array length')) };
    await expect(run(crash)).rejects.toThrow(RangeError);
    const stop = new AbortController();
    const cancelled = run({ concurrency: 2, features: () => new Promise(() => undefined) }, stop.signal);
    stop.abort();
    expect((await cancelled).code).toBe('cancelled');
  });
});
