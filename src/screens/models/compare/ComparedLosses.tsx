import { useTranslation } from 'react-i18next';
import type { RunInfo } from '../../../../workers/protocol/runs';
import { lossMeasure } from '../../../charts/loss-measure';
import { LossChart } from '../../../charts/LossChart';
import { fileNameFor } from '../../../charts/save';
import styles from './compare.module.css';

/** How the networks of two runs learned, epoch by epoch; nothing where neither has one. */
export function ComparedLosses({ first, second }: { first: RunInfo; second: RunInfo }) {
  const { t } = useTranslation();
  if (!first.training && !second.training) return null;
  return (
    <div>
      <h3 className={styles.mapTitle}>{t('models.compare.losses')}</h3>
      <div className={styles.maps}>
        <Losses run={first} title={t('models.compare.first')} file="loss-1.png" />
        <Losses run={second} title={t('models.compare.second')} file="loss-2.png" />
      </div>
    </div>
  );
}

function Losses({ run: { training, files, recipe }, title, file }: { run: RunInfo; title: string; file: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.map}>
      <p className={styles.muted}>{title}</p>
      {training ? (
        <LossChart
          training={training.trainingLoss}
          validation={training.validationLoss}
          {...(training.baselineLoss !== null && { baseline: training.baselineLoss })}
          measure={lossMeasure(recipe.encoder.kind)}
          bestEpoch={training.bestEpoch}
          height={220}
          fileName={fileNameFor(files[0] ?? 'shoal', file)}
        />
      ) : (
        <p>{t('models.columns.untrained')}</p>
      )}
    </div>
  );
}
