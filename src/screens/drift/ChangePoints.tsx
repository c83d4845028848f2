import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangePoint, Timeline } from '../../../workers/protocol/timeline';
import { useFormat } from '../../i18n/format';
import styles from './drift.module.css';

/** Days on which a daily figure changed its level, newest first. */
export const ChangePoints = memo(function ChangePoints({ timeline }: { timeline: Timeline }) {
  const { t } = useTranslation();
  const format = useFormat();
  const points = [...timeline.changePoints].reverse();
  const value = ({ series }: ChangePoint, figure: number) => {
    if (series === 'conversion') return format.percent(figure);
    return series === 'revenue' ? format.money(figure) : format.number(figure, figure < 100 ? 1 : 0);
  };
  return (
    <section className={styles.changePoints} aria-label={t('drift.changePoints.title')}>
      <h2 className={styles.alertsTitle}>{t('drift.changePoints.title')}</h2>
      {points.length === 0 ? <p className={styles.muted}>{t('drift.changePoints.none')}</p> : null}
      <ol>
        {points.map((point) => (
          <li key={`${point.series}-${point.label}`} data-direction={point.direction}>
            {t(`drift.changePoints.${point.direction}`, {
              series: t(`drift.changePoints.series.${point.series}`),
              date: format.date(Date.parse(`${point.label}T00:00:00Z`)),
              before: value(point, point.before),
              after: value(point, point.after),
            })}
          </li>
        ))}
      </ol>
      <p className={styles.muted}>{t('drift.changePoints.note')}</p>
    </section>
  );
});
