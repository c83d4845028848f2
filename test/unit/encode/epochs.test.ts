import { describe, expect, it } from 'vitest';
import { beginning, trainEpochs } from '../../../workers/encode/epochs';

/** Epochs whose validation losses are these; the parameters of each are its number. */
async function trained(
  losses: readonly number[],
  how: { patience: number; grace?: number; ratedFrom?: number },
  rated = false,
  start = Infinity,
) {
  let epoch = 0;
  const model = {
    runEpoch: async () => ++epoch,
    evaluate: async () => (epoch === 0 ? start : losses[epoch - 1]!),
    state: async () => ({ ...beginning(Float32Array.of(epoch)), steps: epoch }),
  };
  const epochs = trainEpochs(model, { epochs: losses.length, ...how }, beginning(Float32Array.of(0)), rated, undefined);
  let last = await epochs.next();
  while (!last.done) last = await epochs.next();
  const { epoch: ended, bestEpoch, bestLoss, bestParameters } = last.value;
  return { ended, bestEpoch, bestLoss, parameters: bestParameters[0] };
}

describe('epochs', () => {
  it('end once none has been better for as many as the patience; the best is kept', async () => {
    expect(await trained([5, 3, 4, 4, 1], { patience: 2 })).toEqual({ ended: 4, bestEpoch: 2, bestLoss: 3, parameters: 2 });
  });

  it('do not end within the grace', async () => {
    expect(await trained([5, 3, 4, 4, 4, 1, 2], { patience: 2, grace: 4 })).toMatchObject({ ended: 7, bestEpoch: 6 });
    expect(await trained([5, 3, 4, 4, 4, 4, 1], { patience: 2, grace: 4 })).toMatchObject({ ended: 6, bestEpoch: 2 });
  });

  it('are not compared with those of an easier lesson before them', async () => {
    const how = { patience: 2, grace: 3, ratedFrom: 4 };
    expect(await trained([2, 1, 3, 9, 8, 8.5, 8.6, 1], how)).toEqual({ ended: 7, bestEpoch: 5, bestLoss: 8, parameters: 5 });
    // Of a training that gets no further the last is kept.
    expect(await trained([2, 1, 3], how)).toEqual({ ended: 3, bestEpoch: 3, bestLoss: 3, parameters: 3 });
  });

  it('are not kept where they are worse than what they went on from', async () => {
    expect(await trained([5, 6], { patience: 5 }, true, 4)).toEqual({ ended: 2, bestEpoch: 0, bestLoss: 4, parameters: 0 });
  });
});
