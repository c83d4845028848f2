import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ActiveUsers } from '../../charts/ActiveUsers';
import { NOISE } from '../../../workers/protocol/model';
import { fileNameFor } from '../../charts/save';
import type { WindowBar } from '../../charts/share-timeline';
import { ShareTimeline } from '../../charts/ShareTimeline';
import { useFormat } from '../../i18n/format';
import { select } from '../../workbench/actions';
import { useWorkbench, type Run } from '../../workbench/store';
import type { NamedSegment } from '../segments/named-segments';
import { sharePair } from './alert-sentence';
import { windowInSentence } from './movement/window-words';
import { shareStack } from './timeline-view';
import { useChosenSegment } from './use-chosen-window';
import styles from './drift.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly bars: readonly WindowBar[];
  readonly chosen: number | null;
}

/** Segment shares over time, and how many users they are shares of. */
export const ShareSection = memo(function ShareSection({ run, segments, bars, chosen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const { timeline } = run.result;
  const stack = useMemo(() => shareStack(timeline, segments, t('segments.none.name')), [timeline, segments, t]);
  const names = useMemo(() => stack.map(({ name }) => name), [stack]);
  const segment = useChosenSegment();
  const choose = (index: number) => {
    if (timeline.windows[index]) select({ kind: 'window', index });
  };

  const moved = timeline.alerts.find((alert) => alert.kind === 'segment-share');
  let title = timeline.tooShort ? t('drift.shares.plain') : t('drift.shares.steady');
  if (moved) {
    const [before, after] = sharePair(moved.before, moved.after, language);
    title = t('drift.shares.moved', {
      name: segments.find(({ id }) => id === moved.segment)?.name ?? '',
      before,
      after,
      window: windowInSentence(timeline, moved.window, language),
    });
  }

  const last = timeline.windows.findLast((window) => window.complete && !window.reference) ?? timeline.windows.at(-1);
  const reference = timeline.referenceWindows.map((index) => timeline.windows[index]?.activeUsers ?? 0);
  const usual = reference.length > 0 ? reference.reduce((sum, users) => sum + users, 0) / reference.length : 0;
  const change = last && usual > 0 ? last.activeUsers / usual - 1 : null;
  // What rounds to nothing has no sign.
  const same = change !== null && Math.abs(change) < 0.005;
  const activeTitle = last
    ? t(change === null ? 'drift.active.plain' : same ? 'drift.active.same' : 'drift.active.title', {
        users: format.number(last.activeUsers),
        window: windowInSentence(timeline, last.index, language),
        change: change === null ? '' : `${change >= 0 ? '+' : '−'}${format.percent(Math.abs(change), 0)}`,
      })
    : '';

  return (
    <div className={styles.charts}>
      <ShareTimeline
        title={title}
        fileName={fileNameFor(run.fileName, 'shares.png')}
        windows={bars}
        segments={stack}
        selectedWindow={chosen}
        selectedSegment={segment}
        onWindow={choose}
        onSegment={(id) => {
          // There is no more to say of users in no segment than the chart does.
          if (id !== NOISE) select(segment === id ? null : { kind: 'segment', id });
        }}
      />
      <ActiveUsers
        title={activeTitle}
        fileName={fileNameFor(run.fileName, 'active-users.png')}
        windows={bars}
        selectedWindow={chosen}
        names={names}
        onWindow={choose}
      />
    </div>
  );
});
