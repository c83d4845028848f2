import type { TrainingReport } from '../../../workers/protocol/model';

/** Validation loss of the weights that were kept; NaN where it is not known. */
export const lossOf = ({ bestLoss, validationLoss, bestEpoch }: TrainingReport): number =>
  bestLoss ?? validationLoss[bestEpoch - 1] ?? Number.NaN;
