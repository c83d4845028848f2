import { useTranslation } from 'react-i18next';
import type { NextStepFigures } from '../../../workers/protocol/sequences';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { nextStepVerdicts, surpriseVerdicts } from './next-step-verdicts';
import styles from './segments.module.css';

const COLUMNS = ['field', 'accuracy', 'markov', 'difference', 'loss', 'markovLoss', 'lossDifference'] as const;

/** How well the network foretells the step to come, beside a Markov chain. @param validated on users that it did not learn from */
export function NextStepTable({ figures, validated }: { figures: readonly NextStepFigures[]; validated: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = (field: NextStepFigures['field']) => t(`segments.nextStep.fields.${field}`);
  const verdicts = nextStepVerdicts(figures, validated);
  const surprise = surpriseVerdicts(figures, validated);
  const named = (fields: readonly NextStepFigures['field'][]) => ({ fields: format.list(fields.map(name)) });
  const title = (column: (typeof COLUMNS)[number]) => t(`segments.nextStep.${column}`);
  const points = (share: number) => format.number(100 * share, 1);
  // Networks often agree to a hundredth, which an interval beside nothing must still show.
  const nats = (value: number) => format.fixed(value, 3);
  const written = (of: number, low: number | null | undefined, high: number | null | undefined, words: (value: number) => string) => {
    const difference = words(of);
    if (!validated || low === undefined || high === undefined) return difference;
    if (low === null || high === null) return t('segments.nextStep.noInterval', { difference });
    return t('segments.nextStep.interval', { difference, low: words(low), high: words(high) });
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
      {surprise ? (
        <>
          {surprise.beats.length > 0 ? <p>{t('segments.nextStep.surprise.better', named(surprise.beats))}</p> : null}
          {surprise.level.length > 0 ? <p>{t('segments.nextStep.surprise.level', named(surprise.level))}</p> : null}
          {surprise.loses.length > 0 ? <Note tone="watch">{t('segments.nextStep.surprise.worse', named(surprise.loses))}</Note> : null}
        </>
      ) : null}
      <table className={styles.nextStep} aria-label={t('segments.nextStep.title')}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
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
              <td data-label={title('difference')}>{written(row.accuracy - row.markovAccuracy, row.low, row.high, points)}</td>
              <td data-label={title('loss')}>{nats(row.loss)}</td>
              <td data-label={title('markovLoss')}>{nats(row.markovLoss)}</td>
              <td data-label={title('lossDifference')}>{written(row.loss - row.markovLoss, row.lossLow, row.lossHigh, nats)}</td>
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
