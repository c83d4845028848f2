// Drift on generated shops: builds test/bench/drift.ts for Node and runs it in several processes.
// node test/bench/drift.mjs [--seeds 20 | --seeds 21-30] [--only shift,quiet] [--processes 1] [--out runs.jsonl]
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const seeds = option('seeds', '20');
const only = option('only', '');
const out = option('out', null);

const outDir = path.join(root, '.cache/bench-drift');
mkdirSync(outDir, { recursive: true });
await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'error',
  build: { ssr: 'test/bench/drift.ts', outDir, emptyOutDir: true, minify: false },
  ssr: { noExternal: true },
});
const script = path.join(outDir, 'drift.js');

const processes = Number(option('processes', os.availableParallelism()));
if (out) writeFileSync(out, '');
const start = Date.now();
let lines = '';
let done = 0;
await Promise.all(
  Array.from({ length: processes }, (_, i) => {
    const child = spawn(process.execPath, [script, '--part', `${i}/${processes}`, seeds, only], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (chunk) => {
      lines += chunk;
      if (out) appendFileSync(out, chunk);
      done += String(chunk).split('\n').length - 1;
      process.stderr.write(`\r${done} shops`);
    });
    return new Promise((resolve, reject) => {
      child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`part ${i} ended with ${code}`))));
    });
  }),
);
process.stderr.write('\r');
spawnSync(process.execPath, [script, '--table'], { input: lines, stdio: ['pipe', 'inherit', 'inherit'] });
console.log(
  `\nseeds ${seeds.includes('-') ? seeds : `1-${seeds}`}, ${Math.round((Date.now() - start) / 1000)} s in ${processes} processes`,
);
