import { NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DemandDifference, DemandPrediction, DemandSeries } from '../../../../../workers/protocol/demand';
import { DemandChart } from '../../../../charts/DemandChart';
import { fileNameFor } from '../../../../charts/save';
import { clip, useFormat } from '../../../../i18n/format';
import { Card, Section } from '../../../../ui/Section';
import type { Run } from '../../../../workbench/store';
import { Gap } from '../../../../ui/Gap';
import { judgementOfDifference } from '../judgement';
import styles from '../predictions.module.css';
import { DemandFigures } from './DemandFigures';
import { DemandTable } from './DemandTable';

const WEEK_MS = 7 * 86_400_000;
/** Weeks before the forecast that are drawn. */
const SHOWN = 52;

/** One series at a time as a chart, all of them as a table, after the sentence on whether smoothing beats the baseline. */
export function DemandKnown({ run, prediction }: { run: Run; prediction: DemandPrediction }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { series, horizonWeeks, methods, baseline, challenger, difference, network, origins, next, from, unit, season } = prediction;
  const [picked, setPicked] = useState(0);
  const shown = series[picked] ?? series[0]!;
  const judgement = difference ? judgementOfDifference(difference) : 'unchanged';
  const mase = (id: string) => format.fixed(methods.find((method) => method.id === id)?.mase ?? NaN, 2);
  const apart = ({ value, low, high }: DemandDifference) => ({
    by: format.fixed(value, 2),
    low: format.fixed(low, 2),
    high: format.fixed(high, 2),
  });
  const nameOf = ({ name }: DemandSeries) => (name === null ? t('demand.total') : clip(name, 60));
  const unbeaten = series.filter(({ method }) => method === baseline).length;
  const amount = t(`demand.units.${unit}`);
  const sum = (one: DemandSeries) => one.forecast.reduce((total, { value }) => total + value, 0);
  const unbounded = shown.forecast.at(-1)?.low === null;
  const first = Math.max(0, shown.history.length - SHOWN);
  const weeks = useMemo(
    () => Array.from({ length: shown.history.length - first + horizonWeeks }, (_, i) => format.date(from + (first + i) * WEEK_MS)),
    [shown, first, horizonWeeks, from, format],
  );
  const history = useMemo(() => shown.history.slice(first), [shown, first]);
  return (
    <Section
      title={t('demand.headline', {
        weeks: format.number(horizonWeeks),
        next: format.date(next),
        amount: format.number(sum(series[0]!)),
        unit: amount,
      })}
      aside={
        series.length > 1 ? (
          <NativeSelect
            size="xs"
            aria-label={t('demand.which')}
            value={String(picked)}
            data={series.map((one, i) => ({ value: String(i), label: nameOf(one) }))}
            onChange={(event) => setPicked(Number(event.currentTarget.value))}
          />
        ) : undefined
      }
    >
      <Card>
        <div className={styles.section} data-demand={horizonWeeks}>
          <p className={styles.verdict} data-judgement={judgement}>
            <strong>
              {t(`demand.verdict.${judgement}`, {
                method: t(`demand.methods.${challenger}`),
                baseline: t(`demand.methods.${baseline}`),
                origins: format.number(origins),
              })}
            </strong>
            <Gap />
            {difference
              ? t('demand.verdict.mase', { model: mase(challenger), baseline: mase(baseline), ...apart(difference) })
              : t('demand.verdict.unmeasured')}
            <Gap />
            {difference && unbeaten > 0 ? t('demand.verdict.unbeaten', { count: unbeaten, series: format.number(series.length) }) : null}
            <Gap />
            {season === null ? t('demand.verdict.noSeason') : null}
          </p>
          {network?.difference ? (
            <p className={styles.verdict} data-network data-judgement={judgementOfDifference(network.difference)}>
              <strong>
                {t(`demand.network.${judgementOfDifference(network.difference)}`, { method: t(`demand.methods.${network.against}`) })}
              </strong>
              <Gap />
              {t('demand.network.mase', { model: mase('network'), other: mase(network.against), ...apart(network.difference) })}
            </p>
          ) : null}
          <DemandChart
            title={t('demand.chart.title', {
              name: nameOf(shown),
              amount: format.number(sum(shown)),
              unit: amount,
              weeks: format.number(horizonWeeks),
              method: t(`demand.methods.${shown.method}`),
            })}
            fileName={fileNameFor(run.fileName, 'demand.png')}
            amount={amount}
            weeks={weeks}
            history={history}
            forecast={shown.forecast}
          />
          {unbounded ? (
            <p className={styles.muted} data-unbounded>
              {t('demand.chart.unbounded', { weeks: format.number(horizonWeeks) })}
            </p>
          ) : null}
          <DemandTable prediction={prediction} nameOf={nameOf} />
          <DemandFigures prediction={prediction} />
        </div>
      </Card>
    </Section>
  );
}
