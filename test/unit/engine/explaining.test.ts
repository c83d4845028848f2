import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Explaining } from '../../../workers/engine/explaining';
import type { RunState } from '../../../workers/engine/run';
import { NOTHING_FOUND } from '../../../workers/protocol/findings';
import { RunReportSchema, type RunReport } from '../../../workers/protocol/report';
import { plantedSequences } from '../../fixtures/planted-sequences';
import { readResult } from '../explain/support';
import { Disk } from '../store/memory-device';
import { csv, engineOn, fileOf, MAPPING, recipeOf, shopLines, text, value } from './engine';

const quiet = () => undefined;

describe('what the model of a run looks at', () => {
  it('is computed once for its segments, and by features where nothing reads the events', { timeout: 60_000 }, async () => {
    const engine = engineOn(null);
    const recipe = recipeOf(MAPPING);
    await value(engine.read('r', fileOf('shop.csv', csv(shopLines([0, 320], [0, 120]))), MAPPING, recipe.cleaning, quiet));
    const { users, specs } = await value(engine.build('b', recipe, 'auto', quiet));
    const shares: number[] = [];
    const looks = await value(engine.importances('i', ({ stage, done, total }) => shares.push(stage === 'explain' ? done / total : NaN)));
    expect(looks.tokens).toBeNull();
    expect(looks.features).toMatchObject({ users, heldOut: false, repeats: 5, loss: null });
    expect(looks.features!.items.filter(({ of }) => of.kind === 'feature')).toHaveLength(specs.length);
    expect(looks.features!.items.some(({ moved }) => moved.mean > 0.02)).toBe(true);
    expect(shares.every((share, i) => share >= (shares[i - 1] ?? 0) && share <= 1)).toBe(true);

    let asked = 0;
    expect(await value(engine.importances('again', () => asked++))).toEqual(looks);
    expect(asked).toBe(0);
    await value(engine.chooseK('k', 3, quiet));
    expect(await value(engine.importances('other', () => asked++))).not.toEqual(looks);
    expect(asked).toBeGreaterThan(0);

    expect(await value(engine.readUser({ segment: null }))).toBeNull();
    expect(await value(engine.activations(null))).toBeNull();
  });

  it('comes back with the workspace, is in its report, and costs itself alone where it cannot be read', { timeout: 60_000 }, async () => {
    const disk = new Disk();
    const before = engineOn(disk);
    const recipe = recipeOf(MAPPING);
    await value(before.read('r', fileOf('shop.csv', csv(shopLines([0, 160], [0, 120]))), MAPPING, recipe.cleaning, quiet));
    const { segments, specs } = await value(before.build('b', recipe, 'auto', quiet));
    expect(segments.findings).toEqual(NOTHING_FOUND);
    const { info } = await value(before.keep('k', null, 'shop', {}));
    const looks = await value(before.importances('i', quiet));
    await value(before.keep('k2', info!.id, 'shop', {}));
    const bytes = disk.used;
    await value(before.keep('k3', info!.id, 'shop', {}));
    expect(disk.used).toBe(bytes);
    const shoal = await value(before.saveWorkspaceFile('s', info!.id));
    disk.locks.clear();

    const opened = async (on: Disk, id: string) => {
      const engine = engineOn(on);
      const { run } = await value(engine.openWorkspace('o', id));
      return { engine, findings: run!.segments.findings };
    };
    const after = await opened(disk, info!.id);
    expect(after.findings).toEqual({ looks, assignment: null });
    let asked = 0;
    expect(await value(after.engine.importances('again', () => asked++))).toEqual(looks);
    expect(asked).toBe(0);
    const report = JSON.parse(await text(await value(after.engine.exportReport({ names: [], alerts: [], none: '' })))) as RunReport;
    expect(v.safeParse(RunReportSchema, report).issues).toBeUndefined();
    const { items } = looks.features!;
    expect(report.looks!.features!.items.map(({ of, moved }) => ('feature' in of ? [of.feature, moved] : null))).toEqual(
      items.map(({ of, moved }) => (of.kind === 'feature' ? [specs[of.feature]!.id, moved] : null)),
    );
    // Nothing new: nothing is written.
    await value(after.engine.keep('k', info!.id, 'shop', {}));
    expect(disk.used).toBe(bytes);

    const elsewhere = new Disk();
    const loaded = await value(engineOn(elsewhere).loadWorkspaceFile('l', new File([shoal], 'shop.shoal')));
    elsewhere.locks.clear();
    expect((await opened(elsewhere, loaded.id)).findings).toEqual({ looks, assignment: null });

    disk.locks.clear();
    for (const path of disk.files.keys()) if (path.includes('/found-')) disk.files.delete(path);
    const cleared = await opened(disk, info!.id);
    expect(cleared.findings).toEqual(NOTHING_FOUND);
    expect(await value(cleared.engine.listRuns({}))).toMatchObject({ runs: [{ current: true }], lost: 0 });
  });

  it('goes by the numbers of the segments, and begins with one who is typical', async () => {
    const { events } = plantedSequences('order', 30, 3);
    const result = await readResult(events, { architecture: 'gru', width: 16, layers: 1, code: 4, steps: 12 });
    const { labels, distances } = result.segmentation;
    const run = { ...result, opened: { ingested: { events } }, numbers: [7, 4] } as unknown as RunState;
    const explaining = new Explaining();
    const nearest = (label: number) => {
      const members = Array.from(labels.keys()).filter((row) => labels[row] === label);
      return members.sort((a, b) => distances[a]! - distances[b]!)[0]!;
    };
    for (const [segment, label] of [
      [null, 0],
      [7, 0],
      [4, 1],
    ] as const) {
      const row = nearest(label);
      expect(await explaining.readUser(run, { segment })).toMatchObject({
        row,
        id: events.userIds[result.matrix.userIndex[row]!],
        segment: label === 0 ? 7 : 4,
        next: label === 0 ? 4 : 7,
      });
    }
    expect((await explaining.readUser(run, { row: 3 }))!.row).toBe(3);
    await expect(explaining.readUser(run, { segment: 9 })).rejects.toThrow(RangeError);
    expect(new Set((await explaining.activations(run, null))!.segments)).toEqual(new Set([7, 4]));
  });
});
