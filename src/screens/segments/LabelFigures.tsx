import { useTranslation } from 'react-i18next';
import type { LabelFigure } from '../../../workers/protocol/portraits';
import { clip, useFormat } from '../../i18n/format';
import { Term } from '../../ui/Term';
import styles from './segments.module.css';

/** Outcomes of a segment beside those of all users, with their intervals. They had no part in the segments. */
export function LabelFigures({ labels }: { labels: readonly LabelFigure[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={styles.traits} aria-label={t('tables.labels.title')} data-labels>
      {labels.map(({ column, level, value, low, high, users, overall }) => {
        const write = (figure: number) => (level === null ? format.significant(figure) : format.percent(figure));
        const name = clip(column, 40);
        return (
          <li key={`${column} ${level}`} data-label={name}>
            <span className={styles.traitName}>
              <Term note={`${t('tables.labels.title')}. ${t('tables.labels.note', { users: format.number(users) })}`}>
                {level === null ? name : t('tables.labels.share', { column: name, level: clip(level, 24) })}
              </Term>
            </span>
            <span className={styles.traitValue}>
              <strong data-label-value>{write(value)}</strong>{' '}
              <span className={styles.muted}>
                {t('tables.labels.interval', { low: write(low), high: write(high) })} ·{' '}
                {t('tables.labels.against', { value: write(overall) })}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
