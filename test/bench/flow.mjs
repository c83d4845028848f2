// From choosing a file to segments and timeline on screen: seconds by stage, events a second, peak memory, longest task of the
// main thread, beside the same work in pandas, scikit-learn and torch. Medians over --runs; --tasks lists each run's long tasks.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launch, longestByProcessor, rendererPeakMb, serve, watchLongTasks } from './browser.mjs';
import { notebook, onlineRetail, replicated } from './data.mjs';
import { press, shown } from './page.mjs';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    out: { type: 'string' },
    only: { type: 'string' },
    tasks: { type: 'boolean', default: false },
  },
});
const runs = Number(options.runs);
const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted.length % 2 ? sorted[(sorted.length - 1) / 2] : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
};

/** One whole flow in a fresh browser. */
async function flow(url, file) {
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', serviceWorkers: 'block' });
    await page.addInitScript(watchLongTasks);
    await page.goto(url);
    // The backend probe at start belongs to opening the page, not to the file.
    await page.getByRole('button', { name: /^Compute backend: (?!Checking)/ }).waitFor({ timeout: 60_000 });
    const loadTasks = await page.evaluate(() => window.__longTasks.splice(0));
    const input = await page.$('input[type=file]');
    const began = await page.evaluate(() => performance.now());
    let [start, read, segments, end] = [0, 0, 0, 0];
    const longestCpu = await longestByProcessor(browser, async () => {
      start = performance.now();
      if (file) await input.setInputFiles(file);
      else await press(page, 'button', 'Try the sample shop');
      await shown(page, 'button:enabled', 'Build segments');
      read = performance.now();
      await press(page, 'button:enabled', 'Build segments');
      await shown(page, 'button', 'Export run report');
      await shown(page, 'article', '');
      segments = performance.now();
      await press(page, 'nav a', 'Drift');
      // The screen before stays until this one is ready, and has a canvas of its own.
      await shown(page, 'main:has([role=radiogroup]) canvas', '');
      end = performance.now();
    });
    await press(page, 'nav a', 'Segments');
    await shown(page, 'button', 'Export run report');
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'button', 'Export run report')]);
    const report = JSON.parse(readFileSync(await download.path(), 'utf8'));
    const tasks = await page.evaluate(() => window.__longTasks);
    if (options.tasks) {
      const long = tasks.map((task) => `${task.ms} ms at ${((task.start - began) / 1000).toFixed(2)} s`);
      console.log(`  tasks over 50 ms: ${long.join(', ') || 'none'}`);
    }
    return {
      read: (read - start) / 1000,
      segments: (segments - start) / 1000,
      total: (end - start) / 1000,
      stages: report.timings,
      rows: report.quality.rowsRead,
      users: report.quality.users,
      backend: report.backend.active,
      peakMb: await rendererPeakMb(browser),
      longest: Math.max(0, ...tasks.map(({ ms }) => ms)),
      longestCpu,
      longTasks: tasks.length,
      longestAtLoad: Math.max(0, ...loadTasks.map(({ ms }) => ms)),
    };
  } finally {
    await browser.close();
  }
}

