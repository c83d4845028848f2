import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, type Download, type Locator, type Page } from '@playwright/test';
import type { StageId } from '../../workers/protocol/progress';

const shared = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../shared/data');
let scratch: string | undefined;

/** A folder for this process's files, which goes when the process does. */
export function scratchFolder(): string {
  if (!scratch) {
    const made = mkdtempSync(path.join(os.tmpdir(), 'shoal-test-'));
    process.on('exit', () => rmSync(made, { recursive: true, force: true }));
    scratch = made;
  }
  return scratch;
}

/** Path of a real file, unpacked; null where ../shared/data is absent. */
export function realFile(name: string): string | null {
  const source = path.join(shared, name);
  if (!existsSync(source)) return null;
  if (!name.endsWith('.gz')) return source;
  const target = path.join(scratchFolder(), name.slice(0, -3));
  if (!existsSync(target)) writeFileSync(target, gunzipSync(readFileSync(source)));
  return target;
}

/** A file made for the test. */
export function madeFile(name: string, content: string | Uint8Array): string {
  const target = path.join(mkdtempSync(path.join(scratchFolder(), 'made-')), name);
  writeFileSync(target, content);
  return target;
}

export const fileInput = (page: Page): Locator => page.getByLabel(/^(Open a CSV|打开 CSV)$/);
export const buildButton = (page: Page): Locator => page.getByRole('button', { name: /^(Build segments|构建分群)$/ });
export const problem = (page: Page): Locator => page.getByRole('alert');

export const segmentCards = (page: Page): Locator => page.getByRole('article');

/** Waits until a stage of a build is under way, looking at every frame so that a short one is not missed. */
export async function stageReached(page: Page, stage: StageId): Promise<void> {
  const selector = `[data-stage=${stage}][data-phase=working]`;
  await page.waitForFunction((working) => document.querySelector(working), selector, { timeout: 200_000 });
}

/** Presses «Cancel» in the frame in which it is there, and the stage is under way, if one is named: neither is over by then. */
export async function cancelAt(page: Page, stage?: StageId): Promise<void> {
  const selector = stage === undefined ? 'button' : `[data-stage=${stage}][data-phase=working]`;
  await page.waitForFunction(
    (working) => {
      const cancel = [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === 'Cancel');
      if (!cancel || !document.querySelector(working)) return false;
      cancel.click();
      return true;
    },
    selector,
    { timeout: 200_000 },
  );
}

export async function openApp(page: Page): Promise<void> {
  await page.goto('.');
  await expect(fileInput(page)).toBeAttached();
}

/** Opens a file and waits until it has been read and can be built on. */
export async function readFile(page: Page, file: string): Promise<void> {
  await fileInput(page).setInputFiles(file);
  await expect(buildButton(page)).toBeEnabled({ timeout: 120_000 });
}

/** Opens a file while a result is on the screen, not to be added to it. */
export async function openAnother(page: Page, file: string): Promise<void> {
  await fileInput(page).setInputFiles(file);
  await page.getByRole('button', { name: /^(Open as another workspace|作为另一个工作区打开)$/ }).click();
}

/** Waits until a run's result is on the screen. */
export async function segmentsOnScreen(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /^(Export segments|导出分群)$/ })).toBeVisible({ timeout: 200_000 });
  // The cards follow the head of the screen, all of them together.
  await expect(segmentCards(page).first()).toBeVisible();
}

export async function build(page: Page): Promise<void> {
  await buildButton(page).click();
  await segmentsOnScreen(page);
}

export async function download(page: Page, button: RegExp): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
  return text(file);
}

export async function text(file: Download): Promise<string> {
  return readFileSync(await file.path(), 'utf8');
}

/** An event CSV of `users` users, `events` each, spread over 120 days, different enough to be grouped. */
export function eventsCsv(users: number, events = 12): string {
  const lines = ['user_id,event,timestamp,price'];
  for (let user = 0; user < users; user++) {
    const kind = user % 3;
    for (let i = 0; i < events + kind * 4; i++) {
      const time =
        Date.UTC(2024, 0, 1) + ((user * 37 + i * (kind + 1) * 211) % (120 * 24)) * 3_600_000 + ((user * 7 + i * 13) % 60) * 60_000;
      const type = i % (kind + 2) === 0 ? 'purchase' : i % 2 ? 'view' : 'cart';
      lines.push(
        `u${user},${type},${new Date(time).toISOString().slice(0, 19).replace('T', ' ')},${(5 + kind * 20 + ((user * 3 + i) % 9)).toFixed(2)}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
