import { useTranslation } from 'react-i18next';
import type { NextStepFigures } from '../../../workers/protocol/sequences';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { nextStepVerdicts } from './next-step-verdicts';
import styles from './segments.module.css';

/** How well the network foretells the step to come, beside a Markov chain. @param validated on users that it did not learn from */
export function NextStepTable({ figures, validated }: { figures: readonly NextStepFigures[]; validated: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = (field: NextStepFigures['field']) => t(`segments.nextStep.fields.${field}`);
  const verdicts = nextStepVerdicts(figures, validated);
  const named = (fields: readonly NextStepFigures['field'][]) => ({ fields: format.list(fields.map(name)) });
  const title = (column: 'field' | 'accuracy' | 'markov' | 'difference' | 'loss' | 'markovLoss') => t(`segments.nextStep.${column}`);
  const points = (share: number) => format.number(100 * share, 1);
  const written = ({ accuracy, markovAccuracy, low, high }: NextStepFigures) => {
    const difference = points(accuracy - markovAccuracy);
    if (!validated) return difference;
    if (low === null || high === null) return t('segments.nextStep.noInterval', { difference });
    return t('segments.nextStep.interval', { difference, low: points(low), high: points(high) });
  };
  return (
    <>
      {verdicts.none === null ? (
        <>
          {verdicts.beats.length > 0 ? <p>{t('segments.nextStep.better', named(verdicts.beats))}</p> : null}
          {verdicts.level.length > 0 ? <p>{t('segments.nextStep.level', named(verdicts.level))}</p> : null}
          {verdicts.loses.length > 0 ? <Note tone="watch">{t('segments.nextStep.worse', named(verdicts.loses))}</Note> : null}
        </>
      ) : (
        <p>{t(`segments.nextStep.${verdicts.none}`, { count: figures[0]?.users ?? 0 })}</p>
      )}
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
              <td data-label={title('difference')}>{written(row)}</td>
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
