import { useTranslation } from 'react-i18next';
import type { RunInfo } from '../../../../workers/protocol/runs';
import { TrainingLosses } from '../../segments/TrainingLosses';
import styles from './compare.module.css';

/** How the networks of two runs learned, epoch by epoch; nothing where neither has one. */
export function ComparedLosses({ first, second }: { first: RunInfo; second: RunInfo }) {
  const { t } = useTranslation();
  if (!first.training && !second.training) return null;
  return (
    <div>
      <h3 className={styles.mapTitle}>{t('models.compare.losses')}</h3>
      <div className={styles.maps}>
        <Losses run={first} title={t('models.compare.first')} suffix="-1" />
        <Losses run={second} title={t('models.compare.second')} suffix="-2" />
      </div>
    </div>
  );
}

function Losses({ run: { training, files, recipe }, title, suffix }: { run: RunInfo; title: string; suffix: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.map}>
      <p className={styles.muted}>{title}</p>
      {training ? (
        <TrainingLosses training={training} kind={recipe.encoder.kind} fileName={files[0] ?? 'shoal'} suffix={suffix} />
      ) : (
        <p>{t('models.columns.untrained')}</p>
      )}
    </div>
  );
}
