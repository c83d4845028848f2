import { Button } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedNumbers } from '../../../../workers/protocol/comparison';
import { useFormat } from '../../../i18n/format';
import { Term } from '../../../ui/Term';
import { chooseK } from '../../../workbench/actions';
import { useWorkbench, type Run } from '../../../workbench/store';
import { FigureCells, useFigureColumns } from './FigureCells';
import { numberSentence } from './verdict-sentence';
import styles from './methods.module.css';

/** A row a number of segments, all found by one method: that of the run where it can be told how many. */
export function NumbersTable({ numbers, days, run }: { numbers: ComparedNumbers; days: number; run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const { method, rows, verdicts } = numbers;
  const figureColumns = useFigureColumns(rows, verdicts, days);
  const { k: ownK } = run.result.segments;
  const isOwn = run.result.recipe.clustering.method === method;
  return (
    <>
      <h3 id={id} className={styles.subtitle}>
        {t('comparison.numbers.title')}
      </h3>
      <p>
        {t(isOwn ? 'comparison.numbers.lead' : 'comparison.numbers.leadOther', {
          method: t(`data.settings.methods.${method}`),
          own: t(`data.settings.methods.${run.result.recipe.clustering.method}`),
        })}
      </p>
      {verdicts.length === 0 ? null : (
        <ul className={styles.verdicts}>
          {verdicts.map((verdict) => (
            <li key={verdict.outcome} data-number-verdict={verdict.outcome}>
              {numberSentence(verdict, days, t, format)}
            </li>
          ))}
        </ul>
      )}
      <table className={styles.table} aria-labelledby={id}>
        <thead>
          <tr>
            <th scope="col">{t('comparison.columns.k')}</th>
            {figureColumns.columns.map(({ id: column, title, note }) => (
              <th key={column} scope="col">
                <Term note={note}>{title}</Term>
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('comparison.numbers.use')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const inUse = isOwn && row.k === ownK;
            return (
              <tr key={row.k} data-k={row.k} data-in-use={inUse || undefined}>
                <th scope="row">{t('segments.chooseK.option', { k: row.k })}</th>
                <FigureCells figures={row} of={figureColumns} />
                <td>
                  {inUse ? (
                    <span className={styles.muted}>{t('comparison.inUse')}</span>
                  ) : isOwn && run.result.validity.some(({ k }) => k === row.k) ? (
                    <UseNumber k={row.k} />
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

function UseNumber({ k }: { k: number }) {
  const { t } = useTranslation();
  const busy = useWorkbench((state) => state.job !== null);
  return (
    <Button
      variant="default"
      size="compact-xs"
      disabled={busy}
      aria-label={t('comparison.numbers.useOf', { k })}
      onClick={() => void chooseK(k)}
    >
      {t('comparison.numbers.use')}
    </Button>
  );
}
