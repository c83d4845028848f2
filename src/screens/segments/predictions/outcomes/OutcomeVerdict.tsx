import { useTranslation } from 'react-i18next';
import type { ClassifierResult, Comparison, OutcomeKind } from '../../../../../workers/protocol/outcomes';
import { useFormat } from '../../../../i18n/format';
import { Gap } from '../../../../ui/Gap';
import { judgementOfProbabilities } from '../judgement';
import styles from '../predictions.module.css';

interface Props {
  readonly comparison: Comparison;
  readonly days: number;
  readonly kind: OutcomeKind;
  readonly classifiers: readonly ClassifierResult[];
}

/** Whether a model beats its baseline and by how much, in words. */
export function OutcomeVerdict({ comparison, days, kind, classifiers }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { model, baseline, differences } = comparison;
  const { judgement, one, other } = judgementOfProbabilities(differences);
  const names = { model: t(`outcomes.models.${model}`), baseline: t(`outcomes.models.${baseline}`) };
  const figures = (id: string) => classifiers.find((one) => one.id === id)!;
  const part = (figure: 'logLoss' | 'auc') => {
    const { value, low, high } = differences[figure];
    const fixed = (one: number) => format.fixed(one, 3);
    return {
      model: fixed(figures(model)[figure]),
      baseline: fixed(figures(baseline)[figure]),
      by: fixed(value),
      low: fixed(low),
      high: fixed(high),
    };
  };
  return (
    <p className={styles.verdict} data-judgement={judgement} data-model={model} data-baseline={baseline}>
      <strong>
        {t(`outcomes.verdict.${judgement}`, {
          ...names,
          days: format.number(days),
          what: t(`outcomes.kinds.${kind}`),
          one: t(`outcomes.verdict.names.${one}`),
          other: t(`outcomes.verdict.names.${other}`),
        })}
      </strong>
      <Gap />
      {t('outcomes.verdict.logLoss', part('logLoss'))}
      <Gap />
      {t('outcomes.verdict.auc', part('auc'))}
    </p>
  );
}
