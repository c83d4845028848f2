import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './ensure.mjs';

const SOURCE = path.join(root, 'workers/ingest/kernel/assembly/index.ts');
const ID = 'virtual:reading-kernel';
const OPTIONS = ['--optimizeLevel', '3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];

/** Compiled once a process, however many builds ask for it. */
let known = { key: '', code: '' };

/** Vite's plugin that compiles workers/ingest/kernel/assembly: `virtual:reading-kernel` has its bytes in base64, so that a worker needs no second file. */
export function readingKernel() {
  return {
    name: 'reading-kernel',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    async load(id) {
      if (id !== `\0${ID}`) return undefined;
      const folder = path.dirname(SOURCE);
      const sources = readdirSync(folder).map((name) => path.join(folder, name));
      for (const file of sources) this.addWatchFile(file);
      const key = createHash('sha256')
        .update(sources.map((file) => readFileSync(file)).join('\0'))
        .digest('hex');
      if (key !== known.key) known = { key, code: await compile() };
      return known.code;
    },
  };
}

async function compile() {
  const { default: asc } = await import('assemblyscript/asc');
  let binary;
  const { error, stderr } = await asc.main([SOURCE, '--outFile', 'kernel.wasm', ...OPTIONS], {
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm') binary = contents;
    },
  });
  if (error) throw new Error(`The reading kernel does not compile.\n${stderr.toString()}`);
  return `export default ${JSON.stringify(Buffer.from(binary).toString('base64'))};`;
}
