import { useTranslation } from 'react-i18next';
import { RELIABLE_ACCURACY, type AssignmentReading, type EarlyAssignment } from '../../../../workers/protocol/assignment';
import { useFormat } from '../../../i18n/format';
import { judgementOfLead } from '../predictions/judgement';
import predictions from '../predictions/predictions.module.css';
import { Gap } from '../../../ui/Gap';

interface Props {
  readonly assignment: EarlyAssignment;
  /** By the largest number of events tested. */
  readonly last: AssignmentReading & { readonly events: number };
}

/** From when on placing is reliable, and whether the network beats its baselines, in words. */
export function AssignmentVerdicts({ assignment: { average, readings, reliableFrom, ahead }, last }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const told = readings.find(({ events }) => events !== null && events === reliableFrom) ?? last;
  const points = (share: number) => format.fixed(100 * share, 1);
  return (
    <div className={predictions.verdicts}>
      <p>
        <strong>
          {t(reliableFrom === null ? 'assignment.never' : 'assignment.reliable', {
            count: told.events ?? 0,
            events: told.events,
            accuracy: format.percent(told.accuracy.value),
            low: format.percent(told.accuracy.low),
            high: format.percent(told.accuracy.high),
          })}
        </strong>
        <Gap />
        {t('assignment.rule', { share: format.percent(RELIABLE_ACCURACY, 0) })}
      </p>
      <p data-ahead={ahead ? `${ahead.from}-${ahead.to}` : undefined}>
        {ahead
          ? t(ahead.from === ahead.to ? 'assignment.kept.aheadOne' : 'assignment.kept.ahead', ahead)
          : t(ahead === null ? 'assignment.kept.behind' : 'assignment.kept.unmeasured')}
      </p>
      {average.baselines.map(({ id, accuracy, difference }) => {
        const judgement = judgementOfLead(difference);
        return (
          <p key={id} className={predictions.verdict} data-judgement={judgement} data-baseline={id}>
            <strong>{t(`assignment.verdict.${judgement}`, { baseline: t(`assignment.baselines.${id}`) })}</strong>
            <Gap />
            {t('assignment.verdict.figures', {
              model: format.percent(average.accuracy.value),
              other: format.percent(accuracy),
              by: points(difference.value),
              low: points(difference.low),
              high: points(difference.high),
            })}
          </p>
        );
      })}
    </div>
  );
}
