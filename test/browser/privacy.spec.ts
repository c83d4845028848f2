import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { build, download, eventsCsv, madeFile, openApp, readFile } from './app';

// What it fetches must stay within the origin, too.
test.use({ serviceWorkers: 'allow' });

/** Until the service worker has fetched all that it keeps. */
const allKept = (page: Page) => page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');

test('from load to export no request leaves the origin, and the policy is never violated', async ({ page, context, baseURL }) => {
  const origin = new URL(baseURL!).origin;
  const foreign: string[] = [];
  const sent: string[] = [];
  const kept: string[] = [];
  // The context's events include those of workers and of workers inside workers.
  context.on('request', (request) => {
    const url = request.url();
    if (request.serviceWorker()) kept.push(url);
    if (!url.startsWith(`${origin}/`) && !url.startsWith('blob:') && !url.startsWith('data:')) foreign.push(url);
    if (request.method() !== 'GET' || request.postDataBuffer()) sent.push(`${request.method()} ${url}`);
  });
  page.on('websocket', (socket) => foreign.push(socket.url()));
  const violations: string[] = [];
  context.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) violations.push(message.text());
  });
  context.on('weberror', (error) => violations.push(String(error.error())));

  await openApp(page);
  await readFile(page, madeFile('private.csv', eventsCsv(90)));
  await build(page);
  await page.getByRole('link', { name: 'Drift' }).first().click();
  await expect(page.locator('canvas').first()).toBeVisible();
  await page.getByRole('link', { name: 'Segments' }).first().click();
  await download(page, /^Export segments$/);
  await download(page, /^Export run report$/);
  await allKept(page);

  // Requests of the service worker are among those seen.
  expect(kept.length).toBeGreaterThan(10);
  expect(foreign).toEqual([]);
  expect(sent).toEqual([]);
  expect(violations).toEqual([]);
});

test('neither the page nor a worker can reach another origin, though it answers', async ({ page, context }) => {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    // From this process it can be reached, so that a refusal below is the page's own.
    expect(await (await fetch(`${url}test`)).text()).toBe('here');
    await openApp(page);
    await readFile(page, madeFile('private.csv', eventsCsv(60)));
    const ask = (address: string) =>
      fetch(address).then(
        () => 'sent',
        () => 'refused',
      );
    expect(await page.evaluate(ask, `${url}page`)).toBe('refused');
    expect(page.workers().length).toBeGreaterThan(0);
    await allKept(page);
    expect(context.serviceWorkers()).toHaveLength(1);
    for (const worker of [...page.workers(), ...context.serviceWorkers()])
      expect(await worker.evaluate(ask, `${url}worker`)).toBe('refused');
    expect(heard).toEqual(['/test']);
  } finally {
    server.close();
  }
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy).not.toContain("'unsafe-inline'");
});

test('values from files are shown as text, never as HTML', async ({ page }) => {
  await openApp(page);
  const csv = eventsCsv(60).replaceAll('u7,', '<img src=x onerror=window.hacked=1>,');
  await readFile(page, madeFile('<b>html.csv', csv));
  await build(page);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
});
