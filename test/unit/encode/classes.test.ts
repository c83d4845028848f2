import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ClassReader } from '../../../workers/encode/sequence/class-reader';
import { ClassTrainer } from '../../../workers/encode/sequence/class-trainer';
import { initialWeights } from '../../../workers/encode/sequence/layout';
import { trainSequence } from '../../../workers/encode/sequence/train-sequence';
import type { SequenceRequest } from '../../../workers/encode/trainer';
import { SEQUENCE_ENCODERS } from '../../../workers/protocol/sequences';
import { classRequest } from '../../conformance/inputs';
import { matricesOf, pupilOf, slowClasses, slowClassLoss, slowGradient, slowWeight, stepsOf } from '../../fixtures/slow-sequence';
import { leavesNoTensors } from '../../fixtures/tensors';
import { collect } from './support';

const beginningAt = (parameters: Float32Array) => {
  const zeros = new Float32Array(parameters.length);
  return { parameters, firstMoment: zeros, secondMoment: zeros, steps: 0 };
};

/** A plain step of the gradient, so that nothing divides by its size. */
const PLAIN = { learningRate: 0.5, optimizer: { kind: 'sgd', momentum: 0, weightDecay: 0, warmup: 0 } } as const;

function trainerOf({ shape, sequences, classes }: SequenceRequest, parameters: Float32Array): ClassTrainer {
  return new ClassTrainer({ ...shape, classes: shape.classes! }, sequences, classes!, PLAIN, 5, beginningAt(parameters));
}

describe.each(SEQUENCE_ENCODERS)('a %s taught classes', (architecture) => {
  const request = classRequest(architecture);
  const { shape, sequences } = request;
  const start = initialWeights(shape, 7);
  const users = Uint32Array.of(0, 2, 3, 5);
  const batch = { users, time: 4 };
  const pupils = Array.from(users, (user) => pupilOf(request, user));
  const loss = (parameters: ArrayLike<number>) => slowClassLoss(shape, matricesOf(shape, parameters), pupils);
  const weight = slowWeight(pupils);

  it('says after each step what the textbook says, on plain arrays', () => {
    const reader = new ClassReader(shape, start);
    const matrices = matricesOf(shape, start);
    for (const user of users) {
      const slow = slowClasses(shape, matrices, stepsOf(sequences, user));
      const made = reader.logits(sequences, user);
      slow.flat().forEach((value, i) => expect(made[i]).toBeCloseTo(value, 4));
      expect(Array.from(reader.classes(sequences, user))).toEqual(slow.map((logits) => logits.indexOf(Math.max(...logits))));
    }
  });

  describe.each(['wasm', 'cpu'])('on %s', (backend) => {
    beforeAll(async () => {
      expect(await setBackend(backend)).toBe(true);
    });
    leavesNoTensors();

    it('begins with the loss of a slow float64 reference, and takes the step that its numerical gradient says', async () => {
      const trainer = trainerOf(request, start);
      expect(trainer.step(batch, 1)).toBeCloseTo(weight, 5);
      expect((await trainer.takeLoss()) / weight).toBeCloseTo(loss(start), 4);
      const { parameters } = await trainer.state();
      trainer.dispose();
      const gradient = slowGradient(loss, Float64Array.from(start));
      gradient.forEach((slope, i) => expect((start[i]! - parameters[i]!) / 0.5).toBeCloseTo(slope, 3));
    });

    it('measures without learning', async () => {
      const trainer = trainerOf(request, start);
      trainer.measure(batch);
      expect((await trainer.takeLoss()) / weight).toBeCloseTo(loss(start), 4);
      expect((await trainer.state()).parameters).toEqual(start);
      trainer.dispose();
    });

    it('goes on from a checkpoint to the very same result, with steps and states hidden', async () => {
      const hiding = { dropout: 0.2, sequence: { steps: 4, width: 16, layers: 2, masking: 0.2 } } as const;
      const asked = { ...request, encoder: { ...request.encoder, ...hiding, epochs: 3, patience: 3 } };
      const whole = await collect(trainSequence(asked));
      const resumed = await collect(trainSequence(asked, structuredClone(whole.items[0]!)));
      expect(resumed.result).toEqual(whole.result);
      expect(whole.result.trainingLoss[2]).toBeLessThan(whole.result.trainingLoss[0]!);
    });
  });
});
