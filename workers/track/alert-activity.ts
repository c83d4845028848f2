import { activityBreaks } from './activity-breaks';
import { FAMILIES } from './families';
import type { Finding } from './findings';
import type { AlertContext } from './judged';
import { levelOfChange } from './levels';

/** Relative change by which the strength of a finding is measured. */
const LOUD_CHANGE = 0.5;

/**
 * Breaks in the number of active users ({@link activityBreaks}). A family of its own with Bonferroni over its windows, since what is called in one window decides
 * what the next ones are judged by. `before` is what the trend leads to.
 */
export function activeUserAlerts({ figures, judged, thresholds }: AlertContext): Finding[] {
  const tests = FAMILIES * Math.max(1, judged.length);
  const baselines = new Map(judged.map(({ window, baseline }) => [window.index, baseline]));
  const points = figures
    .filter(({ window }) => window.state === 'complete')
    .map(({ window }) => {
      const baseline = baselines.get(window.index);
      const season = baseline?.season ?? null;
      const before = season === null ? null : figures[season]!.window.activeUsers;
      return { window: window.index, users: window.activeUsers, season: before, judged: baseline !== undefined };
    });
  return activityBreaks(points, thresholds.alpha / tests, thresholds.relativeChange).map(({ point, expected, p, half }) => {
    const rose = point.users > expected;
    const size = Math.abs(point.users - expected) / expected;
    return {
      kind: 'active-users',
      subject: 'all',
      window: point.window,
      level: levelOfChange(expected, point.users),
      before: expected,
      after: point.users,
      p: Math.min(1, p * tests),
      strength: size / LOUD_CHANGE,
      clears: { figure: 'active-users', direction: rose ? 'below' : 'above', bound: expected * Math.exp(rose ? half : -half) },
    };
  });
}
