import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';

/**
 * Writes `sw.js` beside index.html: workers/service.worker.ts with the list of the built files and a version made from their
 * names and contents, so that any other build is another service worker.
 */
export function offline(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'shoal-offline',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const outDir = path.resolve(config.root, config.build.outDir);
        const files = filesIn(outDir).filter((file) => file !== 'sw.js');
        const hash = createHash('sha256');
        for (const file of files) hash.update(`${file}\0`).update(readFileSync(path.join(outDir, file)));
        await build({
          configFile: false,
          root: config.root,
          logLevel: 'warn',
          publicDir: false,
          define: {
            // The page is kept under the folder's own address: some hosts redirect index.html to it.
            __FILES__: JSON.stringify(files.map((file) => (file === 'index.html' ? '' : file))),
            __VERSION__: JSON.stringify(hash.digest('hex').slice(0, 16)),
          },
          build: {
            outDir,
            emptyOutDir: false,
            target: config.build.target,
            // Short, and easier to audit as it is.
            minify: false,
            rolldownOptions: {
              input: path.join(config.root, 'workers/service.worker.ts'),
              output: { format: 'iife', entryFileNames: 'sw.js' },
            },
          },
        });
      },
    },
  };
}

/** Paths of all files below a folder, relative to it, with slashes, sorted. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}
