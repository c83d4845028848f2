import type { Alert, ClearsWhen } from '../protocol/timeline';
import { breaks, LARGE } from './breaks';
import { HOLD_LEVEL, HOLD_PART } from './families';
import type { Finding } from './findings';
import type { AlertContext } from './judged';
import {
  HISTORY_WINDOWS,
  overdispersion,
  pairedOverdispersion,
  shareFindings,
  sum,
  type Overdispersion,
  type ShareCase,
  type ShareFinding,
} from './share-test';
import { studentQuantile } from './student';

const LEAST_RELATIVE_TYPE = 0.25;
const ACT_CHANGE = 0.05;
const ACT_RELATIVE = 0.5;

/** Segments whose share of the active users changed: certain, outside the limits from history, and by at least the least change of a share. */
export function segmentAlerts(context: AlertContext): Finding[] {
  const { figures, judged, thresholds } = context;
  const noise = figures.map(({ window }) => window.activeUsers - sum(window.shares.map((share) => share.users)));
  // Users without a segment are part of whom the shares are of, and no segment that could be told of.
  const rest = (window: number) => (noise.some((users) => users > 0) ? [noise[window]!] : []);
  const cases = shareCases(context, (window) => [...figures[window]!.window.shares.map((share) => share.users), ...rest(window)]);
  const found = shareFindings(cases);
  return found.flatMap((finding) => {
    const { before, after, p, category } = finding;
    const called = isCalled(finding, thresholds.alpha, thresholds.shareChange);
    if (!called && !isHeld(finding, thresholds.shareChange)) return [];
    const { window } = judged[finding.window]!;
    const share = window.shares[category];
    if (!share) return [];
    const { segment } = share;
    return [
      {
        kind: 'segment-share',
        holds: !called,
        subject: String(segment),
        window: window.index,
        level: levelOf(before, after),
        segment,
        before,
        after,
        p,
        strength: Math.abs(after - before) / ACT_CHANGE,
        segments: [segment],
        clears: clearsAt(finding, thresholds.shareChange),
      },
    ];
  });
}

/**
 * Event types whose share of the events changed, likewise, and by a quarter of what it was. Types that the reference does not have are
 * announced as new instead.
 *
 * @param counts events by type of each window, by TimelineWindow.index
 */
export function typeAlerts(context: AlertContext, counts: (window: number) => ArrayLike<number>, names: readonly string[]): Finding[] {
  const { figures, judged, thresholds } = context;
  const cases = shareCases(context, counts).map((each, j) => {
    const { reference, history } = judged[j]!.baseline;
    if (history.length >= HISTORY_WINDOWS) return each;
    // A user's events come in visits: as long as history does not say how much, a user counts as one observation.
    const events = sum(reference.map((r) => figures[r]!.window.events));
    const users = sum(reference.map((r) => figures[r]!.window.activeUsers));
    return { ...each, spread: { ...each.spread, factor: Math.max(each.spread.factor, users > 0 ? events / users : 1) } };
  });
  const found = shareFindings(cases);
  return found.flatMap((finding) => {
    const { before, after, p, category } = finding;
    const least = Math.max(thresholds.shareChange, LEAST_RELATIVE_TYPE * before);
    const called = isCalled(finding, thresholds.alpha, least);
    if (before === 0 || (!called && !isHeld(finding, least))) return [];
    return [
      {
        kind: 'event-type-share',
        holds: !called,
        subject: names[category]!,
        window: judged[finding.window]!.window.index,
        level: levelOf(before, after),
        name: names[category]!,
        before,
        after,
        p,
        strength: Math.abs(after - before) / ACT_CHANGE,
        clears: clearsAt(finding, least),
      },
    ];
  });
}

function isCalled({ before, after, recent, p, outside, unseasonal }: ShareFinding, alpha: number, least: number): boolean {
  const change = Math.abs(after - before);
  if (!(p < alpha) || !outside || !unseasonal || change < least) return false;
  return change >= LARGE * ACT_CHANGE || breaks(change, (after - recent) * Math.sign(after - before));
}

function isHeld({ before, after, raw, unseasonal }: ShareFinding, least: number): boolean {
  return raw < HOLD_LEVEL && unseasonal && Math.abs(after - before) >= HOLD_PART * least;
}

function levelOf(before: number, after: number): Alert['level'] {
  const change = Math.abs(after - before);
  return change >= ACT_CHANGE || change >= ACT_RELATIVE * before ? 'act' : 'watch';
}

/** Where {@link isHeld} ends. */
function clearsAt({ before, after, error, df }: ShareFinding, least: number): ClearsWhen {
  const half = Math.max(HOLD_PART * least, studentQuantile(HOLD_LEVEL, df) * error);
  const rose = after > before;
  return { figure: 'share', direction: rose ? 'below' : 'above', bound: Math.min(1, Math.max(0, before + (rose ? half : -half))) };
}

/** What each judged window's counts are held against. */
function shareCases({ figures, judged }: AlertContext, counts: (window: number) => ArrayLike<number>): ShareCase[] {
  const spreads = new Map<readonly number[], Overdispersion>();
  return judged.map(({ window, baseline }) => {
    const reference = pooled(baseline.reference.map(counts));
    const history = baseline.history.map((h) => {
      const past = figures[h]!.window;
      return { counts: counts(h), reference: past.reference ? null : pooled(past.comparedWith.map(counts)) };
    });
    let spread = spreads.get(baseline.history);
    if (!spread) {
      const pairs = history.flatMap((pair) => (pair.reference ? [{ counts: pair.counts, reference: pair.reference }] : []));
      spread = pairs.length > 0 ? pairedOverdispersion(pairs) : overdispersion(baseline.history.map(counts), reference);
      spreads.set(baseline.history, spread);
    }
    return {
      counts: counts(window.index),
      reference,
      history,
      spread,
      season: baseline.season === null ? null : counts(baseline.season),
      recent: baseline.recent.length > 0 ? pooled(baseline.recent.map(counts)) : null,
    };
  });
}

function pooled(windows: readonly ArrayLike<number>[]): Float64Array {
  const all = new Float64Array(windows[0]?.length ?? 0);
  for (const counts of windows) for (let c = 0; c < all.length; c++) all[c]! += counts[c]!;
  return all;
}
