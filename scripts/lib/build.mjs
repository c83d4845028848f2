import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fail, root, run } from './ensure.mjs';

const SOURCES = ['src', 'workers', 'public', 'index.html', 'vite.config.ts', 'scripts/lib', 'package-lock.json', 'tsconfig.base.json'];
const STAMP = path.join(root, 'node_modules', '.shoal-built');

/** Builds dist/ unless it is newer than everything that it is made from. */
export function ensureBuild() {
  if (existsSync(path.join(root, 'dist', 'index.html')) && existsSync(STAMP) && newest() < statSync(STAMP).mtimeMs) return;
  console.log('Building …');
  const start = new Date();
  if (run('npx', ['vite', 'build', '--logLevel', 'warn']).status !== 0) fail('The build failed; its message is above.');
  writeFileSync(STAMP, '');
  // A source edited during the build must make the next start build again.
  utimesSync(STAMP, start, start);
}

function newest() {
  const newestIn = (file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) return 0;
    if (!stat.isDirectory()) return stat.mtimeMs;
    return Math.max(stat.mtimeMs, 0, ...readdirSync(file).map((name) => newestIn(path.join(file, name))));
  };
  return Math.max(...SOURCES.map((name) => newestIn(path.join(root, name))));
}
