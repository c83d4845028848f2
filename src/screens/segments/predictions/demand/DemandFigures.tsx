import { useTranslation } from 'react-i18next';
import { RECENT_FORECASTS, type DemandPrediction } from '../../../../../workers/protocol/demand';
import { useFormat } from '../../../../i18n/format';
import { Term } from '../../../../ui/Term';
import styles from '../predictions.module.css';

/** The errors of every method in the back-test, and how it was made. */
export function DemandFigures({ prediction }: { prediction: DemandPrediction }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { methods, horizonWeeks, origins, series, unit } = prediction;
  const amount = (value: number) => format.number(value, value < 10 ? 1 : 0);
  const two = (value: number) => format.fixed(value, 2);
  const columns = [
    { id: 'mae', title: t('demand.figures.mae', { unit: t(`demand.units.${unit}`) }), note: null, written: amount },
    { id: 'rmse', title: t('demand.figures.rmse'), note: t('demand.figures.rmseNote'), written: amount },
    { id: 'r2', title: t('demand.figures.r2'), note: t('demand.figures.r2Note'), written: two },
    { id: 'mase', title: t('demand.figures.mase'), note: t('demand.figures.maseNote'), written: two },
  ] as const;
  return (
    <details className={styles.details}>
      <summary>{t('predictions.test.summary')}</summary>
      <table className={styles.table} aria-label={t('demand.figures.label')}>
        <thead>
          <tr>
            <th scope="col">{t('demand.figures.method')}</th>
            {columns.map(({ id, title, note }) => (
              <th key={id} scope="col">
                {note ? <Term note={note}>{title}</Term> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {methods.map((method) => (
            <tr key={method.id}>
              <th scope="row">{t(`demand.methods.${method.id}`)}</th>
              {columns.map(({ id, title, written }) => (
                <td key={id} data-label={title}>
                  {written(method[id] ?? NaN)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {t('demand.how', {
          origins: format.number(origins),
          weeks: format.number(horizonWeeks),
          series: format.number(series.length),
          history: format.number(series[0]!.history.length),
          independent: format.number(Math.max(1, Math.floor(origins / horizonWeeks))),
          recent: format.number(RECENT_FORECASTS),
        })}
      </p>
    </details>
  );
}
