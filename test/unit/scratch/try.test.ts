import { it } from 'vitest';
import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
await setBackend('cpu');
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { previewFile, ingest } from '../../../workers/ingest';
import { extractFeatures } from '../../../workers/features';
import { encode } from '../../../workers/encode';
import { makeSampleShop } from '../../../workers/sample';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { localTrainer } from '../../fixtures/local-trainer';
import { dbscan } from '../../../workers/cluster/dbscan';
import { hdbscan } from '../../../workers/cluster/hdbscan';
import { gatherRows } from '../../../workers/cluster/nearest';
import { sampleRows } from '../../../workers/cluster/sample';
import { random } from '../../../workers/math/random';

const files: [string, () => Promise<File>][] = [
  ['shop1500', async () => new File([await drive(makeSampleShop({ seed: 11, drift: false, users: 1500 }))], 's.csv')],
  ['shop8000', async () => new File([await drive(makeSampleShop({ seed: 1, drift: true, users: 8000 }))], 's.csv')],
  ...['simple-shop.csv','ecom.csv.gz','cdnow.txt','online-retail.csv.gz','complete-journey-transactions.csv.gz'].map((n): [string, () => Promise<File>] => [n, async () => { const b = readFileSync('../shared/data/'+n); return new File([new Uint8Array(n.endsWith('gz') ? gunzipSync(b) : b)], n.replace('.gz','')); }]),
];
it.each(files)('%s', async (name, make) => {
  const file = await make();
  const { mapping } = await previewFile(file);
  const recipe = defaultRecipe(mapping);
  const { events } = await drive(ingest(file, mapping, recipe.cleaning));
  const matrix = await drive(extractFeatures(events, recipe.features));
  const ids = Array.from(matrix.userIndex, (u) => events.userIds[u]!);
  for (const kind of ['autoencoder', 'none'] as const) {
    const e = await drive(encode(matrix, ids, { ...recipe.encoder, kind, epochs: 6 }, 1, localTrainer));
    const rows = e.users > 10000 ? sampleRows(e.users, 10000, random(1)) : null;
    const p = { data: rows ? gatherRows(e.data, e.dims, rows) : e.data, rows: rows?.length ?? e.users, dims: e.dims, weights: null };
    const show = (labels: Int32Array) => { const c: Record<string, number> = {}; for (const l of labels) c[l] = (c[l] ?? 0) + 1; return Object.keys(c).length > 14 ? `${Object.keys(c).length - 1} clusters, noise ${c[-1]}, largest ${Math.max(...Object.entries(c).filter(([k]) => k !== '-1').map(([, v]) => v))}` : JSON.stringify(c); };
    console.log(name, kind, e.users, e.dims, p.rows);
    for (const m of [5, e.dims, 2 * e.dims]) {
      const t = performance.now();
      const d = dbscan(p, null, m);
      console.log('  dbscan', m, 'eps', d.epsilon.toFixed(3), 'median kd', d.curve[d.curve.length >> 1]!.toFixed(3), show(d.labels), ((performance.now() - t) / 1000).toFixed(2) + 's');
    }
    for (const s of [0.005, 0.01, 0.02, 0.05]) {
      const t = performance.now();
      const h = hdbscan(p, Math.max(5, Math.round(s * p.rows)));
      console.log('  hdbscan', s, show(h.labels), ((performance.now() - t) / 1000).toFixed(2) + 's');
    }
  }
}, 600000);
