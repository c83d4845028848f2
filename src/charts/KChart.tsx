import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { KValidity } from '../../workers/protocol/model';
import { useFormat } from '../i18n/format';
import { Chart } from './Chart';
import type { ChartPlan } from './drawing/plan';
import { K_MEASURES, kFigure, mostOf, type KWords } from './k-curves';

interface Props {
  readonly title: string;
  readonly fileName: string;
  readonly validity: readonly KValidity[];
  readonly chosen: number;
}

/** How silhouette, stability, Davies–Bouldin and Calinski–Harabasz go with k. */
export function KChart({ title, fileName, validity, chosen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useMemo<KWords>(
    () => ({
      k: t('segments.quality.k'),
      measures: {
        silhouette: t('segments.quality.silhouetteBetter'),
        stability: t('segments.quality.stabilityBetter'),
        daviesBouldin: t('segments.quality.daviesBouldinBetter'),
        calinskiHarabasz: t('segments.quality.calinskiHarabaszBetter'),
      },
      stable: t('segments.quality.stableLine'),
    }),
    [t],
  );
  const figures = useMemo(
    () =>
      validity.map(({ k, silhouette, daviesBouldin, calinskiHarabasz, stability }) => ({
        k,
        silhouette,
        daviesBouldin,
        calinskiHarabasz,
        // Empty while it is still being computed.
        stability: stability.length > 0 ? Math.min(...stability) : Number.NaN,
      })),
    [validity],
  );
  const plan = useMemo<ChartPlan<'k'>>(() => ({ kind: 'k', data: { figures, chosen }, words }), [figures, chosen, words]);
  const table = useCallback(
    () => ({
      columns: [words.k, ...K_MEASURES.map((measure) => words.measures[measure])],
      rows: figures.map((figure) => [
        String(figure.k),
        ...K_MEASURES.map((measure) => kFigure(figure[measure], mostOf(figures, measure), format)),
      ]),
    }),
    [figures, words, format],
  );
  return <Chart title={title} plan={plan} table={table} fileName={fileName} height={330} />;
}
