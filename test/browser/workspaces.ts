import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { build, eventsCsv, fileInput, madeFile, openApp, readFile, segmentsOnScreen } from './app';

export const shop = (name = 'shop.csv', users = 90) => madeFile(name, eventsCsv(users));

export const rows = (page: Page): Locator => page.getByRole('region', { name: 'On this device' }).getByRole('listitem');
export const row = (page: Page, name: string): Locator =>
  rows(page).filter({ has: page.getByRole('button', { name: `Open ${name}`, exact: true }) });
export const menuButton = (page: Page): Locator => page.getByRole('button', { name: /^Workspace / });
export const menu = (page: Page): Locator => page.getByRole('dialog', { name: /^Workspace / });
export const trouble = (page: Page): Locator => page.locator('[data-trouble]');

export async function openMenu(page: Page): Promise<Locator> {
  if (!(await menu(page).isVisible())) await menuButton(page).click();
  await expect(menu(page)).toBeVisible();
  return menu(page);
}

/** Waits until everything on the screen has been kept. */
export async function kept(page: Page, versions = 1): Promise<void> {
  const panel = await openMenu(page);
  await expect(panel.getByText(/^Kept on this device · /)).toBeVisible();
  await expect(panel.getByRole('listitem')).toHaveCount(versions);
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
}

export async function leave(page: Page): Promise<void> {
  await (await openMenu(page)).getByRole('button', { name: 'Close the workspace' }).click();
  await expect(fileInput(page)).toBeAttached();
}

export async function openFromList(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Open ${name}`, exact: true }).click();
  await segmentsOnScreen(page);
}

/** A workspace with segments, kept. */
export async function builtWorkspace(page: Page, name = 'shop.csv'): Promise<void> {
  await openApp(page);
  await readFile(page, shop(name));
  await build(page);
  await kept(page);
}

export async function fromMenu(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

export async function saveToFile(page: Page): Promise<Buffer> {
  const panel = await openMenu(page);
  const [file] = await Promise.all([page.waitForEvent('download'), panel.getByRole('button', { name: 'Save to a file' }).click()]);
  expect(file.suggestedFilename()).toBe('shop.shoal');
  // It closes by itself, which takes a moment.
  await expect(panel).toBeHidden();
  return readFileSync(await file.path());
}

/** What is left in the browser's storage. */
export function stored(page: Page): Promise<{ files: string[]; records: number; local: string[] }> {
  return page.evaluate(async () => {
    const files: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string) => {
      for await (const [name, entry] of (folder as unknown as { entries(): AsyncIterable<[string, FileSystemHandle]> }).entries()) {
        if (entry.kind === 'directory') await walk(entry as FileSystemDirectoryHandle, `${path}/${name}`);
        else files.push(`${path}/${name}`);
      }
    };
    await walk(await navigator.storage.getDirectory(), '');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('shoal');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('closed'));
    });
    const count = (store: string) =>
      new Promise<number>((resolve) => {
        const request = database.transaction(store).objectStore(store).count();
        request.onsuccess = () => resolve(request.result);
      });
    const records = (await count('workspaces')) + (await count('files'));
    database.close();
    return { files, records, local: Object.keys(localStorage) };
  });
}
