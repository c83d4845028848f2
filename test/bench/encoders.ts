import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inlineCompute } from '../../workers/cluster/compute';
import { startingCentres } from '../../workers/cluster/starting-centres';
import type { Group } from '../../workers/encode';
import {
  judgementOfLead,
  judgementOfProbabilities,
  judgementOfValue,
  type Judgement,
} from '../../src/screens/segments/predictions/judgement';
import { ingest, previewFile } from '../../workers/ingest';
import { forecastOutcomes } from '../../workers/predict';
import type { Forecasts } from '../../workers/predict/outcomes';
import type { EventTable } from '../../workers/protocol/events';
import type { ClassifierId, FigureDifference, OutcomePrediction } from '../../workers/protocol/outcomes';
import { drive } from '../../workers/protocol/progress';
import { defaultEncoder, type EncoderRecipe } from '../../workers/protocol/encoder-recipe';
import { defaultRecipe, type Recipe } from '../../workers/protocol/recipe';
import type { NextStepFigures } from '../../workers/protocol/sequences';
import { localTrainer } from '../fixtures/local-trainer';

interface Options {
  readonly kinds: readonly EncoderRecipe['kind'][];
  readonly seed: number;
  /** Users that a file is sampled to. */
  readonly users: number;
  readonly epochs: number;
  /** Days ahead; null: what the product proposes for the file. */
  readonly horizonDays: number | null;
}

const WORDS: Readonly<Record<Judgement, string>> = {
  beats: 'better',
  partly: 'better on one figure, not shown to be on the other',
  mixed: 'better on one figure, worse on the other',
  level: 'not shown to be better',
  slips: 'worse on one figure, not shown to be on the other',
  loses: 'worse',
};

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const three = (value: number) => value.toFixed(3);
const interval = ({ value, low, high }: FigureDifference) => `${three(value)} (${three(low)} to ${three(high)})`;

/** Network against Markov chain on users that neither learned from. */
function nextStep(figures: readonly NextStepFigures[]): string {
  // Where all events are of one type, what they are about.
  const told = figures.find(({ field }) => field === 'type') ?? figures.find(({ field }) => field === 'topic') ?? figures[0];
  if (!told) return '– | – | nothing to foretell';
  const { field, accuracy, markovAccuracy, low, high } = told;
  const judgement = low === null || high === null ? 'level' : judgementOfLead({ low, high });
  return `${field} ${percent(accuracy)} | ${percent(markovAccuracy)} | ${WORDS[judgement]}`;
}

/** A model beside the logistic regression on features. */
function beside({ classifiers, comparisons }: Pick<OutcomePrediction, 'classifiers' | 'comparisons'>, model: ClassifierId): string {
  const of = (id: ClassifierId) => classifiers.find((one) => one.id === id)!;
  const { differences } = comparisons.find((one) => one.model === model && one.baseline === 'logistic')!;
  const [own, logistic] = [of(model), of('logistic')];
  return `${three(own.auc)} | ${three(logistic.auc)} | ${interval(differences.auc)} | ${three(own.logLoss)} | ${three(logistic.logLoss)} | ${WORDS[judgementOfProbabilities(differences).judgement]}`;
}

async function sampled(
  source: string,
  { users, seed }: Options,
): Promise<{ readonly events: EventTable; readonly recipe: Recipe; readonly all: number }> {
  const file = new File([readFileSync(source)], path.basename(source));
  const { mapping } = await previewFile(file);
  const recipe = { ...defaultRecipe(mapping), seed };
  const { events } = await drive(ingest(file, mapping, recipe.cleaning));
  const all = events.users;
  if (all <= users) return { events, recipe, all };
  const some = await drive(ingest(file, mapping, { ...recipe.cleaning, sample: { share: users / all, seed } }));
  return { events: some.events, recipe, all };
}

async function measure(source: string, options: Options): Promise<void> {
  const { events, recipe, all } = await sampled(source, options);
  console.log(
    `\n${path.basename(source)}: ${events.rows} events of ${events.users} users${events.users < all ? ` (a seeded sample of ${all})` : ''}`,
  );
  console.log(
    '| encoder | s | next event: network | Markov chain | | purchase: ROC AUC | logistic | difference (95 %) | log loss | logistic | |',
  );
  console.log('| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | --- |');
  const compute = inlineCompute();
  const group: Group = (alone) => startingCentres(alone, recipe.clustering, options.seed, compute, compute);
  let value: Forecasts['value'] | null = null;
  for (const kind of options.kinds) {
    const started = performance.now();
    const defaults = defaultEncoder(kind);
    const encoder = kind === 'none' ? null : { recipe: { ...defaults, epochs: options.epochs }, trainer: localTrainer, alone: true, group };
    const what = { ...recipe, predict: { horizonDays: options.horizonDays } };
    const { none, forecasts } = await drive(forecastOutcomes(events, what, options.seed, encoder));
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    if (none) return console.log(`no predictions: ${JSON.stringify(none)}`);
    const { none: missing, tested } = forecasts.outcomes.find((one) => one.kind === 'purchase')!;
    const next = forecasts.encoded?.nextStep ? nextStep(forecasts.encoded.nextStep) : '– | – | reads no order';
    const purchase = missing ? `${JSON.stringify(missing)} | – | – | – | – | –` : beside(tested, encoder ? 'embedding' : 'network');
    console.log(`| ${kind} | ${seconds} | ${next} | ${purchase} |`);
    if (kind === 'none') value = forecasts.value;
  }
  if (value?.none) console.log(`\nno value: ${JSON.stringify(value.none)}`);
  for (const { baseline, differences } of value?.tested?.comparisons ?? []) {
    const { rmse, rank } = differences;
    const verdict = WORDS[judgementOfValue(differences).judgement];
    console.log(`\nvalue, network less ${baseline}: RMSE ${interval(rmse)}, rank correlation ${interval(rank)}: ${verdict}`);
  }
}

const [kinds, seed, users, epochs, horizon, ...sources] = process.argv.slice(2);
await setBackend('wasm');
const options: Options = {
  kinds: kinds!.split(',') as EncoderRecipe['kind'][],
  seed: Number(seed),
  users: Number(users),
  epochs: Number(epochs),
  horizonDays: horizon === '' ? null : Number(horizon),
};
for (const source of sources) await measure(source, options);
process.exit(0);
