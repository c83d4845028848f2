// npm run bench:train: users a second and seconds an epoch by encoder and backend. See test/bench/README.md.
import { ensurePackages, run } from './lib/ensure.mjs';

ensurePackages();
process.exit(run('node', ['test/bench/train.mjs', ...process.argv.slice(2)]).status ?? 1);
