import { useTranslation } from 'react-i18next';
import type { NextStepFigures } from '../../../workers/protocol/sequences';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import styles from './segments.module.css';

/** How well the network foretells the step to come, beside a Markov chain, on users that it did not learn from. */
export function NextStepTable({ figures, users }: { figures: readonly NextStepFigures[]; users: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = (field: NextStepFigures['field']) => t(`segments.nextStep.fields.${field}`);
  const better = figures.filter(({ low }) => low > 0).map(({ field }) => name(field));
  const others = figures.filter(({ low }) => low <= 0).map(({ field }) => name(field));
  const points = (share: number) => format.number(100 * share, 1);
  return (
    <>
      {better.length > 0 ? <p>{t('segments.nextStep.better', { fields: format.list(better) })}</p> : null}
      {others.length > 0 ? <Note tone="watch">{t('segments.nextStep.notBetter', { fields: format.list(others) })}</Note> : null}
      <div className={styles.scroll}>
        <table className={styles.nextStep} aria-label={t('segments.nextStep.title')}>
          <thead>
            <tr>
              {(['field', 'accuracy', 'markov', 'difference', 'loss', 'markovLoss'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`segments.nextStep.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.map((row) => (
              <tr key={row.field}>
                <th scope="row">{name(row.field)}</th>
                <td>{format.percent(row.accuracy, 1)}</td>
                <td>{format.percent(row.markovAccuracy, 1)}</td>
                <td>
                  {t('segments.nextStep.interval', {
                    difference: points(row.accuracy - row.markovAccuracy),
                    low: points(row.low),
                    high: points(row.high),
                  })}
                </td>
                <td>{format.number(row.loss, 2)}</td>
                <td>{format.number(row.markovLoss, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.muted}>
        {t('segments.nextStep.basis', { steps: format.number(figures[0]?.steps ?? 0), users: format.number(users) })}
      </p>
    </>
  );
}
