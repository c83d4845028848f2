import { describe, expect, it } from 'vitest';
import type { PlacedFile } from '../../../workers/protocol/placing';
import type { RunInfo } from '../../../workers/protocol/runs';
import { settled } from './fake-engine';
import { fileOf, resultOf, workbench } from './workbench';

const info = (id: string, change: Partial<RunInfo> = {}) => ({ id, current: false, ...change }) as RunInfo;

describe('the list of runs on the page', () => {
  async function opened() {
    const bench = await workbench();
    const runs = await import('../../../src/workbench/runs');
    await bench.open(fileOf('shop.csv'));
    const listed = (list: readonly RunInfo[]) => bench.engine.current.answer({ runs: list, lost: 0, ofOther: false });
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

  it('are put back on the screens with their settings and names, and with their one number of segments; where that fails all stays as it was', async () => {
    const { actions, engine, build, state, recipe } = await opened();
    const { putBackRun } = await import('../../../src/workbench/put-back');
    await build();
    const before = state().run;
    const segments = [
      { number: 0, users: 3, name: [], typed: 'Regulars' },
      { number: 2, users: 1, name: [], typed: null },
    ];
    const failed = putBackRun(info('a', { segments }));
    await settled();
    expect([engine.current.method, engine.current.args[1]]).toEqual(['putBackRun', 'a']);
    await engine.current.fail('run-other-events');
    expect(await failed).toBe(false);
    expect([state().run, state().problem?.error.code]).toEqual([before, 'run-other-events']);
    const done = putBackRun(info('a', { segments }));
    await settled();
    const made = resultOf({ ...recipe, seed: 7 }, 2);
    const { segments: found } = made;
    const result = { ...made, segments: { ...found, choice: { ...found.choice, rule: 'kept' as const } } };
    await engine.current.answer(result);
    expect(await done).toBe(true);
    expect(state().run!.result).toEqual(result);
    expect([state().names, state().settings.seed]).toEqual([{ 0: 'Regulars' }, 7]);
    const { run, names, settings } = state();
    for (const k of [2, null]) await actions.chooseK(k);
    expect(engine.open).toEqual([]);
    expect([state().run, state().names, state().settings]).toEqual([run, names, settings]);
  });

  it('place the users of the file, until it is read in another way', async () => {
    const { engine, open, state } = await opened();
    const { placeUsers, usePlacing } = await import('../../../src/workbench/placing');
    const placed = placeUsers(info('a'));
    await settled();
    expect([engine.current.method, engine.current.args[1]]).toEqual(['placeUsers', 'a']);
    await engine.current.answer({ users: 3 });
    expect(await placed).toEqual({ users: 3 });
    expect(usePlacing.getState().last).toMatchObject({ run: { id: 'a' }, file: { users: 3 }, of: state().draft!.quality });
    const cancelled = placeUsers(info('b'));
    await settled();
    await engine.current.fail('place-lacks');
    expect(await cancelled).toBe(null);
    expect([usePlacing.getState().last?.run.id, state().problem?.error.code]).toEqual(['a', 'place-lacks']);
    await open(fileOf('other.csv'));
    expect(usePlacing.getState().last!.of).not.toBe(state().draft!.quality);
  });

  it('shows who was placed under the names that the list has now, and not beside other segments', async () => {
    await opened();
    const { placedIn } = await import('../../../src/workbench/placing');
    const segment = { number: 0, users: 3, name: [], typed: null };
    const then = { run: info('a', { segments: [segment] }), file: {} as PlacedFile };
    const renamed = info('a', { name: 'ours', segments: [{ ...segment, typed: 'Regulars' }] });
    expect(placedIn(then, [info('b'), renamed])).toEqual({ run: renamed, file: then.file });
    expect(placedIn(then, [info('a', { segments: [segment, { ...segment, number: 1 }] })])).toBe(null);
    expect(placedIn(then, [info('a', { segments: [{ ...segment, users: 2 }] })])).toBe(null);
    expect(placedIn(then, [])).toBe(null);
  });

  it('takes over the settings of a run, not how its file was read', async () => {
    const { runs, recipe, state } = await opened();
    const { mapping } = state().draft!;
    runs.takeSettings(info('a', { recipe: { ...recipe, seed: 7, mapping: { ...recipe.mapping, timeZone: 'Asia/Shanghai' } } }));
    expect(state().settings.seed).toBe(7);
    expect(state().draft!.mapping).toBe(mapping);
  });
});
