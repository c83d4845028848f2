import type { Progress, Stage } from '../protocol/progress';
import type { EpochReport } from './trainer';

/** Turns a trainer's calls back into progress, in order, none lost. @param train begins the training and tells of each epoch */
export async function* reportEpochs<Trained>(
  train: (onEpoch: (epoch: EpochReport) => void) => Promise<Trained>,
  epochs: number,
): Stage<Trained> {
  const reports: EpochReport[] = [];
  let wake: () => void = () => undefined;
  let ended = false;
  const training = train((epoch) => {
    reports.push(epoch);
    wake();
  }).finally(() => {
    ended = true;
    wake();
  });
  // The rejection is met below; this keeps it from counting as unhandled until then.
  training.catch(() => undefined);
  for (;;) {
    for (let next = reports.shift(); next !== undefined; next = reports.shift()) yield progress(next, epochs);
    if (ended) return await training;
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (ended || reports.length > 0) resolve();
    });
  }
}

function progress({ epoch, trainingLoss, validationLoss, notice }: EpochReport, total: number): Progress {
  return {
    stage: 'encode',
    done: epoch,
    total,
    ...(epoch > 0 ? { figures: { epoch, trainingLoss, validationLoss } } : {}),
    ...(notice === undefined ? {} : { notice }),
  };
}
