// npm run bench:ingest: from choosing a file to features of every user, beside DuckDB-WASM. See test/bench/README.md.
import { ensureBuild } from './lib/build.mjs';
import { ensureChromium, ensurePackages, run } from './lib/ensure.mjs';

ensurePackages();
process.env.CHROMIUM_PATH = ensureChromium();
ensureBuild();
process.exit(run('node', ['test/bench/ingest.mjs', ...process.argv.slice(2)]).status ?? 1);
