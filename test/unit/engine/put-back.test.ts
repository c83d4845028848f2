import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../workers/engine/engine';
import type { RunResult } from '../../../workers/protocol/engine';
import type { Recipe } from '../../../workers/protocol/recipe';
import { Disk } from '../store/memory-device';
import { csv, engineOn, fileOf, MAPPING, recipeOf, shopLines, text, value } from './engine';

const silent = () => undefined;
const shop = fileOf('shop.csv', csv(shopLines([0, 160], [0, 120])));
const words = { names: ['a', 'b', 'c', 'd', 'e'], alerts: [], none: '-' };

const read = (engine: Engine, cleaning = recipeOf(MAPPING).cleaning) => value(engine.read('read', shop, MAPPING, cleaning, silent));

async function build(engine: Engine, k: number, change: Partial<Recipe> = {}) {
  const recipe = recipeOf(MAPPING, change);
  return value(engine.build('build', { ...recipe, clustering: { ...recipe.clustering, k } }, 'auto', silent));
}

const list = async (engine: Engine, typed = {}) => (await value(engine.listRuns(typed))).runs;

/** What the screens draw of a result, but for the other numbers of segments that were computed with it. */
const drawn = ({ segments, map, timeline, transitions, specs, users, kind, training }: RunResult) => ({
  labels: segments.labels,
  portraits: segments.portraits,
  points: map.points,
  explained: map.explained,
  timeline,
  transitions,
  specs,
  users,
  kind,
  training,
});

