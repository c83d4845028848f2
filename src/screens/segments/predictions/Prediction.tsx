import { useTranslation } from 'react-i18next';
import type { PurchasePrediction } from '../../../../workers/protocol/predictions';
import { useFormat } from '../../../i18n/format';
import { Card, Section } from '../../../ui/Section';
import type { NamedSegment } from '../named-segments';
import { ExpectationTable } from './ExpectationTable';
import { TestDetails } from './TestDetails';
import { Verdict } from './Verdict';
import styles from './predictions.module.css';

interface Props {
  readonly prediction: PurchasePrediction;
  readonly segments: readonly NamedSegment[];
}

/** What is expected, after the sentence on how good it was on days that it had not seen. */
export function Prediction({ prediction, segments }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { all, horizonDays, end, backTest } = prediction;
  const params = { days: format.number(horizonDays), end: format.date(end), purchases: format.number(all.purchases) };
  const title =
    all.value === null ? t('predictions.title', params) : t('predictions.titleValue', { ...params, value: format.money(all.value) });
  return (
    <Section title={title}>
      <Card>
        <div className={styles.section} data-predictions={horizonDays}>
          <div className={styles.verdicts}>
            <Verdict what="purchases" days={horizonDays} figures={backTest.purchases} />
            {backTest.value ? <Verdict what="value" days={horizonDays} figures={backTest.value} /> : null}
          </div>
          <ExpectationTable prediction={prediction} segments={segments} />
          <TestDetails prediction={prediction} />
        </div>
      </Card>
    </Section>
  );
}
