import { useId, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssignmentReading } from '../../../../workers/protocol/assignment';
import { segmentToken } from '../../../charts/palette';
import { clip, useFormat } from '../../../i18n/format';
import type { NamedSegment } from '../named-segments';
import predictions from '../predictions/predictions.module.css';
import styles from './assignment.module.css';

interface Props {
  readonly reading: AssignmentReading;
  readonly segments: readonly NamedSegment[];
}

/** Users by the segment that they are in (rows) and the one that they were placed in (columns), both in the order of the cards. */
export function ConfusionTable({ reading, segments }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const help = useId();
  const places = segments.flatMap(({ id, name }) => {
    const at = reading.segments.findIndex((one) => one.id === id);
    return at < 0 ? [] : [{ id, name: clip(name, 60), at }];
  });
  const head = (id: number, name: string) => (
    <>
      <span className={predictions.swatch} style={{ backgroundColor: segmentToken(id) }} />
      {name}
    </>
  );
  return (
    <div>
      <h3 className={predictions.title}>{t('assignment.confusion.label')}</h3>
      <p id={help} className={predictions.muted}>
        {t('assignment.confusion.lead')}
      </p>
      <div className={styles.scroll} role="region" aria-label={t('assignment.confusion.label')} tabIndex={0}>
        <table className={styles.confusion} aria-label={t('assignment.confusion.label')} aria-describedby={help}>
          <thead>
            <tr>
              <th scope="col">{t('assignment.confusion.corner')}</th>
              {places.map(({ id, name }) => (
                <th key={id} scope="col">
                  {head(id, name)}
                </th>
              ))}
              <th scope="col">{t('assignment.confusion.total')}</th>
            </tr>
          </thead>
          <tbody>
            {places.map(({ id, name, at }) => {
              const row = reading.confusion[at]!;
              const total = row.reduce((sum, users) => sum + users, 0);
              return (
                <tr key={id} data-segment={id}>
                  <th scope="row">{head(id, name)}</th>
                  {places.map((to) => {
                    const users = row[to.at]!;
                    const share = total > 0 ? users / total : 0;
                    return (
                      <td
                        key={to.id}
                        data-right={to.id === id || undefined}
                        data-none={users === 0 || undefined}
                        style={{ '--heat': share } as CSSProperties}
                      >
                        {format.number(users)}
                        {users === 0 ? null : <span className={styles.share}>{format.percent(share, share < 0.01 ? 1 : 0)}</span>}
                      </td>
                    );
                  })}
                  <td className={styles.total}>{format.number(total)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
