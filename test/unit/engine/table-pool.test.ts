import { afterEach, describe, expect, it } from 'vitest';
import { TablePool, tableWorker, type TableWorkerApi } from '../../../workers/engine/table-pool';
import { computeShards } from '../../../workers/features/compute-shards';
import { RawJob, rawFeatures } from '../../../workers/features/raw';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { PortWorker } from '../../fixtures/port-worker';
import { CLEANING, failure, fileOf, mappingOf, read } from '../ingest/support';

const mapping = mappingOf({ user: 'user', time: 'time', event: 'event', price: 'value' }, { purchaseTypes: ['buy'] });
const rows = Array.from({ length: 400 }, (_, i) => `u${i % 23},2024-01-0${(i % 9) + 1} 0${i % 10}:00,${i % 5 ? 'view' : 'buy'},${i % 17}`);
const file = fileOf(`user,time,event,price\n${rows.join('\n')}\n${rows.slice(0, 50).join('\n')}`);

const pools: TablePool[] = [];
afterEach(() => pools.splice(0).forEach((pool) => pool.end()));

function makePool(change: (worker: TableWorkerApi) => Partial<TableWorkerApi> = () => ({})) {
  const workers: PortWorker[] = [];
  const pool = new TablePool(() => {
    const api = tableWorker();
    const worker = new PortWorker({ ...api, ...change(api) });
    workers.push(worker);
    return worker.asWorker();
  }, 2);
  pools.push(pool);
  return { pool, workers };
}

const inRanges = (reader: TablePool) => read(file, mapping, CLEANING, { ranges: { reader, rangeBytes: 700, smallestFile: 0 } });

describe('TablePool', () => {
  it('reads a file and computes features as one thread does', async () => {
    const { pool, workers } = makePool();
    const [whole, parts] = [await read(file, mapping), await inRanges(pool)];
    expect(workers).toHaveLength(2);
    const { zone: _, ...events } = parts.events;
    expect(whole).toMatchObject({ events, quality: parts.quality, rejected: parts.rejected });
    expect(parts.quality).toMatchObject({ rowsRead: 450, kept: 400, duplicates: 50 });

    const { features } = defaultRecipe(mapping);
    const job = new RawJob(parts.events, -Infinity, Infinity, features);
    expect(await drive(computeShards(parts.events, job, features, pool, undefined, 0))).toBe(true);
    expect(job.raw).toEqual(rawFeatures(whole.events, -Infinity, Infinity, features).raw);
  });

  it('starts its workers when asked to, and anew after it was ended', async () => {
    const { pool, workers } = makePool();
    pool.warm();
    expect(workers).toHaveLength(2);
    const first = await inRanges(pool);
    pool.end();
    expect(workers.every(({ terminated }) => terminated)).toBe(true);
    expect((await inRanges(pool)).quality).toEqual(first.quality);
    expect(workers).toHaveLength(4);
  });

  it('goes on with new workers after a crash', async () => {
    let stuck = true;
    // Not before a range is being read: how long opening takes is the machine's affair.
    const crash = () => {
      stuck = false;
      workers[0]!.crash('boom');
    };
    let due = false;
    const { pool, workers } = makePool((worker) => ({
      read: (task) => {
        if (!stuck) return worker.read(task);
        if (!due) setTimeout(crash, 5);
        due = true;
        return new Promise(() => undefined);
      },
    }));
    const reading = inRanges(pool);
    expect((await reading).quality.kept).toBe(400);
    expect(workers).toHaveLength(4);
  });

  it('says so where workers crash again', async () => {
    const { pool, workers } = makePool(() => ({
      read: () => {
        setTimeout(() => workers.at(-1)!.crash('boom'), 1);
        return new Promise(() => undefined);
      },
    }));
    expect(await failure(inRanges(pool))).toEqual({ code: 'worker-crashed', params: { worker: 'table' } });
  });
});
