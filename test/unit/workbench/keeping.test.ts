import { afterEach, describe, expect, it, vi } from 'vitest';
import type { KeptWorkspace } from '../../../workers/protocol/engine';
import type { History, StorageTrouble, WorkspaceInfo } from '../../../workers/protocol/workspace';
import { settled } from './fake-engine';
import { fileOf, mapping, preview, readOf, resultOf, storage, workbench } from './workbench';

afterEach(() => vi.unstubAllGlobals());

const A = fileOf('a.csv');
const B = fileOf('b.csv');

const infoOf = (id: string, name = 'a.csv'): WorkspaceInfo => ({
  id,
  name,
  bytes: 10,
  created: 1,
  updated: 1,
  events: 3,
  users: 2,
  segments: 0,
  versions: 0,
});
const historyOf = (...ids: string[]): History => ({
  versions: ids.map((id) => ({ id, kind: 'build', at: 1, events: 3, users: 2, segments: 5, files: ['a.csv'] })),
  current: ids.at(-1) ?? null,
  undo: ids.at(-2) ?? null,
});
const keptAs = (id: string, history = historyOf()): KeptWorkspace => ({ info: infoOf(id), history, trouble: null });
const notKept = (trouble: StorageTrouble): KeptWorkspace => ({ info: null, history: historyOf(), trouble });

const past = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function bench() {
  const made = await workbench();
  const keeping = await import('../../../src/workbench/keeping');
  const workspaces = await import('../../../src/workbench/workspaces');
  const updating = await import('../../../src/workbench/updating');
  keeping.startKeeping();
  /** Reads a file, and has it kept. */
  const openAndKeep = async (file: File, id: string) => {
    await made.open(file);
    await settled();
    expect(made.engine.current.method).toBe('keep');
    await made.engine.current.answer(keptAs(id));
  };
  return { ...made, ...keeping, workspaces, updating, keeping: keeping.useKeeping.getState, openAndKeep };
}

/** Arguments of a call of `keep`: into, name, page. */
const keepArgs = ({ args }: { readonly args: readonly unknown[] }) => {
  const [, into, name, page] = args as [string, string | null, string, Record<string, unknown>];
  return { into, name, page };
};

describe('keeping', () => {
  it('follows each completed step, and nothing else', async () => {
    const { actions, engine, open, startBuild, keeping } = await bench();
    void actions.openFile(A);
    await settled();
    expect(engine.methods).toEqual(['preview']);
    await engine.current.answer(preview);
    await engine.current.answer(readOf(A));
    expect(keepArgs(engine.current)).toMatchObject({ into: null, name: 'a.csv', page: { sample: false, preview, names: {} } });
    expect(keeping().writing).toBe(true);
    await engine.current.answer(keptAs('1'));
    expect(keeping()).toMatchObject({ workspace: { id: '1' }, trouble: null, writing: false });
    void startBuild();
    await settled();
    await engine.current.answer(resultOf(engine.current.args[1] as never));
    expect(keepArgs(engine.current)).toMatchObject({ into: '1' });
    await engine.current.answer(keptAs('1', historyOf('v1')));
    await past(450);
    expect(engine.open).toEqual([]);
    // Another file begins another workspace.
    const done = open(B);
    await done;
    await settled();
    expect(keepArgs(engine.current)).toMatchObject({ into: null, name: 'b.csv' });
  });

  it('of names and settings waits until they rest', async () => {
    const { actions, engine, openAndKeep, build } = await bench();
    await openAndKeep(A, '1');
    await build();
    await settled();
    await engine.current.answer(keptAs('1', historyOf('v1')));
    for (const name of ['M', 'Mi', 'Mine']) actions.renameSegment(1, name);
    await settled();
    expect(engine.open).toEqual([]);
    await past(450);
    expect(keepArgs(engine.current).page['names']).toEqual({ 1: 'Mine' });
  });

  it('of what is complete comes before the next job, and nothing is written during one', async () => {
    const { actions, engine, openAndKeep, startBuild } = await bench();
    await openAndKeep(A, '1');
    actions.changeSettings({ seed: 7 });
    void startBuild();
    await settled();
    expect(engine.current.method).toBe('keep');
    await engine.current.answer(keptAs('1'));
    expect(engine.current.method).toBe('build');
    actions.changeSettings({ seed: 8 });
    await past(450);
    expect(engine.current.method).toBe('build');
    await engine.current.answer(resultOf(engine.current.args[1] as never));
    expect(engine.current.method).toBe('keep');
  });

  it('tells of trouble, keeps what it knows of the workspace, and does not try again by itself', async () => {
    const { actions, engine, openAndKeep, keeping, keepAgain } = await bench();
    await openAndKeep(A, '1');
    actions.changeSettings({ seed: 7 });
    await past(450);
    await engine.current.answer(notKept('full'));
    expect(keeping()).toMatchObject({ trouble: 'full', workspace: { id: '1' }, writing: false });
    await past(450);
    expect(engine.open).toEqual([]);
    void keepAgain(false);
    await settled();
    expect(keepArgs(engine.current).into).toBe('1');
    await engine.current.answer(keptAs('1'));
    expect(keeping().trouble).toBeNull();
    void keepAgain(true);
    await settled();
    expect(keepArgs(engine.current).into).toBeNull();
  });

  it('that fails in another way is trouble too, and no loop', async () => {
    const { engine, open, keeping, state } = await bench();
    await open(A);
    await settled();
    await engine.current.fail('out-of-memory');
    expect(keeping()).toMatchObject({ trouble: 'failed', workspace: null });
    await past(450);
    expect(engine.open).toEqual([]);
    expect(state().problem).toBeNull();
  });

  it('gives a workspace a name that no other has', async () => {
    const { engine, open, useKeeping } = await bench();
    useKeeping.setState({ list: [infoOf('1', 'a.csv'), infoOf('2', 'a.csv (2)')] });
    await open(A);
    await settled();
    expect(keepArgs(engine.current).name).toBe('a.csv (3)');
  });

  it('marks where a run that is cut off finds its file', async () => {
    vi.stubGlobal('sessionStorage', storage());
    const { engine, open, startBuild } = await bench();
    await open(A);
    void startBuild();
    await settled();
    // It had not been kept when the build was asked for.
    await engine.current.answer(keptAs('7'));
    expect(engine.current.method).toBe('build');
    const { takeInterrupted } = await import('../../../src/workbench/interrupted');
    expect(takeInterrupted()).toMatchObject({ fileName: 'a.csv', workspace: '7' });
  });
});

