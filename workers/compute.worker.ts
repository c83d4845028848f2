import './own-origin';
import * as Comlink from 'comlink';
import { ComputeCore } from './cluster/compute';
import { answer } from './engine/answer';
import type { ComputeWorkerApi } from './engine/compute-pool';

let core: ComputeCore | undefined;

const api: ComputeWorkerApi = {
  load: (data, rows, dims) => answer(() => void (core = new ComputeCore(data, rows, dims))),
  solve: (task) => answer(() => loaded().solve(task)),
  silhouetteRange: (labelings, ks, from, to) => answer(() => loaded().silhouetteRange(labelings, ks, from, to)),
  openShard: (run, from, to, k) => answer(() => loaded().openShard(run, from, to, k)),
  askShard: (run, call, place) => answer(() => loaded().askShard(run, call, place)),
  closeShard: (run, centres) => answer(() => loaded().closeShard(run, centres)),
};

Comlink.expose(api);

function loaded(): ComputeCore {
  if (core === undefined) throw new Error('no matrix loaded');
  return core;
}
