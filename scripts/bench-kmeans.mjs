// npm run bench:kmeans: k-means, seconds an iteration: on the processor beside scikit-learn where there is one, and on WebGPU beside a kernel that only reads the rows. See test/bench/README.md.
import { ensurePackages, run } from './lib/ensure.mjs';

ensurePackages();
process.exit(run('node', ['test/bench/kmeans.mjs', ...process.argv.slice(2)]).status ?? 1);
