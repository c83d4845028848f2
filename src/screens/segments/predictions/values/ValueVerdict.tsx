import { useTranslation } from 'react-i18next';
import type { ValueComparison, ValueModelResult } from '../../../../../workers/protocol/values';
import { useFormat } from '../../../../i18n/format';
import { Gap } from '../../../../ui/Gap';
import { judgementOfValue } from '../judgement';
import styles from '../predictions.module.css';

interface Props {
  readonly comparison: ValueComparison;
  readonly days: number;
  readonly models: readonly ValueModelResult[];
}

/** Whether the network beats a baseline and by how much, in words. */
export function ValueVerdict({ comparison: { baseline, differences }, days, models }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { judgement, one, other } = judgementOfValue(differences);
  const figures = (id: string) => models.find((one) => one.id === id)!;
  const part = (figure: 'rmse' | 'rank') => {
    const { value, low, high } = differences[figure];
    const written = (one: number) => (figure === 'rmse' ? format.money(one) : format.fixed(one, 3));
    return {
      model: written(figures('network')[figure]),
      baseline: written(figures(baseline)[figure]),
      by: written(value),
      low: written(low),
      high: written(high),
    };
  };
  const params = { days: format.number(days) };
  return (
    <p className={styles.verdict} data-judgement={judgement} data-baseline={baseline}>
      <strong>
        {t(`outcomes.value.verdict.${judgement}`, {
          ...params,
          baseline: t(`outcomes.value.models.${baseline}`, params),
          one: t(`outcomes.value.verdict.names.${one}`),
          other: t(`outcomes.value.verdict.names.${other}`),
        })}
      </strong>
      <Gap />
      {t('outcomes.value.verdict.rmse', part('rmse'))}
      <Gap />
      {t('outcomes.value.verdict.rank', part('rank'))}
    </p>
  );
}
