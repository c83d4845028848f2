import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../workers/engine/engine';
import { defaultRecipe, type MappingRecipe, type Recipe } from '../../../workers/protocol/recipe';
import { mappingOf } from '../ingest/support';
import { csv, engineOn, fileOf, MAPPING, recipeOf, shopLines, text, value } from './engine';

const silent = () => undefined;
const { cleaning } = defaultRecipe(MAPPING);
const open = (engine: Engine, lines: readonly string[], mapping: MappingRecipe = MAPPING, header?: string) =>
  value(engine.read('read', fileOf('shop.csv', csv(lines, header)), mapping, cleaning, silent));

async function build(engine: Engine, k = 4, change: Partial<Recipe['clustering']> = {}, mapping = MAPPING) {
  const recipe = recipeOf(mapping);
  return value(engine.build('build', { ...recipe, clustering: { ...recipe.clustering, k, ...change } }, 'auto', silent));
}

const NAMES = { names: { 0: 'A', 1: 'B', 2: 'C', 3: '=D' }, none: 'nobody' };
const words = { names: ['A', 'B', 'C', '=D'], alerts: [], none: 'nobody' };
const lines = async (blob: Blob) => (await text(blob)).trim().split('\r\n');
/** user, segment, name, distance of an export of segments, which has the features behind these. */
const four = (line: string) => line.split(',').slice(0, 4).join(',');

/** Another engine with the run of this one, as an archive brings it. */
async function elsewhere(engine: Engine, run: number, open: (other: Engine) => Promise<unknown>) {
  const { runs } = await value(engine.listRuns({}));
  const archive = await value(engine.exportRun(runs[run]!.id, NAMES.names));
  const other = engineOn(null);
  await open(other);
  return { other, ...(await value(other.importRun(new File([archive], 'run.zip')))) };
}

const whole = shopLines([0, 160], [0, 120]);

