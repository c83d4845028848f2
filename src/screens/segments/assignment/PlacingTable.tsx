import { useTranslation } from 'react-i18next';
import { LEAST_OF_SEGMENT, type AssignmentReading } from '../../../../workers/protocol/assignment';
import { useFormat } from '../../../i18n/format';
import { Term } from '../../../ui/Term';
import type { NamedSegment } from '../named-segments';
import { SegmentRows } from '../predictions/SegmentRows';
import predictions from '../predictions/predictions.module.css';
import styles from './assignment.module.css';

interface Props {
  readonly reading: AssignmentReading;
  readonly segments: readonly NamedSegment[];
}

const COLUMNS = ['support', 'placed', 'precision', 'recall', 'f1'] as const;

/** How each segment is recognised, in the order of the cards. */
export function PlacingTable({ reading, segments }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = (value: number | null) => format.percent(value ?? NaN);
  const title = (column: (typeof COLUMNS)[number]) => t(`assignment.table.${column}`);
  return (
    <div>
      <h3 className={predictions.title}>{t('assignment.table.label')}</h3>
      <table className={styles.placing} aria-label={t('assignment.table.label')}>
        <thead>
          <tr>
            <th scope="col">{t('assignment.table.segment')}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                <Term note={t(`assignment.table.${column}Note`)}>{title(column)}</Term>
              </th>
            ))}
          </tr>
        </thead>
        <SegmentRows
          segments={segments}
          expected={reading.segments}
          cells={({ support, placed, precision, recall, f1 }) => (
            <>
              <td data-label={title('support')}>{format.number(support)}</td>
              <td data-label={title('placed')}>{format.number(placed)}</td>
              <td data-label={title('precision')}>{share(precision)}</td>
              <td data-label={title('recall')}>{share(recall)}</td>
              <td data-label={title('f1')}>{share(f1)}</td>
            </>
          )}
        />
      </table>
      {reading.segments.some(({ support }) => support < LEAST_OF_SEGMENT) ? (
        <p className={predictions.muted}>{t('assignment.table.few', { needed: LEAST_OF_SEGMENT })}</p>
      ) : null}
    </div>
  );
}
