import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import type { CalibrationWords } from './calibration';
import { Chart } from './Chart';
import type { ChartPlan } from './drawing/plan';
import { writtenAs, type LiftTenth } from './lift';

interface Props {
  readonly title: string;
  readonly fileName: string;
  readonly tenths: readonly LiftTenth[];
  /** In place of probabilities and shares, money a user. */
  readonly amounts?: boolean;
}

/** What was predicted beside what happened, for ten groups of users. */
export function CalibrationChart({ title, fileName, tenths, amounts = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useMemo<CalibrationWords>(
    () => ({
      predicted: t(amounts ? 'outcomes.value.charts.predicted' : 'outcomes.charts.predicted'),
      actual: t(amounts ? 'outcomes.value.charts.actual' : 'outcomes.charts.actual'),
      users: t('outcomes.charts.users'),
      right: t('outcomes.charts.right'),
    }),
    [t, amounts],
  );
  const plan = useMemo<ChartPlan<'calibration'>>(
    () => ({ kind: 'calibration', data: { tenths, amounts }, words }),
    [tenths, amounts, words],
  );
  const table = useCallback(
    () => ({
      columns: [words.predicted, words.actual, words.users],
      rows: tenths.map((tenth) => [
        writtenAs(format, amounts)(tenth.predicted),
        writtenAs(format, amounts)(tenth.actual),
        format.number(tenth.users),
      ]),
    }),
    [tenths, amounts, words, format],
  );
  return <Chart title={title} plan={plan} table={table} fileName={fileName} height={280} />;
}