describe('the users of a file in the segments of a run', () => {
  it('are those of the run where the file is its own, after a way through an archive', async () => {
    const engine = engineOn(null);
    await open(engine, whole);
    const built = await build(engine);
    const own = (await lines(await value(engine.exportSegments(words)))).map(four);
    const { other, id } = await elsewhere(engine, 0, async (afresh) => {
      await open(afresh, whole);
      await build(afresh, 3);
    });
    const stages: string[] = [];
    const placed = await value(other.placeUsers('place', id, ({ stage }) => stages.push(stage)));
    expect([...new Set(stages)]).toEqual(['features', 'encode', 'cluster']);
    expect(placed.segments.map(({ users, runUsers }) => users - runUsers)).toEqual([0, 0, 0, 0]);
    expect(placed.segments.map(({ users }) => users)).toEqual(built.segments.portraits.map(({ size }) => size));
    expect([placed.users, placed.runUsers, placed.outside]).toEqual([built.users, built.users, 0]);
    expect(placed.days!.here).toBeCloseTo(placed.days!.run, 9);
    // The same lines that the engine which built it exports: every user, segment, name and distance.
    const table = await lines(await value(other.exportPlaced(id, NAMES)));
    expect(table.map(four)).toEqual(own);
    const more = table.slice(1).map((line) => line.split(',').slice(4));
    expect(new Set(more.map(([by]) => by))).toEqual(new Set(['centre']));
    for (const [, certainty] of more) expect(+certainty! > 0 && +certainty! <= 1).toBe(true);
    expect([placed.by, placed.early]).toEqual(['centre', { none: 'unlearned', rule: null, users: 0, probability: null }]);
    // The result on the screens is untouched, and further runs of the list place their users, too.
    const { runs } = await value(other.listRuns({}));
    expect(runs.find(({ current }) => current)!.segments.length).toBe(3);
    const again = await value(other.placeUsers('place', runs.find(({ current }) => current)!.id, silent));
    expect(again.segments.map(({ users, runUsers }) => users - runUsers)).toEqual([0, 0, 0]);
  });

  it('are told apart by what the file says of them, whoever they are', async () => {
    const engine = engineOn(null);
    await open(engine, whole);
    await build(engine);
    const { other, id } = await elsewhere(engine, 0, async (afresh) => {
      await open(afresh, shopLines([160, 320], [0, 120]));
      await build(afresh, 3);
    });
    const { users, runUsers, segments, days } = await value(other.placeUsers('place', id, silent));
    const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
    expect(sum(segments.map((segment) => segment.users))).toBe(users);
    expect(sum(segments.map((segment) => segment.runUsers))).toBe(runUsers);
    expect(Math.abs(days!.here - days!.run)).toBeLessThan(10);
    const [heading, ...rest] = await lines(await value(other.exportPlaced(id, NAMES)));
    expect(heading).toBe('user,segment,name,distance,placed_by,certainty');
    expect(rest.length).toBe(users);
    const byNumber = (number: number) => rest.filter((line) => line.split(',')[1] === String(number + 1)).length;
    expect(segments.map(({ number }) => byNumber(number))).toEqual(segments.map((segment) => segment.users));
    // A name cannot run as a formula.
    expect(rest.filter((line) => line.includes(',=D,'))).toEqual([]);
    // Another file in its place: what was placed is gone.
    await open(other, whole);
    expect(await other.exportPlaced(id, NAMES)).toMatchObject({ ok: false, error: { code: 'placed-gone' } });
    await build(other, 3);
    expect(await other.exportPlaced(id, NAMES)).toMatchObject({ ok: false, error: { code: 'run-gone' } });
    // Other segments under the id of the run, too.
    const current = (await value(other.listRuns({}))).runs.find((run) => run.current)!;
    await value(other.placeUsers('place', current.id, silent));
    expect((await lines(await value(other.exportPlaced(current.id, NAMES)))).length).toBe(1 + current.users);
    await value(other.chooseK('k', 4, silent));
    expect(await other.exportPlaced(current.id, NAMES)).toMatchObject({ ok: false, error: { code: 'placed-gone' } });
  });

  it('are not placed where the file lacks what the model is about, which it names', async () => {
    const engine = engineOn(null);
    await open(engine, whole);
    await build(engine);
    const without = (column: number) =>
      whole.map((line) =>
        line
          .split(',')
          .filter((_, i) => i !== column)
          .join(','),
      );
    const unpriced = mappingOf({ user_id: 'user', event: 'event', timestamp: 'time' }, { purchaseTypes: ['purchase'], dateFormat: 'iso' });
    const { other, id } = await elsewhere(engine, 0, async (afresh) => {
      await open(afresh, without(3), unpriced, 'user_id,event,timestamp');
      await build(afresh, 3, {}, unpriced);
    });
    expect(await other.placeUsers('place', id, silent)).toMatchObject({
      ok: false,
      error: { code: 'place-lacks', params: { lacks: 'amounts' } },
    });

    const types = [...new Set(whole.map((line) => line.split(',')[1]!))].filter((type) => type !== 'purchase');
    const renamed = whole.map((line) => line.replace(`,${types[0]!},`, ',something else,'));
    const { other: third, id: same } = await elsewhere(engine, 0, async (afresh) => {
      await open(afresh, renamed);
      await build(afresh, 3);
    });
    const answer = await third.placeUsers('place', same, silent);
    expect(answer).toMatchObject({ ok: false, error: { code: 'place-lacks' } });
    if (!answer.ok) expect(answer.error.params['lacks']).toMatch(/types/);
    if (!answer.ok) expect(answer.error.params['names']).toContain(types[0]!);
  });

  it('are placed by what belongs to a mixture and to dense regions, and not by their centres alone', async () => {
    const engine = engineOn(null);
    await open(engine, shopLines([0, 80], [0, 120]));
    await build(engine, 3, { method: 'mixture' });
    await build(engine, 3, { method: 'hdbscan', density: { epsilon: null, minPoints: null, minClusterSize: 8 } });
    await build(engine, 3);
    const { runs } = await value(engine.listRuns({}));
    expect(runs.map(({ recipe }) => recipe.clustering.method)).toEqual(['kmeans', 'hdbscan', 'mixture']);
    const mixture = await value(engine.placeUsers('place', runs[2]!.id, silent));
    expect(mixture.segments.map(({ users, runUsers }) => users - runUsers)).toEqual([0, 0, 0]);
    const waysOf = async (id: string) => (await lines(await value(engine.exportPlaced(id, NAMES)))).slice(1).map((line) => line.split(','));
    for (const [, , , , by, certainty] of await waysOf(runs[2]!.id))
      expect([by, +certainty! > 1 / 3 - 1e-6 && +certainty! <= 1]).toEqual(['mixture', true]);
    const dense = await value(engine.placeUsers('place', runs[1]!.id, silent));
    for (const [, , , , by, certainty] of await waysOf(runs[1]!.id))
      expect([by, +certainty! >= 0 && +certainty! <= 1]).toEqual(['region', true]);
    expect(dense.segments.reduce((sum, { users }) => sum + users, 0)).toBe(dense.runUsers);
    for (const { id } of runs.slice(1)) {
      const archive = new File([await value(engine.exportRun(id, {}))], 'run.zip');
      const { id: imported } = await value(engine.importRun(archive));
      expect(await engine.placeUsers('place', imported, silent)).toMatchObject({ ok: false, error: { code: 'place-method' } });
    }
  });

  it('stay where they are when it is cancelled', async () => {
    const engine = engineOn(null);
    await open(engine, whole);
    await build(engine);
    const { runs } = await value(engine.listRuns({}));
    const answer = engine.placeUsers('place', runs[0]!.id, () => engine.cancel('place'));
    expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await engine.placeUsers('place', 'nobody', silent)).toMatchObject({ ok: false, error: { code: 'run-gone' } });
    const back = engine.putBackRun('back', runs[0]!.id, () => engine.cancel('back'));
    expect(await back).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect((await value(engine.listRuns({}))).runs[0]!.current).toBe(true);
  });
});
