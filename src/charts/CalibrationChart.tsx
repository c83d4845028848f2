import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import type { CalibrationWords } from './calibration';
import { Chart } from './Chart';
import type { ChartPlan } from './drawing/plan';
import type { LiftTenth } from './lift';

interface Props {
  readonly title: string;
  readonly fileName: string;
  readonly tenths: readonly LiftTenth[];
}

/** What was predicted beside what happened, for ten groups of users. */
export function CalibrationChart({ title, fileName, tenths }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useMemo<CalibrationWords>(
    () => ({
      predicted: t('outcomes.charts.predicted'),
      actual: t('outcomes.charts.actual'),
      users: t('outcomes.charts.users'),
      right: t('outcomes.charts.right'),
    }),
    [t],
  );
  const plan = useMemo<ChartPlan<'calibration'>>(() => ({ kind: 'calibration', data: { tenths }, words }), [tenths, words]);
  const table = useCallback(
    () => ({
      columns: [words.predicted, words.actual, words.users],
      rows: tenths.map((tenth) => [format.percent(tenth.predicted), format.percent(tenth.actual), format.number(tenth.users)]),
    }),
    [tenths, words, format],
  );
  return <Chart title={title} plan={plan} table={table} fileName={fileName} height={280} />;
}
