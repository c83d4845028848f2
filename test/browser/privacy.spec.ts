import { expect, test } from '@playwright/test';
import { build, download, eventsCsv, madeFile, openApp, readFile } from './app';

test('from load to export no request leaves the origin, and the policy is never violated', async ({ page, context, baseURL }) => {
  const origin = new URL(baseURL!).origin;
  const foreign: string[] = [];
  const sent: string[] = [];
  // The context's events include those of workers and of workers inside workers.
  context.on('request', (request) => {
    const url = request.url();
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

  expect(foreign).toEqual([]);
  expect(sent).toEqual([]);
  expect(violations).toEqual([]);
});

test('the policy stops a request to another origin', async ({ page }) => {
  await openApp(page);
  const outcome = await page.evaluate(() =>
    fetch('http://127.0.0.1:9/').then(
      () => 'sent',
      (error: unknown) => String(error),
    ),
  );
  expect(outcome).not.toBe('sent');
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
