// npm run bench:play: the map of 50,000 users played through its months. See test/bench/README.md.
import { ensureBuild } from './lib/build.mjs';
import { ensureChromium, ensurePackages, run } from './lib/ensure.mjs';

ensurePackages();
process.env.CHROMIUM_PATH = ensureChromium();
ensureBuild();
process.exit(run('node', ['test/bench/play.mjs', ...process.argv.slice(2)]).status ?? 1);
