import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './ensure.mjs';

/** By the name of the module that has the kernel's bytes: the folder of its source. */
const KERNELS = {
  'virtual:reading-kernel': 'workers/ingest/kernel/assembly',
  'virtual:kmeans-kernel': 'workers/cluster/assembly',
};
const OPTIONS = ['--optimizeLevel', '3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];

/** By kernel, compiled once a process, however many builds ask for it. */
const known = new Map();

/** Vite's plugin that compiles the AssemblyScript of {@link KERNELS}: each module has its kernel's bytes in base64, so that a worker needs no second file. */
export function kernels() {
  return {
    name: 'kernels',
    resolveId: (id) => (id in KERNELS ? `\0${id}` : undefined),
    async load(id) {
      const folder = id.startsWith('\0') ? KERNELS[id.slice(1)] : undefined;
      if (!folder) return undefined;
      const sources = readdirSync(path.join(root, folder)).map((name) => path.join(root, folder, name));
      for (const file of sources) this.addWatchFile(file);
      const key = createHash('sha256')
        .update(sources.map((file) => readFileSync(file)).join('\0'))
        .digest('hex');
      if (known.get(id)?.key !== key) known.set(id, { key, code: await compile(folder) });
      return known.get(id).code;
    },
  };
}

async function compile(folder) {
  const { default: asc } = await import('assemblyscript/asc');
  let binary;
  const { error, stderr } = await asc.main([path.join(root, folder, 'index.ts'), '--outFile', 'kernel.wasm', ...OPTIONS], {
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm') binary = contents;
    },
  });
  if (error) throw new Error(`The kernel in ${folder} does not compile.\n${stderr.toString()}`);
  return `export default ${JSON.stringify(Buffer.from(binary).toString('base64'))};`;
}
