import { useTranslation } from 'react-i18next';
import type { Expectation, PurchasePrediction } from '../../../../workers/protocol/predictions';
import { useFormat } from '../../../i18n/format';
import { Term } from '../../../ui/Term';
import type { NamedSegment } from '../named-segments';
import { SegmentRows } from './SegmentRows';
import styles from './predictions.module.css';

interface Props {
  readonly prediction: PurchasePrediction;
  readonly segments: readonly NamedSegment[];
}

/** What is expected of each segment, in the order of the cards, and of all. */
export function ExpectationTable({ prediction, segments }: Props) {
  const { t } = useTranslation();
  const { all, horizonDays } = prediction;
  const days = { days: horizonDays };
  const columns = [
    { id: 'buyers', title: t('predictions.table.buyers'), note: t('predictions.table.buyersNote') },
    { id: 'each', title: t('predictions.table.each'), note: t('predictions.table.eachNote', days) },
    { id: 'purchases', title: t('predictions.table.purchases'), note: null },
    { id: 'active', title: t('predictions.table.active'), note: t('predictions.table.activeNote') },
    ...(all.value === null
      ? []
      : [
          { id: 'valueEach', title: t('predictions.table.valueEach'), note: t('predictions.table.valueNote') },
          { id: 'value', title: t('predictions.table.value'), note: null },
        ]),
  ];
  return (
    <table className={styles.table} aria-label={t('predictions.table.label')}>
      <thead>
        <tr>
          <th scope="col">{t('predictions.table.segment')}</th>
          {columns.map(({ id, title, note }) => (
            <th key={id} scope="col">
              {note ? <Term note={note}>{title}</Term> : title}
            </th>
          ))}
        </tr>
      </thead>
      <SegmentRows
        segments={segments}
        expected={prediction.segments}
        all={all}
        cells={(expectation) => <Cells expectation={expectation} titles={columns.map(({ title }) => title)} />}
      />
    </table>
  );
}

/** One row's figures, each with its column's title for where the head does not fit. */
function Cells({ expectation, titles }: { expectation: Expectation; titles: readonly string[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { users, buyers, purchases, value, active } = expectation;
  const each = (total: number) => (buyers > 0 ? total / buyers : NaN);
  const values = [
    format.number(buyers),
    format.fixed(each(purchases), 2),
    format.number(purchases, purchases < 10 ? 1 : 0),
    format.percent(active ?? NaN, 0),
    ...(value === null ? [] : [format.money(each(value)), format.money(value)]),
  ];
  return values.map((text, i) => (
    <td key={titles[i]} data-label={titles[i]}>
      {text}
      {i === 0 ? <span className={styles.of}> {t('predictions.table.ofUsers', { users: format.number(users) })}</span> : null}
    </td>
  ));
}
