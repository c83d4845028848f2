import type { ChoiceForecastResult, OutcomeForecasts } from '../predict';
import type { Demand, DemandMethod } from '../protocol/demand';
import type { ClassifierId } from '../protocol/outcomes';
import type { RunChoices, RunDemand, RunOutcome, RunSpending } from '../protocol/runs';

/** The AUC of the model that predicts, beside that of BG/NBD, or of the other model. */
export function testedOutcome({ kind, tested }: NonNullable<OutcomeForecasts['forecasts']>['outcomes'][number]): RunOutcome[] {
  if (!tested) return [];
  const aucOf = (id: ClassifierId) => tested.classifiers.find((classifier) => classifier.id === id)?.auc ?? null;
  const beside: ClassifierId = tested.used === 'logistic' ? 'bg-nbd' : 'logistic';
  return [{ kind, auc: aucOf(tested.used) ?? Number.NaN, baselineAuc: aucOf(beside) }];
}

/** The error of the network, beside that of the baseline with the least. */
export function testedSpending({ value, horizonDays }: NonNullable<OutcomeForecasts['forecasts']>): RunSpending | null {
  if (!value.tested) return null;
  const { models } = value.tested;
  const rmse = models.find(({ id }) => id === 'network')?.rmse ?? Number.NaN;
  const baselines = models.filter(({ id }) => id !== 'network');
  return { days: horizonDays, rmse, baselineRmse: Math.min(...baselines.map((model) => model.rmse)) };
}

/** How often the model's first guess was right, beside the baseline that was right most often. */
export function testedChoices({ forecasts }: ChoiceForecastResult): RunChoices | null {
  if (!forecasts) return null;
  const { of, horizonDays, guessers, baseline } = forecasts.tested;
  const accuracyOf = (id: string) => guessers.find((guesser) => guesser.id === id)?.accuracy1 ?? Number.NaN;
  return { of, days: horizonDays, accuracy: accuracyOf('model'), baselineAccuracy: accuracyOf(baseline) };
}

/** The error of the best kind of smoothing, of the network where that is shown to be better, beside the baseline; null where there is nothing to measure it by. */
export function testedDemand({ prediction }: Demand): RunDemand | null {
  if (!prediction) return null;
  const { horizonWeeks, methods, challenger, baseline, network } = prediction;
  const maseOf = (id: DemandMethod) => methods.find((method) => method.id === id)?.mase ?? null;
  const model = (network?.difference?.high ?? 0) < 0 ? 'network' : challenger;
  const [mase, baselineMase] = [maseOf(model), maseOf(baseline)];
  return mase === null || baselineMase === null ? null : { weeks: horizonWeeks, mase, baselineMase };
}
