import { describe, expect, it, vi } from 'vitest';
import { tableWorker, type TableWorkerApi } from '../../../workers/engine/table-pool';
import { WarmUp } from '../../../workers/engine/warm-up';
import { PortWorker } from '../../fixtures/port-worker';
import { csv, engineOn, fileOf, MAPPING, recipeOf, shopLines, value } from './engine';

const silent = () => undefined;
const later = (ms: number) => new Promise((resolve) => setTimeout(() => resolve('later'), ms));

/** A table worker that counts what it is asked. */
function counted() {
  const asked = { open: 0, read: 0, sortKeys: 0, features: 0 };
  const api = tableWorker();
  const counting = Object.fromEntries(
    (Object.keys(asked) as (keyof TableWorkerApi)[]).map((name) => [
      name,
      (argument: never) => {
        asked[name]++;
        return api[name](argument);
      },
    ]),
  );
  return { asked, spawn: () => new PortWorker(counting).asWorker() };
}

describe('getting ready for the first file', () => {
  it('takes every way that reading takes in the workers, and leaves nothing open', async () => {
    const { asked, spawn } = counted();
    const engine = engineOn(null, spawn);
    await value(engine.warmUp());
    expect(asked.open).toBeGreaterThan(0);
    expect(asked.read).toBeGreaterThan(1);
    expect(asked.sortKeys).toBeGreaterThan(0);
    expect(asked.features).toBeGreaterThan(1);
    expect(await engine.exportRejected('rejected', silent)).toMatchObject({ ok: false, error: { code: 'nothing-open' } });
  });

  it.each([0, 1, 5, 20])('gives way to a file that comes after %i ms, which is read as if nothing had been before', async (ms) => {
    const file = fileOf('shop.csv', csv(shopLines([0, 80], [0, 240])));
    const { cleaning } = recipeOf(MAPPING);
    const plain = await value(engineOn(null).read('read', file, MAPPING, cleaning, silent));

    const { asked, spawn } = counted();
    const engine = engineOn(null, spawn);
    const warming = engine.warmUp();
    if (ms > 0) await later(ms);
    const preview = await value(engine.preview('preview', file));
    expect(preview.fileName).toBe('shop.csv');
    const read = await value(engine.read('read', file, MAPPING, cleaning, silent));
    expect(read.quality).toEqual(plain.quality);
    await value(warming);
    // The file is read in one piece, so that whatever the workers were asked for was of the warm-up: which had no answer by then.
    if (ms === 0) expect(asked).toMatchObject({ read: 0, sortKeys: 0, features: 0 });
  });

  it('keeps no file waiting where a worker does not come', async () => {
    const never = { ...tableWorker(), open: () => new Promise(() => undefined) };
    const engine = engineOn(null, () => new PortWorker(never).asWorker());
    const warming = engine.warmUp();
    await vi.waitFor(async () => expect(await Promise.race([warming, later(50)])).toBe('later'));
    const file = fileOf('shop.csv', csv(shopLines([0, 40], [0, 240])));
    expect((await value(engine.preview('preview', file))).fileName).toBe('shop.csv');
    await value(warming);
  });

  it('is done once, and not where a file is open', async () => {
    const { asked, spawn } = counted();
    const engine = engineOn(null, spawn);
    await value(engine.warmUp());
    const before = { ...asked };
    await value(engine.warmUp());
    expect(asked).toEqual(before);

    const other = counted();
    const open = engineOn(null, other.spawn);
    const file = fileOf('shop.csv', csv(shopLines([0, 40], [0, 240])));
    await value(open.read('read', file, MAPPING, recipeOf(MAPPING).cleaning, silent));
    await value(open.warmUp());
    expect(other.asked).toEqual({ open: 0, read: 0, sortKeys: 0, features: 0 });
  });

  it('fails in silence, since whoever reads is told', async () => {
    const tables = {
      concurrency: 2,
      open: () => Promise.reject(new Error('no worker')),
      read: vi.fn(),
      sortKeys: vi.fn(),
      features: vi.fn(),
    };
    await expect(new WarmUp(tables).run()).resolves.toBeUndefined();
    expect(tables.read).not.toHaveBeenCalled();
  });
});