async function measure(name, url, file) {
  const got = [];
  for (let i = 0; i < runs; i++) got.push(await flow(url, file));
  const pick = (read) => median(got.map(read));
  const stages = Object.fromEntries(Object.keys(got[0].stages).map((stage) => [stage, pick((run) => run.stages[stage])]));
  const result = {
    ...got[0],
    stages,
    total: pick((run) => run.total),
    read: pick((run) => run.read),
    peakMb: pick((run) => run.peakMb ?? NaN),
    longest: Math.max(...got.map((run) => run.longest)),
    longestCpu: Math.max(...got.map((run) => run.longestCpu)),
    longTasks: pick((run) => run.longTasks),
    longestAtLoad: Math.max(...got.map((run) => run.longestAtLoad)),
  };
  console.log(
    `\n${name}: ${result.rows.toLocaleString('en')} rows, ${result.users.toLocaleString('en')} users, backend ${result.backend}, median of ${runs}`,
  );
  for (const [stage, seconds] of Object.entries(stages)) console.log(`  ${stage.padEnd(34)}${seconds.toFixed(2).padStart(8)} s`);
  console.log(`  ${`${file ? 'choosing' : 'making'} the file → ready to build`.padEnd(34)}${result.read.toFixed(2).padStart(8)} s`);
  console.log(`  ${`${file ? 'choosing' : 'making'} the file → on screen`.padEnd(34)}${result.total.toFixed(2).padStart(8)} s`);
  console.log(
    `  ${'events a second, whole flow'.padEnd(34)}${Math.round(result.rows / result.total)
      .toLocaleString('en')
      .padStart(8)}`,
  );
  console.log(
    `  ${'peak memory of the page'.padEnd(34)}${Number.isFinite(result.peakMb) ? `${Math.round(result.peakMb)} MB`.padStart(11) : '   not measured here'}`,
  );
  console.log(
    `  ${'longest main-thread task'.padEnd(34)}${String(result.longest).padStart(8)} ms  (${result.longTasks} over 50 ms; while the page loads: ${result.longestAtLoad} ms)`,
  );
  console.log(`  ${'most processor time of one task'.padEnd(34)}${result.longestCpu.toFixed(0).padStart(8)} ms`);
  return result;
}

function peer(csv) {
  const python = ['/usr/bin/python3', 'python3'].find(
    (candidate) => spawnSync(candidate, ['-c', 'import pandas, sklearn, torch']).status === 0,
  );
  if (!python || !existsSync(notebook)) {
    console.log('\nThe notebook peer was not run: it needs ../shared/reference and python3 with pandas, scikit-learn and torch.');
    return null;
  }
  const out = path.join(mkdtempSync(path.join(os.tmpdir(), 'shoal-bench-')), 'notebook.json');
  const threads = String(Math.min(2, os.availableParallelism()));
  const { status } = spawnSync(
    python,
    [notebook, '--csv', csv, '--runs', String(runs), '--replicate', '1', '4', '--threads', threads, '--out', out],
    { stdio: 'inherit' },
  );
  return status === 0 ? JSON.parse(readFileSync(out, 'utf8')) : null;
}

const server = await serve();
const results = {};
const wanted = (name) => !options.only || options.only.split(',').includes(name);
try {
  if (wanted('sample')) results.sample = await measure('Sample shop', server.url, null);
  const retail = await onlineRetail();
  if (!retail) console.log('\nOnline Retail was not measured: ../shared/data is absent.');
  else {
    if (wanted('x1')) results.x1 = await measure('Online Retail', server.url, retail);
    if (wanted('x4')) results.x4 = await measure('Online Retail ×4', server.url, await replicated(retail, 4));
    const notebookResult = wanted('peer') ? peer(retail) : null;
    if (notebookResult) {
      results.notebook = notebookResult;
      console.log('\nBeside the notebook (imports left out), seconds:');
      for (const size of ['x1', 'x4']) {
        if (!results[size]) continue;
        const theirs = notebookResult[size].total_without_imports;
        console.log(
          `  ${size}: Shoal ${results[size].total.toFixed(2)}, notebook ${theirs.toFixed(2)}, ratio ${(results[size].total / theirs).toFixed(2)}`,
        );
      }
      if (results.x1 && results.x4) {
        const growth = (small, large) => (large / small).toFixed(2);
        const n = notebookResult;
        console.log(
          `  growth ×1 → ×4: Shoal ${growth(results.x1.total, results.x4.total)}, notebook ${growth(n.x1.total_without_imports, n.x4.total_without_imports)}`,
        );
      }
    }
  }
} finally {
  await server.close();
}
if (options.out) writeFileSync(options.out, JSON.stringify(results, null, 1));
process.exit(0);
