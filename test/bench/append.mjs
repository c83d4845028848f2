// Appending the last part of Online Retail, held at 80, 90 and 95 % by time: seconds from choosing the file to the comparison on
// screen, beside those of reading and building the whole file in the same browser. Medians over --runs.
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import readline from 'node:readline';
import { parseArgs } from 'node:util';
import { launch, serve } from './browser.mjs';
import { onlineRetail, root } from './data.mjs';
import { press, shown } from './page.mjs';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, shares: { type: 'string', default: '80,90,95' }, out: { type: 'string' } },
});
const runs = Number(options.runs);
/** At most so much of a full run is what an append may take. */
const TARGET = 0.25;
const REST_MS = 10_000;

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

/** The file in two, by the time before which that many percent of its rows lie. */
async function split(source, percent) {
  const folder = path.join(root, '.cache', 'bench');
  mkdirSync(folder, { recursive: true });
  const parts = ['held', 'newer'].map((part) => path.join(folder, `online-retail-${percent}-${part}.csv`));
  if (parts.every((part) => existsSync(part))) return parts;
  const timeOf = (line) => /,(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?),/.exec(line)?.[1] ?? '';
  const lines = () => readline.createInterface({ input: createReadStream(source) });
  const times = [];
  for await (const line of lines()) times.push(timeOf(line));
  const cut = times.slice(1).sort()[Math.floor(((times.length - 1) * percent) / 100)];
  const outs = parts.map((part) => createWriteStream(`${part}.part`));
  let first = true;
  for await (const line of lines()) {
    for (const out of first ? outs : [outs[timeOf(line) < cut ? 0 : 1]]) {
      if (!out.write(`${line}\n`)) await new Promise((resolve) => out.once('drain', resolve));
    }
    first = false;
  }
  for (const [i, out] of outs.entries()) {
    await new Promise((resolve) => out.end(resolve));
    await rename(`${parts[i]}.part`, parts[i]);
  }
  return parts;
}

/** A page on which a file is chosen and built; returns the seconds from the one to the other. */
async function built(browser, url, file) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: /^Compute backend: (?!Checking)/ }).waitFor({ timeout: 60_000 });
  const input = await page.$('input[type=file]');
  const start = performance.now();
  await input.setInputFiles(file);
  await shown(page, 'button:enabled', 'Build segments');
  await press(page, 'button:enabled', 'Build segments');
  await shown(page, 'button', 'Export run report');
  await shown(page, 'article', '');
  return { page, context, seconds: (performance.now() - start) / 1000 };
}

/** Chooses the newer file on a page with a result; seconds until the comparison is on screen. */
async function appended({ page }, file) {
  await press(page, 'nav a', 'Data');
  await shown(page, 'h1', 'held');
  // What is built is written to the device first, and a newer file does not come in the same second.
  await page.waitForTimeout(REST_MS);
  const input = await page.$('input[type=file]');
  const start = performance.now();
  await input.setInputFiles(file);
  await shown(page, 'button:enabled', 'Add to this workspace');
  await press(page, 'button:enabled', 'Add to this workspace');
  await shown(page, 'button', 'Apply the update');
  const seconds = (performance.now() - start) / 1000;
  const strength = await page.evaluate(() => document.querySelector('[data-update-step] [aria-pressed=true] strong').textContent);
  await press(page, 'button:enabled', 'Apply the update');
  await shown(page, 'button', 'Export run report');
  await shown(page, '[role=status]', 'Updated with');
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'button', 'Export run report')]);
  return { seconds, strength, stages: JSON.parse(readFileSync(await download.path(), 'utf8')).timings };
}

const source = await onlineRetail();
if (!source) {
  console.log('Nothing was measured: ../shared/data is absent.');
  process.exit(0);
}
const server = await serve();
const results = {};
try {
  for (const percent of options.shares.split(',').map(Number)) {
    const [held, newer] = await split(source, percent);
    const got = [];
    for (let i = 0; i < runs; i++) {
      const browser = await launch();
      try {
        const base = await built(browser, server.url, held);
        const append = await appended(base, newer);
        await base.context.close();
        const whole = await built(browser, server.url, source);
        got.push({ append: append.seconds, strength: append.strength, stages: append.stages, full: whole.seconds });
      } finally {
        await browser.close();
      }
    }
    const append = median(got.map((run) => run.append));
    const full = median(got.map((run) => run.full));
    const ratio = median(got.map((run) => run.append / run.full));
    results[percent] = { append, full, ratio, strengths: got.map(({ strength }) => strength), runs: got };
    const kinds = [...new Set(got.map(({ strength }) => strength))].join(', ');
    const stages = Object.keys(got[0].stages).map((stage) => `${stage} ${median(got.map((run) => run.stages[stage])).toFixed(2)}`);
    const verdict = ratio <= TARGET ? 'within' : 'above';
    console.log(
      `held at ${percent} %: append (${kinds}) ${append.toFixed(2)} s, whole file ${full.toFixed(2)} s, ratio ${ratio.toFixed(3)}, ${verdict} ${TARGET}; median of ${runs}`,
    );
    console.log(`  of which, s: ${stages.join(', ')}`);
  }
} finally {
  await server.close();
}
if (options.out) writeFileSync(options.out, JSON.stringify(results, null, 1));
process.exit(0);
