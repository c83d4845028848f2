import { memo, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DendrogramChart } from '../../charts/DendrogramChart';
import { fileNameFor } from '../../charts/save';
import { useFormat } from '../../i18n/format';
import { Card } from '../../ui/Section';
import { chooseK } from '../../workbench/actions';
import { useWorkbench, type Run } from '../../workbench/store';
import type { NamedSegment } from './named-segments';
import styles from './segments.module.css';

/** The hierarchy that the segments are cut from, and where to cut it. */
export const TreeSection = memo(function TreeSection({ run, segments }: { run: Run; segments: readonly NamedSegment[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const busy = useWorkbench((state) => state.job !== null);
  const { dendrogram, k } = run.result.segments;
  const data = useMemo(
    () =>
      dendrogram && {
        sizes: [...dendrogram.sizes],
        segments: [...dendrogram.segments],
        left: [...dendrogram.left],
        right: [...dendrogram.right],
        heights: [...dendrogram.heights],
        k,
      },
    [dendrogram, k],
  );
  const nameOf = useCallback((id: number) => segments.find((segment) => segment.id === id)?.name ?? '', [segments]);
  if (!dendrogram || !data) {
    if (run.result.recipe.clustering.method !== 'ward') return null;
    return (
      <Card>
        <p className={styles.muted}>{t('segments.tree.gone')}</p>
      </Card>
    );
  }
  const ks = run.result.validity.map((one) => one.k);
  return (
    <Card>
      <DendrogramChart
        title={t('segments.tree.title', { k })}
        fileName={fileNameFor(run.fileName, 'dendrogram.png')}
        data={data}
        nameOf={nameOf}
        cutting={ks.length > 1 ? { range: { least: Math.min(...ks), most: Math.max(...ks) }, busy, onCut: (at) => void chooseK(at) } : null}
      >
        <p className={styles.muted}>
          {format.sentences([
            t('segments.tree.note'),
            ks.length > 1 ? t('segments.tree.byHand') : '',
            dendrogram.micro === null ? '' : t('segments.tree.micro', { clusters: format.number(dendrogram.micro) }),
          ])}
        </p>
        {ks.length > 1 ? (
          <div className={styles.cuts} role="group" aria-label={t('segments.tree.choose')}>
            <span>{t('segments.tree.choose')}</span>
            {ks.map((one) => (
              <button
                key={one}
                type="button"
                className={styles.cut}
                aria-pressed={one === k}
                aria-label={t('segments.chooseK.option', { k: one })}
                disabled={busy}
                onClick={() => void chooseK(one)}
              >
                {one}
              </button>
            ))}
          </div>
        ) : null}
      </DendrogramChart>
    </Card>
  );
});
