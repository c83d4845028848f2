import { useTranslation } from 'react-i18next';
import type { BesideSegments } from '../../../../workers/protocol/assignment';
import { useFormat } from '../../../i18n/format';
import predictions from '../predictions/predictions.module.css';

const COLUMNS = ['users', 'network', 'segments', 'difference'] as const;

/** How many new users the network places right beside the segments themselves, by their number of events: what decides who is placed by it. */
export function BesideTable({ beside }: { beside: readonly BesideSegments[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (beside.length === 0) return <p className={predictions.muted}>{t('assignment.beside.none')}</p>;
  const points = (share: number) => format.fixed(100 * share, 1);
  return (
    <div>
      <h3 className={predictions.title}>{t('assignment.beside.label')}</h3>
      <p className={predictions.muted}>{t('assignment.beside.lead')}</p>
      <table className={predictions.table} aria-label={t('assignment.beside.label')} data-beside>
        <thead>
          <tr>
            <th scope="col">{t('assignment.beside.events')}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`assignment.beside.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {beside.map(({ events, users, network, segments, difference: { value, low, high } }) => {
            const cells = {
              users: format.number(users),
              network: format.percent(network),
              segments: format.percent(segments),
              difference: t('assignment.byModel.interval', { value: points(value), low: points(low), high: points(high) }),
            };
            return (
              <tr key={events} data-events={events}>
                <th scope="row">{t('assignment.byEvents', { count: events, events })}</th>
                {COLUMNS.map((column) => (
                  <td key={column} data-label={t(`assignment.beside.${column}`)}>
                    {cells[column]}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
