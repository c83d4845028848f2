// npm run bench:encoders: what each encoder makes of real files, beside its baselines. See test/bench/README.md.
import { ensurePackages, run } from './lib/ensure.mjs';

ensurePackages();
process.exit(run('node', ['test/bench/encoders.mjs', ...process.argv.slice(2)]).status ?? 1);
