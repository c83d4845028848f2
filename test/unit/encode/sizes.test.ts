import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { rowsOf, type Rows } from '../../../workers/encode';
import { DenseTrainer } from '../../../workers/encode/dense-trainer';
import { ladderOf } from '../../../workers/encode/sizes/ladder';
import { measureSizes, type Timer } from '../../../workers/encode/sizes/measure-sizes';
import { largestWithin, predicted, type StepTimes } from '../../../workers/encode/sizes/predict';
import { timeSteps, type TimingRequest } from '../../../workers/encode/sizes/time-steps';
import { extractFeatures } from '../../../workers/features';
import type { BackendName } from '../../../workers/protocol/backend';
import { drive } from '../../../workers/protocol/progress';
import { defaultEncoder, type EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import { defaultRecipe, RecipeSchema } from '../../../workers/protocol/recipe';
import { SEQUENCE_ENCODERS } from '../../../workers/protocol/sequences';
import * as v from 'valibot';
import { plantedSequences } from '../../fixtures/planted-sequences';
import { leavesNoTensors } from '../../fixtures/tensors';
import { collect, sheet } from './support';

const KINDS = ['autoencoder', 'variational', 'idec', 'fused', ...SEQUENCE_ENCODERS] as const;

const planted = (async () => {
  const { events } = plantedSequences('order', 60, 2);
  const matrix = await drive(extractFeatures(events, defaultRecipe({} as never).features));
  return { rows: rowsOf(events, matrix), ids: Array.from(matrix.userIndex, (user) => events.userIds[user]!) };
})();

/** Says of each step what it is told to, and remembers what it was asked. */
function fakeTimer(ms: (asked: TimingRequest, call: number) => number, backend: (call: number) => BackendName = () => 'wasm') {
  const asked: TimingRequest[] = [];
  const timer: Timer = {
    time: (timing) => {
      asked.push(timing);
      const count = timing.of === 'dense' ? timing.steps : 10;
      return Promise.resolve({ batches: [{ count, stepMs: ms(timing, asked.length) }], endMs: 0, backend: backend(asked.length) });
    },
  };
  return { timer, asked };
}

describe('the sizes that an encoder may have', () => {
  it.each(KINDS)('rises from small to large for %s, each one a recipe', (kind) => {
    const ladder = ladderOf({ ...defaultEncoder(kind), code: 12, epochs: 7 }, 1000);
    expect(ladder.length).toBeGreaterThanOrEqual(7);
    // Multiplications of a user, roughly.
    const cost = ({ hidden, sequence }: EncoderRecipe) => {
      const dense = [40, ...hidden, 12].reduce((sum, width, i, all) => sum + (i === 0 ? 0 : width * all[i - 1]!), 0);
      return sequence ? sequence.steps * sequence.layers * sequence.width ** 2 : dense;
    };
    const costs = ladder.map(cost);
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(new Set(ladder.map((size) => JSON.stringify(size))).size).toBe(ladder.length);
    for (const encoder of ladder) {
      expect(encoder).toMatchObject({ kind, code: 12, epochs: 7 });
      expect(v.is(RecipeSchema.entries.encoder, encoder)).toBe(true);
    }
  });

  it('reads no more events than anybody has, keeps what else was chosen, and knows none without an encoder', () => {
    const sequence = { steps: 64, width: 32, layers: 1, masking: 0.3 } as const;
    const ladder = ladderOf({ ...defaultEncoder('gru'), sequence }, 20);
    expect(Math.max(...ladder.map((size) => size.sequence!.steps))).toBe(20);
    expect(ladder.every((size) => size.sequence!.masking === 0.3)).toBe(true);
    expect(ladderOf(defaultEncoder('transformer'), 2).every((size) => size.sequence!.steps === 4)).toBe(true);
    expect(ladderOf({ ...defaultEncoder('fused'), sequence: { ...sequence, architecture: 'lstm' } }, 99)[0]).toMatchObject({
      hidden: [32],
      sequence: { architecture: 'lstm', layers: 2 },
    });
    expect(ladderOf(defaultEncoder('none'), 99)).toEqual([]);
  });
});

describe('the choice', () => {
  it('predicts a training from its steps and what follows each epoch', () => {
    const times: StepTimes = {
      batches: [
        { count: 30, stepMs: 2 },
        { count: 10, stepMs: 10 },
      ],
      endMs: 40,
    };
    expect(predicted('sequence', times, 50)).toEqual({ part: 'sequence', stepMs: 4, steps: 2000, seconds: 10 });
  });

  it('takes the last size before the first that is too long', () => {
    const seconds = fc.array(fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constant(NaN)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(seconds, fc.double({ min: 0, max: 100, noNaN: true }), (all, budget) => {
        const chosen = largestWithin(
          all.map((value) => ({ seconds: value })),
          budget,
        );
        const fits = chosen === null ? 0 : chosen + 1;
        expect(all.slice(0, fits).every((value) => value <= budget)).toBe(true);
        expect(fits === all.length || !(all[fits]! <= budget)).toBe(true);
      }),
    );
  });

  const rows: Rows = { users: 1000, features: 10, scaled: sheet(1000, 10) };
  const ids = Array.from({ length: 1000 }, (_, user) => `u${user}`);
  const widest = (asked: TimingRequest) => Math.max(...asked.request.encoder.hidden);

  it('climbs until a size is too long, and keeps what it measured', async () => {
    const encoder = { ...defaultEncoder('autoencoder'), batchSize: 100, epochs: 10, validationShare: 0 };
    // 10 epochs of 10 steps: a size of 128 takes 128 ms a step, 12.8 s in all.
    const { timer, asked } = fakeTimer(widest);
    const { result, items } = await collect(measureSizes(rows, ids, encoder, 1, timer, 13));
    expect(result.measured.map(({ encoder: size, seconds }) => [size.hidden, seconds])).toEqual([
      [[32], 3.2],
      [[64], 6.4],
      [[128], 12.8],
      [[256], 25.6],
    ]);
    expect(result).toMatchObject({ chosen: 2, backend: 'wasm', budgetSeconds: 13, users: 1000 });
    expect(result.measured[2]!.parts).toEqual([{ part: 'autoencoder', stepMs: 128, steps: 100, seconds: 12.8 }]);
    expect(items.map(({ done, total }) => [done, total])).toEqual([0, 1, 2, 3].map((done) => [done, 7]));
    expect(asked).toHaveLength(4);
    expect((await collect(measureSizes(rows, ids, encoder, 1, timer, 1))).result).toMatchObject({ chosen: null, measured: [{}] });
    expect((await collect(measureSizes(rows, ids, encoder, 1, timer, 1e9))).result.chosen).toBe(6);
  });

  it('counts the joint training in, and both networks of a fused encoder', async () => {
    const { timer, asked } = fakeTimer(() => 1);
    const { result } = await collect(measureSizes(rows, ids, { ...defaultEncoder('idec'), validationShare: 0 }, 1, timer, 0));
    // 40 epochs of 4 steps of 256 users; 143 rounds of 140 steps.
    expect(result.measured[0]!.parts.map(({ part, steps }) => [part, steps])).toEqual([
      ['autoencoder', 160],
      ['together', 143 * 140],
    ]);
    const { rows: told, ids: users } = await planted;
    asked.length = 0;
    const { result: fused } = await collect(measureSizes(told, users, defaultEncoder('fused'), 1, timer, 0));
    expect(fused.measured[0]!.parts.map(({ part }) => part)).toEqual(['sequence', 'autoencoder']);
    expect(asked.map(({ of }) => of)).toEqual(['sequence', 'dense']);
    expect(fused.measured[0]!.seconds).toBeCloseTo(
      fused.measured[0]!.parts.reduce((sum, { seconds }) => sum + seconds, 0),
      12,
    );
  });

  it('ends where the device refuses a size, and keeps what it measured', async () => {
    const encoder = { ...defaultEncoder('autoencoder'), batchSize: 100, epochs: 10, validationShare: 0 };
    const { timer, asked } = fakeTimer(
      () => 1,
      () => 'webgpu',
    );
    const limited = (most: number): Timer => ({ time: (timing) => (widest(timing) > most ? Promise.resolve(null) : timer.time(timing)) });
    const { result } = await collect(measureSizes(rows, ids, encoder, 1, limited(128), 60));
    expect(result.measured.map(({ encoder: size }) => size.hidden)).toEqual([[32], [64], [128]]);
    expect(result).toMatchObject({ chosen: 2, backend: 'webgpu', refused: true });
    expect(asked).toHaveLength(3);
    expect((await collect(measureSizes(rows, ids, encoder, 1, limited(1e6), 60))).result).not.toHaveProperty('refused');
    // Of both networks of a size that is joined with clusters one alone says nothing.
    const joint: Timer = {
      time: (timing) => (timing.of === 'dense' && timing.k > 0 && widest(timing) > 64 ? Promise.resolve(null) : timer.time(timing)),
    };
    const { result: both } = await collect(measureSizes(rows, ids, { ...encoder, kind: 'idec' }, 1, joint, 1e6));
    expect(both).toMatchObject({ chosen: 1, refused: true, measured: [{}, {}] });
    await expect(collect(measureSizes(rows, ids, encoder, 1, limited(16), 60))).rejects.toMatchObject({ code: 'sizes-refused' });
  });

  it('begins anew where training moves to another device', async () => {
    const { timer } = fakeTimer(widest, (call) => (call < 3 ? 'webgpu' : 'wasm'));
    const { result } = await collect(measureSizes(rows, ids, defaultEncoder('variational'), 1, timer, 1e4));
    expect(result.backend).toBe('wasm');
    expect(result.measured.map(({ encoder: { hidden } }) => hidden)[0]).toEqual([32]);
    expect(new Set(result.measured.map(({ encoder: { hidden } }) => String(hidden))).size).toBe(result.measured.length);
  });

  it('says what is missing, and stops at a cancel', async () => {
    const { timer } = fakeTimer(() => 1);
    await expect(collect(measureSizes(rows, ids, defaultEncoder('gru'), 1, timer, 10))).rejects.toMatchObject({ code: 'no-order' });
    await expect(collect(measureSizes(rows, ids, defaultEncoder('none'), 1, timer, 10))).rejects.toMatchObject({
      code: 'features-no-variance',
    });
    const stopped = measureSizes(rows, ids, defaultEncoder('idec'), 1, timer, 10, AbortSignal.abort());
    await expect(collect(stopped)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('timing', () => {
  beforeAll(async () => {
    await setBackend('wasm');
  });
  leavesNoTensors();

  it('times the largest autoencoder there is', async () => {
    const encoder = { ...ladderOf(defaultEncoder('idec'), 0).at(-1)!, batchSize: 8 };
    const rows = sheet(16, 4);
    const timing = {
      of: 'dense',
      request: { rows, features: 4, encoder, seed: 1 },
      training: 16,
      validating: 4,
      steps: 2,
      k: 3,
      enoughMs: 0,
    } as const;
    expect((await timeSteps(timing)).batches[0]!.stepMs).toBeGreaterThan(0);
  });

  it('takes fewer steps of a slow device than of a fast one, so that measuring stays short', async () => {
    const encoder = { ...defaultEncoder('autoencoder'), hidden: [8], code: 2, batchSize: 8 };
    const request = { rows: sheet(16, 4), features: 4, encoder, seed: 1 };
    const stepsWhere = async (ms: number) => {
      let clock = 0;
      const now = vi.spyOn(performance, 'now').mockImplementation(() => (clock += ms));
      const step = vi.spyOn(DenseTrainer.prototype, 'step');
      try {
        await timeSteps({ of: 'dense', request, training: 16, validating: 4, steps: 2, k: 0, enoughMs: 1e9 });
        return step.mock.calls.length;
      } finally {
        now.mockRestore();
        step.mockRestore();
      }
    };
    expect(await stepsWhere(0.01)).toBe(10);
    const slow = await stepsWhere(800);
    expect(slow).toBeGreaterThanOrEqual(4);
    expect(slow).toBeLessThanOrEqual(6);
  });

  it.each(KINDS)('times the steps of %s and leaves nothing behind', async (kind) => {
    const { rows, ids } = await planted;
    const encoder = defaultEncoder(kind);
    const small = { ...encoder, ...(encoder.sequence && { sequence: { ...encoder.sequence, steps: 8, width: 16 as const } }) };
    const timer: Timer = { time: async (timing, signal) => ({ ...(await timeSteps(timing, signal)), backend: 'wasm' }) };
    const { result } = await collect(measureSizes(rows, ids, small, 1, timer, 1e-6));
    const [size] = result.measured;
    expect(result).toMatchObject({ chosen: null, users: 60 });
    for (const { stepMs, steps, seconds } of size!.parts) {
      expect(stepMs).toBeGreaterThan(0);
      expect(seconds).toBeGreaterThanOrEqual((stepMs * steps) / 1000);
      expect(Number.isFinite(seconds)).toBe(true);
    }
    await expect(
      collect(measureSizes(rows, ids, small, 1, { time: (timing) => timer.time(timing, AbortSignal.abort()) }, 1)),
    ).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
