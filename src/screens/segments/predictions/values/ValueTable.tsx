import { useTranslation } from 'react-i18next';
import type { ValueExpectation, ValuePrediction } from '../../../../../workers/protocol/values';
import { useFormat } from '../../../../i18n/format';
import { Term } from '../../../../ui/Term';
import type { NamedSegment } from '../../named-segments';
import { SegmentRows } from '../SegmentRows';
import styles from '../predictions.module.css';

interface Props {
  readonly days: number;
  readonly prediction: ValuePrediction;
  readonly segments: readonly NamedSegment[];
}

/** What the users of each segment will spend, beside what the classical models expect. */
export function ValueTable({ days, prediction, segments }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns = [
    { title: t('outcomes.value.table.users'), note: null, of: ({ users }: ValueExpectation) => format.number(users) },
    {
      title: t('outcomes.value.table.each'),
      note: t('outcomes.value.table.eachNote', { days: format.number(days) }),
      of: ({ users, value }: ValueExpectation) => format.money(users > 0 ? value / users : NaN),
    },
    { title: t('outcomes.value.table.all'), note: null, of: ({ value }: ValueExpectation) => format.money(value) },
    ...(prediction.all.classical === null
      ? []
      : [
          {
            title: t('outcomes.value.table.classical'),
            note: t('outcomes.value.table.classicalNote'),
            of: ({ classical }: ValueExpectation) => format.money(classical ?? NaN),
          },
        ]),
  ];
  return (
    <table className={styles.table} aria-label={t('outcomes.value.table.label')}>
      <thead>
        <tr>
          <th scope="col">{t('predictions.table.segment')}</th>
          {columns.map(({ title, note }) => (
            <th key={title} scope="col">
              {note ? <Term note={note}>{title}</Term> : title}
            </th>
          ))}
        </tr>
      </thead>
      <SegmentRows
        segments={segments}
        expected={prediction.segments}
        all={prediction.all}
        cells={(expected) =>
          columns.map(({ title, of }) => (
            <td key={title} data-label={title}>
              {of(expected)}
            </td>
          ))
        }
      />
    </table>
  );
}
