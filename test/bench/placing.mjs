// How well new users are placed by the network and by the nearest centre: builds test/bench/placing.ts for Node and runs it.
// node test/bench/placing.mjs [--files simple-shop,online-retail,cdnow] [--users 4000] [--seed 1]
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { filesNamed } from './data.mjs';
import { buildForNode } from './node-build.mjs';

const { values: options } = parseArgs({
  options: {
    files: { type: 'string', default: 'simple-shop,online-retail,cdnow' },
    users: { type: 'string', default: '4000' },
    seed: { type: 'string', default: '1' },
  },
});
const sources = filesNamed(options.files);
console.log(`at most ${options.users} users a file, seed ${options.seed}`);
const script = await buildForNode('placing');
const { status } = spawnSync(process.execPath, [script, options.users, options.seed, ...sources], { stdio: 'inherit' });
process.exit(status ?? 1);
