import { SegmentedControl } from '@mantine/core';
import { memo, useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { NOISE } from '../../../workers/protocol/model';
import { PointMap } from '../../charts/PointMap';
import { robustBounds } from '../../charts/point-map/view';
import { fileNameFor } from '../../charts/save';
import type { WindowBar } from '../../charts/share-timeline';
import { useFormat, useLanguage } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { isolate, select, toggleHidden } from '../../workbench/actions';
import { useWorkbench, type Run } from '../../workbench/store';
import { noiseOf, type NamedSegment } from '../segments/named-segments';
import { useDescribe } from '../segments/UserMap';
import { PlayControls } from './movement/PlayControls';
import { SmallMultiples } from './movement/SmallMultiples';
import { usePlay } from './movement/use-play';
import { windowInSentence } from './movement/window-words';
import { noSegmentShare } from './timeline-view';
import { useChosenSegment } from './use-chosen-window';
import styles from './drift.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly bars: readonly WindowBar[];
}

/** The users active in one window, placed by what they did in it, on the axes of the whole time. */
export const WindowMapSection = memo(function WindowMapSection({ run, segments, bars }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const hidden = useWorkbench((state) => state.hidden);
  const segment = useChosenSegment();
  const { timeline, map } = run.result;
  const play = usePlay(timeline);
  const { index: shown, view, failed } = play;
  const [all, setAll] = useState(false);
  const bounds = useMemo(() => robustBounds(map.points), [map]);
  const describeRow = useDescribe(run, segments);
  const describe = useMemo(() => (view ? (index: number) => describeRow(view.rows[index] ?? -1) : undefined), [view, describeRow]);
  const entries = useMemo(() => {
    const window = view ? timeline.windows[view.window] : undefined;
    const shares = new Map((window?.shares ?? []).map((share) => [share.segment, share.share]));
    const named = segments.map(({ id, name }) => ({ id, name, share: format.percent(shares.get(id) ?? 0, 0) }));
    if (!noiseOf(run)) return named;
    return [...named, { id: NOISE, name: t('segments.none.name'), share: format.percent(window ? noSegmentShare(window) : 0, 0) }];
  }, [segments, run, view, timeline, format, t]);
  if (shown === null) return null;
  const window = windowInSentence(timeline, view?.window ?? shown, language);
  const title = view
    ? t('drift.window.map', { users: format.number(view.labels.length), window })
    : t('drift.window.loading', { window: windowInSentence(timeline, shown, language) });
  const windows = t(timeline.unit === 'month' ? 'drift.headline.months' : 'drift.headline.weeks', { count: bars.length });
  const pick = (index: number) => {
    play.goTo(index);
    // While it plays the inspector would be full of windows that nobody asked for.
    if (!play.playing) select({ kind: 'window', index });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const pressed = event.target instanceof HTMLElement && event.target.closest('button, input, select, textarea');
    if (event.key !== ' ' || all || pressed) return;
    event.preventDefault();
    play.toggle();
  };
  return (
    <section className={styles.windowMap} aria-label={t('drift.window.title')} onKeyDown={onKeyDown}>
      <div className={styles.windowHead}>
        <div>
          <h2 className={styles.windowTitle}>{all ? t('movement.multiples.title', { windows }) : title}</h2>
          <p className={styles.muted}>{t(all ? 'movement.multiples.fixed' : 'drift.window.fixed')}</p>
        </div>
        <SegmentedControl
          size="xs"
          aria-label={t('movement.play.mode')}
          value={all ? 'all' : 'one'}
          data={[
            { value: 'one', label: t('movement.play.one') },
            { value: 'all', label: t('movement.play.all') },
          ]}
          onChange={(value) => {
            if (play.playing) play.toggle();
            setAll(value === 'all');
          }}
        />
      </div>
      {all ? (
        <SmallMultiples
          run={run}
          segments={segments}
          bars={bars}
          bounds={bounds}
          onShow={(index) => {
            setAll(false);
            pick(index);
          }}
        />
      ) : (
        <>
          <PlayControls bars={bars} index={shown} play={play} onPick={pick} />
          {failed ? <Note tone="act">{t('drift.window.failed')}</Note> : null}
          {view ? (
            <div className={styles.mapBox}>
              <PointMap
                title={title}
                fileName={fileNameFor(run.fileName, `map-${timeline.windows[view.window]?.label ?? ''}.png`)}
                points={view.points}
                labels={view.labels}
                ids={view.rows}
                glideMs={play.glideMs}
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
        </>
      )}
    </section>
  );
});
