import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SequenceRequest } from '../../../workers/encode/trainer';
import { RunReportSchema, type RunReport } from '../../../workers/protocol/report';
import { mappingOf } from '../ingest/support';
import { localTrainer } from '../../fixtures/local-trainer';
import { Disk } from '../store/memory-device';
import { csv, engineOn, fileOf, MAPPING, model, recipeOf, shopLines, text, value } from './engine';

const quiet = () => undefined;
const KINDS_HEADER = 'user_id,event_time,event_type,category,price';
const KINDS = mappingOf(
  { user_id: 'user', event_time: 'time', event_type: 'event', category: 'category', price: 'value' },
  { purchaseTypes: ['purchase'], dateFormat: 'iso' },
);

/** Users [from, to) of three kinds, told by what they look at and by what they spend from the first event on, who come from some day on. */
function kinds(from: number, to: number, events: number, day: number): string[] {
  return Array.from({ length: to - from }, (_, i) => from + i).flatMap((user) => {
    const kind = user % 3;
    return Array.from({ length: events }, (_, i) => {
      const time = new Date(Date.UTC(2025, 0, 1) + (day + (user % 5) + i * (1 + kind)) * 86_400_000 + user * 60_000);
      const type = i % (2 + kind) === 0 ? 'purchase' : 'view';
      return `u${user},${time.toISOString()},${type},${['tea', 'cups', 'cake'][kind]!},${(5 + 40 * kind + (user % 9)).toFixed(2)}`;
    });
  });
}
const WORDS = { names: [], alerts: [], none: 'no segment' };

