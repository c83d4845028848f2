import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll } from 'vitest';
import { exportRun, type KeptRun } from '../../../workers/runs';

const python = spawnSync('python3', ['-c', 'import numpy']).status === 0;
export const languages = ['js', ...(python ? (['python'] as const) : [])] as const;

/** Runs what stands in the README of an archive, beside its files. To be called within a group of tests. */
export function programs(): { printed(run: KeptRun, language: (typeof languages)[number], which?: number): Promise<unknown> } {
  // Within the repository, so that imports find what is installed in it.
  let folder: string;
  beforeAll(() => {
    mkdirSync('.cache', { recursive: true });
    folder = mkdtempSync(path.resolve('.cache/run-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    /** What a program of a language prints last. @param which of its programs, from 0 */
    async printed(run, language, which = 0) {
      const files = unzipSync(new Uint8Array(await (await exportRun(run, {})).arrayBuffer()));
      for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, name), bytes);
      const text = new TextDecoder().decode(files['README.md']);
      const program = [...text.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))][which]![1]!;
      const file = path.join(folder, language === 'js' ? 'program.mjs' : 'program.py');
      writeFileSync(file, program);
      const { stdout } = await promisify(execFile)(language === 'js' ? process.execPath : 'python3', [file], { cwd: folder });
      return JSON.parse(stdout.trim().split('\n').at(-1)!) as unknown;
    },
  };
}
