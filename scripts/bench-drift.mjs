// npm run bench:drift: planted changes, seasons and growth in generated shops. See test/bench/README.md.
import { ensurePackages, run } from './lib/ensure.mjs';

ensurePackages();
process.exit(run('node', ['test/bench/drift.mjs', ...process.argv.slice(2)]).status ?? 1);
