import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import {
  OUTCOMES,
  type MethodComparison,
  type MethodFailure,
  type MethodFigures,
  type Outcome,
} from '../../../../workers/protocol/comparison';
import { useFormat } from '../../../i18n/format';
import { Term } from '../../../ui/Term';
import { chooseMethod } from '../../../workbench/actions';
import { useWorkbench, type Run } from '../../../workbench/store';
import { OutcomeCell } from './OutcomeCell';
import styles from './methods.module.css';

type Compared = Extract<MethodComparison, { none: null }>;

/** A row a method: how well its segments are apart, come back, and tell what their users do next. */
export function MethodsTable({ comparison, run }: { comparison: Compared; run: Run }) {
  const { t } = useTranslation();
  const { rows, verdicts, horizonDays } = comparison;
  const outcomes = OUTCOMES.filter((outcome) => verdicts.some((verdict) => verdict.outcome === outcome));
  const columns = [
    { id: 'k', title: t('comparison.columns.k'), note: t('comparison.columns.kNote') },
    { id: 'silhouette', title: t('segments.quality.silhouette'), note: t('segments.quality.silhouetteNote') },
    { id: 'daviesBouldin', title: t('segments.quality.daviesBouldin'), note: t('segments.quality.daviesBouldinNote') },
    { id: 'stability', title: t('comparison.columns.stability'), note: t('comparison.columns.stabilityNote') },
    ...outcomes.map((outcome) => ({
      id: outcome,
      title: t(`comparison.columns.${outcome}`, { days: horizonDays }),
      note: t(outcome === 'value' ? 'comparison.columns.valueNote' : 'comparison.columns.rateNote', { days: horizonDays }),
    })),
  ];
  return (
    <table className={styles.table} aria-label={t('comparison.title')}>
      <thead>
        <tr>
          <th scope="col">{t('comparison.columns.method')}</th>
          {columns.map(({ id, title, note }) => (
            <th key={id} scope="col">
              <Term note={note}>{title}</Term>
            </th>
          ))}
          <th scope="col">
            <span className="visually-hidden">{t('comparison.use')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.method} data-method={row.method}>
            <th scope="row">{t(`data.settings.methods.${row.method}`)}</th>
            {'failed' in row ? (
              <td colSpan={columns.length} className={styles.failed}>
                {t(`errors.${row.failed}.title`)}
              </td>
            ) : (
              <Cells figures={row} outcomes={outcomes} titles={columns.map(({ title }) => title)} />
            )}
            <td>
              <UseMethod row={row} run={run} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellsProps {
  readonly figures: MethodFigures;
  readonly outcomes: readonly Outcome[];
  /** Said again where the head does not fit. */
  readonly titles: readonly string[];
}

function Cells({ figures, outcomes, titles }: CellsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { k, noise, silhouette, daviesBouldin, stability } = figures;
  const two = (value: number | null) => (value === null ? '–' : format.fixed(value, 2));
  return (
    <>
      <td data-label={titles[0]}>
        {format.number(k)}
        {noise > 0 ? <span className={styles.beside}>{t('comparison.noise', { share: format.percent(noise, 0) })}</span> : null}
      </td>
      <td data-label={titles[1]}>{two(silhouette)}</td>
      <td data-label={titles[2]}>{two(daviesBouldin)}</td>
      <td data-label={titles[3]}>
        {two(stability.value)}
        <span className={styles.beside}>
          {two(stability.low)}–{two(stability.high)}
        </span>
      </td>
      {outcomes.map((outcome, i) => (
        <td key={outcome} data-label={titles[4 + i]} data-outcome={outcome}>
          <OutcomeCell outcome={outcome} separation={figures.outcomes?.[outcome]} />
        </td>
      ))}
    </>
  );
}

function UseMethod({ row: { method }, run }: { row: MethodFigures | MethodFailure; run: Run }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const busy = useWorkbench((state) => state.job !== null);
  if (run.result.recipe.clustering.method === method) return <span className={styles.muted}>{t('comparison.inUse')}</span>;
  return (
    <Button
      variant="default"
      size="compact-xs"
      disabled={busy}
      aria-label={t('comparison.useOf', { method: t(`data.settings.methods.${method}`) })}
      onClick={() => {
        chooseMethod(method);
        navigate('/data');
      }}
    >
      {t('comparison.use')}
    </Button>
  );
}
