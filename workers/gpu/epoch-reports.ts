import type { Checkpoint, EpochReport } from '../encode/trainer';
import type { BackendName } from '../protocol/backend';

/** What is told of the last epoch of a checkpoint; of none, epoch 0 without losses. */
export function epochReport(checkpoint: Checkpoint | null, backend: BackendName): EpochReport {
  return {
    epoch: checkpoint?.epoch ?? 0,
    trainingLoss: checkpoint?.trainingLoss.at(-1) ?? Number.NaN,
    validationLoss: checkpoint?.validationLoss.at(-1) ?? Number.NaN,
    backend,
  };
}

/** What was told of the epochs up to a checkpoint. */
export function epochsOf(checkpoint: Checkpoint | null, backend: BackendName): EpochReport[] {
  const { trainingLoss = [], validationLoss = [] } = checkpoint ?? {};
  return trainingLoss.map((loss, i) => ({ epoch: i + 1, trainingLoss: loss, validationLoss: validationLoss[i]!, backend }));
}
