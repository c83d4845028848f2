import * as Comlink from 'comlink';
import { afterAll, expect, it, vi } from 'vitest';
import type { ComputeWorkerApi } from '../../../workers/engine/compute-pool';
import { lloyd } from '../../../workers/cluster/lloyd';
import { solveKMeans } from '../../../workers/cluster/solve';
import { splitLloyd } from '../../../workers/cluster/split-lloyd';
import type { Reply } from '../../../workers/protocol/engine';
import { blobs } from '../../fixtures/blobs';

// Guards a browser's worker globals, which are not here.
vi.mock('../../../workers/own-origin', () => ({}));

function unpacked<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value;
}

const { port1, port2 } = new MessageChannel();

afterAll(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
  port1.close();
  port2.close();
});

it('the worker’s entry answers over messages, with errors as codes', async () => {
  for (const name of ['addEventListener', 'removeEventListener', 'postMessage'] as const) vi.stubGlobal(name, port2[name].bind(port2));
  await import('../../../workers/compute.worker');
  port2.start();
  const remote = Comlink.wrap<ComputeWorkerApi>(port1);
  const { data, rows, dims } = blobs({ rows: 200, dims: 3, count: 3 });
  const task = { k: 3, seed: 1, restarts: 2, tolerance: 1e-4, maxIterations: 300 };
  expect(await remote.solve(task)).toMatchObject({ ok: false, error: { code: 'unknown' } });
  expect(await remote.load(data, rows, dims)).toMatchObject({ ok: true });
  const solved = await remote.solve(task);
  expect(solved).toEqual({ ok: true, value: solveKMeans(data, rows, dims, task) });
  const labels = solved.ok ? solved.value.labels : new Int32Array(rows);
  const sums = await remote.silhouetteRange([labels], [3], 0, rows);
  expect(sums.ok && sums.value[0]! / rows).toBeGreaterThan(0.5);
  const start = data.slice(0, 3 * dims);
  expect(await remote.openShard(7, 0, rows, 3)).toMatchObject({ ok: true });
  const run = await splitLloyd(
    {
      ask: async (call) => [unpacked(await remote.askShard(7, call, 0))],
      finish: async (centres) => [unpacked(await remote.closeShard(7, centres))],
    },
    { start, k: 3, threshold: 0, maxIterations: 300, reseed: true },
  );
  expect(run).toEqual(lloyd({ data, rows, dims, weights: null }, start, 3, 0, 300));
  expect(await remote.askShard(7, { ask: 'reassign', rows: [-1], label: 0 }, 0)).toMatchObject({ ok: false });
});
