// How well the coming weeks are forecast: builds test/bench/demand.ts for Node and runs it.
// node test/bench/demand.mjs [--files complete-journey,online-retail,cdnow] [--seed 1]
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './data.mjs';
import { buildForNode } from './node-build.mjs';

const known = {
  'complete-journey': 'complete-journey-transactions.csv.gz',
  'online-retail': 'online-retail.csv.gz',
  cdnow: 'cdnow.txt',
};
const { values: options } = parseArgs({
  options: { files: { type: 'string', default: Object.keys(known).join(',') }, seed: { type: 'string', default: '1' } },
});
const sources = options.files.split(',').flatMap((name) => {
  const file = known[name] ? path.resolve(root, '../shared/data', known[name]) : path.resolve(name);
  if (existsSync(file)) return [file];
  console.log(`${name} was not measured: ${file} is absent.`);
  return [];
});
const script = await buildForNode('demand');
const { status } = spawnSync(process.execPath, [script, options.seed, ...sources], { stdio: 'inherit' });
process.exit(status ?? 1);
