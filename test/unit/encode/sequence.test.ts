import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchUsers, cutBatches, epochBatches, fillBatch, stepsTaught } from '../../../workers/encode/sequence/batches';
import { CODE_PRICE, codeWarmup, hideFrom } from '../../../workers/encode/sequence/hide';
import { initialWeights, sizeOf, viewWeights, weightsOf } from '../../../workers/encode/sequence/layout';
import { SequenceReader } from '../../../workers/encode/sequence/read-users';
import { SequenceTrainer } from '../../../workers/encode/sequence/sequence-trainer';
import type { Sequences } from '../../../workers/encode/sequence/tokens';
import { trainSequence } from '../../../workers/encode/sequence/train-sequence';
import { random } from '../../../workers/math/random';
import { defaultEncoder, type EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import { SEQUENCE_ENCODERS, type SequenceShape } from '../../../workers/protocol/sequences';
import { heardIn, matricesOf, slowCode, slowGradient, slowLoss, slowStates, stepsOf } from '../../fixtures/slow-sequence';
import { leavesNoTensors } from '../../fixtures/tensors';
import { collect } from './support';

const LEVELS = [4, 3, 5];

function shapeOf(architecture: SequenceShape['architecture'], width = 4): SequenceShape {
  return { architecture, levels: LEVELS, predicted: [0, 2], width, layers: 2, code: 3, steps: 16 };
}

/** Sequences of the given lengths with random levels. */
function sequencesOf(lengths: readonly number[], seed = 1): Sequences {
  const rng = random(seed, 'sequences');
  const offsets = Uint32Array.from([0, ...lengths]).map((_, i) => lengths.slice(0, i).reduce((a, b) => a + b, 0));
  const tokens = Uint8Array.from({ length: offsets.at(-1)! * LEVELS.length }, (_, i) => 1 + rng.int(LEVELS[i % LEVELS.length]! - 1));
  return { users: lengths.length, fields: LEVELS.length, offsets, tokens };
}

const recipeOf = (kind: SequenceShape['architecture'], change: Partial<EncoderRecipe> = {}): EncoderRecipe => ({
  ...defaultEncoder(kind),
  epochs: 3,
  batchSize: 8,
  ...change,
});

describe.each(SEQUENCE_ENCODERS)('a %s', (architecture) => {
  const shape = shapeOf(architecture);

  it('has the states and the codes of the textbook, on plain arrays', () => {
    const wide = shapeOf(architecture, 32);
    const sequences = sequencesOf([1, 5, 12]);
    const parameters = initialWeights(wide, 4);
    const matrices = matricesOf(wide, parameters);
    const reader = new SequenceReader({ shape: wide, parameters });
    const codes = new Float32Array(3 * sequences.users);
    for (let user = 0; user < sequences.users; user++) reader.codeInto(codes, 3 * user, sequences, user);
    for (let user = 0; user < sequences.users; user++) {
      const { states } = slowStates(wide, matrices, stepsOf(sequences, user));
      const found = reader.states(sequences, user);
      states.flat().forEach((value, i) => expect(found[i]).toBeCloseTo(value, 4));
      slowCode(matrices, states, states.length - 1).forEach((value, i) => expect(codes[user * 3 + i]).toBeCloseTo(value, 4));
    }
  });

  it('does not see the future', () => {
    const sequences = sequencesOf([10]);
    const reader = new SequenceReader({ shape, parameters: initialWeights(shape, 2) });
    const whole = reader.states(sequences, 0).slice();
    for (let length = 0; length < 10; length++) {
      const begun = { ...sequences, offsets: Uint32Array.of(0, length) };
      expect(reader.states(begun, 0)).toEqual(whole.slice(0, (length + 1) * shape.width));
    }
  });

  describe.each(['wasm', 'cpu'])('trained on %s', (backend) => {
    beforeAll(async () => {
      expect(await setBackend(backend)).toBe(true);
    });
    leavesNoTensors();

    it('begins with the loss of a slow float64 reference, and takes the step that its numerical gradient says', async () => {
      const sequences = sequencesOf([3, 1, 4]);
      const batch = { users: Uint32Array.of(0, 1, 2), time: 4 };
      const start = initialWeights(shape, 7);
      const hidden = hideFrom(batch, shape, { masking: 0, dropout: 0 }, 5, 1);
      // The second step of four over which noise and price rise with the square of the steps.
      const users = [0, 1, 2].map((at) => heardIn(shape, sequences, batch.users, at, hidden, 1 / 16));
      const loss = (parameters: Float64Array) => slowLoss(shape, matricesOf(shape, parameters), users, CODE_PRICE / 16);
      const gradient = slowGradient(loss, Float64Array.from(start));
      // A plain step of the gradient, so that nothing divides by its size.
      const optimizer = { kind: 'sgd', momentum: 0, weightDecay: 0, warmup: 0 } as const;
      const zeros = new Float32Array(start.length);
      const state = { parameters: start, firstMoment: zeros, secondMoment: zeros, steps: 1 };
      const trainer = new SequenceTrainer(shape, sequences, { learningRate: 0.5, optimizer }, 5, state, 4);
      trainer.step(batch, 1);
      expect((await trainer.takeLoss()) / 8).toBeCloseTo(loss(Float64Array.from(start)), 4);
      const { parameters } = await trainer.state();
      trainer.dispose();
      gradient.forEach((slope, i) => expect((start[i]! - parameters[i]!) / 0.5).toBeCloseTo(slope, 3));
    });

    it('reads as many steps as it was asked to, whatever their number', async () => {
      const odd = { ...shape, steps: 11 };
      const most = stepsTaught(odd);
      const sequences = sequencesOf([most, 9, most, 2]);
      const asked = { shape: odd, sequences, validation: Uint8Array.of(0, 0, 1, 0), encoder: recipeOf(architecture), seed: 3 };
      const { result } = await collect(trainSequence(asked));
      const quiet = [{ steps: stepsOf(sequences, 2) }];
      const loss = slowLoss(odd, matricesOf(odd, result.parameters), quiet, CODE_PRICE);
      expect(result.bestLoss).toBeCloseTo(loss, 3);
      // No weight by which users are read stays as it began, such as that of the last place at which a Transformer reads.
      const [begun, learned] = [initialWeights(odd, 3), result.parameters].map((of) => matricesOf(odd, of));
      for (const name of ['position', 'code'])
        begun![name]?.forEach((row, at) => expect(learned![name]![at], `${name} ${at}`).not.toEqual(row));
    });

    it('measures without noise, learning nothing', async () => {
      const sequences = sequencesOf([3, 6]);
      const parameters = initialWeights(shape, 7);
      const zeros = new Float32Array(parameters.length);
      const state = { parameters, firstMoment: zeros, secondMoment: zeros, steps: 0 };
      const trainer = new SequenceTrainer(shape, sequences, { learningRate: 0.1 }, 5, state);
      trainer.measure({ users: Uint32Array.of(0, 1), time: 8 });
      const users = [0, 1].map((user) => ({ steps: stepsOf(sequences, user) }));
      expect((await trainer.takeLoss()) / 9).toBeCloseTo(slowLoss(shape, matricesOf(shape, parameters), users, CODE_PRICE), 4);
      expect((await trainer.state()).parameters).toEqual(parameters);
      trainer.dispose();
    });

    it('holds no tensor back from step to step, with all that can be hidden hidden', async () => {
      const sequences = sequencesOf([3, 2]);
      const parameters = initialWeights(shape, 7);
      const zeros = new Float32Array(parameters.length);
      const state = { parameters, firstMoment: zeros, secondMoment: zeros, steps: 0 };
      const choices = { learningRate: 0.01, dropout: 0.2, sequence: { steps: 16, width: 16, layers: 2, masking: 0.2 } } as const;
      const trainer = new SequenceTrainer(shape, sequences, choices, 5, state);
      const batch = { users: Uint32Array.of(0, 1), time: 4 };
      trainer.step(batch, 1);
      const { numTensors, numDataBuffers, numBytes } = memory();
      for (let step = 2; step <= 26; step++) trainer.step(batch, step);
      expect(memory()).toMatchObject({ numTensors, numDataBuffers, numBytes });
      expect(Number.isFinite(await trainer.takeLoss())).toBe(true);
      trainer.dispose();
    });

    it('goes on from a checkpoint to the very same result, and does not leak', async () => {
      const sequences = sequencesOf(Array.from({ length: 30 }, (_, i) => 1 + (i % 9)));
      const validation = Uint8Array.from({ length: 30 }, (_, i) => (i % 5 === 0 ? 1 : 0));
      const encoder = recipeOf(architecture, { dropout: 0.2, sequence: { steps: 16, width: 16, layers: 2, masking: 0.2 } });
      const asked = { shape, sequences, validation, encoder, seed: 3 };
      const whole = await collect(trainSequence(asked));
      expect(whole.items).toHaveLength(3);
      for (const checkpoint of whole.items.slice(0, 2)) {
        const resumed = await collect(trainSequence(asked, structuredClone(checkpoint)));
        expect(resumed.result).toEqual(whole.result);
      }
      expect(whole.result.trainingLoss[2]).toBeLessThan(whole.result.trainingLoss[0]!);
    });
  });
});

describe('batches', () => {
  it('are no longer than the steps that a network reads, and no wider than a device holds', () => {
    const lengths = Array.from({ length: 3000 }, (_, i) => 33 + (i % 18));
    const batches = cutBatches(sequencesOf(lengths), Uint32Array.from(lengths.keys()), 65_536, 50);
    expect(new Set(batches.map(({ time }) => time))).toEqual(new Set([50]));
    for (const { users, time } of batches) expect(users.length * time).toBeLessThanOrEqual(65_536);
  });

  it('are 32 an epoch where the users are few, of eight at least, and never larger than asked for', () => {
    expect([10_000, 2048, 2047, 540, 256, 30].map((users) => batchUsers(users, 64))).toEqual([64, 64, 64, 17, 8, 8]);
    expect(batchUsers(10_000, 16)).toBe(16);
  });

  it('hear noise that rises over 400 steps, over half of a training where that is shorter', () => {
    expect([10_000, 800, 640, 30, 1].map(codeWarmup)).toEqual([400, 400, 320, 15, 0]);
  });

  it('hold every user once, padded to no more than twice the steps', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 257 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 16 }),
        (lengths, size) => {
          const sequences = sequencesOf(lengths);
          const users = Uint32Array.from(lengths.keys());
          for (const batches of [cutBatches(sequences, users, size, 257), epochBatches(sequences, users, size, 257, 1, 2)]) {
            expect(batches.flatMap((batch) => Array.from(batch.users)).sort((a, b) => a - b)).toEqual(Array.from(users));
            for (const batch of batches) {
              expect(batch.users.length).toBeLessThanOrEqual(size);
              for (const user of batch.users) expect(batch.time === 4 || batch.time < 2 * lengths[user]!).toBe(true);
              for (const user of batch.users) expect(lengths[user]).toBeLessThanOrEqual(batch.time);
            }
          }
        },
      ),
    );
  });

  it('are filled in order of time, zeros before the first step and after the last', () => {
    const sequences: Sequences = { users: 2, fields: 2, offsets: Uint32Array.of(0, 1, 3), tokens: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    const { levels, weights, count } = fillBatch(sequences, { users: Uint32Array.of(1, 0), time: 3 });
    expect(Array.from(levels)).toEqual([0, 0, 3, 1, 5, 0, 0, 0, ...[0, 0, 4, 2, 6, 0, 0, 0]]);
    expect(Array.from(weights)).toEqual([1, 1, 1, 0, 0, 0]);
    expect(count).toBe(3);
  });
});

it('counts its weights', () => {
  for (const architecture of SEQUENCE_ENCODERS) {
    const shape = shapeOf(architecture);
    expect(initialWeights(shape, 1)).toHaveLength(sizeOf(weightsOf(shape)));
    expect(() => viewWeights(shape, new Float32Array(3))).toThrow(RangeError);
  }
});
