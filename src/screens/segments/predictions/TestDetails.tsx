import { useTranslation } from 'react-i18next';
import type { BackTestFigures, PurchasePrediction } from '../../../../workers/protocol/predictions';
import { useFormat } from '../../../i18n/format';
import { Gap } from '../../../ui/Gap';
import { Term } from '../../../ui/Term';
import { useFigure } from './use-figure';
import styles from './predictions.module.css';

/** The figures of the test beside those of the baseline, what was tested on what, and the fitted parameters. */
export function TestDetails({ prediction }: { prediction: PurchasePrediction }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { backTest, bgNbd, gammaGamma } = prediction;
  const figure = format.significant;
  const logLikelihood = (value: number) => format.number(value, 1);
  const columns = ['model', 'baseline', 'difference'] as const;
  return (
    <details className={styles.details}>
      <summary>{t('predictions.test.summary')}</summary>
      <table className={styles.table} aria-label={t('predictions.test.label')}>
        <thead>
          <tr>
            <th scope="col">{t('predictions.test.figure')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`predictions.test.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <FigureRows what="purchases" figures={backTest.purchases} />
          {backTest.value ? <FigureRows what="value" figures={backTest.value} /> : null}
        </tbody>
      </table>
      <p>
        {t('predictions.test.how', {
          from: format.date(backTest.from),
          to: format.date(backTest.to),
          users: format.number(backTest.users),
        })}
        <Gap />
        {t('predictions.test.purchaseDay')}
      </p>
      <p className={styles.muted}>
        {t('predictions.test.bgNbd', {
          r: figure(bgNbd.r),
          alpha: figure(bgNbd.alpha),
          a: figure(bgNbd.a),
          b: figure(bgNbd.b),
          logLikelihood: logLikelihood(bgNbd.logLikelihood),
        })}
        <Gap />
        {gammaGamma
          ? t('predictions.test.gammaGamma', {
              p: figure(gammaGamma.p),
              q: figure(gammaGamma.q),
              gamma: figure(gammaGamma.gamma),
              logLikelihood: logLikelihood(gammaGamma.logLikelihood),
            })
          : t('predictions.test.noValue')}
      </p>
    </details>
  );
}

function FigureRows({ what, figures }: { what: 'purchases' | 'value'; figures: BackTestFigures }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { error, total } = useFigure(what);
  const name = t(`predictions.${what}`);
  const [model, baseline, difference] = (['model', 'baseline', 'difference'] as const).map((column) => t(`predictions.test.${column}`));
  return (
    <>
      {(['mae', 'rmse', 'r2'] as const).map((kind) => {
        const beside = figures[kind];
        const title = t(`predictions.test.${kind}`, { what: name });
        const written = kind === 'r2' ? (value: number) => format.fixed(value, 3) : error;
        return (
          <tr key={kind}>
            <th scope="row">{kind === 'r2' ? <Term note={t('outcomes.value.figures.notes.r2')}>{title}</Term> : title}</th>
            <td data-label={model}>{written(beside.model)}</td>
            <td data-label={baseline}>{written(beside.baseline)}</td>
            <td data-label={difference}>
              {t('predictions.test.interval', {
                difference: written(beside.model - beside.baseline),
                low: written(beside.low),
                high: written(beside.high),
              })}
            </td>
          </tr>
        );
      })}
      <tr>
        <th scope="row">{t('predictions.test.total', { what: name, actual: total(figures.actual) })}</th>
        <td data-label={model}>{total(figures.predicted)}</td>
        <td data-label={baseline}>{total(figures.repeated)}</td>
        <td data-label={difference}>{total(figures.predicted - figures.repeated)}</td>
      </tr>
    </>
  );
}
