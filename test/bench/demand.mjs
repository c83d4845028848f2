// How well the coming weeks are forecast: builds test/bench/demand.ts for Node and runs it.
// node test/bench/demand.mjs [--files complete-journey,online-retail,cdnow] [--seed 1]
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { filesNamed } from './data.mjs';
import { buildForNode } from './node-build.mjs';

const { values: options } = parseArgs({
  options: { files: { type: 'string', default: 'complete-journey,online-retail,cdnow' }, seed: { type: 'string', default: '1' } },
});
const sources = filesNamed(options.files);
const script = await buildForNode('demand');
const { status } = spawnSync(process.execPath, [script, options.seed, ...sources], { stdio: 'inherit' });
process.exit(status ?? 1);
