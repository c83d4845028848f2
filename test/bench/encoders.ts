import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cluster } from '../../workers/cluster';
import { inlineCompute } from '../../workers/cluster/compute';
import { startingCentres } from '../../workers/cluster/starting-centres';
import { encode, rowsOf, type Group } from '../../workers/encode';
import { extractFeatures } from '../../workers/features';
import { ingest, previewFile } from '../../workers/ingest';
import { forecastOutcomes } from '../../workers/predict';
import { drive } from '../../workers/protocol/progress';
import { defaultEncoder, defaultRecipe, type EncoderRecipe } from '../../workers/protocol/recipe';
import type { NextStepFigures } from '../../workers/protocol/sequences';
import { localTrainer } from '../fixtures/local-trainer';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Network against Markov chain on users that neither learned from, and whether the difference is beyond its interval. */
function nextStep({ field, accuracy, markovAccuracy, low, high }: NextStepFigures): string {
  const verdict = low > 0 ? 'better' : high < 0 ? 'worse' : 'no better';
  return `${field} ${percent(accuracy)} against ${percent(markovAccuracy)}, ${verdict}`;
}

async function measure(source: string, kinds: readonly EncoderRecipe['kind'][], seed: number): Promise<void> {
  const file = new File([readFileSync(source)], path.basename(source));
  const { mapping } = await previewFile(file);
  const recipe = { ...defaultRecipe(mapping), seed };
  const { events } = await drive(ingest(file, mapping, recipe.cleaning));
  const matrix = await drive(extractFeatures(events, recipe.features));
  const ids = Array.from(matrix.userIndex, (user) => events.userIds[user]!);
  console.log(`\n${file.name}: ${events.rows} events of ${matrix.users} users, ${matrix.features} features`);
  for (const kind of kinds) {
    const started = performance.now();
    const compute = inlineCompute();
    const group: Group = (alone) => startingCentres(alone, recipe.clustering, seed, compute, compute);
    const embedding = await drive(encode(rowsOf(events, matrix), ids, defaultEncoder(kind), seed, localTrainer, undefined, group));
    const seconds = (performance.now() - started) / 1000;
    const { choice, validity } = await drive(cluster(embedding, recipe.clustering, seed, compute, compute));
    const { silhouette, stability } = validity.find(({ k }) => k === choice.k)!;
    const { nextStep: foretold, baselineLoss, bestLoss } = embedding.training ?? {};
    const against = [
      ...(typeof baselineLoss === 'number' ? [`loss ${bestLoss!.toFixed(3)}, PCA ${baselineLoss.toFixed(3)}`] : []),
      ...(foretold ?? []).map(nextStep),
    ];
    console.log(
      `  ${kind.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s  k ${choice.k}  silhouette ${silhouette.toFixed(2)}  least stability ${Math.min(...stability).toFixed(2)}  ${against.join('; ')}`,
    );
  }
  const { none, forecasts } = await drive(forecastOutcomes(events, recipe, seed));
  if (none) return console.log(`  no purchase prediction: ${JSON.stringify(none)}`);
  for (const { kind, none: missing, tested } of forecasts.outcomes) {
    if (missing) console.log(`  ${kind}: ${JSON.stringify(missing)}`);
    for (const { model, baseline, differences } of tested?.comparisons ?? []) {
      const { value, low, high } = differences.auc;
      console.log(`  ${kind}: ROC AUC of ${model} less that of ${baseline}: ${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`);
    }
  }
}

const [kinds, seed, ...sources] = process.argv.slice(2);
await setBackend('wasm');
for (const source of sources) await measure(source, kinds!.split(',') as EncoderRecipe['kind'][], Number(seed));
process.exit(0);
