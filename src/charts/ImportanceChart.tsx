import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { Chart } from './Chart';
import type { ChartPlan } from './drawing/plan';
import { importanceHeight, type ImportanceBar, type ImportanceData, type ImportanceWords } from './importance';

interface Props extends ImportanceData {
  readonly title: string;
  readonly fileName: string;
  /** What is shuffled, and what is measured with its unit. */
  readonly what: string;
  readonly measure: string;
  /** All of them, for the table; `bars` are those drawn. */
  readonly all: readonly ImportanceBar[];
}

/** How much changes where one thing after the other is shuffled. */
export function ImportanceChart({ title, fileName, bars, all, chance, unit, what, measure }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useMemo<ImportanceWords>(
    () => ({
      what,
      measure,
      interval: t('looks.importance.interval'),
      chance: chance === null ? '' : t('looks.importance.chance', { share: format.percent(chance, 0) }),
    }),
    [t, format, what, measure, chance],
  );
  const plan = useMemo<ChartPlan<'importance'>>(
    () => ({ kind: 'importance', data: { bars, chance, unit }, words }),
    [bars, chance, unit, words],
  );
  const table = useCallback(() => {
    const figure = (value: number) => (unit === 'share' ? format.percent(value) : format.significant(value));
    return {
      columns: [what, measure, words.interval],
      rows: all.map(({ name, mean, low, high }) => [name, figure(mean), `${figure(low)} – ${figure(high)}`]),
    };
  }, [all, unit, what, measure, words, format]);
  return <Chart title={title} plan={plan} table={table} fileName={fileName} height={importanceHeight(bars.length)} />;
}
