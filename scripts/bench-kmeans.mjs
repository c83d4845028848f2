// npm run bench:kmeans: k-means on the processor, seconds an iteration, beside scikit-learn where there is one. See test/bench/README.md.
import { ensurePackages, run } from './lib/ensure.mjs';

ensurePackages();
process.exit(run('node', ['test/bench/kmeans.mjs', ...process.argv.slice(2)]).status ?? 1);