describe('placing new users in the segments of a run', () => {
  beforeAll(async () => {
    expect(await setBackend('wasm')).toBe(true);
  });

  it('is learned once for the segments and the choices, and stands in recipe and report', { timeout: 120_000 }, async () => {
    let trainings = 0;
    const taught: number[][] = [];
    const disk = new Disk();
    const engine = engineOn(disk, undefined, {
      ...model,
      trainSequence: async (request: SequenceRequest) => {
        trainings++;
        taught.push([...request.classes!.weights]);
        // One epoch is enough to have weights.
        const asked = { ...request, encoder: { ...request.encoder, epochs: 1 } };
        return { status: 'done', value: await localTrainer.trainSequence(asked, quiet) };
      },
    });
    const recipe = recipeOf(MAPPING);
    await value(engine.read('r', fileOf('shop.csv', csv(shopLines([0, 320], [0, 243]))), MAPPING, recipe.cleaning, quiet));
    const { segments } = await value(engine.build('b', recipe, 'auto', quiet));
    const report = async () => {
      const made = JSON.parse(await text(await value(engine.exportReport(WORDS)))) as RunReport;
      expect(v.safeParse(RunReportSchema, made).issues).toBeUndefined();
      return made;
    };
    expect((await report()).assignment).toBeUndefined();

    const stages = new Set<string>();
    const first = await value(engine.learnAssignment('a', { classWeights: 'none' }, ({ stage }) => stages.add(stage)));
    expect([...stages]).toEqual(['encode', 'predict']);
    const ids = segments.portraits.map(({ id }) => id);
    for (const reading of first.assignment!.readings) expect(reading.segments.map(({ id }) => id)).toEqual(ids);
    expect(await report()).toMatchObject({ recipe: { assignment: { classWeights: 'none' } }, assignment: first });
    expect(await value(engine.learnAssignment('again', { classWeights: 'none' }, quiet))).toEqual(first);
    expect(trainings).toBe(1);

    const balanced = await value(engine.learnAssignment('w', { classWeights: 'balanced' }, quiet));
    expect(balanced.assignment!.training.classWeights).toBe('balanced');
    expect(trainings).toBe(2);
    expect(new Set(taught[0])).toEqual(new Set([1]));
    expect(new Set(taught[1]).size).toBeGreaterThan(1);

    // Other segments have to be learned anew; those of before are remembered.
    await value(engine.chooseK('k', 3, quiet));
    expect((await report()).assignment).toBeUndefined();
    const back = await value(engine.chooseK('back', 4, quiet));
    expect(back.segments.findings.assignment).toEqual(balanced);
    expect((await report()).assignment).toEqual(balanced);

    // And in an engine to come, which has nothing to learn with.
    const { info } = await value(engine.keep('keep', null, 'shop', {}));
    disk.locks.clear();
    const later = engineOn(disk);
    const { run } = await value(later.openWorkspace('open', info!.id));
    expect(run!.segments.findings).toEqual({ looks: null, assignment: balanced });
    expect(await value(later.learnAssignment('known', { classWeights: 'balanced' }, quiet))).toEqual(balanced);
    expect(JSON.parse(await text(await value(later.exportReport(WORDS))))).toMatchObject({ assignment: balanced });
  });

  it(
    'is done by the network itself for those with few events, after a way through the store and an archive',
    { timeout: 120_000 },
    async () => {
      const disk = new Disk();
      const engine = engineOn(disk, undefined, {
        ...model,
        trainSequence: async (request: SequenceRequest) => {
          const asked = { ...request, encoder: { ...request.encoder, epochs: 5 } };
          return { status: 'done', value: await localTrainer.trainSequence(asked, quiet) };
        },
      });
      const recipe = recipeOf(KINDS);
      const own = { ...recipe, clustering: { ...recipe.clustering, k: 3 } };
      await value(engine.read('r', fileOf('kinds.csv', csv(kinds(0, 300, 10, 0), KINDS_HEADER)), KINDS, recipe.cleaning, quiet));
      await value(engine.build('b', own, 'auto', quiet));
      const early = async (on: typeof engine, id: string) => (await value(on.placeUsers('p', id, quiet))).early;
      const idOf = async (on: typeof engine) => (await value(on.listRuns({}))).runs.find(({ current }) => current)!.id;
      expect((await early(engine, await idOf(engine))).none).toBe('unlearned');
      const { assignment } = await value(engine.learnAssignment('a', { classWeights: 'none' }, quiet));
      const { from, to } = assignment!.ahead!;
      expect(from).toBeLessThanOrEqual(2);
      expect(to).toBeGreaterThanOrEqual(2);
      // All of its own users are in the run, and none of them is new.
      expect(await early(engine, await idOf(engine))).toMatchObject({ none: 'nobody', users: 0, rule: { from, to } });

      const { info } = await value(engine.keep('keep', null, 'kinds', {}));
      disk.locks.clear();
      const later = engineOn(disk);
      await value(later.openWorkspace('open', info!.id));
      expect(await early(later, await idOf(later))).toMatchObject({ none: 'nobody' });
      const archive = new File([await value(later.exportRun(await idOf(later), {}))], 'run.zip');

      // Two events each of users who came in the last days, beside users of before.
      const other = engineOn(null);
      const lines = [...kinds(0, 60, 10, 0), ...kinds(900, 960, 2, 27)];
      await value(other.read('r', fileOf('next.csv', csv(lines, KINDS_HEADER)), KINDS, recipe.cleaning, quiet));
      await value(other.build('b', own, 'auto', quiet));
      const { id } = await value(other.importRun(archive));
      const placed = await value(other.placeUsers('p', id, quiet));
      expect(placed.early).toMatchObject({ none: null, users: 60, rule: { from, to } });
      expect(placed.by).toBe('centre');
      const table = (await text(await value(other.exportPlaced(id, { names: {}, none: 'none' })))).trim().split('\r\n');
      expect(table[0]).toBe('user,segment,name,distance,placed_by,certainty');
      const rows = table.slice(1).map((line) => line.split(','));
      const byKind = (from: number, to: number) =>
        [0, 1, 2].map((kind) => rows.filter(([user]) => +user!.slice(1) % 3 === kind && +user!.slice(1) >= from && +user!.slice(1) < to));
      const segmentsOf = (some: string[][]) => [...new Set(some.map(([, segment]) => segment))];
      const known = byKind(0, 60).map(segmentsOf);
      expect(known.map((segments) => segments.length)).toEqual([1, 1, 1]);
      // The network finds the segment of their kind, which is what they will belong to.
      const arrived = byKind(900, 960);
      arrived.forEach((some, kind) => {
        expect(some.filter(([, segment]) => segment === known[kind]![0]).length).toBeGreaterThanOrEqual(18);
        expect(new Set(some.map(([, , , , by]) => by))).toEqual(new Set(['network']));
        for (const [, , , , , certainty] of some) expect(+certainty! > 1 / 3 && +certainty! <= 1).toBe(true);
      });
      const mean = arrived.flat().reduce((sum, row) => sum + +row[5]!, 0) / 60;
      expect(placed.early.probability).toBeCloseTo(mean, 3);
      expect(
        new Set(
          byKind(0, 60)
            .flat()
            .map(([, , , , by]) => by),
        ),
      ).toEqual(new Set(['centre']));
    },
  );

  it('leaves the run as it was where it is cancelled', { timeout: 120_000 }, async () => {
    const engine = engineOn(null, undefined, { ...model, trainSequence: () => new Promise(quiet) });
    const recipe = recipeOf(MAPPING);
    await value(engine.read('r', fileOf('shop.csv', csv(shopLines([0, 320], [0, 243]))), MAPPING, recipe.cleaning, quiet));
    await value(engine.build('b', recipe, 'auto', quiet));
    const reply = await engine.learnAssignment('a', { classWeights: 'balanced' }, () => engine.cancel('a'));
    expect(reply).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    const report = JSON.parse(await text(await value(engine.exportReport(WORDS)))) as RunReport;
    expect(report.recipe.assignment).toBeUndefined();
  });
});
