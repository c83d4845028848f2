// npm run bench: the whole flow in a real Chromium beside the notebook peer, in one run. See test/bench/README.md.
import { ensureBuild } from './lib/build.mjs';
import { ensureChromium, ensurePackages, run } from './lib/ensure.mjs';

ensurePackages();
process.env.CHROMIUM_PATH = ensureChromium();
ensureBuild();
process.exit(run('node', ['test/bench/flow.mjs', ...process.argv.slice(2)]).status ?? 1);
