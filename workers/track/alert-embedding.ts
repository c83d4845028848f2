import type { EmbeddingDrift } from '../protocol/timeline';
import { breaks, LARGE } from './breaks';
import { familyP, HOLD_LEVEL, HOLD_PART } from './families';
import type { Finding } from './findings';
import { isRobust, type AlertContext } from './judged';
import { studentP, studentQuantile } from './student';
import { excess, LIMIT_SDS, usual } from './usual';

/** No difference. */
const CHANCE = 0.5;
const ACT = 0.7;
/** The interval's lower end must be so far above chance, as a part of what the threshold is. */
const MARGIN = 0.5;

const errorOf = ({ auc, low }: EmbeddingDrift): number => (auc - low) / 1.96;

/**
 * Windows whose users a classifier tells from those of the reference with an AUC above the threshold (definitions: 0.55), the lower end of its interval above the
 * middle between chance and the threshold, above mean + 3 standard deviations of what the windows of history show, and, allowing for the part of that which
 * their intervals do not explain, significantly above chance after the correction. Last year's window of the season must not look the same.
 */
export function embeddingAlerts({ figures, judged, thresholds }: AlertContext): Finding[] {
  const tested = judged.flatMap((each) => {
    const drift = each.window.embedding;
    if (!drift) return [];
    const past = each.baseline.history.flatMap((h) => figures[h]!.window.embedding ?? []);
    const squares = past.map((one) => ((one.auc - CHANCE) / Math.max(1e-9, errorOf(one))) ** 2);
    const robust = isRobust(figures, each.baseline);
    const factor = excess(squares, robust);
    const df = factor > 1 ? squares.length : Infinity;
    const error = errorOf(drift) * Math.sqrt(factor);
    const t = (drift.auc - CHANCE) / Math.max(1e-9, error);
    const aucs = past.map(({ auc }) => auc);
    const { centre, spread } = usual(aucs, robust);
    const limit = aucs.length < 2 ? 0 : centre + LIMIT_SDS * spread;
    // One-sided: below chance is noise.
    return [{ each, drift, limit, error, df, raw: t > 0 ? studentP(t, df) / 2 : 1 }];
  });
  const adjusted = familyP(tested.map(({ raw }) => raw));
  return tested.flatMap(({ each, drift, limit, error, df, raw }, i): Finding[] => {
    const { auc, low } = drift;
    const { window, seasonAuc, recentAuc } = each;
    const p = adjusted[i]!;
    const least = CHANCE + MARGIN * (thresholds.auc - CHANCE);
    const seasonal = seasonAuc !== null && (seasonAuc.auc <= thresholds.auc || seasonAuc.low <= least);
    const abrupt = auc - CHANCE >= LARGE * (ACT - CHANCE) || breaks(auc - CHANCE, recentAuc === null ? NaN : recentAuc - CHANCE);
    const called = auc > thresholds.auc && low > least && auc > limit && p < thresholds.alpha && abrupt;
    const half = CHANCE + HOLD_PART * (thresholds.auc - CHANCE);
    if (seasonal || (!called && !(auc > half && raw < HOLD_LEVEL))) return [];
    return [
      {
        kind: 'embedding',
        holds: !called,
        subject: 'all',
        window: window.index,
        level: auc >= ACT ? 'act' : 'watch',
        before: CHANCE,
        after: auc,
        p,
        strength: (auc - CHANCE) / (ACT - CHANCE),
        // One-sided.
        clears: { figure: 'auc', direction: 'below', bound: Math.max(half, CHANCE + studentQuantile(2 * HOLD_LEVEL, df) * error) },
      },
    ];
  });
}
