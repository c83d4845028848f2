import { useTranslation } from 'react-i18next';
import type { OutcomesPrediction } from '../../../../../workers/protocol/outcomes';
import type { ValueModelResult, ValuePrediction } from '../../../../../workers/protocol/values';
import { useFormat } from '../../../../i18n/format';
import { Gap } from '../../../../ui/Gap';
import { FiguresTable } from '../FiguresTable';
import { EncodedNote } from '../outcomes/EncodedNote';
import styles from '../predictions.module.css';

interface Props {
  /** Widths of the networks' hidden layers. */
  readonly hidden: readonly number[];
  readonly of: OutcomesPrediction;
  readonly prediction: ValuePrediction;
}

const FIGURES = ['mae', 'rmse', 'r2', 'rank'] as const;

/** The errors of every model on the users tested, and how they were computed. */
export function ValueFigures({ hidden, of, prediction }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { models, test, training, chance, resamples } = prediction;
  const name = ({ id }: ValueModelResult) => t(`outcomes.value.models.${id}`, { days: format.number(of.horizonDays) });
  const written = { mae: format.money, rmse: format.money, r2: three, rank: three };
  function three(value: number) {
    return format.fixed(value, 3);
  }
  return (
    <details className={styles.details}>
      <summary>{t('predictions.test.summary')}</summary>
      <FiguresTable
        label={t('outcomes.value.figures.label')}
        figure={t('outcomes.value.figures.figure')}
        models={models}
        name={name}
        rows={[
          ...FIGURES.map((figure) => ({
            title: t(`outcomes.value.figures.${figure}`),
            note: t(`outcomes.value.figures.notes.${figure}`),
            value: (model: ValueModelResult) => written[figure](model[figure]),
          })),
          {
            title: t('outcomes.value.figures.total', { actual: format.money(test.actual) }),
            value: (model: ValueModelResult) => format.money(model.total),
          },
        ]}
      />
      <p>
        {t('outcomes.value.how.test', {
          from: format.date(of.testFrom),
          to: format.date(of.testTo),
          users: format.number(test.users),
          buyers: format.number(test.buyers),
        })}
        <Gap />
        <EncodedNote of={of} />
        <Gap />
        {of.sampledUsers === null ? null : t('outcomes.how.sample', { users: format.number(of.sampledUsers) })}
      </p>
      <p className={styles.muted}>
        {t('outcomes.value.how.model', {
          model: t(`outcomes.models.${chance}`),
          hidden: format.list(hidden.map((width) => format.number(width))),
          rows: format.number(training.rows),
          validation: format.number(training.validationRows),
        })}
        <Gap />
        {t('outcomes.value.how.classical', { resamples: format.number(resamples) })}
      </p>
    </details>
  );
}
