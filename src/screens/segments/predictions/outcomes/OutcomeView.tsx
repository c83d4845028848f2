import { useTranslation } from 'react-i18next';
import type { OutcomeKind, OutcomePrediction, OutcomesPrediction } from '../../../../../workers/protocol/outcomes';
import { defaultNetwork } from '../../../../../workers/protocol/training-recipe';
import { calibrationError } from '../../../../charts/calibration';
import { CalibrationChart } from '../../../../charts/CalibrationChart';
import { liftOf } from '../../../../charts/lift';
import { LiftChart } from '../../../../charts/LiftChart';
import { fileNameFor } from '../../../../charts/save';
import { useFormat } from '../../../../i18n/format';
import type { Run } from '../../../../workbench/store';
import type { NamedSegment } from '../../named-segments';
import styles from '../predictions.module.css';
import { OutcomeFigures } from './OutcomeFigures';
import { OutcomeTable } from './OutcomeTable';
import { OutcomeVerdict } from './OutcomeVerdict';

interface Props {
  readonly run: Run;
  readonly kind: OutcomeKind;
  readonly of: OutcomesPrediction;
  readonly prediction: OutcomePrediction;
  readonly segments: readonly NamedSegment[];
}

/** An outcome: how well it was foreseen, what is expected of each segment, and how the model ranks and how right its probabilities are. */
export function OutcomeView({ run, kind, of, prediction, segments }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { classifiers, comparisons, used, test } = prediction;
  const network = run.result.recipe.predict?.network ?? defaultNetwork();
  const { tenths } = classifiers.find(({ id }) => id === used)!;
  const share = t(`outcomes.charts.share.${kind}`);
  const lift = liftOf(tenths![0]!, test.rate);
  return (
    <>
      <div className={styles.verdicts}>
        {comparisons.map((comparison) => (
          <OutcomeVerdict
            key={`${comparison.model} ${comparison.baseline}`}
            comparison={comparison}
            days={of.horizonDays}
            kind={kind}
            classifiers={classifiers}
          />
        ))}
      </div>
      <OutcomeTable kind={kind} days={of.horizonDays} prediction={prediction} segments={segments} />
      <div className={styles.charts}>
        <LiftChart
          title={t(`outcomes.charts.liftTitle.${kind}`, { lift: format.fixed(lift, 1), model: t(`outcomes.models.${used}`) })}
          fileName={fileNameFor(run.fileName, `${kind}-lift.png`)}
          tenths={tenths!}
          rate={test.rate}
          share={share}
        />
        <CalibrationChart
          title={t('outcomes.charts.calibrationTitle', { error: format.number(100 * calibrationError(tenths!), 1) })}
          fileName={fileNameFor(run.fileName, `${kind}-calibration.png`)}
          tenths={tenths!}
        />
      </div>
      <OutcomeFigures network={network} of={of} prediction={prediction} kind={kind} />
    </>
  );
}
