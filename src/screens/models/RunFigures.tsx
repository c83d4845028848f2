import { useTranslation } from 'react-i18next';
import type { RunInfo } from '../../../workers/protocol/runs';
import type { StageId } from '../../../workers/protocol/progress';
import { useFormat } from '../../i18n/format';
import { Term } from '../../ui/Term';
import styles from './models.module.css';

const STAGES: readonly StageId[] = ['read', 'features', 'encode', 'cluster', 'project', 'portray', 'track'];

/** How well the segments of a run are apart, come back, how well its network learned, and what it took. */
export function RunFigures({ run }: { run: RunInfo }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { users, validity, training, seconds, backend } = run;
  const weakest = (shares: readonly number[] | undefined) => (shares?.length ? format.fixed(Math.min(...shares), 2) : null);
  const stability = weakest(validity?.stability);
  const otherStarts = weakest(validity?.seedStability);
  // Users who are alike in all but a few features are restored all but exactly.
  const taken = STAGES.filter((stage) => seconds[stage] !== undefined);
  const total = taken.reduce((sum, stage) => sum + seconds[stage]!, 0);
  const stages = taken.map((stage) => t(`models.columns.stages.${stage}`, { time: format.duration(seconds[stage]!) }));
  return (
    <>
      <td data-label={t('models.columns.users')}>{format.number(users)}</td>
      <td data-label={t('models.columns.quality')} data-figure="silhouette">
        {format.fixed(validity?.silhouette ?? Number.NaN, 2)}
      </td>
      <td data-label={t('models.columns.stability')}>
        {stability ?? format.fixed(Number.NaN, 2)}
        {otherStarts ? <span className={styles.beside}>{t('models.columns.otherStarts', { value: otherStarts })}</span> : null}
      </td>
      <td data-label={t('models.columns.loss')}>
        {training ? (
          <>
            {format.significant(training.bestLoss ?? training.validationLoss[training.bestEpoch - 1] ?? Number.NaN)}
            <span className={styles.beside}>
              {training.baselineLoss === null
                ? t('models.columns.nats')
                : t('models.columns.baseline', { value: format.significant(training.baselineLoss) })}
            </span>
          </>
        ) : (
          <span className={styles.muted}>{t('models.columns.untrained')}</span>
        )}
      </td>
      <td data-label={t('models.columns.forecasts')} className={styles.words}>
        <Forecasts run={run} />
      </td>
      <td data-label={t('models.columns.time')}>
        <Term note={stages.join(' · ')}>{format.duration(total)}</Term>
        <span className={styles.beside}>{t(`frame.backend.names.${backend}`)}</span>
      </td>
    </>
  );
}

function Forecasts({ run: { forecasts } }: { run: RunInfo }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { purchases, outcomes, categories, demand } = forecasts;
  const lines = [
    ...(outcomes?.figures.map(({ kind, auc, baselineAuc }) => {
      const what = t(`models.columns.outcomes.${kind}`, { days: outcomes.days });
      const params = { what, auc: format.fixed(auc, 2) };
      return baselineAuc === null
        ? t('models.columns.auc', params)
        : t('models.columns.aucBeside', { ...params, beside: format.fixed(baselineAuc, 2) });
    }) ?? []),
    ...(purchases
      ? [
          t('models.columns.purchases', {
            days: purchases.days,
            mae: format.significant(purchases.mae.model),
            beside: format.significant(purchases.mae.baseline),
          }),
        ]
      : []),
    ...(categories
      ? [
          t(`models.columns.next.${categories.of}`, {
            days: categories.days,
            accuracy: format.percent(categories.accuracy),
            beside: format.percent(categories.baselineAccuracy),
          }),
        ]
      : []),
    ...(demand
      ? [
          t('models.columns.demand', {
            weeks: demand.weeks,
            mase: format.fixed(demand.mase, 2),
            beside: format.fixed(demand.baselineMase, 2),
          }),
        ]
      : []),
  ];
  if (lines.length === 0) return <span className={styles.muted}>{t('models.columns.unknown')}</span>;
  return (
    <ul className={styles.plain}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
