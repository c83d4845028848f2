import { useTranslation } from 'react-i18next';
import type { OutcomeExpectation, OutcomeKind, OutcomePrediction } from '../../../../../workers/protocol/outcomes';
import { segmentColour } from '../../../../charts/palette';
import { clip, useFormat } from '../../../../i18n/format';
import { Term } from '../../../../ui/Term';
import type { NamedSegment } from '../../named-segments';
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
  const byId = new Map(prediction.segments.map((segment) => [segment.id, segment]));
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
      <tbody>
        {segments.map(({ id, name }) => {
          const expectation = byId.get(id);
          if (!expectation) return null;
          return (
            <tr key={id} data-segment={id}>
              <th scope="row">
                <span className={styles.swatch} style={{ backgroundColor: segmentColour(id) }} />
                {clip(name, 60)}
              </th>
              {cells(expectation)}
            </tr>
          );
        })}
        <tr data-segment="all">
          <th scope="row">{t('predictions.table.all')}</th>
          {cells(prediction.all)}
        </tr>
      </tbody>
    </table>
  );
}
