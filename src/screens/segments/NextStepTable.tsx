import { useTranslation } from 'react-i18next';
import type { NextStepFigures } from '../../../workers/protocol/sequences';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import styles from './segments.module.css';

/** How well the network foretells the step to come, beside a Markov chain. @param validated on users that it did not learn from */
export function NextStepTable({ figures, validated }: { figures: readonly NextStepFigures[]; validated: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = (field: NextStepFigures['field']) => t(`segments.nextStep.fields.${field}`);
  const named = (which: (row: NextStepFigures) => boolean) => format.list(figures.filter(which).map(({ field }) => name(field)));
  const better = named(({ low }) => low > 0);
  const worse = named(({ high }) => high < 0);
  const level = named(({ low, high }) => low <= 0 && high >= 0);
  const title = (column: 'field' | 'accuracy' | 'markov' | 'difference' | 'loss' | 'markovLoss') => t(`segments.nextStep.${column}`);
  const points = (share: number) => format.number(100 * share, 1);
  return (
    <>
      {better === '' ? null : <p>{t('segments.nextStep.better', { fields: better })}</p>}
      {level === '' ? null : <p>{t('segments.nextStep.level', { fields: level })}</p>}
      {worse === '' ? null : <Note tone="watch">{t('segments.nextStep.worse', { fields: worse })}</Note>}
      <table className={styles.nextStep} aria-label={t('segments.nextStep.title')}>
        <thead>
          <tr>
            {(['field', 'accuracy', 'markov', 'difference', 'loss', 'markovLoss'] as const).map((column) => (
              <th key={column} scope="col">
                {title(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map((row) => (
            <tr key={row.field}>
              <th scope="row">{name(row.field)}</th>
              <td data-label={title('accuracy')}>{format.percent(row.accuracy, 1)}</td>
              <td data-label={title('markov')}>{format.percent(row.markovAccuracy, 1)}</td>
              <td data-label={title('difference')}>
                {t('segments.nextStep.interval', {
                  difference: points(row.accuracy - row.markovAccuracy),
                  low: points(row.low),
                  high: points(row.high),
                })}
              </td>
              <td data-label={title('loss')}>{format.number(row.loss, 2)}</td>
              <td data-label={title('markovLoss')}>{format.number(row.markovLoss, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.muted}>
        {t(validated ? 'segments.nextStep.basis' : 'segments.nextStep.basisTaught', {
          steps: format.number(figures[0]?.steps ?? 0),
          users: format.number(figures[0]?.users ?? 0),
        })}
      </p>
    </>
  );
}
