import { describe, expect, it } from 'vitest';
import type { RunInfo } from '../../../workers/protocol/runs';
import { settled } from './fake-engine';
import { fileOf, workbench } from './workbench';

const info = (id: string, change: Partial<RunInfo> = {}) => ({ id, current: false, ...change }) as RunInfo;

describe('the list of runs on the page', () => {
  async function opened() {
    const bench = await workbench();
    const runs = await import('../../../src/workbench/runs');
    await bench.open(fileOf('shop.csv'));
    const listed = (list: readonly RunInfo[]) => bench.engine.current.answer({ runs: list, lost: 0 });
    const ids = () => runs.useRuns.getState().list?.runs.map(({ id }) => id);
    return { ...bench, runs, listed, ids };
  }

  it('follows each change, which is kept with the workspace', async () => {
    const { engine, runs, listed, ids, state } = await opened();
    const before = state().runChanges;
    const done = runs.nameRun('a', '  Spring  ');
    await settled();
    expect([engine.current.method, engine.current.args]).toEqual(['changeRun', ['a', { name: 'Spring' }]]);
    await engine.current.answer(null);
    expect(state().runChanges).toBe(before + 1);
    expect(engine.current.method).toBe('listRuns');
    await listed([info('a')]);
    await done;
    expect(ids()).toEqual(['a']);
    void runs.nameRun('a', '  ');
    await settled();
    expect(engine.current.args).toEqual(['a', { name: null }]);
  });

  it('stays through a crash of the engine, and is forgotten with its file', async () => {
    const { open, runs, listed, ids } = await opened();
    const first = runs.listRuns();
    await settled();
    await listed([info('a'), info('b')]);
    await first;
    const { useWorkbench } = await import('../../../src/workbench/store');
    useWorkbench.setState({ engineLost: true });
    await runs.listRuns();
    expect(ids()).toEqual(['a', 'b']);
    useWorkbench.setState({ engineLost: false });
    await open(fileOf('other.csv'));
    void runs.listRuns();
    expect(ids()).toBeUndefined();
  });

  it('offers what was deleted once more, and only where it was deleted', async () => {
    const { engine, runs, listed } = await opened();
    const failed = runs.deleteRun(info('a', { current: true }));
    await settled();
    await engine.current.fail('run-current');
    await listed([info('a', { current: true })]);
    await failed;
    expect(runs.useRuns.getState().deleted).toBe(null);
    const done = runs.deleteRun(info('b'));
    await settled();
    await engine.current.answer(null);
    await listed([]);
    await done;
    expect(runs.useRuns.getState().deleted?.id).toBe('b');
    const back = runs.bringBackRun();
    await settled();
    expect(engine.current.method).toBe('bringBackRun');
    expect(runs.useRuns.getState().deleted).toBe(null);
    await engine.current.answer(null);
    await listed([info('b')]);
    await back;
  });

  it('stays as it was where the engine is gone, and says what could not be imported', async () => {
    const { engine, runs, listed, ids, state, useWorkbench } = await opened();
    const imported = runs.importRun(fileOf('no.zip'));
    await settled();
    await engine.current.fail('run-not');
    await listed([info('a')]);
    expect(await imported).toBe(undefined);
    expect(state().problem?.error.code).toBe('run-not');
    useWorkbench.setState({ engineLost: true });
    await runs.listRuns();
    expect([engine.open.length, ids()]).toEqual([0, ['a']]);
  });

  it('takes over the settings of a run, not how its file was read', async () => {
    const { runs, recipe, state } = await opened();
    const { mapping } = state().draft!;
    runs.takeSettings(info('a', { recipe: { ...recipe, seed: 7, mapping: { ...recipe.mapping, timeZone: 'Asia/Shanghai' } } }));
    expect(state().settings.seed).toBe(7);
    expect(state().draft!.mapping).toBe(mapping);
  });
});
