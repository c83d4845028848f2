import type { BusinessFigure } from '../protocol/timeline';
import { breaks, LARGE } from './breaks';
import { businessFigure, pool } from './business';
import { businessLimits, pastValues, type BusinessHistory } from './business-limits';
import { familyP, HOLD_LEVEL, HOLD_PART } from './families';
import type { Finding } from './findings';
import type { AlertContext, Judged } from './judged';
import { levelOfChange } from './levels';
import { HISTORY_WINDOWS, SEASON_LEVEL } from './share-test';
import { studentP, studentQuantile } from './student';
import { excess } from './usual';

/** Relative change by which the strength of a finding is measured, and of which {@link LARGE} times is told however slowly it came. */
const LOUD_CHANGE = 0.5;

interface Test {
  readonly each: Judged;
  readonly figure: BusinessFigure;
  readonly before: number;
  readonly after: number;
  /** Standard error of the change, and its degrees of freedom: ∞ where the windows of history differ by no more than their users do. */
  readonly error: number;
  readonly df: number;
  readonly raw: number;
  /** It differs from the same season a year before too, or there is none. */
  readonly unseasonal: boolean;
}

/**
 * Business figures outside their limits from history and, by a z-test on the users ({@link businessFigure}), certain after the correction, by at least the least
 * relative change. As for shares, the variance is enlarged by what the windows of history differ by beyond it, and z then referred to Student's t.
 */
export function businessAlerts({ judged, thresholds }: AlertContext, of: BusinessHistory): Finding[] {
  const tests = judged.flatMap((each) => of.shown.flatMap((figure) => testOf(each, figure, of) ?? []));
  const adjusted = familyP(tests.map(({ raw }) => raw));
  return tests.flatMap(({ each, figure, before, after, error, df, raw, unseasonal }, i): Finding[] => {
    const { window, baseline } = each;
    const p = adjusted[i]!;
    const change = Math.abs(after - before);
    const least = thresholds.relativeChange * Math.abs(before);
    if (!unseasonal) return [];
    const limits = businessLimits(figure, pastValues(of, figure, baseline.reference, baseline.history), window.activeUsers, !of.fixed);
    // Enough history without limits: a figure that never varied, and of which no test says what a change is.
    const outside = limits ? after < limits.low || after > limits.high : baseline.history.length < HISTORY_WINDOWS;
    const recent = baseline.recent.length > 0 ? businessFigure(figure, pool(baseline.recent.map((r) => of.sums[r]!))).value : NaN;
    const abrupt = change >= LARGE * LOUD_CHANGE * Math.abs(before) || breaks(change, (after - recent) * Math.sign(after - before));
    const called = p < thresholds.alpha && change >= least && outside && abrupt;
    if (!called && !(raw < HOLD_LEVEL && change >= HOLD_PART * least)) return [];
    const rose = after > before;
    const half = Math.max(HOLD_PART * least, studentQuantile(HOLD_LEVEL, df) * error);
    return [
      {
        kind: 'business',
        holds: !called,
        subject: figure,
        window: window.index,
        level: levelOfChange(before, after),
        figure,
        before,
        after,
        p,
        strength: change / (LOUD_CHANGE * Math.abs(before)),
        clears: { figure, direction: rose ? 'below' : 'above', bound: before + (rose ? half : -half) },
      },
    ];
  });
}

function testOf(each: Judged, figure: BusinessFigure, { sums, comparedWith, fixed }: BusinessHistory): Test | null {
  const { window, baseline } = each;
  const of = (windows: readonly number[]) => businessFigure(figure, pool(windows.map((w) => sums[w]!)));
  const own = of([window.index]);
  const reference = of(baseline.reference);
  if (Number.isNaN(own.value) || Number.isNaN(reference.value)) return null;
  const squares: number[] = [];
  for (const h of baseline.history) {
    const past = of([h]);
    const compared = fixed ? { ...reference, error: 0 } : of(comparedWith[h]!);
    const variance = past.error ** 2 + compared.error ** 2;
    if (!(variance > 0) || Number.isNaN(compared.value)) continue;
    squares.push((past.value - compared.value) ** 2 / variance);
  }
  // Reference windows are held against their own mean, which takes one degree of freedom.
  const freedom = fixed ? squares.length - 1 : squares.length;
  const factor = freedom > 0 ? excess(fixed ? squares.map((each) => (each * squares.length) / freedom) : squares, !fixed) : 1;
  const df = factor > 1 ? freedom : Infinity;
  const error = Math.sqrt((own.error ** 2 + reference.error ** 2) * factor);
  const change = own.value - reference.value;
  const season = baseline.season === null ? null : of([baseline.season]);
  let unseasonal = true;
  if (season && !Number.isNaN(season.value)) {
    const since = own.value - season.value;
    const noise = Math.sqrt((own.error ** 2 + season.error ** 2) * factor);
    unseasonal = Math.sign(since) === Math.sign(change) && noise > 0 && studentP(since / noise, Infinity) < SEASON_LEVEL;
  }
  return {
    each,
    figure,
    before: reference.value,
    after: own.value,
    error,
    df,
    raw: error > 0 ? studentP(change / error, df) : 1,
    unseasonal,
  };
}
