import { useTranslation } from 'react-i18next';
import { LEAST_AT_EVENTS, MOST_EVENTS, type EarlyAssignment } from '../../../../workers/protocol/assignment';
import { useFormat } from '../../../i18n/format';
import predictions from '../predictions/predictions.module.css';
import { Gap } from '../../../ui/Gap';

/** Who taught and who was tested, and with what the network learned. */
export function AssignmentDetails({ assignment }: { assignment: EarlyAssignment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { users, unsegmented, training, readings, resamples } = assignment;
  return (
    <details className={predictions.details}>
      <summary>{t('assignment.details.summary')}</summary>
      <p>
        {t('assignment.details.sides', {
          users: format.number(users),
          taught: format.number(training.users),
          validation: format.number(training.validationUsers),
          tested: format.number(readings.at(-1)!.users),
        })}
        <Gap />
        {unsegmented > 0 ? t('assignment.details.unsegmented', { count: unsegmented, users: format.number(unsegmented) }) : null}
      </p>
      <p>
        {t('assignment.details.network', {
          architecture: t(`data.settings.encoders.${training.architecture}`),
          parameters: format.number(training.parameters),
          most: MOST_EVENTS,
          weights: t(`assignment.details.weights.${training.classWeights}`),
          epochs: format.number(training.epochs),
          best: format.number(training.bestEpoch),
          seconds: format.duration(training.seconds),
          backends: format.list(training.backends.map((name) => t(`frame.backend.names.${name}`))),
        })}
        <Gap />
        {t('assignment.details.temperature')}
      </p>
      <p className={predictions.muted}>{t('assignment.details.tested', { least: LEAST_AT_EVENTS, resamples: format.number(resamples) })}</p>
    </details>
  );
}
