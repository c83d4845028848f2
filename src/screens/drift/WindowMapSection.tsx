import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PointMap } from '../../charts/PointMap';
import { robustBounds } from '../../charts/point-map/view';
import { fileNameFor } from '../../charts/save';
import type { WindowBar } from '../../charts/share-timeline';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { isolate, select, toggleHidden } from '../../workbench/actions';
import { useWorkbench, type Run } from '../../workbench/store';
import type { NamedSegment } from '../segments/named-segments';
import { useDescribe } from '../segments/UserMap';
import { latestWindow } from './timeline-view';
import { useChosenSegment } from './use-chosen-window';
import { useWindowMap } from './use-window-map';
import { WindowStepper } from './WindowStepper';
import styles from './drift.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly bars: readonly WindowBar[];
  readonly chosen: number | null;
}

/** The users active in one window, placed by what they did in it, on the axes of the whole time. */
export function WindowMapSection({ run, segments, bars, chosen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const hidden = useWorkbench((state) => state.hidden);
  const segment = useChosenSegment();
  const { timeline, map } = run.result;
  const shown = chosen ?? latestWindow(timeline);
  const { view, failed } = useWindowMap(timeline, shown);
  const bounds = useMemo(() => robustBounds(map.points), [map]);
  const describeRow = useDescribe(run, segments);
  const describe = useMemo(() => (view ? (index: number) => describeRow(view.rows[index] ?? -1) : undefined), [view, describeRow]);
  const entries = useMemo(() => {
    const shares = new Map((view ? (timeline.windows[view.window]?.shares ?? []) : []).map((share) => [share.segment, share.share]));
    return segments.map(({ id, name }) => ({ id, name, share: format.percent(shares.get(id) ?? 0, 0) }));
  }, [segments, view, timeline, format]);
  if (shown === null) return null;
  const window = bars[view?.window ?? shown]?.name ?? '';
  const title = view
    ? t('drift.window.map', { users: format.number(view.labels.length), window })
    : t('drift.window.loading', { window: bars[shown]?.name ?? '' });
  return (
    <section className={styles.windowMap} aria-label={t('drift.window.title')}>
      <div className={styles.windowHead}>
        <div>
          <h2 className={styles.windowTitle}>{title}</h2>
          <p className={styles.muted}>{t('drift.window.fixed')}</p>
        </div>
        <WindowStepper bars={bars} index={shown} onChange={(index) => select({ kind: 'window', index })} />
      </div>
      {failed ? <Note tone="act">{t('drift.window.failed')}</Note> : null}
      {view ? (
        <div className={styles.mapBox}>
          <PointMap
            title={title}
            fileName={fileNameFor(run.fileName, `map-${timeline.windows[view.window]?.label ?? ''}.png`)}
            points={view.points}
            labels={view.labels}
            bounds={bounds}
            explained={map.explained}
            segments={entries}
            hidden={hidden}
            focus={segment}
            onToggle={toggleHidden}
            onIsolate={isolate}
            onPoint={(index) => {
              const row = view.rows[index] ?? -1;
              if (row >= 0) select({ kind: 'user', row });
            }}
            describe={describe}
          />
        </div>
      ) : (
        <div className={styles.mapBox} aria-busy={!failed} />
      )}
    </section>
  );
}
