import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../workers/engine/engine';
import type { Recipe } from '../../../workers/protocol/recipe';
import type { RunInfo } from '../../../workers/protocol/runs';
import { Disk } from '../store/memory-device';
import { csv, engineOn, fileOf, MAPPING, recipeOf, shopLines, text, value } from './engine';

const silent = () => undefined;
const shop = fileOf('shop.csv', csv(shopLines([0, 160], [0, 120])));

const read = (engine: Engine, file = shop) => value(engine.read('read', file, MAPPING, recipeOf(MAPPING).cleaning, silent));

async function build(engine: Engine, k: number, change: Partial<Recipe> = {}) {
  const recipe = recipeOf(MAPPING, change);
  return value(engine.build('build', { ...recipe, clustering: { ...recipe.clustering, k } }, 'auto', silent));
}

const list = async (engine: Engine, typed = {}): Promise<readonly RunInfo[]> => (await value(engine.listRuns(typed))).runs;
const keep = (engine: Engine, into: string | null, typed = {}) => value(engine.keep('keep', into, 'shop', {}, typed));
const told = (runs: readonly RunInfo[]) => runs.map(({ segments, current }) => [segments.length, current]);

describe('the list of runs', () => {
  it('has every build, newest first, with its figures; another k is another result of one run', async () => {
    const engine = engineOn(null);
    await read(engine);
    await build(engine, 4);
    await build(engine, 3);
    const runs = await list(engine);
    expect(told(runs)).toEqual([
      [3, true],
      [4, false],
    ]);
    const [newest] = runs;
    expect(newest!.users).toBe(newest!.segments.reduce((sum, { users }) => sum + users, 0));
    expect(newest!.validity).toMatchObject({ k: 3 });
    expect(newest!.recipe.clustering.k).toBe(3);
    expect([newest!.training, newest!.files, newest!.backend]).toEqual([null, ['shop.csv'], 'cpu']);
    await value(engine.chooseK('k', 5, silent));
    expect(told(await list(engine))).toEqual([
      [5, true],
      [4, false],
    ]);
  });

  it('leaves a pinned run as it is', async () => {
    const engine = engineOn(null);
    await read(engine);
    await build(engine, 4);
    const [run] = await list(engine);
    await value(engine.changeRun(run!.id, { pinned: true, name: 'four' }));
    await value(engine.chooseK('k', 5, silent));
    const runs = await list(engine);
    expect(runs.map(({ name, segments, pinned, current }) => [name, segments.length, pinned, current])).toEqual([
      [null, 5, false, true],
      ['four', 4, true, false],
    ]);
  });

  it('keeps what segments were called with the run, and prediction figures once they are known', async () => {
    const engine = engineOn(null);
    await read(engine);
    await build(engine, 4);
    await list(engine, { 1: 'regulars' });
    await value(engine.predict('predict', silent));
    await build(engine, 3);
    const [after, before] = await list(engine, {});
    expect(before!.segments.map(({ number, typed }) => [number, typed])).toContainEqual([1, 'regulars']);
    expect(after!.segments.every(({ typed }) => typed === null)).toBe(true);
    // The horizon is a fifth of the days of the file.
    expect(before!.forecasts.outcomes).toBe(null);
    expect([before!.forecasts.purchases, after!.forecasts.purchases].map((known) => known?.days)).toEqual([24, 24]);
  });

  it('deletes a run and has it back in its place, but not the one on the screen', async () => {
    const engine = engineOn(null);
    await read(engine);
    for (const k of [4, 3, 5]) await build(engine, k);
    const [current, middle] = await list(engine);
    expect(await engine.deleteRun(current!.id)).toMatchObject({ ok: false, error: { code: 'run-current' } });
    await value(engine.deleteRun(middle!.id));
    expect(told(await list(engine)).map(([k]) => k)).toEqual([5, 4]);
    await value(engine.bringBackRun());
    expect(told(await list(engine)).map(([k]) => k)).toEqual([5, 3, 4]);
    expect(await engine.bringBackRun()).toMatchObject({ ok: false, error: { code: 'run-gone' } });
  });

  it('compares two runs and exports who changed segment', async () => {
    const engine = engineOn(null);
    await read(engine);
    await build(engine, 4);
    await build(engine, 3);
    const [second, first] = await list(engine);
    const same = await value(engine.compareRuns(first!.id, first!.id));
    expect([same.changed, same.agreement, same.onlyFirst, same.onlySecond]).toEqual([0, 1, 0, 0]);
    const compared = await value(engine.compareRuns(first!.id, second!.id));
    expect(compared.both).toBe(first!.users);
    expect(compared.counts.reduce((sum, users) => sum + users, 0)).toBe(first!.users);
    const names = { first: { 0: 'A' }, second: { 0: 'B' }, none: '-', away: 'away', headings: ['was', 'is'] } as const;
    const lines = (await text(await value(engine.exportChanges(first!.id, second!.id, null, names)))).trim().split('\r\n');
    expect(lines[0]).toBe('user_id,was,is');
    expect(lines.length - 1).toBe(compared.changed);
    const flow = await text(await value(engine.exportChanges(first!.id, second!.id, { from: 0, to: 0 }, names)));
    expect(flow.trim().split('\r\n').length - 1).toBe(compared.counts[0]);
    expect(flow).toContain(',A,B');
  });
});

