import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { Chart } from './Chart';
import type { ChartPlan } from './drawing/plan';
import type { LossData, LossWords } from './loss';
import type { LossMeasure } from './loss-measure';

interface Props extends LossData {
  readonly height?: number;
  readonly fileName?: string;
  /** What the loss is. */
  readonly measure?: LossMeasure;
}

/** Training and validation loss by epoch, live while training runs, with the PCA baseline once it is known. */
export function LossChart({
  training,
  validation,
  baseline,
  bestEpoch,
  height = 220,
  fileName = 'shoal-loss.png',
  measure = 'error',
}: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useMemo<LossWords>(
    () => ({
      training: t('segments.loss.training'),
      validation: t('segments.loss.validation'),
      baseline: t('segments.loss.baseline'),
      epoch: t('segments.loss.epoch'),
      error: t(`segments.loss.${measure}`),
    }),
    [t, measure],
  );
  const plan = useMemo<ChartPlan<'loss'>>(
    () => ({ kind: 'loss', data: { training, validation, baseline, bestEpoch }, words }),
    [training, validation, baseline, bestEpoch, words],
  );
  const epoch = training.length;
  const title =
    epoch === 0
      ? t('segments.loss.waiting')
      : bestEpoch === 0
        ? t('segments.loss.finishedAtStart', { epochs: epoch })
        : bestEpoch !== undefined
          ? t('segments.loss.finished', {
              best: bestEpoch,
              loss: format.significant(validation[bestEpoch - 1] ?? Number.NaN),
              epochs: epoch,
            })
          : t('segments.loss.live', {
              epoch,
              training: format.significant(training[epoch - 1] ?? Number.NaN),
              validation: format.significant(validation[epoch - 1] ?? Number.NaN),
            });
  const table = useCallback(
    () => ({
      columns: [words.epoch, words.training, words.validation],
      rows: training.map((loss, i) => [String(i + 1), format.significant(loss), format.significant(validation[i] ?? Number.NaN)]),
    }),
    [training, validation, words, format],
  );
  return <Chart title={title} plan={plan} table={table} fileName={fileName} height={height} />;
}
