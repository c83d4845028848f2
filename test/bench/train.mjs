// Users a second and seconds an epoch by encoder and backend: builds test/bench/train.ts for Node and runs it, a process a backend.
// node test/bench/train.mjs [--runs 3] [--users 4000] [--only wasm,webgpu,torch,lstm]
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './data.mjs';
import { buildForNode } from './node-build.mjs';

const BACKENDS = ['cpu', 'wasm', 'webgpu', 'torch'];
const ENCODERS = ['autoencoder', 'denoising', 'variational', 'idec', 'gru', 'lstm', 'cnn', 'transformer', 'fused'];

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, users: { type: 'string', default: '4000' }, only: { type: 'string', default: '' } },
});
const only = options.only.split(',').filter(Boolean);
const unknown = only.filter((name) => !BACKENDS.includes(name) && !ENCODERS.includes(name));
if (unknown.length > 0) fail(`--only takes ${[...BACKENDS, ...ENCODERS].join(', ')}; not ${unknown.join(', ')}.`);
for (const name of ['runs', 'users'])
  if (!(Number.isInteger(+options[name]) && +options[name] > 0)) fail(`--${name} takes a whole number.`);
const chosen = (names) => (names.some((name) => only.includes(name)) ? names.filter((name) => only.includes(name)) : names);

const script = await buildForNode('train');

const load = () => os.loadavg()[0].toFixed(1);
console.log(`Node ${process.version}, ${os.availableParallelism()} cores, load ${load()} at the start`);
console.log(`${'encoder'.padEnd(12)} ${'backend'.padEnd(8)} ${'s/epoch'.padStart(9)} ${'users/s'.padStart(9)}   median of ${options.runs}`);
for (const backend of chosen(BACKENDS)) {
  if (backend === 'torch') torch();
  else {
    const encoders = chosen(ENCODERS).join(',');
    const { status } = spawnSync(process.execPath, [script, backend, encoders, options.users, options.runs], {
      stdio: 'inherit',
    });
    if (status !== 0) console.log(`${backend} was not measured to its end.`);
  }
}
console.log(`load ${load()} at the end`);

/** A python3 that does a line without an error. */
function pythonThat(line) {
  return ['/usr/bin/python3', 'python3'].find((path) => spawnSync(path, ['-c', line], { stdio: 'ignore' }).status === 0);
}

/** The same networks, as far as speed.py has them, in torch: on the processor, and on the GPU if there is one. */
function torch() {
  torchOnProcessor();
  torchOnGpu();
}

function torchOnGpu() {
  const python = pythonThat('import sys, torch; sys.exit(not torch.cuda.is_available())');
  if (!python) return console.log('torch on a GPU was not measured: there is no python3 with torch that finds a CUDA device.');
  const args = [path.join(root, 'test/bench/torch-train.py'), '--device', 'cuda', '--runs', options.runs, '--users', options.users];
  const { status, stdout } = spawnSync(python, args, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  if (status !== 0) return console.log(`torch on a GPU was not measured: torch-train.py ended with ${status}.`);
  const { device, ...networks } = JSON.parse(stdout);
  console.log(`cuda: ${device}`);
  for (const [encoder, { users, seconds }] of Object.entries(networks))
    line(encoder, 'cuda', seconds.sort((a, b) => a - b)[seconds.length >> 1], users);
}

function line(encoder, backend, seconds, users) {
  const rate = String(Math.round(users / seconds)).padStart(9);
  console.log(`${encoder.padEnd(12)} ${backend.padEnd(8)} ${seconds.toFixed(3).padStart(9)} ${rate}   ${users} users`);
}

/** The best thread setting of those that speed.py tries. */
function torchOnProcessor() {
  const speed = path.resolve(root, '../shared/reference/speed.py');
  if (!existsSync(speed)) return console.log(`torch was not measured: ${speed} is absent.`);
  const python = pythonThat('import sklearn, torch');
  if (!python) return console.log('torch was not measured: python3 cannot import torch and sklearn.');
  const figuresFile = path.join(path.dirname(script), 'torch.json');
  const args = [speed, '--threads', '1', String(os.availableParallelism()), '--repeat', options.runs, '--out', figuresFile];
  const { status } = spawnSync(python, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) return console.log(`torch was not measured: speed.py ended with ${status}.`);
  const { figures } = JSON.parse(readFileSync(figuresFile, 'utf8'));
  for (const [name, figure] of Object.entries(figures)) {
    const size = /epoch, (\d+) (?:rows|users)/.exec(name);
    if (size === null) continue;
    const seconds = Math.min(...Object.entries(figure).flatMap(([key, value]) => (key.endsWith(' threads') ? [value] : [])));
    const encoder = name.startsWith('autoencoder') ? 'autoencoder' : name.startsWith('LSTM') ? 'lstm' : 'transformer';
    line(encoder, 'torch', seconds, Number(size[1]));
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
