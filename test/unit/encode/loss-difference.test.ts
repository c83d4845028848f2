import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { encode } from '../../../workers/encode';
import { lossDifference } from '../../../workers/encode/loss-difference';
import { random } from '../../../workers/math/random';
import { DEFAULT_JOINT } from '../../../workers/protocol/encoder-recipe';
import { sideOf, validationMask } from '../../../workers/encode/split';
import { lossVerdict } from '../../../src/screens/training/loss-verdict';
import { localTrainer } from '../../fixtures/local-trainer';
import { collect, recipe, sheet } from './support';

const pause = () => Promise.resolve();
const of = (losses: ArrayLike<number>, baseline: ArrayLike<number>) =>
  lossDifference(Float64Array.from(losses), Float64Array.from(baseline), 1, pause);

describe('the loss of an encoder beside its baseline', () => {
  it('differs by a mean with the interval of its standard error, however much more users differ from each other', async () => {
    const users = 5000;
    const rng = random(3, 'test', 'losses');
    // Users lose between 0 and 10; what the encoder spares each of them is 0.02, give or take 0.5.
    const baseline = Float64Array.from({ length: users }, () => 10 * rng.next());
    const spared = Float64Array.from({ length: users }, () => 0.02 + 0.5 * rng.normal());
    const mean = spared.reduce((sum, x) => sum + x, 0) / users;
    const sd = Math.sqrt(spared.reduce((sum, x) => sum + (x - mean) ** 2, 0) / users);
    const half = (1.96 * sd) / Math.sqrt(users);
    const { value, low, high } = await of(
      baseline.map((loss, user) => loss - spared[user]!),
      baseline,
    );
    expect(value).toBeCloseTo(-mean, 4);
    expect(Math.abs(low! - (-mean - half))).toBeLessThan(0.1 * half);
    expect(Math.abs(high! - (-mean + half))).toBeLessThan(0.1 * half);
  });

  it('does not differ from itself, in single precision either', async () => {
    const losses = Array.from({ length: 60 }, (_, user) => 0.1 + user / 60);
    expect(await of(losses, losses)).toEqual({ value: 0, low: 0, high: 0 });
    expect(await of(losses.map(Math.fround), losses)).toEqual({ value: 0, low: 0, high: 0 });
    // One part in a thousand less of every user is a difference, and holds for each of them.
    const less = await of(
      losses.map((loss) => 0.999 * loss),
      losses,
    );
    expect(less.high!).toBeLessThan(0);
  });

  it('does not differ by the dust that single precision leaves where the baseline loses nothing', async () => {
    const nothing = new Array<number>(60).fill(0);
    const dust = nothing.map((_, user) => 1e-15 + user * 1e-16);
    expect(await of(dust, nothing)).toEqual({ value: 0, low: 0, high: 0 });
    // A thousandth of a standard deviation is more than dust.
    expect((await of(nothing.fill(1e-6), new Array<number>(60).fill(0))).low).toBeGreaterThan(0);
  });

  it('has no interval of fewer than ten users', async () => {
    const nine = new Array<number>(9).fill(1);
    expect(await of(nine, new Array<number>(9).fill(2))).toEqual({ value: -1, low: null, high: null });
    expect((await of([...nine, 1], new Array<number>(10).fill(2))).low).toBeCloseTo(-1, 12);
  });
});

describe('a training', () => {
  const [users, features] = [300, 8];
  const ids = Array.from({ length: users }, (_, user) => `user ${user}`);
  const halves = function* () {
    yield { stage: 'cluster' as const, done: 0, total: 1 };
    return { k: 2, centres: Float32Array.from([0, 0, 0, 1, 1, 1]), chosen: 'manual' as const };
  };
  const asked = { hidden: [16], code: 3, epochs: 4 };
  const KINDS = {
    autoencoder: recipe(asked),
    denoising: recipe({ ...asked, corruption: 0.2 }),
    variational: recipe({ ...asked, kind: 'variational', variational: { beta: 0.1, warmup: 1 } }),
    idec: recipe({ ...asked, kind: 'idec', joint: { ...DEFAULT_JOINT, steps: 140 } }),
  };

  it.each(Object.keys(KINDS) as (keyof typeof KINDS)[])(
    'tells the difference of the two losses that it ended with, on its own backend: %s',
    async (kind) => {
      await setBackend('cpu');
      const rows = { users, features, scaled: sheet(users, features, 2) };
      const { result } = await collect(
        encode(rows, ids, KINDS[kind], 1, localTrainer, undefined, async function* () {
          return yield* halves();
        }),
      );
      const { difference, bestLoss, bestEpoch, baselineLoss, validationUsers } = result.training!;
      expect(validationUsers).toBe(sideOf(validationMask(ids, KINDS[kind].validationShare, 1), 1).length);
      // The loss of a variational baseline is an expectation: what its code draws on these 60 users leads a little away from that.
      expect(difference!.value).toBeCloseTo(bestLoss! - baselineLoss!, kind === 'variational' ? 1 : 5);
      // Where no epoch was better than the start, which is the baseline, there is no difference.
      if (bestEpoch === 0) expect(difference).toEqual({ value: 0, low: 0, high: 0 });
      else expect(difference!.high! - difference!.low!).toBeGreaterThan(0);
    },
  );

  it('of a variational encoder that ends where it began does not differ from its baseline, whatever its code draws', async () => {
    await setBackend('cpu');
    const rows = { users, features, scaled: sheet(users, features, 2) };
    const wild = { ...KINDS.variational, learningRate: 1, epochs: 2 };
    const { training } = (await collect(encode(rows, ids, wild, 1, localTrainer))).result;
    expect(training).toMatchObject({ bestEpoch: 0, difference: { value: 0, low: 0, high: 0 } });
    expect(training!.bestLoss).not.toBeCloseTo(training!.baselineLoss!, 6);
    // Two hidden units carry one component: the start is not the baseline, which loses less.
    const narrow = (await collect(encode(rows, ids, { ...wild, hidden: [2] }, 1, localTrainer))).result.training!;
    expect(narrow.bestEpoch).toBe(0);
    expect(narrow.difference!.value).toBeCloseTo(narrow.bestLoss! - narrow.baselineLoss!, 6);
    expect(narrow.difference!.low).toBeGreaterThan(0);
  });

  it.each(['as wide as the features', 'as wide as what differs in them'])('of a code %s has nothing to beat', async (width) => {
    await setBackend('cpu');
    const scaled = sheet(users, features, 2);
    const doubled = width !== 'as wide as the features';
    if (doubled) for (let i = 0; i < scaled.length; i++) scaled[i] = scaled[i % 2 === 0 ? i : i - 1]!;
    const asked = recipe({ hidden: [64], code: doubled ? features / 2 : features, epochs: 4, learningRate: 0.0005 });
    const { training } = (await collect(encode({ users, features, scaled }, ids, asked, 1, localTrainer))).result;
    expect(training!.bestLoss).toBeGreaterThan(0);
    expect(training!.difference).toEqual({ value: 0, low: 0, high: 0 });
    expect(lossVerdict(training!)).toBe('nothing');
  });

  it('that nobody validates is compared with nothing', async () => {
    await setBackend('cpu');
    const rows = { users, features, scaled: sheet(users, features, 2) };
    const { result } = await collect(encode(rows, ids, recipe({ ...asked, validationShare: 0 }), 1, localTrainer));
    expect(result.training).not.toHaveProperty('difference');
    expect(result.training!.baselineLoss).toBeGreaterThan(0);
  });
});
