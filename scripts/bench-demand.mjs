// npm run bench:demand: how well the coming weeks are forecast. See test/bench/README.md.
import { ensurePackages, run } from './lib/ensure.mjs';

ensurePackages();
process.exit(run('node', ['test/bench/demand.mjs', ...process.argv.slice(2)]).status ?? 1);
