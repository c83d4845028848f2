import { useTranslation } from 'react-i18next';
import type { TrainingReport } from '../../../workers/protocol/model';
import type { EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import { lossMeasure } from '../../charts/loss-measure';
import { LossChart } from '../../charts/LossChart';
import { fileNameFor } from '../../charts/save';
import styles from './segments.module.css';

interface Props {
  readonly training: TrainingReport;
  readonly kind: EncoderRecipe['kind'];
  /** Of the data. */
  readonly fileName: string;
  /** Sets the names of the pictures apart from those of another run. */
  readonly suffix?: string;
}

/** How an encoder learned, epoch by epoch; of a fused one, first how the network learned that reads the events for it. */
export function TrainingLosses({ training, kind, fileName, suffix = '' }: Props) {
  const { t } = useTranslation();
  const { trainingLoss, validationLoss, bestEpoch, baselineLoss, reading } = training;
  const own = (
    <LossChart
      training={trainingLoss}
      validation={validationLoss}
      {...(baselineLoss !== null && { baseline: baselineLoss })}
      measure={lossMeasure(kind)}
      bestEpoch={bestEpoch}
      height={220}
      fileName={fileNameFor(fileName, `loss${suffix}.png`)}
    />
  );
  if (!reading) return own;
  return (
    <div>
      <p className={styles.muted}>{t('segments.training.parts.reading')}</p>
      <LossChart
        training={reading.trainingLoss}
        validation={reading.validationLoss}
        measure="nats"
        bestEpoch={reading.bestEpoch}
        height={180}
        fileName={fileNameFor(fileName, `loss-network${suffix}.png`)}
      />
      <p className={styles.muted}>{t('segments.training.parts.joining')}</p>
      {own}
    </div>
  );
}
