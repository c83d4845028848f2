// Who stays in the segment of the same name when everything is built again from another seed: builds test/bench/identity.ts for Node and runs it.
// node test/bench/identity.mjs [--seeds 10] [--files online-retail,cdnow,simple-shop,sample]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
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

const outDir = path.join(root, '.cache/bench-identity');
mkdirSync(outDir, { recursive: true });
await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'error',
  build: { ssr: 'test/bench/identity.ts', outDir, emptyOutDir: true, minify: false },
});
const { status } = spawnSync(process.execPath, [path.join(outDir, 'identity.js'), options.seeds, ...sources], { stdio: 'inherit' });
process.exit(status ?? 1);
