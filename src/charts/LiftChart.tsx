import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { Chart } from './Chart';
import type { ChartPlan } from './drawing/plan';
import { liftOf, writtenAs, type LiftTenth, type LiftWords } from './lift';

interface Props {
  readonly title: string;
  readonly fileName: string;
  readonly tenths: readonly LiftTenth[];
  readonly rate: number;
  /** What is counted: «Users who buy». */
  readonly share: string;
  /** In place of probabilities and shares, money a user. */
  readonly amounts?: boolean;
}

/** How often it happened, or how much was spent, in each tenth of the users, by what was predicted. */
export function LiftChart({ title, fileName, tenths, rate, share, amounts = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useMemo<LiftWords>(
    () => ({
      tenth: t(amounts ? 'outcomes.value.charts.tenth' : 'outcomes.charts.tenth'),
      share,
      predicted: t(amounts ? 'outcomes.value.charts.predicted' : 'outcomes.charts.predicted'),
      users: t('outcomes.charts.users'),
      lift: t('outcomes.charts.lift'),
      average: t('outcomes.charts.average', { rate: writtenAs(format, amounts)(rate) }),
    }),
    [t, share, rate, format, amounts],
  );
  const plan = useMemo<ChartPlan<'lift'>>(() => ({ kind: 'lift', data: { tenths, rate, amounts }, words }), [tenths, rate, amounts, words]);
  const table = useCallback(
    () => ({
      columns: [words.tenth, words.share, words.predicted, words.lift, words.users],
      rows: tenths.map((tenth, i) => [
        String(i + 1),
        writtenAs(format, amounts)(tenth.actual),
        writtenAs(format, amounts)(tenth.predicted),
        format.fixed(liftOf(tenth, rate), 2),
        format.number(tenth.users),
      ]),
    }),
    [tenths, rate, amounts, words, format],
  );
  return <Chart title={title} plan={plan} table={table} fileName={fileName} height={280} />;
}
