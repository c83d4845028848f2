import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SequenceRequest } from '../../../workers/encode/trainer';
import { RunReportSchema, type RunReport } from '../../../workers/protocol/report';
import { localTrainer } from '../../fixtures/local-trainer';
import { Disk } from '../store/memory-device';
import { csv, engineOn, fileOf, MAPPING, model, recipeOf, shopLines, text, value } from './engine';

const quiet = () => undefined;
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
