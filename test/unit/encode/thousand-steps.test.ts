import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend, Tensor } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { beginning } from '../../../workers/encode/epochs';
import type { BatchTrainer } from '../../../workers/encode/sequence/batch-trainer';
import { ClassTrainer } from '../../../workers/encode/sequence/class-trainer';
import { initialWeights } from '../../../workers/encode/sequence/layout';
import { SequenceTrainer } from '../../../workers/encode/sequence/sequence-trainer';
import type { Sequences } from '../../../workers/encode/sequence/tokens';
import { SEQUENCE_ENCODERS } from '../../../workers/protocol/sequences';
import { leavesNoTensors } from '../../fixtures/tensors';

/** As small as a network can be that has every kind of kernel in it: a thousand steps in seconds. */
const sequences: Sequences = { users: 1, fields: 1, offsets: Uint32Array.of(0, 2), tokens: Uint8Array.of(1, 2) };
const SHAPE = { levels: [3], width: 4, layers: 1, steps: 2 } as const;
const RECIPE = { learningRate: 0.01, dropout: 0.2, sequence: { steps: 4, width: 16, layers: 1, masking: 0.2 } } as const;
const SEED = 5;

/** Steps after which whatever a backend keeps for later is there. */
const WARM = 20;

const trainers: Record<string, () => BatchTrainer> = {
  ...Object.fromEntries(
    SEQUENCE_ENCODERS.map((architecture) => {
      const shape = { ...SHAPE, architecture, predicted: [0], code: 1 };
      return [architecture, () => new SequenceTrainer(shape, sequences, RECIPE, SEED, beginning(initialWeights(shape, SEED)))];
    }),
  ),
  'a gru taught classes': () => {
    const shape = { ...SHAPE, architecture: 'gru', predicted: [], code: 0, classes: 2 } as const;
    const classes = { labels: Int32Array.of(1), weights: Float32Array.of(1, 1) };
    return new ClassTrainer(shape, sequences, classes, RECIPE, SEED, beginning(initialWeights(shape, SEED)));
  },
};

beforeAll(async () => {
  expect(await setBackend('cpu')).toBe(true);
});
leavesNoTensors();
afterEach(() => void vi.restoreAllMocks());

it.each(Object.keys(trainers))(
  'holds no tensor back and reads none over 1,000 steps of %s, with all that can be hidden hidden',
  async (name) => {
    const trainer = trainers[name]!();
    const batch = { users: Uint32Array.of(0), time: 2 };
    let step = 0;
    const go = (until: number) => {
      while (step < until) trainer.step(batch, ++step);
    };
    go(WARM);
    const { numTensors, numDataBuffers, numBytes } = memory();
    const reads = (['data', 'dataSync', 'bytes', 'array', 'arraySync'] as const).map((read) => vi.spyOn(Tensor.prototype, read));
    go(1000);
    for (const read of reads) expect(read).not.toHaveBeenCalled();
    expect(memory()).toMatchObject({ numTensors, numDataBuffers, numBytes });
    expect(Number.isFinite(await trainer.takeLoss())).toBe(true);
    expect(reads[0]).toHaveBeenCalledTimes(1);
    trainer.dispose();
  },
);
