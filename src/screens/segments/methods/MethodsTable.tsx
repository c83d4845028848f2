import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { MethodComparison, MethodFailure, MethodFigures } from '../../../../workers/protocol/comparison';
import { useFormat } from '../../../i18n/format';
import { Term } from '../../../ui/Term';
import { chooseMethod } from '../../../workbench/actions';
import { useWorkbench, type Run } from '../../../workbench/store';
import { FigureCells, useFigureColumns } from './FigureCells';
import styles from './methods.module.css';

type Compared = Extract<MethodComparison, { none: null }>;

/** A row a method: how well its segments are apart, come back, and tell what their users do next. */
export function MethodsTable({ comparison, run }: { comparison: Compared; run: Run }) {
  const { t } = useTranslation();
  const { rows, verdicts, horizonDays } = comparison;
  const figureColumns = useFigureColumns(
    rows.flatMap((row) => ('failed' in row ? [] : [row])),
    verdicts,
    horizonDays,
  );
  const kTitle = t('comparison.columns.k');
  return (
    <table className={styles.table} aria-label={t('comparison.title')}>
      <thead>
        <tr>
          <th scope="col">{t('comparison.columns.method')}</th>
          {[{ id: 'k', title: kTitle, note: t('comparison.columns.kNote') }, ...figureColumns.columns].map(({ id, title, note }) => (
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
              <td colSpan={1 + figureColumns.columns.length} className={styles.failed}>
                {t('comparison.failed', { why: t(`errors.${row.failed}.title`) })}
              </td>
            ) : (
              <>
                <td data-label={kTitle}>
                  <Found figures={row} />
                </td>
                <FigureCells figures={row} of={figureColumns} />
              </>
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

function Found({ figures: { k, noise } }: { figures: MethodFigures }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      {format.number(k)}
      {noise > 0 ? <span className={styles.beside}>{t('comparison.noise', { share: format.percent(noise, 0) })}</span> : null}
    </>
  );
}

/** Not of a method that found no segments to show: it would end in the same words. */
function UseMethod({ row, run }: { row: MethodFigures | MethodFailure; run: Run }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const busy = useWorkbench((state) => state.job !== null);
  const { method } = row;
  if (run.result.recipe.clustering.method === method) return <span className={styles.muted}>{t('comparison.inUse')}</span>;
  if ('failed' in row) return null;
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
