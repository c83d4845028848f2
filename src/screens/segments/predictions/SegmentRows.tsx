import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { segmentToken } from '../../../charts/palette';
import { clip } from '../../../i18n/format';
import type { NamedSegment } from '../named-segments';
import styles from './predictions.module.css';

interface Props<Expected> {
  readonly segments: readonly NamedSegment[];
  /** What is expected of each segment; one that it says nothing of has no row. */
  readonly expected: readonly (Expected & { readonly id: number })[];
  /** Of all users; without it there is no such row. */
  readonly all?: Expected;
  readonly cells: (expected: Expected) => ReactNode;
}

/** The body of a table of predictions: a row a segment, in the order of the cards, and one of all users where there is one. */
export function SegmentRows<Expected>({ segments, expected, all, cells }: Props<Expected>) {
  const { t } = useTranslation();
  const byId = new Map(expected.map((one) => [one.id, one]));
  return (
    <tbody>
      {segments.map(({ id, name }) => {
        const one = byId.get(id);
        if (!one) return null;
        return (
          <tr key={id} data-segment={id}>
            <th scope="row">
              <span className={styles.swatch} style={{ backgroundColor: segmentToken(id) }} />
              {clip(name, 60)}
            </th>
            {cells(one)}
          </tr>
        );
      })}
      {all === undefined ? null : (
        <tr data-segment="all">
          <th scope="row">{t('predictions.table.all')}</th>
          {cells(all)}
        </tr>
      )}
    </tbody>
  );
}