describe('a run that is put back on the screens', () => {
  it('is what it was, segment by segment and user by user', async () => {
    const engine = engineOn(null);
    await read(engine);
    const first = await build(engine, 4);
    const users = await text(await value(engine.exportSegments(words)));
    await build(engine, 3, { seed: 9 });
    const [current, before] = await list(engine);
    expect([current!.hindrance, before!.hindrance]).toEqual([null, null]);
    const stages: string[] = [];
    const back = await value(engine.putBackRun('back', before!.id, ({ stage }) => stages.push(stage)));
    expect(drawn(back)).toEqual(drawn(first));
    expect([...new Set(stages)]).toEqual(['features', 'encode', 'portray', 'track']);
    expect([back.segments.k, back.segments.choice.rule, back.validity.length]).toEqual([4, 'kept', 1]);
    expect(back.validity[0]).toEqual(first.validity.find(({ k }) => k === 4));
    expect(await text(await value(engine.exportSegments(words)))).toBe(users);
    const after = await list(engine);
    expect(after.map(({ id, current: shown }) => [id, shown])).toEqual([
      [current!.id, false],
      [before!.id, true],
    ]);
    expect(after[1]!.segments).toEqual(before!.segments);
  });

  it('goes on as any result does: figures are completed, windows change, a newer build stands beside it', async () => {
    const engine = engineOn(null);
    await read(engine);
    await build(engine, 4);
    await build(engine, 3, { seed: 9 });
    const [, before] = await list(engine);
    const { segments } = await value(engine.putBackRun('back', before!.id, silent));
    // There is one number of segments, which nobody chose anew and no rule took.
    for (const k of [4, null]) expect((await value(engine.chooseK('k', k, silent))).segments.choice).toEqual(segments.choice);
    expect(await engine.chooseK('k', 5, silent)).toMatchObject({ ok: false, error: { code: 'users-fewer-than-k' } });
    expect((await list(engine))[1]!.recipe).toEqual(before!.recipe);
    expect((await value(engine.completeSeedStability('seeds', silent))).validity).toMatchObject([{ k: 4 }]);
    const { timeline } = await value(engine.retrack('track', { ...recipeOf(MAPPING).track, window: 'week' }, silent));
    expect(timeline.unit).toBe('week');
    const next = await build(engine, 5);
    expect(next.segments.choice).toMatchObject({ k: 5, rule: 'manual' });
    expect(next.validity.length).toBeGreaterThan(1);
    expect((await list(engine)).map(({ segments }) => segments.length)).toEqual([5, 3, 4]);
  });

  it('is a step of the history: undo goes back to the result before, here and after a reload', async () => {
    const disk = new Disk();
    const engine = engineOn(disk);
    await read(engine);
    const first = await build(engine, 4);
    const { info } = await value(engine.keep('keep', null, 'shop', {}, { 1: 'regulars' }));
    const second = await build(engine, 3, { seed: 9 });
    await value(engine.keep('keep', info!.id, 'shop', {}));
    const [, before] = await list(engine);
    expect(before!.segments[1]).toMatchObject({ typed: 'regulars' });
    await value(engine.putBackRun('back', before!.id, silent));
    const { history } = await value(engine.keep('keep', info!.id, 'shop', {}, { 1: 'regulars' }));
    expect(history.versions.map(({ kind, segments }) => [kind, segments])).toEqual([
      ['build', 4],
      ['build', 3],
      ['put-back', 4],
    ]);
    expect(history.undo).toBe(history.versions[1]!.id);
    disk.locks.clear();

    const after = engineOn(disk);
    const opened = await value(after.openWorkspace('open', info!.id));
    expect(drawn(opened.run!)).toEqual(drawn(first));
    expect((await list(after)).map(({ current }) => current)).toEqual([false, true]);
    const undone = await value(after.goToVersion('undo', history.undo!));
    expect(undone.run!.segments.labels).toEqual(second.segments.labels);
    // What was kept on the device can be put back, too.
    expect(drawn(await value(after.putBackRun('back', before!.id, silent)))).toEqual(drawn(first));
  });

  it('is a step where nothing can be kept, and where another number of segments of the same run is on the screens', async () => {
    const engine = engineOn(null);
    await read(engine);
    const first = await build(engine, 4);
    const [run] = await list(engine);
    await value(engine.changeRun(run!.id, { pinned: true }));
    await value(engine.keep('keep', null, 'shop', {}));
    await value(engine.chooseK('k', 5, silent));
    await value(engine.keep('keep', null, 'shop', {}));
    const back = await value(engine.putBackRun('back', run!.id, silent));
    expect(back.segments.labels).toEqual(first.segments.labels);
    const { history } = await value(engine.keep('keep', null, 'shop', {}));
    expect(history.versions.map(({ kind, segments }) => [kind, segments])).toEqual([
      ['build', 5],
      ['put-back', 4],
    ]);
    expect((await value(engine.goToVersion('undo', history.undo!))).run!.segments.k).toBe(5);
  });

  it('is not put back where it was deleted meanwhile, and is there once when it is had back', async () => {
    const engine = engineOn(null);
    await read(engine);
    await build(engine, 4);
    await build(engine, 3);
    const before = await list(engine);
    const deleted: Promise<unknown>[] = [];
    const answer = engine.putBackRun('back', before[1]!.id, () => {
      if (deleted.length === 0) deleted.push(value(engine.deleteRun(before[1]!.id)));
    });
    expect(await answer).toMatchObject({ ok: false, error: { code: 'run-gone' } });
    await Promise.all(deleted);
    expect(deleted.length).toBe(1);
    expect((await list(engine)).map(({ id, current }) => [id, current])).toEqual([[before[0]!.id, true]]);
    await value(engine.bringBackRun());
    expect((await list(engine)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it('has what was learned of it under its own choices alone, whichever of its steps is on the screens', async () => {
    const engine = engineOn(new Disk());
    // Too few users to learn from, which is an answer, too, and needs no network.
    const few = fileOf('few.csv', csv(shopLines([0, 60], [0, 120])));
    await value(engine.read('read', few, MAPPING, recipeOf(MAPPING).cleaning, silent));
    await build(engine, 4);
    const { info } = await value(engine.keep('keep', null, 'few', {}));
    const keep = async () => (await value(engine.keep('keep', info!.id, 'few', {}))).history.current!;
    const goTo = async (id: string) => (await value(engine.goToVersion('go', id))).run!;
    const [first] = await list(engine);
    await build(engine, 3);
    await keep();
    await value(engine.putBackRun('back', first!.id, silent));
    const learned = await value(engine.learnAssignment('learn', { classWeights: 'balanced' }, silent));
    expect(learned.none).toMatchObject({ reason: 'few-taught' });
    const back = await keep();
    const { history } = await value(engine.keep('keep', info!.id, 'few', {}));
    const built = await goTo(history.versions[0]!.id);
    expect([built.recipe.assignment, built.segments.findings.assignment]).toEqual([undefined, null]);
    await keep();
    const again = await goTo(back);
    expect([again.recipe.assignment, again.segments.findings.assignment]).toEqual([{ classWeights: 'balanced' }, learned]);
  });

  it('comes after an update of its own file, to which it gave its segments', async () => {
    const engine = engineOn(null);
    await value(engine.read('read', fileOf('old.csv', csv(shopLines([0, 160], [0, 100]))), MAPPING, recipeOf(MAPPING).cleaning, silent));
    await build(engine, 4);
    const newer = fileOf('newer.csv', csv(shopLines([0, 170], [95, 120])));
    const { matches } = await value(engine.previewAppend('look', newer));
    const { after: updated } = await value(engine.proposeUpdate('update', newer, matches, 'assign', 'auto', silent));
    await value(engine.acceptUpdate());
    await build(engine, 3);
    const runs = await list(engine);
    expect(runs.map(({ hindrance }) => hindrance)).toEqual([null, null, 'run-other-file']);
    const back = await value(engine.putBackRun('back', runs[1]!.id, silent));
    expect(back.segments.labels).toEqual(updated.segments.labels);
    expect(back.map.points).toEqual(updated.map.points);
    expect(back.segments.portraits.map(({ name, size }) => [name, size])).toEqual(
      updated.segments.portraits.map(({ name, size }) => [name, size]),
    );
    expect(await engine.putBackRun('back', runs[2]!.id, silent)).toMatchObject({ ok: false, error: { code: 'run-other-file' } });
  });

  it('is refused where the file is read in another way, and where it came with a file', async () => {
    const engine = engineOn(null);
    await read(engine);
    await build(engine, 4);
    const [run] = await list(engine);
    const archive = new File([await value(engine.exportRun(run!.id, {}))], 'run.zip');
    const { id } = await value(engine.importRun(archive));
    const { cleaning } = recipeOf(MAPPING);
    await read(engine, { ...cleaning, dropDuplicates: false });
    await build(engine, 3);
    const hindrances = Object.fromEntries((await list(engine)).map((one) => [one.id, one.hindrance]));
    expect([hindrances[run!.id], hindrances[id]]).toEqual(['run-other-reading', 'run-imported']);
    expect(await engine.putBackRun('back', run!.id, silent)).toMatchObject({ ok: false, error: { code: 'run-other-reading' } });
    expect(await engine.putBackRun('back', id, silent)).toMatchObject({ ok: false, error: { code: 'run-imported' } });
    expect(await engine.putBackRun('back', 'nobody', silent)).toMatchObject({ ok: false, error: { code: 'run-gone' } });
    await read(engine);
    expect((await list(engine)).find((one) => one.id === run!.id)!.hindrance).toBe(null);
  });
});
