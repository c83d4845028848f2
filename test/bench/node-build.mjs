import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { kernels } from '../../scripts/lib/kernel-plugin.mjs';
import { root } from './data.mjs';

/** Builds test/bench/<name>.ts for Node. @returns the script's path */
export async function buildForNode(name) {
  const outDir = path.join(root, `.cache/bench-${name}`);
  mkdirSync(outDir, { recursive: true });
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [kernels()],
    build: { ssr: `test/bench/${name}.ts`, outDir, emptyOutDir: true, minify: false },
    // Node cannot resolve the core's gradients by itself. The backends bring another copy of the core, but engine and registries are on globalThis.
    ssr: { noExternal: ['@tensorflow/tfjs-core'] },
  });
  return path.join(outDir, `${name}.js`);
}
