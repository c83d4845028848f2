import { useTranslation } from 'react-i18next';
import type { OutcomeExpectation, OutcomeKind, OutcomePrediction } from '../../../../../workers/protocol/outcomes';
import { useFormat } from '../../../../i18n/format';
import { Term } from '../../../../ui/Term';
import type { NamedSegment } from '../../named-segments';
import { SegmentRows } from '../SegmentRows';
import styles from '../predictions.module.css';

interface Props {
  readonly kind: OutcomeKind;
  readonly days: number;
  readonly prediction: OutcomePrediction;
  readonly segments: readonly NamedSegment[];
}

/** Mean probability of an outcome by segment, in the order of the cards, and of all. */
export function OutcomeTable({ kind, days, prediction, segments }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const titles = [t('outcomes.table.users'), t('outcomes.table.mean'), t('outcomes.table.expected')];
  const cells = ({ users, mean }: OutcomeExpectation) =>
    [format.number(users), format.percent(mean ?? NaN), mean === null ? format.number(NaN) : format.number(mean * users)].map((text, i) => (
      <td key={titles[i]} data-label={titles[i]}>
        {text}
      </td>
    ));
  return (
    <table className={styles.table} aria-label={t(`outcomes.table.label.${kind}`)}>
      <thead>
        <tr>
          <th scope="col">{t('predictions.table.segment')}</th>
          <th scope="col">
            <Term note={t(`outcomes.table.usersNote.${kind}`)}>{titles[0]}</Term>
          </th>
          <th scope="col">
            <Term note={t('outcomes.table.meanNote', { days: format.number(days) })}>{titles[1]}</Term>
          </th>
          <th scope="col">{titles[2]}</th>
        </tr>
      </thead>
      <SegmentRows segments={segments} expected={prediction.segments} all={prediction.all} cells={cells} />
    </table>
  );
}
