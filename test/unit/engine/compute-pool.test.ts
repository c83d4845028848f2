import { afterEach, describe, expect, it } from 'vitest';
import { ComputeCore, inlineCompute } from '../../../workers/cluster/compute';
import { lloyd } from '../../../workers/cluster/lloyd';
import { ComputePool } from '../../../workers/engine/compute-pool';
import type { KMeansTask } from '../../../workers/protocol/kmeans';
import { blobs } from '../../fixtures/blobs';
import { computeApi } from '../../fixtures/compute-api';
import { PortWorker } from '../../fixtures/port-worker';

const { data, rows, dims } = blobs({ rows: 300, dims: 3, count: 3 });
const task: KMeansTask = { k: 3, seed: 1, restarts: 2, tolerance: 1e-4, maxIterations: 300 };

const pools: ComputePool[] = [];
afterEach(() => pools.splice(0).forEach((pool) => pool.terminate()));

function makePool(size: number, solve?: (core: ComputeCore, task: KMeansTask) => unknown) {
  const workers: PortWorker[] = [];
  const loads: number[] = [];
  const pool = new ComputePool(() => {
    let core: ComputeCore;
    const api = computeApi((...args) => {
      loads.push(args[1]);
      return (core = new ComputeCore(...args));
    });
    const worker = new PortWorker(solve ? { ...api, solve: (asked: KMeansTask) => solve(core, asked) } : api);
    workers.push(worker);
    return worker.asWorker();
  }, size);
  pools.push(pool);
  return { pool, workers, loads };
}

const never = () => new Promise<never>(() => undefined);

describe('ComputePool', () => {
  it('answers as the inline compute does', async () => {
    const { pool, workers, loads } = makePool(3);
    const inline = inlineCompute();
    await Promise.all([pool.load(data, rows, dims), inline.load(data, rows, dims)]);
    expect(workers).toHaveLength(3);
    expect(loads).toEqual([rows, rows, rows]);
    const tasks = [task, { ...task, k: 5 }, { ...task, bootstrap: 4 }, { ...task, k: 2 }, { ...task, k: 7 }];
    const solved = await Promise.all(tasks.map((each) => pool.solve(each)));
    expect(solved).toEqual(await Promise.all(tasks.map((each) => inline.solve(each))));
    const labelings = [solved[0]!.labels, solved[1]!.labels];
    expect(await pool.silhouetteRange(labelings, [3, 5], 0, 100)).toEqual(await inline.silhouetteRange(labelings, [3, 5], 0, 100));
  });

  it('runs Lloyd’s algorithm over the rows of all workers as one thread alone does, to the bit', async () => {
    const many = blobs({ rows: 17_000, dims: 3, count: 5, separation: 1 });
    const start = many.data.slice(0, 5 * 3);
    const run = { start, k: 5, threshold: 1e-6, maxIterations: 60, reseed: true };
    const alone = lloyd({ ...many, weights: null }, start, 5, run.threshold, run.maxIterations);
    expect(alone.iterations).toBeGreaterThan(10);
    for (const compute of [makePool(1).pool, makePool(3).pool, inlineCompute()]) {
      await compute.load(many.data, many.rows, many.dims);
      // Two at once, as nobody forbids.
      expect(await Promise.all([compute.lloyd(run), compute.lloyd(run)])).toEqual([alone, alone]);
    }
  });

  it('spreads calls over its workers', async () => {
    const busy: KMeansTask[] = [];
    const { pool } = makePool(4, (_, asked) => {
      busy.push(asked);
      return never();
    });
    await pool.load(data, rows, dims);
    const calls = [0, 1, 2, 3].map(() => pool.solve(task));
    calls.forEach((call) => void call.catch(() => undefined));
    while (busy.length < 4) await new Promise<void>((resolve) => void setTimeout(resolve, 1));
    expect(busy).toHaveLength(4);
  });

  it('rejects calls under way on abort, ends the workers and starts new ones at the next load', async () => {
    let stuck = true;
    const { pool, workers } = makePool(2, (core, asked) => (stuck ? never() : { ok: true, value: core.solve(asked) }));
    await pool.load(data, rows, dims);
    const call = pool.solve(task);
    pool.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers.every((worker) => worker.terminated)).toBe(true);
    stuck = false;
    await pool.load(data, rows, dims);
    expect(workers).toHaveLength(4);
    expect((await pool.solve(task)).k).toBe(3);
  });

  it('rejects when a worker crashes, and goes on after the next load', async () => {
    let stuck = true;
    const { pool, workers } = makePool(2, (core, asked) => (stuck ? never() : { ok: true, value: core.solve(asked) }));
    await pool.load(data, rows, dims);
    const calls = [pool.solve(task), pool.solve(task)];
    workers[1]!.crash('boom');
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'worker-crashed' });
    expect(workers.every((worker) => worker.terminated)).toBe(true);
    stuck = false;
    await pool.load(data, rows, dims);
    expect((await pool.solve(task)).k).toBe(3);
  });

  it('rejects a load whose worker cannot start', async () => {
    const pool = new ComputePool(() => {
      const worker = new PortWorker({ load: never });
      setTimeout(() => worker.crash('no such module'), 5);
      return worker.asWorker();
    }, 2);
    pools.push(pool);
    await expect(pool.load(data, rows, dims)).rejects.toMatchObject({ code: 'worker-crashed' });
  });

  it('passes on the code of an error in a worker', async () => {
    const { pool } = makePool(1, () => ({ ok: false, error: { code: 'out-of-memory', params: {}, detail: 'RangeError' } }));
    await pool.load(data, rows, dims);
    await expect(pool.solve(task)).rejects.toMatchObject({ code: 'out-of-memory' });
  });
});

describe('inlineCompute', () => {
  it('drops waiting calls on abort', async () => {
    const inline = inlineCompute();
    await inline.load(data, rows, dims);
    const call = inline.solve(task);
    inline.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
  });
});
