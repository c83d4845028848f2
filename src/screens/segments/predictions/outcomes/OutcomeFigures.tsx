import { useTranslation } from 'react-i18next';
import type { ClassifierResult, OutcomeKind, OutcomePrediction, OutcomesPrediction } from '../../../../../workers/protocol/outcomes';
import type { NetworkRecipe } from '../../../../../workers/protocol/training-recipe';
import { useFormat } from '../../../../i18n/format';
import { Gap } from '../../../../ui/Gap';
import { FiguresTable } from '../FiguresTable';
import styles from '../predictions.module.css';
import { EncodedNote } from './EncodedNote';

interface Props {
  readonly network: NetworkRecipe;
  readonly kind: OutcomeKind;
  readonly of: OutcomesPrediction;
  readonly prediction: OutcomePrediction;
}

const FIGURES = ['auc', 'averagePrecision', 'logLoss', 'brier'] as const;
const CALLED = ['threshold', 'precision', 'recall', 'f1'] as const;

/** The figures of every model on the users tested, and how they were computed. */
export function OutcomeFigures({ network, of, prediction, kind }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { classifiers, test, training, resamples, used } = prediction;
  const name = ({ id }: ClassifierResult) => t(`outcomes.models.${id}`);
  const cutoffs = format.list([...of.cutoffs].reverse().map((day) => format.date(day)));
  return (
    <details className={styles.details}>
      <summary>{t('predictions.test.summary')}</summary>
      <FiguresTable
        label={t('outcomes.figures.label')}
        figure={t('outcomes.figures.figure')}
        models={classifiers}
        name={name}
        rows={[
          ...FIGURES.map((figure) => ({
            title: t(`outcomes.figures.${figure}`),
            note: t(`outcomes.figures.notes.${figure}`),
            value: (classifier: ClassifierResult) => format.fixed(classifier[figure], 3),
          })),
          ...CALLED.map((figure) => ({
            title: t(`outcomes.figures.${figure}`),
            note: t(`outcomes.figures.notes.${figure}`),
            value: (classifier: ClassifierResult) => format.percent(classifier.called?.[figure] ?? NaN),
          })),
        ]}
      />
      <p>
        {t('outcomes.how.test', {
          from: format.date(of.testFrom),
          to: format.date(of.testTo),
          users: format.number(test.users),
          rate: format.percent(test.rate),
          what: t(`outcomes.happened.${kind}`),
        })}
        <Gap />
        {t('outcomes.how.training', {
          count: of.cutoffs.length,
          cutoffs,
          rows: format.number(training.rows),
          validation: format.number(training.validationRows),
          features: format.number(of.features),
        })}
        <Gap />
        <EncodedNote of={of} />
        <Gap />
        {of.sampledUsers === null ? null : t('outcomes.how.sample', { users: format.number(of.sampledUsers) })}
      </p>
      <p className={styles.muted}>
        {t('outcomes.how.models', {
          hidden: format.list(network.hidden.map((width) => format.number(width))),
          optimizer: t(`outcomes.how.optimizers.${network.optimizer ?? 'adamw'}`),
          weights: t(`outcomes.how.weights.${network.classWeights}`),
        })}
        <Gap />
        {t('outcomes.how.used', { model: t(`outcomes.models.${used}`), resamples: format.number(resamples) })}
      </p>
    </details>
  );
}
