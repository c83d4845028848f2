// The map played through its months with 50,000 users: frames a second, and processor time a frame by thread, beside the 16.7 ms that a frame has.
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launch, serve } from './browser.mjs';
import { root } from './data.mjs';
import { press, shown } from './page.mjs';

const { values: options } = parseArgs({ options: { users: { type: 'string', default: '50000' } } });
const users = Number(options.users);
const MONTHS = 8;
const PLAYED_MS = 6000;

/** Users of four kinds, each active in every month, so that all of them glide at once. */
async function shop() {
  const folder = path.join(root, '.cache', 'bench');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `play-${users}.csv`);
  if (existsSync(file)) return file;
  const out = createWriteStream(file);
  out.write('user_id,event,timestamp,price\n');
  let state = 1;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
  for (let user = 0; user < users; user++) {
    const kind = user % 4;
    let text = '';
    for (let month = 0; month < MONTHS; month++) {
      for (let i = 0; i < 1 + (kind % 2) + (random() < 0.5 ? 1 : 0); i++) {
        const hour = kind < 2 ? 9 + Math.floor(random() * 5) : 17 + Math.floor(random() * 5);
        const time = new Date(Date.UTC(2024, month, 1 + Math.floor(random() * 28), hour, Math.floor(random() * 60)));
        text += `u${user},${random() < 0.3 ? 'purchase' : 'view'},${time.toISOString().slice(0, 19).replace('T', ' ')},${(5 + 30 * kind + 20 * random()).toFixed(2)}\n`;
      }
    }
    if (!out.write(text)) await new Promise((resolve) => out.once('drain', resolve));
  }
  await new Promise((resolve) => out.end(resolve));
  return file;
}

/** Processor time by thread, ms, of a trace's tasks. */
function byThread({ traceEvents }) {
  const names = new Map(traceEvents.filter(({ name }) => name === 'thread_name').map(({ pid, tid, args }) => [`${pid}:${tid}`, args.name]));
  const spent = new Map();
  for (const { name, ph, pid, tid, tdur } of traceEvents) {
    if (ph !== 'X' || !name.endsWith('RunTask')) continue;
    spent.set(`${pid}:${tid}`, (spent.get(`${pid}:${tid}`) ?? 0) + (tdur ?? 0) / 1000);
  }
  const most = (thread) => Math.max(0, ...[...spent].filter(([key]) => names.get(key) === thread).map(([, ms]) => ms));
  return { main: most('CrRendererMain'), worker: most('DedicatedWorker thread') };
}

const file = await shop();
const server = await serve();
const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', serviceWorkers: 'block' });
  await page.goto(server.url);
  await page.getByRole('button', { name: /^Compute backend: (?!Checking)/ }).waitFor({ timeout: 60_000 });
  await (await page.$('input[type=file]')).setInputFiles(file);
  await shown(page, 'button:enabled', 'Build segments');
  await press(page, 'button:enabled', 'Build segments');
  await shown(page, 'article', '');
  await press(page, 'nav a', 'Drift');
  const map = page.getByRole('region', { name: 'The map at a time' });
  const play = map.getByRole('button', { name: 'Play', exact: true });
  await play.waitFor({ timeout: 120_000 });
  await map.scrollIntoViewIfNeeded();
  // What is computed behind the screen has to be over.
  await page.waitForTimeout(45_000);
  await play.click();
  await page.waitForTimeout(1000);
  await browser.startTracing(undefined, { categories: ['toplevel'] });
  const frames = await page.evaluate(
    (forMs) =>
      new Promise((resolve) => {
        const times = [];
        const end = performance.now() + forMs;
        const step = (now) => {
          times.push(now);
          if (now < end) requestAnimationFrame(step);
          else resolve(times);
        };
        requestAnimationFrame(step);
      }),
    PLAYED_MS,
  );
  const spent = byThread(JSON.parse(await browser.stopTracing()));
  const gaps = frames.slice(1).map((time, i) => time - frames[i]);
  const renderer = await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    const info = gl?.getExtension('WEBGL_debug_renderer_info');
    return info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : 'none';
  });
  console.log(`${users.toLocaleString('en')} users gliding through ${MONTHS} months; WebGL on: ${renderer}`);
  console.log(`  frames a second                       ${((1000 * gaps.length) / (frames.at(-1) - frames[0])).toFixed(1)}`);
  console.log(`  longest time between two frames       ${Math.max(...gaps).toFixed(0)} ms`);
  console.log(`  processor time a frame: main thread   ${(spent.main / gaps.length).toFixed(2)} ms of 16.7`);
  console.log(
    `  processor time a frame: drawing       ${(spent.worker / gaps.length).toFixed(2)} ms of 16.7 (the calls; what the GPU does is not in it)`,
  );
} finally {
  await browser.close();
  await server.close();
}
process.exit(0);
