import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { inlineCompute } from '../../../workers/cluster/compute';
import { runStages, withK, withSeedStability, type Opened, type RunDevices, type RunState } from '../../../workers/engine/run';
import { defaultEncoder } from '../../../workers/protocol/encoder-recipe';
import { defaultRecipe, type Recipe } from '../../../workers/protocol/recipe';
import { inlineTables } from '../../fixtures/inline-ranges';
import { localTrainer } from '../../fixtures/local-trainer';
import { population } from '../../fixtures/population';

/** A file that has been read, as far as the stages after reading look at it. */
const opened = { ingested: { events: population({ seed: 3, users: 70, months: 4 }).events }, seconds: 0 } as unknown as Opened;
const compute = inlineCompute();
const devices: RunDevices = {
  tables: inlineTables(),
  trainer: localTrainer,
  compute,
  kmeans: compute,
  backend: () => ({ active: 'wasm', choice: 'auto', probes: [] }),
};
const defaults = defaultRecipe({ timeZone: 'UTC' } as never);
const recipe: Recipe = {
  ...defaults,
  encoder: { ...defaultEncoder('idec'), hidden: [16], code: 4, epochs: 3, joint: { gamma: 0.1, interval: 10, change: 0.001, steps: 30 } },
  clustering: { ...defaults.clustering, restarts: 2, bootstraps: 20 },
};
const withNumber = (k: number | null): Recipe => ({ ...recipe, clustering: { ...recipe.clustering, k } });
const { signal } = new AbortController();
const run = (asked: Recipe, previous: RunState | null = null) => runStages(opened, asked, devices, previous, () => undefined, signal);

describe('a run whose encoder is trained together with its segments', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    await setBackend('wasm');
  });

  it('has as many as the rule takes before, and keeps the embedding while nothing asks for another number', async () => {
    const first = await run(recipe);
    const { joint } = first.embedding;
    expect(joint!.chosen).toBe('rule');
    expect(first.segmentation.k).toBe(joint!.k);
    expect(first.clusterings.choice).toMatchObject({ k: joint!.k, rule: 'trained' });
    expect(first.embedding.training!.joint!.k).toBe(joint!.k);

    const others = await withK(first, joint!.k === 3 ? 4 : 3, () => undefined, signal);
    expect(others.embedding).toBe(first.embedding);
    expect(others.clusterings.choice.rule).toBe('manual');
    expect((await withK(others, null, () => undefined, signal)).clusterings.choice).toEqual(first.clusterings.choice);

    expect((await run(recipe, others)).embedding).toBe(first.embedding);
    const again = await run(withNumber(others.segmentation.k), others);
    expect(again.embedding.joint).toMatchObject({ k: others.segmentation.k, chosen: 'manual' });
    expect(again.segmentation.k).toBe(others.segmentation.k);
    expect((await run(withNumber(others.segmentation.k), again)).embedding).toBe(again.embedding);
    // Back to the rule: what was trained for a person's number is no answer to it.
    expect((await run(recipe, again)).embedding.data).toEqual(first.embedding.data);
  });

  it('is done again under other seeds for the same number', async () => {
    const first = await run(withNumber(3));
    const { clusterings } = await withSeedStability(first, devices, () => undefined, signal);
    expect(clusterings.trainedK).toBe(3);
    expect(clusterings.validity.find(({ k }) => k === 3)!.seedStability).toHaveLength(3);
  });
});