describe('a workspace', () => {
  const opened = (page: unknown, k: number | null = 5, trouble: StorageTrouble | null = null) => ({
    info: infoOf('1', 'Mine'),
    page,
    history: historyOf('v1'),
    read: { ...readOf(A), file: A, mapping, cleaning: { dropDuplicates: true, maxYearsFromMedian: 20 }, files: ['a.csv'], absent: [] },
    run: k === null ? null : resultOf({ mapping, clustering: { k } } as never),
    trouble,
  });
  const whole = {
    fileName: 'a.csv',
    fileSize: 5,
    encoding: 'utf-8',
    delimiter: ',',
    columns: [],
    rows: [],
    values: [],
    dateFormats: [],
    mapping,
  };

  it('comes back with names, alerts seen and settings, and is not written again', async () => {
    const { engine, state, workspaces, keeping, recipe } = await bench();
    const { seed: _, ...others } = recipe;
    const page = {
      sample: true,
      preview: whole,
      settings: { ...others, seed: 9 },
      names: { 1: 'Best' },
      acknowledged: ['x'],
      named: { v0: { 1: 'Old' } },
    };
    void workspaces.openWorkspace('1');
    await settled();
    await engine.current.answer(opened(page));
    expect(state()).toMatchObject({
      names: { 1: 'Best' },
      acknowledged: ['x'],
      settings: { seed: 9 },
      run: { fileName: 'a.csv' },
      draft: { sample: true },
    });
    expect(keeping()).toMatchObject({ workspace: { name: 'Mine' }, history: { current: 'v1' } });
    await past(450);
    expect(engine.open).toEqual([]);
  });

  it('from a file whose page cannot be read is damaged; a strange setting gives way to the default', async () => {
    const { engine, state, workspaces } = await bench();
    void workspaces.openWorkspace('1');
    await settled();
    await engine.current.answer(opened({ preview: { rows: 7 } }));
    expect(state().problem?.error).toMatchObject({ code: 'workspace-damaged', params: { name: 'Mine' } });
    expect(state().draft).toBeNull();
    // The list is asked for anew.
    await engine.current.answer([]);
    void workspaces.openWorkspace('1');
    await settled();
    await engine.current.answer(opened({ preview: whole, settings: { seed: 'x' }, names: 3 }, null));
    expect(state()).toMatchObject({ draft: { sample: false }, names: {}, settings: { seed: 1 } });
  });

  it('goes to another result with the names that were typed under it, even while another file is open', async () => {
    const { actions, engine, state, openAndKeep, build, updating } = await bench();
    await openAndKeep(A, '1');
    await build();
    await settled();
    await engine.current.answer(keptAs('1', historyOf('v1')));
    actions.renameSegment(1, 'First');
    await past(450);
    await engine.current.answer(keptAs('1', historyOf('v1')));
    actions.changeSettings({ seed: 3 });
    void actions.buildSegments();
    await settled();
    await engine.current.answer(keptAs('1', historyOf('v1')));
    await engine.current.answer(resultOf(engine.current.args[1] as never));
    await engine.current.answer(keptAs('1', historyOf('v1', 'v2')));
    expect(state().names).toEqual({});
    // A file that came since and could not be read.
    void actions.openFile(B);
    await settled();
    await engine.current.answer(preview);
    await engine.current.fail('file-empty');
    void updating.undoUpdate();
    await settled();
    expect(engine.current).toMatchObject({ method: 'goToVersion', args: [expect.any(String), 'v1'] });
    const went = opened({});
    await engine.current.answer({
      read: went.read,
      run: resultOf({ mapping, clustering: { k: 5 }, seed: 1 } as never),
      history: historyOf('v1'),
    });
    expect(state()).toMatchObject({ names: { 1: 'First' }, settings: { seed: 1 }, draft: { file: A } });
    // It is the same workspace.
    expect(keepArgs(engine.current)).toMatchObject({ into: '1', page: { names: { 1: 'First' } } });
  });

  it('that is left takes its state along', async () => {
    const { engine, state, openAndKeep, keeping, workspaces, actions } = await bench();
    await openAndKeep(A, '1');
    actions.changeSettings({ seed: 5 });
    const leaving = workspaces.leaveWorkspace();
    await settled();
    expect(keepArgs(engine.current).page['settings']).toMatchObject({ seed: 5 });
    await engine.current.answer(keptAs('1'));
    expect(engine.current.method).toBe('closeWorkspace');
    await engine.current.answer(null);
    await engine.current.answer([infoOf('1')]);
    await leaving;
    expect(state()).toMatchObject({ draft: null, run: null, settings: { seed: 1 } });
    expect(keeping()).toMatchObject({ workspace: null, trouble: null, list: [{ id: '1' }] });
  });
});
