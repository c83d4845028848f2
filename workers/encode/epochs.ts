import { throwIfAborted, AppError } from '../protocol/errors';
import type { EncoderRecipe } from '../protocol/encoder-recipe';
import type { OptimizerState } from './optimizer';
import type { Checkpoint } from './trainer';

/** A network in training on the current tfjs backend. */
export interface EpochModel {
  /** One pass over the training users. @returns the mean loss over the epoch's batches, each taken before its own step */
  runEpoch(epoch: number, signal: AbortSignal | undefined): Promise<number>;
  /** Loss over the users who validate. */
  evaluate(): Promise<number>;
  state(): Promise<ModelState>;
}

export interface ModelState extends OptimizerState {
  readonly parameters: Float32Array;
}

export function beginning(parameters: Float32Array): Checkpoint {
  return {
    epoch: 0,
    steps: 0,
    parameters,
    firstMoment: new Float32Array(parameters.length),
    secondMoment: new Float32Array(parameters.length),
    bestEpoch: 0,
    bestLoss: Infinity,
    bestParameters: parameters,
    trainingLoss: [],
    validationLoss: [],
  };
}

/**
 * Epoch after epoch, yielding a checkpoint after each, until the validation loss has not improved for `patience` epochs or all are done.
 *
 * @param grace epochs before which training does not end early
 * @param ratedFrom the first epoch that is compared with others: before it the lesson is another one, and the last epoch is kept
 * @param rated whether the weights at the beginning count as an epoch's: no later epoch is kept that is worse
 * @returns the last checkpoint, with the parameters of the best epoch
 * @throws AppError `training-diverged` (epoch) where a loss is not finite; `cancelled`
 */
export async function* trainEpochs(
  model: EpochModel,
  {
    epochs,
    patience,
    grace = 0,
    ratedFrom = 0,
  }: Pick<EncoderRecipe, 'epochs' | 'patience'> & { readonly grace?: number; readonly ratedFrom?: number },
  from: Checkpoint,
  rated: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<Checkpoint, Checkpoint, void> {
  let checkpoint = rated && from.epoch === 0 ? { ...from, bestLoss: await model.evaluate() } : from;
  while (checkpoint.epoch < epochs && checkpoint.epoch - Math.max(checkpoint.bestEpoch, grace) < patience) {
    const epoch = checkpoint.epoch + 1;
    const trainingLoss = await model.runEpoch(epoch, signal);
    const validationLoss = await model.evaluate();
    if (!Number.isFinite(trainingLoss) || !Number.isFinite(validationLoss)) throw new AppError('training-diverged', { epoch });
    const state = await model.state();
    const better = checkpoint.bestEpoch < Math.min(ratedFrom, epoch) || validationLoss < checkpoint.bestLoss;
    checkpoint = {
      ...state,
      epoch,
      bestEpoch: better ? epoch : checkpoint.bestEpoch,
      bestLoss: better ? validationLoss : checkpoint.bestLoss,
      bestParameters: better ? state.parameters : checkpoint.bestParameters,
      trainingLoss: [...checkpoint.trainingLoss, trainingLoss],
      validationLoss: [...checkpoint.validationLoss, validationLoss],
    };
    yield checkpoint;
    throwIfAborted(signal);
  }
  return checkpoint;
}
