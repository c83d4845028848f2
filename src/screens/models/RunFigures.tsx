import { useTranslation } from 'react-i18next';
import type { RunInfo } from '../../../workers/protocol/runs';
import { useFormat, useLanguage } from '../../i18n/format';
import { Term } from '../../ui/Term';
import { forecastWords } from './forecast-words';
import { lossOf } from '../training/loss-of';
import { lossDifference, lossVerdict } from '../training/loss-verdict';
import { timesOf, weakest } from './run-numbers';
import styles from './models.module.css';

/** How well the segments of a run are apart, come back, how well its network learned, and what it took. */
export function RunFigures({ run }: { run: RunInfo }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { users, validity, training, seconds, backend } = run;
  const [stability, otherStarts] = [weakest(validity?.stability), weakest(validity?.seedStability)];
  const { total, stages } = timesOf(seconds);
  const told = stages.map(([stage, time]) => t(`models.columns.stages.${stage}`, { time: format.duration(time) }));
  return (
    <>
      <td data-label={t('models.columns.users')}>{format.number(users)}</td>
      <td data-label={t('models.columns.quality')} data-figure="silhouette">
        {format.fixed(validity?.silhouette ?? Number.NaN, 2)}
        {validity ? (
          <>
            <span className={styles.beside} data-figure="davies-bouldin">
              {t('models.columns.daviesBouldin', { value: format.fixed(validity.daviesBouldin, 2) })}
            </span>
            <span className={styles.beside} data-figure="calinski-harabasz">
              {t('models.columns.calinskiHarabasz', { value: format.number(validity.calinskiHarabasz) })}
            </span>
          </>
        ) : null}
      </td>
      <td data-label={t('models.columns.stability')}>
        {format.fixed(stability, 2)}
        {Number.isNaN(otherStarts) ? null : (
          <span className={styles.beside}>{t('models.columns.otherStarts', { value: format.fixed(otherStarts, 2) })}</span>
        )}
      </td>
      <td data-label={t('models.columns.loss')}>
        {training ? (
          <>
            {format.significant(lossOf(training))}
            <span className={styles.beside}>
              {training.baselineLoss === null
                ? t('models.columns.nats')
                : t('models.columns.baseline', { value: format.significant(training.baselineLoss) })}
            </span>
            {training.baselineLoss === null ? null : (
              <span className={styles.beside} data-figure="against-baseline">
                {t(`models.columns.against.${lossVerdict(training)}`, { difference: lossDifference(training, t, format) })}
              </span>
            )}
          </>
        ) : (
          <span className={styles.muted}>{t('models.columns.untrained')}</span>
        )}
      </td>
      <td data-label={t('models.columns.forecasts')} className={styles.words}>
        <Forecasts run={run} />
      </td>
      <td data-label={t('models.columns.time')}>
        <Term note={told.join(' · ')}>{format.duration(total)}</Term>
        <span className={styles.beside}>{t(`frame.backend.names.${backend}`)}</span>
      </td>
    </>
  );
}

function Forecasts({ run: { forecasts } }: { run: RunInfo }) {
  const { t } = useTranslation();
  const lines = forecastWords(forecasts, useLanguage()).map((words) => t('models.columns.forecast', { ...words }));
  if (lines.length === 0) return <span className={styles.muted}>{t('models.columns.unknown')}</span>;
  return (
    <ul className={styles.plain}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
