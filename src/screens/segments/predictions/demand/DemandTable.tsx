import { useTranslation } from 'react-i18next';
import type { DemandPrediction, DemandSeries } from '../../../../../workers/protocol/demand';
import { useFormat } from '../../../../i18n/format';
import { Term } from '../../../../ui/Term';
import styles from '../predictions.module.css';

interface Props {
  readonly prediction: DemandPrediction;
  readonly nameOf: (series: DemandSeries) => string;
}

/** Each series: what is forecast, by which method, and its error beside that of the baseline. */
export function DemandTable({ prediction, nameOf }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { series, horizonWeeks, baseline } = prediction;
  const columns = [
    { id: 'next', title: t('demand.table.next'), note: t('demand.table.nextNote') },
    { id: 'all', title: t('demand.table.all', { weeks: format.number(horizonWeeks) }), note: null },
    { id: 'method', title: t('demand.table.method'), note: t('demand.table.methodNote') },
    { id: 'mae', title: t('demand.table.mae'), note: t('demand.table.maeNote') },
    {
      id: 'baseline',
      title: t('demand.table.baseline'),
      note: t('demand.table.baselineNote', { baseline: t(`demand.methods.${baseline}`) }),
    },
    { id: 'r2', title: t('demand.table.r2'), note: t('demand.table.r2Note') },
  ];
  return (
    <table className={styles.table} aria-label={t('demand.table.label')}>
      <thead>
        <tr>
          <th scope="col">{t(`demand.table.name.${prediction.of ?? 'none'}`)}</th>
          {columns.map(({ id, title, note }) => (
            <th key={id} scope="col">
              {note ? <Term note={note}>{title}</Term> : title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {series.map((one, i) => {
          const [next] = one.forecast;
          const cells = [
            t('demand.table.interval', {
              value: format.number(next!.value),
              // Which the last of several weeks alone can lack.
              low: format.number(next!.low!),
              high: format.number(next!.high!),
            }),
            format.number(one.forecast.reduce((sum, { value }) => sum + value, 0)),
            t(`demand.methods.${one.method}`),
            format.number(one.mae, one.mae < 10 ? 1 : 0),
            format.number(one.baselineMae, one.baselineMae < 10 ? 1 : 0),
            t('demand.table.beside', { value: format.fixed(one.r2, 2), beside: format.fixed(one.baselineR2, 2) }),
          ];
          return (
            <tr key={one.name === null ? 'total' : `series ${i}`}>
              <th scope="row">{nameOf(one)}</th>
              {cells.map((text, c) => (
                <td key={columns[c]!.id} data-label={columns[c]!.title}>
                  {text}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
