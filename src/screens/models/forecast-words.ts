import type { RunForecasts } from '../../../workers/protocol/runs';
import { i18n } from '../../i18n';
import { formatFor } from '../../i18n/format';
import type { Language } from '../../workbench/names';

/** How well one thing was foreseen: what it was, and the figure, that of the baseline in brackets. */
export interface ForecastWords {
  readonly what: string;
  readonly figure: string;
}

/** The prediction figures that are known of a run, in the order of the Segments screen. */
export function forecastWords({ purchases, outcomes, spending, categories, demand }: RunForecasts, language: Language): ForecastWords[] {
  const t = i18n.getFixedT(language);
  const format = formatFor(language);
  const auc = (own: number, beside: number | null) =>
    beside === null
      ? t('models.columns.auc', { auc: format.fixed(own, 2) })
      : t('models.columns.aucBeside', { auc: format.fixed(own, 2), beside: format.fixed(beside, 2) });
  return [
    ...(outcomes?.figures.map((one) => ({
      what: t(`models.columns.outcomes.${one.kind}`, { days: outcomes.days }),
      figure: auc(one.auc, one.baselineAuc),
    })) ?? []),
    ...(spending
      ? [
          {
            what: t('models.columns.spending', { days: spending.days }),
            figure: t('models.columns.rmse', {
              rmse: format.significant(spending.rmse),
              beside: format.significant(spending.baselineRmse),
            }),
          },
        ]
      : []),
    ...(purchases
      ? [
          {
            what: t('models.columns.purchases', { days: purchases.days }),
            figure: t('models.columns.off', {
              mae: format.significant(purchases.mae.model),
              beside: format.significant(purchases.mae.baseline),
            }),
          },
        ]
      : []),
    ...(categories
      ? [
          {
            what: t(`models.columns.next.${categories.of}`, { days: categories.days }),
            figure: t('models.columns.firstGuess', {
              accuracy: format.percent(categories.accuracy),
              beside: format.percent(categories.baselineAccuracy),
            }),
          },
        ]
      : []),
    ...(demand
      ? [
          {
            what: t('models.columns.demand', { weeks: demand.weeks }),
            figure: t('models.columns.mase', { mase: format.fixed(demand.mase, 2), beside: format.fixed(demand.baselineMase, 2) }),
          },
        ]
      : []),
  ];
}
