import { useTranslation } from 'react-i18next';
import { LEAST_OF_SEGMENT, type AssignmentReading } from '../../../../workers/protocol/assignment';
import { segmentColour } from '../../../charts/palette';
import { clip, useFormat } from '../../../i18n/format';
import { Term } from '../../../ui/Term';
import type { NamedSegment } from '../named-segments';
import predictions from '../predictions/predictions.module.css';

interface Props {
  readonly reading: AssignmentReading;
  readonly segments: readonly NamedSegment[];
}

const COLUMNS = ['support', 'placed', 'precision', 'recall', 'f1'] as const;

/** How each segment is recognised, in the order of the cards. */
export function PlacingTable({ reading, segments }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const byId = new Map(reading.segments.map((one) => [one.id, one]));
  const share = (value: number | null) => format.percent(value ?? NaN);
  const title = (column: (typeof COLUMNS)[number]) => t(`assignment.table.${column}`);
  return (
    <>
      <table className={predictions.table} aria-label={t('assignment.table.label')}>
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
        <tbody>
          {segments.map(({ id, name }) => {
            const one = byId.get(id);
            if (!one) return null;
            return (
              <tr key={id} data-segment={id}>
                <th scope="row">
                  <span className={predictions.swatch} style={{ backgroundColor: segmentColour(id) }} />
                  {clip(name, 60)}
                </th>
                <td data-label={title('support')}>{format.number(one.support)}</td>
                <td data-label={title('placed')}>{format.number(one.placed)}</td>
                <td data-label={title('precision')}>{share(one.precision)}</td>
                <td data-label={title('recall')}>{share(one.recall)}</td>
                <td data-label={title('f1')}>{share(one.f1)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {reading.segments.some(({ support }) => support < LEAST_OF_SEGMENT) ? (
        <p className={predictions.muted}>{t('assignment.table.few', { needed: LEAST_OF_SEGMENT })}</p>
      ) : null}
    </>
  );
}
