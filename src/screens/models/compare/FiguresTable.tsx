import { useTranslation } from 'react-i18next';
import type { RunInfo } from '../../../../workers/protocol/runs';
import { useLanguage } from '../../../i18n/format';
import { Term } from '../../../ui/Term';
import { figureRows } from './figure-rows';
import styles from './compare.module.css';

/** Validity, stability, losses, prediction figures, time and backend of two runs side by side. */
export function FiguresTable({ first, second }: { first: RunInfo; second: RunInfo }) {
  const { t } = useTranslation();
  const rows = figureRows(first, second, useLanguage());
  return (
    <div>
      <h3 className={styles.mapTitle}>{t('models.compare.figures.title')}</h3>
      <table className={styles.figures} aria-label={t('models.compare.figures.title')}>
        <thead>
          <tr>
            <th scope="col">{t('models.compare.figures.figure')}</th>
            <th scope="col">{t('models.compare.first')}</th>
            <th scope="col">{t('models.compare.second')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, label, note, values }) => (
            <tr key={id} data-figure={id} data-part={id === 'encode' || undefined}>
              <th scope="row">{note === undefined ? label : <Term note={note}>{label}</Term>}</th>
              <td>{values[0]}</td>
              <td>{values[1]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
