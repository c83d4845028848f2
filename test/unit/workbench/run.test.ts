import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_ASSIGNMENT } from '../../../workers/protocol/training-recipe';
import { settled } from './fake-engine';
import { fileOf, segmentsOf, storage, workbench } from './workbench';

afterEach(() => vi.unstubAllGlobals());

const A = fileOf('a.csv');

type Workbench = Awaited<ReturnType<typeof workbench>>;

async function chooseK({ actions, engine }: Workbench, k: number | null): Promise<void> {
  const done = actions.chooseK(k);
  await settled();
  await engine.current.answer({ segments: segmentsOf(k ?? 5), timeline: {}, transitions: [] });
  await done;
}

describe('names that were typed', () => {
  it('belong to file, recipe and k, and are found again', async () => {
    vi.stubGlobal('localStorage', storage());
    const bench = await workbench();
    const { actions, state, open, build } = bench;
    await open(A);
    await build(5);
    actions.renameSegment(2, ' Evening people ');
    expect(state().names).toEqual({ 2: 'Evening people' });
    await chooseK(bench, 4);
    expect(state().names).toEqual({});
    actions.renameSegment(2, 'Of four');
    // The same k, whether the rule or a person chose it.
    await chooseK(bench, 5);
    expect(state().names).toEqual({ 2: 'Evening people' });
    actions.changeSettings({ seed: 2 });
    await build(5);
    expect(state().names).toEqual({});
    actions.changeSettings({ seed: 1 });
    await build(5);
    expect(state().names).toEqual({ 2: 'Evening people' });
    await open(fileOf('another.csv'));
    await build(5);
    expect(state().names).toEqual({});
  });

  it('stay where only the windows change', async () => {
    vi.stubGlobal('localStorage', storage());
    const { actions, engine, state, open, build, recipe } = await workbench();
    await open(A);
    await build(5);
    actions.renameSegment(0, 'Mine');
    const done = actions.setTrack({ ...recipe.track, window: 'week' });
    await settled();
    await engine.current.answer({ timeline: { alerts: [] }, transitions: [] });
    await done;
    expect(state().names).toEqual({ 0: 'Mine' });
    await build(5);
    expect(state().names).toEqual({ 0: 'Mine' });
  });

  it('empty, bring the made name back', async () => {
    const { actions, state, open, build } = await workbench();
    await open(A);
    await build();
    actions.renameSegment(0, 'Mine');
    actions.renameSegment(0, '  ');
    expect(state().names).toEqual({});
  });
});

describe('a k that was chosen', () => {
  it('is kept when the same file is built again', async () => {
    const bench = await workbench();
    const { state, open, build } = bench;
    await open(A);
    await build(5);
    await chooseK(bench, 4);
    await build();
    expect(state().run!.result.recipe.clustering.k).toBe(4);
    await open(fileOf('a.csv'));
    await build();
    expect(state().run!.result.recipe.clustering.k).toBe(4);
    await chooseK(bench, null);
    expect(state().settings.clustering.k).toBeNull();
  });

  it('does not go over to another file, nor does the period', async () => {
    const bench = await workbench();
    const { actions, state, open, build } = bench;
    await open(A);
    await build(5);
    await chooseK(bench, 4);
    actions.changeSettings({ seed: 9, features: { ...state().settings.features, from: 1, to: 2 } });
    await open(fileOf('b.csv'));
    expect(state().settings).toMatchObject({ seed: 9, clustering: { k: null }, features: { from: null, to: null } });
    // The result on the screen is still that of the first file; another k for it says nothing of the second.
    await chooseK(bench, 3);
    expect(state().run).toMatchObject({ fileName: 'a.csv', result: { segments: { k: 3 } } });
    expect(state().settings.clustering.k).toBeNull();
    await build();
    expect(state().run!.result.recipe.clustering.k).toBeNull();
  });

  it('stays where the other file cannot be opened', async () => {
    const bench = await workbench();
    const { actions, engine, state, open, build } = bench;
    await open(A);
    await build(5);
    await chooseK(bench, 4);
    void actions.openFile(fileOf('empty.csv', ''));
    await settled();
    await engine.current.fail('file-empty');
    expect(state().settings.clustering.k).toBe(4);
  });

  it('is found again after a reload that cut the run off', async () => {
    const { useWorkbench, state, open, recipe } = await workbench();
    const cut = {
      ...recipe,
      seed: 7,
      clustering: { ...recipe.clustering, k: 6 },
      predict: { horizonDays: 60 },
      assignment: DEFAULT_ASSIGNMENT,
    };
    useWorkbench.setState({ interrupted: { fileName: A.name, fileSize: A.size, sample: false, recipe: cut, workspace: null } });
    await open(A);
    expect(state().settings).toMatchObject({
      seed: 7,
      clustering: { k: 6 },
      predict: { horizonDays: 60 },
      assignment: DEFAULT_ASSIGNMENT,
    });
    expect(state().interrupted).toBeNull();
  });
});
