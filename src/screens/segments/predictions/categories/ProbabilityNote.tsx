import { useTranslation } from 'react-i18next';
import type { CategoriesPrediction } from '../../../../../workers/protocol/categories';
import { useFormat } from '../../../../i18n/format';
import { Gap } from '../../../../ui/Gap';

/** How far the model's probabilities are from those of the best baseline, and whether they are calibrated. */
export function ProbabilityNote({ prediction: { probabilities, calibration } }: { prediction: CategoriesPrediction }) {
  const { t } = useTranslation();
  const format = useFormat();
  const three = (value: number) => format.fixed(value, 3);
  const lossOf = (id: string) => three(probabilities?.guessers.find((guesser) => guesser.id === id)?.logLoss ?? NaN);
  return (
    <p>
      {probabilities
        ? t('categories.how.probabilities', {
            users: format.number(probabilities.users),
            logLoss: lossOf('model'),
            baselineLoss: lossOf(probabilities.baseline),
            baseline: t(`categories.guessers.${probabilities.baseline}`),
            by: three(probabilities.differences.logLoss.value),
            low: three(probabilities.differences.logLoss.low),
            high: three(probabilities.differences.logLoss.high),
            brierBy: three(probabilities.differences.brier.value),
            brierLow: three(probabilities.differences.brier.low),
            brierHigh: three(probabilities.differences.brier.high),
          })
        : null}
      <Gap />
      {calibration
        ? t('categories.how.calibrated', {
            rows: format.number(calibration.rows),
            temperature: format.fixed(calibration.temperature, 2),
            shown: format.fixed(calibration.shown, 2),
          })
        : t('categories.how.uncalibrated')}
    </p>
  );
}
