import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { Chart } from './Chart';
import { boundsWords, type DemandData, type DemandWords } from './demand';
import type { ChartPlan } from './drawing/plan';

interface Props extends DemandData {
  readonly title: string;
  readonly fileName: string;
  readonly amount: string;
}

/** What was bought week by week, and what is forecast. */
export function DemandChart({ title, fileName, amount, weeks, history, forecast }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useMemo<DemandWords>(
    () => ({
      week: t('demand.chart.week'),
      amount,
      ahead: t(forecast.some(({ low }) => low !== null) ? 'demand.chart.ahead' : 'demand.chart.forecast'),
      forecast: t('demand.chart.forecast'),
      interval: t('demand.chart.interval'),
      noInterval: t('demand.chart.noInterval'),
    }),
    [t, amount, forecast],
  );
  const plan = useMemo<ChartPlan<'demand'>>(
    () => ({ kind: 'demand', data: { weeks, history, forecast }, words }),
    [weeks, history, forecast, words],
  );
  const table = useCallback(
    () => ({
      columns: [words.week, amount, words.forecast, words.interval],
      rows: [
        ...history.map((value, i) => [weeks[i]!, format.number(value), '', '']),
        ...forecast.map((week, i) => [weeks[history.length + i]!, '', format.number(week.value), boundsWords(week, words, format)]),
      ],
    }),
    [weeks, history, forecast, words, amount, format],
  );
  return <Chart title={title} plan={plan} table={table} fileName={fileName} height={280} />;
}
