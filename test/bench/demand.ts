import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ingest, previewFile } from '../../workers/ingest';
import { forecastDemand } from '../../workers/predict';
import type { DemandDifference, DemandMethod } from '../../workers/protocol/demand';
import { drive } from '../../workers/protocol/progress';
import { defaultRecipe } from '../../workers/protocol/recipe';
import { defaultNetwork } from '../../workers/protocol/training-recipe';

/** Without the sign of what rounds to nothing. */
const two = (value: number | null) => (value ?? Number.NaN).toFixed(2).replace(/^-(0\.00)$/, '$1');
const verdict = ({ low, high }: DemandDifference) => (high < 0 ? 'better' : low > 0 ? 'worse' : 'not shown to be better');
const beside = (model: DemandMethod, other: DemandMethod, difference: DemandDifference | null) =>
  difference === null
    ? 'nothing changed'
    : `${model} less ${other}: ${two(difference.value)} (${two(difference.low)} to ${two(difference.high)}), ${verdict(difference)}`;

async function measure(source: string, seed: number): Promise<void> {
  const file = new File([readFileSync(source)], path.basename(source));
  const { mapping } = await previewFile(file);
  const { events } = await drive(ingest(file, mapping, defaultRecipe(mapping).cleaning));
  const { none, prediction } = await drive(forecastDemand(events, defaultNetwork(), seed));
  console.log(`\n${path.basename(source)}: ${events.rows} events of ${events.users} users`);
  if (none !== null) return console.log(`no demand: ${JSON.stringify(none)}`);
  const { methods, baseline, challenger, difference, network, horizonWeeks, origins, series } = prediction;
  console.log(
    `${series.length} series, ${horizonWeeks} weeks ahead from ${origins} cut-offs; MASE, and its differences with 95 % intervals:`,
  );
  console.log(methods.map(({ id, mase }) => `${id} ${two(mase)}`).join(', '));
  console.log(beside(challenger, baseline, difference));
  console.log(network ? beside('network', network.against, network.difference) : 'too short for the network');
}

const [seed, ...sources] = process.argv.slice(2);
for (const source of sources) await measure(source, Number(seed));
process.exit(0);
