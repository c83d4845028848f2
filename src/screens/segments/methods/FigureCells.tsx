import { useTranslation } from 'react-i18next';
import { OUTCOMES, type MethodFigures, type Verdict } from '../../../../workers/protocol/comparison';
import { useFormat } from '../../../i18n/format';
import { bestFigures, isBest, type BestFigures, type FigureColumn } from './best-figures';
import { Marked } from './Marked';
import { OutcomeCell } from './OutcomeCell';
import styles from './methods.module.css';

interface Column {
  readonly id: FigureColumn;
  readonly title: string;
  readonly note: string;
}

/** What is judged of a method, or of a number of segments: outcomes of which nothing is known have no column. */
export interface FigureColumns {
  readonly columns: readonly Column[];
  readonly best: BestFigures;
}

export function useFigureColumns(rows: readonly MethodFigures[], verdicts: readonly Verdict<unknown>[], days: number): FigureColumns {
  const { t } = useTranslation();
  const columns: Column[] = [
    { id: 'silhouette', title: t('segments.quality.silhouette'), note: t('segments.quality.silhouetteNote') },
    { id: 'daviesBouldin', title: t('segments.quality.daviesBouldin'), note: t('segments.quality.daviesBouldinNote') },
    { id: 'stability', title: t('comparison.columns.stability'), note: t('comparison.columns.stabilityNote') },
    ...OUTCOMES.filter((outcome) => verdicts.some((verdict) => verdict.outcome === outcome)).map((outcome) => ({
      id: outcome,
      title: t(`comparison.columns.${outcome}`, { days }),
      note: t(outcome === 'value' ? 'comparison.columns.valueNote' : 'comparison.columns.rateNote', { days }),
    })),
  ];
  const ids = columns.map(({ id }) => id);
  return { columns, best: bestFigures(ids, rows) };
}

/** The figures of a row, the best of each column marked. */
export function FigureCells({ figures, of: { columns, best } }: { figures: MethodFigures; of: FigureColumns }) {
  return columns.map(({ id, title }) => (
    <td key={id} data-label={title} data-outcome={id in (figures.outcomes ?? {}) ? id : undefined}>
      <FigureCell column={id} figures={figures} isBest={isBest(best, id, figures)} />
    </td>
  ));
}

function FigureCell({ column, figures, isBest }: { column: FigureColumn; figures: MethodFigures; isBest: boolean }) {
  const format = useFormat();
  const { silhouette, daviesBouldin, stability, outcomes } = figures;
  const two = (value: number | null) => (value === null ? '–' : format.fixed(value, 2));
  switch (column) {
    case 'silhouette':
      return <Marked isBest={isBest}>{two(silhouette)}</Marked>;
    case 'daviesBouldin':
      return <Marked isBest={isBest}>{two(daviesBouldin)}</Marked>;
    case 'stability':
      return (
        <>
          <Marked isBest={isBest}>{two(stability.value)}</Marked>
          <span className={styles.beside}>
            {two(stability.low)}–{two(stability.high)}
          </span>
        </>
      );
    default:
      return <OutcomeCell outcome={column} separation={outcomes?.[column]} isBest={isBest} />;
  }
}
