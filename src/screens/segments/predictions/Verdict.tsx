import { useTranslation } from 'react-i18next';
import type { BackTestFigures } from '../../../../workers/protocol/predictions';
import { useFormat } from '../../../i18n/format';
import { Gap } from '../../../ui/Gap';
import { judgementOf } from './judgement';
import { useFigure } from './use-figure';
import styles from './predictions.module.css';

interface Props {
  readonly what: 'purchases' | 'value';
  readonly days: number;
  readonly figures: BackTestFigures;
}

/** Whether the model beats its baseline and by how much, in words. */
export function Verdict({ what, days, figures }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const figure = useFigure(what);
  const { judgement, one, other } = judgementOf(figures);
  const sentence = (name: 'rmse' | 'mae') => {
    const { model, baseline, low, high } = figures[name];
    const lower = model <= baseline;
    // Both ends of the interval are told as the difference is: how much lower, or how much higher.
    const [from, to] = lower ? [-high, -low] : [low, high];
    return t(`predictions.${name}.${lower ? 'lower' : 'higher'}`, {
      model: figure.error(model),
      baseline: figure.error(baseline),
      by: figure.error(Math.abs(model - baseline)),
      low: figure.error(from),
      high: figure.error(to),
    });
  };
  return (
    <p className={styles.verdict} data-judgement={judgement} data-what={what}>
      <strong>
        {t(`predictions.verdict.${judgement}`, {
          what: t(`predictions.${what}`),
          days: format.number(days),
          one: t(`predictions.verdict.names.${one}`),
          other: t(`predictions.verdict.names.${other}`),
        })}
      </strong>
      <Gap />
      {sentence('rmse')}
      <Gap />
      {sentence('mae')}
      <Gap />
      {t('predictions.totals', { predicted: figure.total(figures.predicted), actual: figure.total(figures.actual) })}
    </p>
  );
}
