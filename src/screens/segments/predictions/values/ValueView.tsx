import { useTranslation } from 'react-i18next';
import type { OutcomesPrediction } from '../../../../../workers/protocol/outcomes';
import { defaultNetwork } from '../../../../../workers/protocol/training-recipe';
import type { ValuePrediction } from '../../../../../workers/protocol/values';
import { calibrationError } from '../../../../charts/calibration';
import { CalibrationChart } from '../../../../charts/CalibrationChart';
import { liftOf } from '../../../../charts/lift';
import { LiftChart } from '../../../../charts/LiftChart';
import { fileNameFor } from '../../../../charts/save';
import { useFormat } from '../../../../i18n/format';
import type { Run } from '../../../../workbench/store';
import type { NamedSegment } from '../../named-segments';
import styles from '../predictions.module.css';
import { ValueFigures } from './ValueFigures';
import { ValueTable } from './ValueTable';
import { ValueVerdict } from './ValueVerdict';

interface Props {
  readonly run: Run;
  readonly of: OutcomesPrediction;
  readonly prediction: ValuePrediction;
  readonly segments: readonly NamedSegment[];
}

/** What users will spend: how well it was foreseen beside the classical models, what is expected of each segment, and whom it ranks highest. */
export function ValueView({ run, of, prediction, segments }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { models, comparisons, test } = prediction;
  const { hidden } = run.result.recipe.predict?.network ?? defaultNetwork();
  const { tenths, total } = models.find(({ id }) => id === 'network')!;
  const mean = test.actual / test.users;
  return (
    <>
      <div className={styles.verdicts}>
        {comparisons.map((comparison) => (
          <ValueVerdict key={comparison.baseline} comparison={comparison} days={of.horizonDays} models={models} />
        ))}
        <p className={styles.muted}>
          {t('outcomes.value.verdict.totals', { predicted: format.money(total), actual: format.money(test.actual) })}
        </p>
      </div>
      <ValueTable days={of.horizonDays} prediction={prediction} segments={segments} />
      <div className={styles.charts}>
        <LiftChart
          title={t('outcomes.value.charts.liftTitle', { lift: format.fixed(liftOf(tenths[0]!, mean), 1) })}
          fileName={fileNameFor(run.fileName, 'value-lift.png')}
          tenths={tenths}
          rate={mean}
          share={t('outcomes.value.charts.share')}
          amounts
        />
        <CalibrationChart
          title={t('outcomes.value.charts.calibrationTitle', { error: format.money(calibrationError(tenths)) })}
          fileName={fileNameFor(run.fileName, 'value-calibration.png')}
          tenths={tenths}
          amounts
        />
      </div>
      <ValueFigures hidden={hidden} of={of} prediction={prediction} />
    </>
  );
}
