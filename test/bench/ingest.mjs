// From choosing a file to 17 features of every user: Shoal and DuckDB-WASM in turn in the same Chromium, a fresh one for every run,
// medians; then the longest task of the site's main thread while it reads the same file. --growth reads four times the events as well, --warmth has
// each contender with and without having read a small file before.
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { launch, rendererPeakMb, serve, watchLongTasks } from './browser.mjs';
import { buildPage } from './ingest/build.mjs';
import { compare, featuresOf } from './ingest/compare.mjs';
import { quoted, rees46 } from './ingest/files.mjs';
import { shown } from './page.mjs';

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '5000000' },
    quoted: { type: 'string', default: '500000' },
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: 'unquoted,quoted,site' },
    growth: { type: 'boolean', default: false },
    warmth: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
const runs = Number(options.runs);
const seed = Number(options.seed);
const parts = options.only.split(',');

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

/** A browser that has just opened is still busy with itself. */
const SETTLED_MS = 1000;
const SMALL_ROWS = 5000;

/** One contender on one file, in a fresh browser. */
async function once(url, name, file, small, wanted) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.evaluate(([contender, text]) => window.prepare(contender, text), [name, small]);
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
    await (await page.$('input')).setInputFiles(file);
    const seconds = await page.evaluate(() => window.finished());
    const peakMb = await rendererPeakMb(browser);
    return { seconds, peakMb, features: wanted ? await featuresOf(page) : null };
  } finally {
    await browser.close();
  }
}

/** Reads the file once, so that the first contender does not wait for the disk alone. */
const throughCache = (file) => pipeline(createReadStream(file), new Writable({ write: (piece, encoding, done) => done() }));

/** All contenders in turn, A B A B, with their features compared. */
async function contest(url, label, file, small, contenders) {
  await throughCache(file);
  const got = new Map(contenders.map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const name of contenders) {
      const one = await once(url, name, file, small, run === 0);
      got.get(name).push(one);
      console.log(`  ${label}, ${name}, run ${run + 1}: ${one.seconds.toFixed(2)} s, ${one.peakMb?.toFixed(0)} MB`);
    }
  }
  const figures = Object.fromEntries(
    contenders.map((name) => [
      name,
      { seconds: median(got.get(name).map((o) => o.seconds)), peakMb: median(got.get(name).map((o) => o.peakMb)) },
    ]),
  );
  const { shoal } = figures;
  const mine = got.get('shoal')[0].features;
  for (const name of contenders.slice(1)) {
    const { users, differing } = compare(mine, got.get(name)[0].features);
    const speed = figures[name].seconds / shoal.seconds;
    const memory = shoal.peakMb / figures[name].peakMb;
    Object.assign(figures[name], { speed, memory, users, differing });
    const same = differing === 0 ? `17 features of ${users} users equal` : `FEATURES OF ${differing} OF ${users} USERS DIFFER`;
    console.log(
      `${label}: ${speed.toFixed(2)} × the speed of ${name}, ${memory.toFixed(2)} × its peak memory; ${same}; medians of ${runs}`,
    );
  }
  return figures;
}

/** The site itself: from choosing the file until it has been read. */
async function site(file) {
  const server = await serve();
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', serviceWorkers: 'block' });
    await page.addInitScript(watchLongTasks);
    await page.goto(server.url);
    await page.getByRole('button', { name: /^Compute backend: (?!Checking)/ }).waitFor({ timeout: 60_000 });
    await page.evaluate(() => window.__longTasks.splice(0));
    const input = await page.$('input[type=file]');
    const start = performance.now();
    await input.setInputFiles(file);
    await shown(page, 'button:enabled', 'Build segments');
    const seconds = (performance.now() - start) / 1000;
    const tasks = await page.evaluate(() => window.__longTasks.map(({ ms }) => ms));
    const peakMb = await rendererPeakMb(browser);
    const longest = Math.max(0, ...tasks);
    const told = longest === 0 ? 'no task over 50 ms' : `longest task ${longest} ms, ${tasks.length} over 50 ms`;
    console.log(
      `the site's own page: read and its quality on screen after ${seconds.toFixed(2)} s, main thread: ${told}; peak ${peakMb?.toFixed(0)} MB`,
    );
    return { seconds, longest, tasks: tasks.length, peakMb };
  } finally {
    await browser.close();
    await server.close();
  }
}

const results = {};
const events = Number(options.events);
const unquotedFile = parts.some((part) => part !== 'quoted') || options.growth ? await rees46(events, seed) : null;
if (parts.includes('site')) {
  await throughCache(unquotedFile);
  results.site = await site(unquotedFile);
}
const server = await serve(await buildPage());
try {
  if (parts.includes('unquoted')) {
    const small = readFileSync(await rees46(SMALL_ROWS, seed + 1), 'utf8');
    const others = options.warmth ? ['shoal-cold', 'plain-warmed', 'tuned-warmed'] : [];
    const contenders = ['shoal', 'plain', 'tuned', ...others];
    results.unquoted = await contest(server.url, `${events} events, unquoted`, unquotedFile, small, contenders);
  }
  if (parts.includes('quoted')) {
    const rows = Number(options.quoted);
    const small = readFileSync(await quoted(SMALL_ROWS, seed + 1), 'utf8');
    const others = options.warmth ? ['shoal-cold', 'plain-warmed', 'tuned-quoted-warmed'] : [];
    const contenders = ['shoal', 'plain', 'tuned-quoted', ...others];
    results.quoted = await contest(server.url, `${rows} rows, quoted`, await quoted(rows, seed), small, contenders);
  }
  if (options.growth) {
    const large = await rees46(events * 4, seed);
    await throughCache(unquotedFile);
    const seconds = { small: [], large: [] };
    let peakMb = 0;
    for (let run = 0; run < runs; run++) {
      seconds.small.push((await once(server.url, 'shoal', unquotedFile, '', false)).seconds);
      await throughCache(large);
      const one = await once(server.url, 'shoal', large, '', false);
      seconds.large.push(one.seconds);
      peakMb = Math.max(peakMb, one.peakMb);
    }
    const growth = median(seconds.large) / median(seconds.small);
    results.growth = { small: median(seconds.small), large: median(seconds.large), growth, peakMb };
    console.log(
      `${events * 4} events: ${median(seconds.large).toFixed(2)} s, ${growth.toFixed(2)} × ${events}; peak ${peakMb.toFixed(0)} MB; medians of ${runs}`,
    );
  }
} finally {
  await server.close();
}
if (options.out) writeFileSync(options.out, JSON.stringify(results, null, 1));
process.exit(0);
