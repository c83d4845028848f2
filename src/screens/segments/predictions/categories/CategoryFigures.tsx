import { useTranslation } from 'react-i18next';
import type { CategoriesPrediction } from '../../../../../workers/protocol/categories';
import { useFormat } from '../../../../i18n/format';
import styles from '../predictions.module.css';

/** How often each way of guessing was right, and how that was computed. */
export function CategoryFigures({ prediction }: { prediction: CategoriesPrediction }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { guessers, testFrom, testTo, test, training, cutoffs, choices, reachable, resamples, of, from, sampledUsers } = prediction;
  const columns = [t('categories.figures.accuracy1'), t('categories.figures.accuracy3')];
  return (
    <details className={styles.details}>
      <summary>{t('predictions.test.summary')}</summary>
      <table className={styles.table} aria-label={t('categories.figures.label')}>
        <thead>
          <tr>
            <th scope="col">{t('categories.figures.guesser')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {guessers.map(({ id, accuracy1, accuracy3 }) => (
            <tr key={id}>
              <th scope="row">{t(`categories.guessers.${id}`)}</th>
              <td data-label={columns[0]}>{format.percent(accuracy1)}</td>
              <td data-label={columns[1]}>{format.percent(accuracy3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {t('categories.how.test', {
          from: format.date(testFrom),
          to: format.date(testTo),
          users: format.number(test.users),
          choices: format.number(choices),
          what: t(`categories.of.${of}`),
          reachable: format.percent(reachable),
        })}{' '}
        {t(`categories.how.${from}`)} {sampledUsers === null ? null : t('outcomes.how.sample', { users: format.number(sampledUsers) })}
      </p>
      <p className={styles.muted}>
        {t('categories.how.model', {
          cutoffs: format.number(cutoffs),
          rows: format.number(training.rows),
          resamples: format.number(resamples),
        })}
      </p>
    </details>
  );
}
