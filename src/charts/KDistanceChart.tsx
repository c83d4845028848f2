import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { Chart } from './Chart';
import type { ChartPlan } from './drawing/plan';
import { shareAt, type KDistanceData, type KDistanceWords } from './k-distance';

/** Rows of the table that says the curve to those who cannot see it. */
const SAID = 11;

interface Props extends KDistanceData {
  readonly title: string;
  readonly fileName: string;
  readonly minPoints: number;
}

/** From which distance on users have too few others about them: the curve that ε is read from. */
export function KDistanceChart({ title, fileName, curve, epsilon, minPoints }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useMemo<KDistanceWords>(
    () => ({
      users: t('segments.density.users'),
      distance: t('segments.density.distance', { n: format.number(minPoints) }),
      epsilon: t('segments.density.epsilon', { epsilon: format.significant(epsilon) }),
    }),
    [t, format, minPoints, epsilon],
  );
  const plan = useMemo<ChartPlan<'k-distance'>>(() => ({ kind: 'k-distance', data: { curve, epsilon }, words }), [curve, epsilon, words]);
  const table = useCallback(
    () => ({
      columns: [words.users, words.distance],
      rows: Array.from({ length: SAID }, (_, i) => {
        const at = Math.round((i * (curve.length - 1)) / (SAID - 1));
        return [format.percent(shareAt(at, curve.length), 0), format.significant(curve[at] ?? Number.NaN)];
      }),
    }),
    [words, curve, format],
  );
  return <Chart title={title} plan={plan} table={table} fileName={fileName} height={220} />;
}
