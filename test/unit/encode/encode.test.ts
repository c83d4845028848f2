import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../../../workers/encode';
import { pcaLoss, principalComponents } from '../../../workers/encode/baseline';
import { pick } from '../../../workers/encode/dense';
import { autoencoderShapes, initialParameters, toDenseWeights } from '../../../workers/encode/layers';
import { validationMask } from '../../../workers/encode/split';
import type { EpochReport, TrainedAutoencoder, Trainer, TrainRequest } from '../../../workers/encode/trainer';
import { AppError } from '../../../workers/protocol/errors';
import type { FeatureMatrix } from '../../../workers/protocol/features';
import { collect, recipe, sheet } from './support';

const USERS = 40;
const FEATURES = 5;
const ids = Array.from({ length: USERS }, (_, user) => `u${user}`);
const matrix = { users: USERS, features: FEATURES, scaled: sheet(USERS, FEATURES) } as unknown as FeatureMatrix;

/** A trainer that reports what it is told to, then returns the starting weights. */
class FakeTrainer implements Trainer {
  request: TrainRequest | undefined;

  constructor(
    private readonly reports: readonly EpochReport[],
    private readonly failure?: unknown,
  ) {}

  trainSequence(): Promise<never> {
    return Promise.reject(new Error('not asked for'));
  }

  async train(request: TrainRequest, onEpoch: (epoch: EpochReport) => void, signal?: AbortSignal): Promise<TrainedAutoencoder> {
    this.request = request;
    for (const report of this.reports) {
      if (report.epoch % 2 === 0) await Promise.resolve();
      onEpoch(report);
    }
    if (this.failure !== undefined) throw this.failure;
    if (signal?.aborted) throw new AppError('cancelled');
    const shapes = autoencoderShapes(FEATURES, request.encoder.hidden, request.encoder.code);
    const layers = toDenseWeights(shapes, initialParameters(shapes, 1));
    const losses = this.reports.map(({ trainingLoss }) => trainingLoss);
    return {
      encoder: layers.slice(0, 2),
      decoder: layers.slice(2),
      trainingLoss: losses,
      validationLoss: losses,
      bestEpoch: 2,
      bestLoss: 1,
      stoppedEarly: true,
      backends: ['webgpu', 'wasm'],
    };
  }
}

const report = (epoch: number): EpochReport => ({ epoch, trainingLoss: 1 / epoch, validationLoss: 2 / epoch, backend: 'wasm' });

describe('encode', () => {
  it('passes epochs and notices on in order, and reports the training', async () => {
    const notice = { key: 'device-lost', backend: 'wasm' } as const;
    const trainer = new FakeTrainer([report(1), { ...report(1), notice }, report(2), report(3)]);
    const { items, result } = await collect(encode(matrix, ids, recipe(), 9, trainer));
    expect(items.map(({ done, total, notice: said }) => [done, total, said?.backend])).toEqual([
      [0, 6, undefined],
      [1, 6, undefined],
      [1, 6, 'wasm'],
      [2, 6, undefined],
      [3, 6, undefined],
    ]);
    expect(items[3]!.figures).toEqual({ epoch: 2, trainingLoss: 0.5, validationLoss: 1 });
    const { validation } = trainer.request!;
    expect(validation).toEqual(validationMask(ids, 0.2, 9));
    const count = validation.reduce((sum, value) => sum + value, 0);
    expect(result).toMatchObject({ users: USERS, dims: 2 });
    expect(result.data).toHaveLength(USERS * 2);
    expect(result.training).toMatchObject({
      epochs: 4,
      bestEpoch: 2,
      trainingUsers: USERS - count,
      validationUsers: count,
      parameters: 5 * 8 + 8 + 8 * 2 + 2 + 2 * 8 + 8 + 8 * 5 + 5,
      backends: ['webgpu', 'wasm'],
      baselineLoss: pcaLoss(
        principalComponents(pick(matrix.scaled, USERS, FEATURES, validation, 0), FEATURES),
        pick(matrix.scaled, USERS, FEATURES, validation, 1),
        2,
      ),
    });
  });

  it('hands the features through for kind none, in memory of its own', async () => {
    const { result } = await collect(encode(matrix, ids, recipe({ kind: 'none' }), 1, new FakeTrainer([])));
    expect(result).toEqual({ users: USERS, dims: FEATURES, data: matrix.scaled, encoder: [], decoder: [], training: null });
    expect(result.data.buffer).not.toBe(matrix.scaled.buffer);
  });

  it('throws what the trainer throws, after the epochs that came before', async () => {
    const stage = encode(matrix, ids, recipe(), 1, new FakeTrainer([report(1)], new AppError('training-diverged', { epoch: 2 })));
    await stage.next();
    expect((await stage.next()).value).toMatchObject({ done: 1 });
    await expect(stage.next()).rejects.toMatchObject({ code: 'training-diverged', params: { epoch: 2 } });
  });

  it('refuses nothing to learn from, and a signal that has fired', async () => {
    const empty = { users: 3, features: 0, scaled: new Float32Array(0) } as unknown as FeatureMatrix;
    await expect(collect(encode(empty, ids, recipe(), 1, new FakeTrainer([])))).rejects.toMatchObject({ code: 'features-no-variance' });
    const signal = AbortSignal.abort();
    await expect(collect(encode(matrix, ids, recipe(), 1, new FakeTrainer([]), signal))).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('validationMask', () => {
  it('takes about the share, and a user keeps the side whoever else is there', () => {
    const many = Array.from({ length: 20_000 }, (_, user) => String(17_000 + user));
    for (const share of [0.05, 0.1, 0.3]) {
      const mask = validationMask(many, share, 4);
      const taken = mask.reduce((sum, value) => sum + value, 0) / many.length;
      // Five binomial standard deviations.
      expect(Math.abs(taken - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / many.length));
      expect(validationMask(many.slice(500, 9000), share, 4)).toEqual(mask.slice(500, 9000));
    }
    expect(validationMask(many, 0.1, 4)).not.toEqual(validationMask(many, 0.1, 5));
  });

  it('leaves both sides a user wherever there are two', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 12 }), fc.double({ min: 0, max: 0.5, noNaN: true }), (names, share) => {
        const taken = validationMask(names, share, 1).reduce((sum, value) => sum + value, 0);
        if (share === 0 || names.length < 2) expect(taken).toBe(0);
        else expect(taken > 0 && taken < names.length).toBe(true);
      }),
    );
  });
});
