import { useTranslation } from 'react-i18next';
import type { DemandPrediction } from '../../../../../workers/protocol/demand';
import { useFormat } from '../../../../i18n/format';
import { Term } from '../../../../ui/Term';
import styles from '../predictions.module.css';

/** The errors of every method in the back-test, and how it was made. */
export function DemandFigures({ prediction }: { prediction: DemandPrediction }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { methods, horizonWeeks, origins, series, unit } = prediction;
  const columns = [t('demand.figures.mae', { unit: t(`demand.units.${unit}`) }), t('demand.figures.mase')];
  return (
    <details className={styles.details}>
      <summary>{t('predictions.test.summary')}</summary>
      <table className={styles.table} aria-label={t('demand.figures.label')}>
        <thead>
          <tr>
            <th scope="col">{t('demand.figures.method')}</th>
            <th scope="col">{columns[0]}</th>
            <th scope="col">
              <Term note={t('demand.figures.maseNote')}>{columns[1]}</Term>
            </th>
          </tr>
        </thead>
        <tbody>
          {methods.map(({ id, mae, mase }) => (
            <tr key={id}>
              <th scope="row">{t(`demand.methods.${id}`)}</th>
              <td data-label={columns[0]}>{format.number(mae, mae < 10 ? 1 : 0)}</td>
              <td data-label={columns[1]}>{format.fixed(mase, 2)}</td>
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
        })}
      </p>
    </details>
  );
}
