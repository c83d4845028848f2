import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { it } from 'vitest';
import { previewFile, ingest } from '../../../workers/ingest';
import { extractFeatures } from '../../../workers/features';
import { makeSampleShop, sampleTruth, SEGMENTS } from '../../../workers/sample';
import { cluster } from '../../../workers/cluster';
import { inlineCompute } from '../../../workers/cluster/compute';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { project } from '../../../workers/project';
import { portray } from '../../../workers/portray';
import { track } from '../../../workers/track';
import { segmentName } from '../../../src/i18n/names';
import { trueSegments } from '../../fixtures/tracked';
import type { Segmentation } from '../../../workers/protocol/model';

async function run(name: string, file: File, truthOf: ((id: string) => number) | null, window: 'auto' | 'week' = 'auto') {
  const preview = await previewFile(file);
  const recipe = defaultRecipe(preview.mapping);
  const { events } = await drive(ingest(file, recipe.mapping, recipe.cleaning));
  let t = performance.now();
  const lap = () => { const d = performance.now() - t; t = performance.now(); return Math.round(d); };
  const matrix = await drive(extractFeatures(events, recipe.features));
  const tf = lap();
  const embedding = { users: matrix.users, dims: matrix.features, data: matrix.scaled, encoder: [], training: null };
  let segmentation: Segmentation;
  if (truthOf) segmentation = trueSegments(matrix, Int32Array.from(events.userIds, truthOf));
  else {
    const c = inlineCompute();
    const cl = await drive(cluster(embedding, { ...recipe.clustering, restarts: 2, bootstraps: 20, k: null }, 1, c, c));
    segmentation = cl.byK.get(cl.choice.k)!;
  }
  lap();
  const portraits = portray(events, matrix, segmentation);
  const tp = lap();
  console.log(name, 'users', matrix.users, 'events', events.rows, 'features', matrix.features, 'feat ms', tf, 'portray ms', tp, 'k', segmentation.k, matrix.specs.map(s => s.id).join(' '));
  for (const p of portraits) console.log(p.id, truthOf ? SEGMENTS[p.id] : '', p.size, p.valueShare?.toFixed(2), '|', segmentName(p.name, 'en'), '|', segmentName(p.name, 'zh-CN'), '|', p.traits.slice(0, 7).map(x => x.feature + ' ' + x.effect.toFixed(1)).join(', '));
  const projection = project(embedding);
  lap();
  const { timeline, maps } = await drive(track({ events, matrix, embedding, segmentation, projection, features: recipe.features, track: { window, referenceWindows: null } }));
  console.log('track ms', lap(), 'ref', timeline.referenceWindows.length, 'tooShort', timeline.tooShort);
  const labelOf = new Int32Array(events.users).fill(-1);
  matrix.userIndex.forEach((u, i) => { labelOf[u] = segmentation.labels[i]!; });
  console.log(timeline.windows.map((w, i) => { const c = new Array(segmentation.k).fill(0); maps[i]!.users.forEach(u => c[labelOf[u]!]++); let hit = 0; maps[i]!.users.forEach((u, j) => { if (labelOf[u] === maps[i]!.labels[j]) hit++; });
    return [w.label, w.complete ? '' : 'inc', w.reference ? 'ref' : '', w.activeUsers, w.shares.map(s => s.share.toFixed(3)).join(' '), ' true ', c.map(x => (x / w.activeUsers).toFixed(3)).join(' '), 'acc', (hit / w.activeUsers).toFixed(2), 'sharePsi', w.sharePsi.toFixed(3), 'drifted', w.driftedFeatures].join(' '); }).join('\n'));
  console.log(timeline.alerts.map(a => [timeline.windows[a.window]!.label, a.kind, a.level, a.segment ?? '', a.feature ?? '', a.name ?? '', a.before.toFixed(3), a.after.toFixed(3), a.psi?.toFixed(2) ?? a.p?.toExponential(1) ?? ''].join(' ')).join('\n'), timeline.alerts.length, 'alerts');
}

const which = process.env['WHICH'] ?? 'sample';
it(which, async () => {
  if (which.startsWith('sample')) {
    const opt = { seed: Number(process.env['SEED'] ?? 1), drift: which === 'sample', users: Number(process.env['USERS'] ?? 20000) };
    const blob = await drive(makeSampleShop(opt));
    const truth = sampleTruth(opt);
    await run(which, new File([blob], 'sample.csv'), process.env['CLUSTER'] ? null : (id) => SEGMENTS.indexOf(truth.segmentOf.get(id)!));
  } else {
    const path = `../shared/data/${which}`;
    if (!existsSync(path)) return;
    const bytes = readFileSync(path);
    await run(which, new File([which.endsWith('.gz') ? gunzipSync(bytes) : bytes], which.replace('.gz', '')), null, (process.env['WINDOW'] ?? 'auto') as 'auto');
  }
}, 580000);
