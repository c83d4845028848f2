import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../workers/protocol/errors';
import { Workspaces } from '../../../workers/store';
import { newRecord } from '../../../workers/store/record-changes';
import { databaseCatalogue, databaseFiles, openDatabase } from '../../../workers/store/database';
import { openBrowserDevice } from '../../../workers/store/device';
import { build, figures, numberOf, state } from './states';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

afterAll(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(globalThis, 'indexedDB');
});

it('keeps records, each change whole or not at all', async () => {
  const catalogue = databaseCatalogue(await openDatabase(() => undefined));
  const [a, b] = [newRecord('a', 'first', 1), newRecord('b', 'second', 2)];
  await catalogue.update(() => ({ put: a, result: null }));
  expect(await catalogue.update((records) => ({ put: b, remove: ['a'], result: [...records.keys()] }))).toEqual(['a']);
  expect(await catalogue.all()).toEqual([b]);
  const refusing = catalogue.update(() => {
    throw new AppError('workspace-gone');
  });
  await expect(refusing).rejects.toMatchObject({ code: 'workspace-gone' });
  const unclonable = { ...a, name: (() => 1) as unknown as string };
  await expect(catalogue.update(() => ({ put: unclonable, remove: ['b'], result: null }))).rejects.toMatchObject({
    name: 'DataCloneError',
  });
  expect(await catalogue.all()).toEqual([b]);
});

it('keeps files where there is no other place for them', async () => {
  const files = databaseFiles(await openDatabase(() => undefined));
  await files.write('a/x', [Uint8Array.of(1, 2), Uint8Array.of(3)]);
  await files.write('a/y', []);
  expect(new Uint8Array(await (await files.read('a/x'))!.arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3));
  expect(await files.read('a/z')).toBe(null);
  await expect(files.write('a/x', [])).rejects.toMatchObject({ name: 'ConstraintError' });
  expect(await files.list()).toEqual(['a/x', 'a/y']);
  await files.remove('a/x');
  await files.remove('a/z');
  expect(await files.list()).toEqual(['a/y']);
});

it('keeps a whole workspace', async () => {
  vi.stubGlobal('navigator', {});
  const workspaces = new Workspaces(openBrowserDevice);
  const { id } = await workspaces.create('shop');
  await workspaces.save(state(1), figures(1), { page: 1 }, build);
  const opened = await new Workspaces(openBrowserDevice).open(id);
  expect(await numberOf(opened)).toBe(1);
  expect(opened.pageState).toEqual({ page: 1 });
});
