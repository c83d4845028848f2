// npm run bench:placing: whether the network that places new users beats the nearest centre on real files. See test/bench/README.md.
import { ensurePackages, run } from './lib/ensure.mjs';

ensurePackages();
process.exit(run('node', ['test/bench/placing.mjs', ...process.argv.slice(2)]).status ?? 1);
