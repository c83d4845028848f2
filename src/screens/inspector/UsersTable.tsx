import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../workers/protocol/engine';
import type { FeatureSpec } from '../../../workers/protocol/features';
import { segmentToken } from '../../charts/palette';
import { featureName, featureValue } from '../../i18n/feature-words';
import { clip } from '../../i18n/format';
import { select } from '../../workbench/actions';
import { useWorkbench } from '../../workbench/store';
import { mainFigures } from '../segments/main-figures';
import styles from './inspector.module.css';

const ROW = 30;
/** High enough for a finger. */
const ROW_TO_TOUCH = 40;

/** At most a thousand users, of which only those in sight are in the document. */
export function UsersTable({ specs, users }: { specs: readonly FeatureSpec[]; users: readonly UserRow[] }) {
  const { t } = useTranslation();
  const language = useWorkbench((state) => state.language);
  const frame = useRef<HTMLDivElement>(null);
  const columns = mainFigures(specs, 3);
  const touched = useMediaQuery('(pointer: coarse), (max-width: 40em)', undefined, { getInitialValueInEffect: false });
  const height = touched ? ROW_TO_TOUCH : ROW;
  const virtual = useVirtualizer({ count: users.length, getScrollElement: () => frame.current, estimateSize: () => height, overscan: 8 });
  useEffect(() => virtual.measure(), [virtual, height]);
  return (
    <div
      ref={frame}
      className={styles.users}
      tabIndex={0}
      role="table"
      aria-label={t('inspector.users.list')}
      aria-rowcount={users.length + 1}
    >
      <div role="rowgroup" className={styles.usersHead}>
        <div role="row" className={styles.usersRow} aria-rowindex={1}>
          <span role="columnheader">{t('inspector.users.id')}</span>
          {columns.map((place) => (
            <span key={place} role="columnheader">
              {featureName(specs[place]!, language)}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const user = users[item.index]!;
          return (
            <div
              key={user.row}
              role="row"
              aria-rowindex={item.index + 2}
              className={styles.usersRow}
              style={{ position: 'absolute', top: 0, left: 0, right: 0, height, transform: `translateY(${item.start}px)` }}
            >
              <span role="cell">
                <button
                  type="button"
                  className={styles.link}
                  aria-label={t('inspector.users.open', { id: clip(user.id) })}
                  onClick={() => select({ kind: 'user', row: user.row })}
                >
                  <span className={styles.dot} style={{ backgroundColor: segmentToken(user.segment) }} /> {clip(user.id, 24)}
                </button>
              </span>
              {columns.map((place) => (
                <span key={place} role="cell">
                  {featureValue(user.values[place] ?? Number.NaN, specs[place]!, language)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
