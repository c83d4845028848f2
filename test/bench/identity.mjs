// Who stays in the segment of the same name when everything is built again from another seed: builds test/bench/identity.ts for Node and runs it.
// node test/bench/identity.mjs [--seeds 10] [--files online-retail,cdnow,simple-shop,sample]
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { filesNamed } from './data.mjs';
import { buildForNode } from './node-build.mjs';

const { values: options } = parseArgs({
  options: { seeds: { type: 'string', default: '10' }, files: { type: 'string', default: 'online-retail' } },
});
const sources = options.files.split(',').flatMap((name) => (name === 'sample' ? [name] : filesNamed(name)));

const script = await buildForNode('identity');
const { status } = spawnSync(process.execPath, [script, options.seeds, ...sources], { stdio: 'inherit' });
process.exit(status ?? 1);
