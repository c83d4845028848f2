import './own-origin';
import * as Comlink from 'comlink';
import { ComputeCore } from './cluster/compute';
import type { ComputeWorkerApi } from './cluster/pool';
import { toWire } from './protocol/errors';

let core: ComputeCore | undefined;

const api: ComputeWorkerApi = {
  load: (data, rows, dims) => reply(() => void (core = new ComputeCore(data, rows, dims))),
  solve: (task) =>
    reply(
      () => loaded().solve(task),
      (solution) => [solution.labels.buffer, solution.centres.buffer],
    ),
  silhouetteRange: (labelings, ks, from, to) => reply(() => loaded().silhouetteRange(labelings, ks, from, to)),
};

Comlink.expose(api);

function loaded(): ComputeCore {
  if (core === undefined) throw new Error('no matrix loaded');
  return core;
}

function reply<T>(work: () => T, buffers: (value: T) => ArrayBufferLike[] = () => []) {
  try {
    const value = work();
    return Comlink.transfer({ ok: true as const, value }, buffers(value) as Transferable[]);
  } catch (error) {
    return { ok: false as const, error: toWire(error) };
  }
}