describe('runs that are kept with a workspace', () => {
  it('come back after a reload, go on with it, and are written once', async () => {
    const disk = new Disk();
    const before = engineOn(disk);
    await read(before);
    await build(before, 4);
    const { info } = await keep(before, null, { 0: 'typed' });
    await build(before, 3);
    const [, first] = await list(before);
    await value(before.changeRun(first!.id, { name: 'first', pinned: true }));
    await keep(before, info!.id);
    const runs = await list(before);
    const bytes = disk.used;
    await keep(before, info!.id);
    expect(disk.used).toBe(bytes);
    disk.locks.clear();

    const after = engineOn(disk);
    await value(after.openWorkspace('open', info!.id));
    expect(await list(after)).toEqual(runs);
    expect((await list(after)).find(({ name }) => name === 'first')!.segments[0]!.typed).toBe('typed');
    await build(after, 5);
    expect(told(await list(after)).map(([k]) => k)).toEqual([5, 3, 4]);
    // One part for the new run, none for its users: they are those that are kept.
    const parts = (kind: string) => [...disk.files.keys()].filter((path) => path.split('/')[1]!.startsWith(kind)).length;
    await keep(after, info!.id);
    expect([parts('run-'), parts('users-'), parts('runs-')]).toEqual([3, 1, 1]);
  });

  it('are joined by those of an engine that has crashed since', async () => {
    const disk = new Disk();
    const before = engineOn(disk);
    await read(before);
    await build(before, 4);
    const { info } = await keep(before, null);
    disk.locks.clear();
    const after = engineOn(disk);
    await read(after);
    await build(after, 3);
    await keep(after, info!.id);
    expect(told(await list(after))).toEqual([
      [3, true],
      [4, false],
    ]);
  });

  it('stay behind with another file', async () => {
    const disk = new Disk();
    const engine = engineOn(disk);
    await read(engine);
    await build(engine, 4);
    const { info } = await keep(engine, null);
    await read(engine, fileOf('other.csv', csv(shopLines([0, 160], [0, 100]))));
    await keep(engine, null);
    await build(engine, 3);
    expect(told(await list(engine))).toEqual([[3, true]]);
    await value(engine.openWorkspace('open', info!.id));
    expect(told(await list(engine))).toEqual([[4, true]]);
  });

  it('cannot be changed while another file is read and not built, which would keep none of it; they place its users', async () => {
    const engine = engineOn(new Disk());
    await read(engine);
    await build(engine, 4);
    await build(engine, 3);
    await keep(engine, null);
    const before = await list(engine);
    const [current, first] = before;
    const archive = new File([await value(engine.exportRun(first!.id, {}))], 'run.zip');
    const other = fileOf('shop.csv', csv(shopLines([160, 320], [0, 120])));
    await read(engine, other);
    const { runs, ofOther } = await value(engine.listRuns({}));
    // The file has the name of the one before, and is another all the same.
    expect([ofOther, runs.map(({ hindrance }) => hindrance)]).toEqual([true, [null, 'run-other-file']]);
    const refused = [
      () => engine.importRun(archive),
      () => engine.changeRun(first!.id, { name: 'lost' }),
      () => engine.deleteRun(first!.id),
      () => engine.bringBackRun(),
      () => engine.putBackRun('back', first!.id, silent),
    ];
    for (const change of refused) expect(await change()).toMatchObject({ ok: false, error: { code: 'runs-other-file' } });
    expect((await list(engine)).map(({ id, name }) => [id, name])).toEqual(before.map(({ id, name }) => [id, name]));
    expect((await value(engine.placeUsers('place', current!.id, silent))).runUsers).toBe(current!.users);

    await build(engine, 3);
    const came = await value(engine.importRun(archive));
    expect([came.users, came.known]).toEqual([first!.users, 0]);
    expect((await value(engine.listRuns({}))).ofOther).toBe(false);
    await keep(engine, null);
    expect((await list(engine)).map(({ imported }) => imported)).toEqual([true, false]);
  });

  it('are passed over, and told of, where the browser has cleared them; the workspace opens', async () => {
    const disk = new Disk();
    const before = engineOn(disk);
    await read(before);
    await build(before, 4);
    await build(before, 3);
    const { info } = await keep(before, null);
    const [current, first] = await list(before);
    disk.locks.clear();
    for (const path of disk.files.keys()) if (path.includes(`/run-${first!.id}-`)) disk.files.delete(path);
    const after = engineOn(disk);
    await value(after.openWorkspace('open', info!.id));
    expect(await value(after.listRuns({}))).toMatchObject({ runs: [{ id: current!.id }], lost: 1 });
  });

  it('come with a file of their own, to be compared by the ids of their users', async () => {
    const [there, disk] = [engineOn(null), new Disk()];
    await read(there);
    await build(there, 4);
    const [run] = await list(there, { 0: 'typed' });
    const archive = new File([await value(there.exportRun(run!.id, { 0: 'typed' }))], 'run of another.zip');
    const here = engineOn(disk);
    // The same shop with fewer users.
    await read(here, fileOf('part.csv', csv(shopLines([0, 120], [0, 120]))));
    await build(here, 3);
    const came = await value(here.importRun(archive));
    const [own] = (await list(here)).filter(({ current }) => current);
    expect([came.users, came.known]).toEqual([run!.users, own!.users]);
    const { info } = await keep(here, null);
    const runs = await list(here);
    expect(runs.map(({ name, imported, current, pinned }) => [name, imported, current, pinned])).toEqual([
      ['run of another', true, false, false],
      [null, false, true, false],
    ]);
    expect(runs[0]!.segments).toEqual(run!.segments);
    const compared = await value(here.compareRuns(own!.id, came.id));
    expect([compared.both, compared.onlyFirst, compared.onlySecond]).toEqual([own!.users, 0, run!.users - own!.users]);
    disk.locks.clear();
    const after = engineOn(disk);
    await value(after.openWorkspace('open', info!.id));
    expect(await list(after)).toEqual(runs);
    expect(await after.importRun(new File(['PK'], 'not.zip'))).toMatchObject({ ok: false, error: { code: 'packed-damaged' } });
    expect(await list(after)).toEqual(runs);
  });

  it('come with a .shoal file', async () => {
    const engine = engineOn(new Disk());
    await read(engine);
    await build(engine, 4);
    await build(engine, 3);
    const { info } = await keep(engine, null);
    const runs = await list(engine);
    const shoal = await value(engine.saveWorkspaceFile('save', info!.id));
    const other = engineOn(new Disk());
    const loaded = await value(other.loadWorkspaceFile('load', new File([shoal], 'shop.shoal')));
    await value(other.openWorkspace('open', loaded.id));
    expect(await list(other)).toEqual(runs);
  });
});
