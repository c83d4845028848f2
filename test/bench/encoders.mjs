// What each encoder makes of real files: builds test/bench/encoders.ts for Node and runs it.
// node test/bench/encoders.mjs [--files simple-shop,ecom,online-retail,complete-journey] [--encoders gru,cnn] [--seed 1] [--users 4000] [--epochs 12] [--horizon 30]
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { filesNamed } from './data.mjs';
import { buildForNode } from './node-build.mjs';

const { values: options } = parseArgs({
  options: {
    files: { type: 'string', default: 'simple-shop,ecom,online-retail,complete-journey' },
    encoders: { type: 'string', default: 'none,autoencoder,variational,idec,gru,lstm,cnn,transformer,fused' },
    seed: { type: 'string', default: '1' },
    users: { type: 'string', default: '4000' },
    epochs: { type: 'string', default: '12' },
    horizon: { type: 'string', default: '' },
  },
});
const sources = filesNamed(options.files);
console.log(`at most ${options.users} users a file, at most ${options.epochs} epochs, seed ${options.seed}, wasm`);
const script = await buildForNode('encoders');
const { status } = spawnSync(
  process.execPath,
  [script, options.encoders, options.seed, options.users, options.epochs, options.horizon, ...sources],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
