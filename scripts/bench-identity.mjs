// npm run bench:identity: who keeps their segment when everything is built again from other seeds. See test/bench/README.md.
import { ensurePackages, run } from './lib/ensure.mjs';

ensurePackages();
process.exit(run('node', ['test/bench/identity.mjs', ...process.argv.slice(2)]).status ?? 1);
