// npm run bench:append: appending to Online Retail beside reading and building all of it. See test/bench/README.md.
import { ensureBuild } from './lib/build.mjs';
import { ensureChromium, ensurePackages, run } from './lib/ensure.mjs';

ensurePackages();
process.env.CHROMIUM_PATH = ensureChromium();
ensureBuild();
process.exit(run('node', ['test/bench/append.mjs', ...process.argv.slice(2)]).status ?? 1);
