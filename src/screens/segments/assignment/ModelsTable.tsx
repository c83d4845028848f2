import { useTranslation } from 'react-i18next';
import type { AssignmentReading } from '../../../../workers/protocol/assignment';
import { useFormat } from '../../../i18n/format';
import { Term } from '../../../ui/Term';
import predictions from '../predictions/predictions.module.css';

/** The network beside its baselines, by the same number of events. */
export function ModelsTable({ reading: { accuracy, macroF1, baselines } }: { reading: AssignmentReading }) {
  const { t } = useTranslation();
  const format = useFormat();
  const points = (share: number) => format.fixed(100 * share, 1);
  const interval = ({ value, low, high }: typeof accuracy, write: (share: number) => string) =>
    t('assignment.byModel.interval', { value: write(value), low: write(low), high: write(high) });
  const columns = ['accuracy', 'macroF1', 'difference'] as const;
  const title = (column: (typeof columns)[number]) => t(`assignment.byModel.${column}`);
  const rows = [
    { id: 'network', cells: [interval(accuracy, format.percent), interval(macroF1, format.percent), '–'] },
    ...baselines.map((one) => ({
      id: one.id,
      cells: [format.percent(one.accuracy), format.percent(one.macroF1), interval(one.difference, points)],
    })),
  ] as const;
  return (
    <div>
      <h3 className={predictions.title}>{t('assignment.byModel.label')}</h3>
      <table className={predictions.table} aria-label={t('assignment.byModel.label')}>
        <thead>
          <tr>
            <th scope="col">{t('assignment.byModel.model')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                <Term note={t(`assignment.byModel.${column}Note`)}>{title(column)}</Term>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells }) => (
            <tr key={id} data-model={id}>
              <th scope="row">{t(`assignment.byModel.names.${id}`)}</th>
              {columns.map((column, i) => (
                <td key={column} data-label={title(column)}>
                  {cells[i]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
