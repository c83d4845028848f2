import { useTranslation } from 'react-i18next';
import type { CategoriesPrediction } from '../../../../../workers/protocol/categories';
import { useFormat } from '../../../../i18n/format';
import { Gap } from '../../../../ui/Gap';
import { Term } from '../../../../ui/Term';
import styles from '../predictions.module.css';
import { ProbabilityNote } from './ProbabilityNote';

/** How often each way of guessing was right, how far its probabilities were off, and how that was computed. */
export function CategoryFigures({ prediction }: { prediction: CategoriesPrediction }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { guessers, testFrom, testTo, test, training, cutoffs, choices, reachable, resamples, of, from, sampledUsers } = prediction;
  const { probabilities } = prediction;
  const columns = [t('categories.figures.accuracy1'), t('categories.figures.accuracy3')];
  const odds = [
    {
      id: 'logLoss',
      title: t('categories.figures.logLoss'),
      note: t('categories.figures.logLossNote', { choices: format.number(choices), alike: format.fixed(Math.log(choices), 3) }),
    },
    { id: 'brier', title: t('categories.figures.brier'), note: t('categories.figures.brierNote') },
  ] as const;
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
            {odds.map(({ id, title, note }) => (
              <th key={id} scope="col">
                <Term note={note}>{title}</Term>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {guessers.map(({ id, accuracy1, accuracy3 }, guesser) => (
            <tr key={id}>
              <th scope="row">{t(`categories.guessers.${id}`)}</th>
              <td data-label={columns[0]}>{format.percent(accuracy1)}</td>
              <td data-label={columns[1]}>{format.percent(accuracy3)}</td>
              {odds.map((figure) => (
                <td key={figure.id} data-label={figure.title}>
                  {format.fixed(probabilities?.guessers[guesser]?.[figure.id] ?? NaN, 3)}
                </td>
              ))}
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
        })}
        <Gap />
        {t(`categories.how.${from}`)}
        <Gap />
        {sampledUsers === null ? null : t('outcomes.how.sample', { users: format.number(sampledUsers) })}
      </p>
      <ProbabilityNote prediction={prediction} />
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
