import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { segmentName } from '../../src/i18n/names';
import { isShaky } from '../../src/screens/segments/quality-words';
import { inlineCompute } from '../../workers/cluster/compute';
import { runStages, withSeedStability, type Opened, type RunDevices, type RunState } from '../../workers/engine/run';
import { labelsOf, succeeded } from '../../workers/engine/succession';
import { ingest, previewFile } from '../../workers/ingest';
import { drive } from '../../workers/protocol/progress';
import { defaultRecipe } from '../../workers/protocol/recipe';
import { makeSampleShop } from '../../workers/sample';
import { inlineTables } from '../fixtures/inline-ranges';
import { localTrainer } from '../fixtures/local-trainer';

/** Share of the users that a rebuild is to keep in the segment of the same name, unless the screen says which segments are unstable. */
const TARGET = 0.85;

const quiet = () => undefined;
const { signal } = new AbortController();

/** Everything in this thread: k-means on typed arrays, training on wasm. */
function devices(): RunDevices {
  const compute = inlineCompute();
  const backend = () => ({ active: 'wasm', choice: 'auto', probes: [] }) as const;
  return { tables: inlineTables(), trainer: localTrainer, compute, kmeans: compute, backend };
}

async function fileOf(source: string): Promise<File> {
  if (source === 'sample') return new File([await drive(makeSampleShop({ seed: 1, drift: true }))], 'sample-shop.csv');
  return new File([readFileSync(source)], path.basename(source));
}

/** Reads a file as a person does who accepts every proposal, and builds under the default recipe. */
async function firstRun(file: File): Promise<RunState> {
  const { mapping } = await previewFile(file);
  const recipe = defaultRecipe(mapping);
  const ingested = await drive(ingest(file, mapping, recipe.cleaning));
  const opened: Opened = { file, mapping, cleaning: recipe.cleaning, ingested, seconds: 0, appended: [] };
  return runStages(opened, recipe, devices(), null, quiet, signal);
}

/** By label of the run before: how many of its users the rebuilt run has in the segment of the same number. */
function kept(before: RunState, after: RunState): number[] {
  const counts = new Array<number>(before.segmentation.k).fill(0);
  const [from, to] = labelsOf(before, after);
  from.forEach((label, user) => {
    if (label >= 0 && to[user]! >= 0 && before.numbers[label] === after.numbers[to[user]!]) counts[label]!++;
  });
  return counts;
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`.padStart(5);

async function measure(source: string, seeds: number): Promise<void> {
  const first = await firstRun(await fileOf(source));
  const started = performance.now();
  const base = await withSeedStability(first, devices(), quiet, signal);
  const behind = (performance.now() - started) / 1000;
  const { k, labels } = base.segmentation;
  const own = base.clusterings.validity.find((figures) => figures.k === k)!;
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  console.log(`\n${base.opened.file.name}: ${labels.length} users, ${k} segments under seed ${base.recipe.seed}`);
  console.log(`rebuilt with   k   kept | by segment`);
  const shares: number[] = [];
  for (let seed = base.recipe.seed + 1; seed <= base.recipe.seed + seeds; seed++) {
    const start = performance.now();
    const made = await runStages(base.opened, { ...base.recipe, seed }, devices(), null, quiet, signal, k);
    const { run } = succeeded(base, made);
    const counts = kept(base, run);
    shares.push(sum(counts) / labels.length);
    const bySegment = counts.map((count, label) => percent(count / own.sizes[label]!)).join(' ');
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    console.log(
      `seed ${String(seed).padEnd(8)} ${String(run.segmentation.k).padStart(2)}  ${percent(shares.at(-1)!)} | ${bySegment}   (${seconds} s)`,
    );
  }
  const figures = own.seedStability!.map((jaccard) => percent(jaccard)).join(' ');
  console.log(`the screen says           | ${figures}   comes back under another random start (${behind.toFixed(0)} s)`);
  const shaky = base.portraits.filter(({ id }) => isShaky(own.seedStability![id]!));
  const names = shaky.map(({ id, name }) => `${segmentName(name, 'en')} (${percent(own.seedStability![id]!).trim()})`);
  console.log(`shown as depending on chance: ${names.length > 0 ? names.join(', ') : 'none'}`);
  const met = shares.filter((share) => share >= TARGET).length;
  console.log(
    `${met} of ${seeds} rebuilds keep ${percent(TARGET).trim()} of the users or more; the worst ${percent(Math.min(...shares)).trim()}`,
  );
}

await setBackend('wasm');
const [seeds, ...sources] = process.argv.slice(2);
for (const source of sources) await measure(source, Number(seeds));
