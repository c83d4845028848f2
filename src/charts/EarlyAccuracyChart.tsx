import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { Chart } from './Chart';
import type { ChartPlan } from './drawing/plan';
import type { EarlyAccuracyData, EarlyAccuracyWords } from './early-accuracy';

interface Props extends EarlyAccuracyData {
  readonly title: string;
  readonly fileName: string;
  /** Names of the baselines. */
  readonly baselines: readonly string[];
}

/** How many users are placed right by their first events, by the number of these. */
export function EarlyAccuracyChart({ title, fileName, readings, wanted, baselines }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useMemo<EarlyAccuracyWords>(
    () => ({
      events: t('assignment.chart.events'),
      right: t('assignment.chart.right'),
      users: t('assignment.chart.users'),
      interval: t('assignment.chart.interval'),
      network: t('assignment.models.network'),
      baselines,
      wanted: t('assignment.chart.wanted', { share: format.percent(wanted, 0) }),
    }),
    [t, format, baselines, wanted],
  );
  const plan = useMemo<ChartPlan<'early-accuracy'>>(
    () => ({ kind: 'early-accuracy', data: { readings, wanted }, words }),
    [readings, wanted, words],
  );
  const table = useCallback(
    () => ({
      columns: [words.events, words.network, words.interval, ...words.baselines, words.users],
      rows: readings.map(({ events, users, accuracy, baselines: shares }) => [
        format.number(events),
        format.percent(accuracy.value),
        `${format.percent(accuracy.low)} – ${format.percent(accuracy.high)}`,
        ...shares.map((share) => format.percent(share)),
        format.number(users),
      ]),
    }),
    [readings, words, format],
  );
  return <Chart title={title} plan={plan} table={table} fileName={fileName} height={300} />;
}
