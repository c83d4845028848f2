import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { Chart } from './Chart';
import type { ChartPlan } from './drawing/plan';
import { liftOf, type LiftTenth, type LiftWords } from './lift';

interface Props {
  readonly title: string;
  readonly fileName: string;
  readonly tenths: readonly LiftTenth[];
  readonly rate: number;
  /** What is counted: «Users who buy». */
  readonly share: string;
}

/** How often it happened in each tenth of the users, by predicted probability. */
export function LiftChart({ title, fileName, tenths, rate, share }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useMemo<LiftWords>(
    () => ({
      tenth: t('outcomes.charts.tenth'),
      share,
      predicted: t('outcomes.charts.predicted'),
      users: t('outcomes.charts.users'),
      lift: t('outcomes.charts.lift'),
      average: t('outcomes.charts.average', { rate: format.percent(rate) }),
    }),
    [t, share, rate, format],
  );
  const plan = useMemo<ChartPlan<'lift'>>(() => ({ kind: 'lift', data: { tenths, rate }, words }), [tenths, rate, words]);
  const table = useCallback(
    () => ({
      columns: [words.tenth, words.share, words.predicted, words.lift, words.users],
      rows: tenths.map((tenth, i) => [
        String(i + 1),
        format.percent(tenth.actual),
        format.percent(tenth.predicted),
        format.fixed(liftOf(tenth, rate), 2),
        format.number(tenth.users),
      ]),
    }),
    [tenths, rate, words, format],
  );
  return <Chart title={title} plan={plan} table={table} fileName={fileName} height={280} />;
}
