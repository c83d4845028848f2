// Who stays in the segment of the same name when everything is built again from another seed: builds test/bench/identity.ts for Node and runs it.
// node test/bench/identity.mjs [--seeds 10] [--files online-retail,cdnow,simple-shop,sample]
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './data.mjs';
import { buildForNode } from './node-build.mjs';

const { values: options } = parseArgs({
  options: { seeds: { type: 'string', default: '10' }, files: { type: 'string', default: 'online-retail' } },
});
const shared = path.resolve(root, '../shared/data');
const known = {
  'online-retail': path.join(shared, 'online-retail.csv.gz'),
  cdnow: path.join(shared, 'cdnow.txt'),
  'simple-shop': path.join(shared, 'simple-shop.csv'),
};
const sources = options.files.split(',').flatMap((name) => {
  if (name === 'sample') return [name];
  const file = known[name] ?? path.resolve(name);
  if (existsSync(file)) return [file];
  console.log(`${name} was not measured: ${file} is absent.`);
  return [];
});

const script = await buildForNode('identity');
const { status } = spawnSync(process.execPath, [script, options.seeds, ...sources], { stdio: 'inherit' });
process.exit(status ?? 1);
