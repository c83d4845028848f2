import type { Alert, TimelineWindow } from '../protocol/timeline';
import type { RankedAlert } from './ranked-alert';
import { shareFindings } from './share-test';

const LEVEL = 0.05;
/** A change of a share below one percentage point is nobody's business, however certain. */
const LEAST_CHANGE = 0.01;
const LEAST_RELATIVE_TYPE = 0.25;
const ACT_CHANGE = 0.05;
const ACT_RELATIVE = 0.5;

/**
 * Segments whose share of the active users changed: certain, outside the limits from history, and by at least a percentage point.
 *
 * @param moved the feature that moved most in each judged window
 */
export function segmentAlerts(
  judged: readonly TimelineWindow[],
  reference: readonly TimelineWindow[],
  moved: readonly (string | undefined)[],
): RankedAlert[] {
  const users = (window: TimelineWindow) => window.shares.map((share) => share.users);
  return shareFindings({ reference: reference.map(users), windows: judged.map(users) }).flatMap((finding) => {
    const window = judged[finding.window]!;
    const change = Math.abs(finding.after - finding.before);
    if (!(finding.p < LEVEL) || !finding.outside || change < LEAST_CHANGE) return [];
    const feature = moved[finding.window];
    const alert: Alert = {
      kind: 'segment-share',
      window: window.index,
      level: levelOf(finding.before, finding.after),
      segment: window.shares[finding.category]!.segment,
      ...(feature === undefined ? {} : { feature }),
      before: finding.before,
      after: finding.after,
      p: finding.p,
    };
    return [{ alert, strength: change / ACT_CHANGE }];
  });
}

/**
 * Event types whose share of the events changed, likewise, and by a quarter of what it was. Types that the reference does not have are
 * announced as new instead.
 *
 * @param counts events by type of each window, by TimelineWindow.index
 */
export function typeAlerts(
  judged: readonly TimelineWindow[],
  reference: readonly TimelineWindow[],
  counts: (window: number) => ArrayLike<number>,
  names: readonly string[],
): RankedAlert[] {
  const events = reference.reduce((sum, window) => sum + window.events, 0);
  const users = reference.reduce((sum, window) => sum + window.activeUsers, 0);
  const findings = shareFindings({
    reference: reference.map(({ index }) => counts(index)),
    windows: judged.map(({ index }) => counts(index)),
    // A user's events come in visits: as long as history does not say how much, a user counts as one observation.
    assumed: users > 0 ? events / users : 1,
  });
  return findings.flatMap((finding) => {
    const { before, after, p, outside } = finding;
    const change = Math.abs(after - before);
    if (before === 0 || !(p < LEVEL) || !outside || change < LEAST_CHANGE || change < LEAST_RELATIVE_TYPE * before) return [];
    const alert: Alert = {
      kind: 'event-type-share',
      window: judged[finding.window]!.index,
      level: levelOf(before, after),
      name: names[finding.category]!,
      before,
      after,
      p,
    };
    return [{ alert, strength: change / ACT_CHANGE }];
  });
}

function levelOf(before: number, after: number): Alert['level'] {
  const change = Math.abs(after - before);
  return change >= ACT_CHANGE || change >= ACT_RELATIVE * before ? 'act' : 'watch';
}
