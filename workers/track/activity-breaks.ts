import { mean, sd } from '../math/statistics';
import { HOLD_LEVEL, HOLD_PART } from './families';
import { studentP, studentQuantile } from './student';
import { forecast } from './trend';

/** Windows before it that a trend takes at least, and those of the trend nearby. */
const LEAST_WINDOWS = 4;
const NEARBY = 6;
/** What the trend nearby and last year's season must not explain: three standard deviations, as for limits from history. */
const GATE_SDS = 3;

/** The active users of a window that counts as history, in order of time. */
export interface ActivityPoint {
  readonly window: number;
  readonly users: number;
  /** Of the same season a year before. */
  readonly season: number | null;
  /** Whether it may be called a break. */
  readonly judged: boolean;
}

export interface ActivityBreak {
  readonly point: ActivityPoint;
  /** Users that the trend leads to. */
  readonly expected: number;
  /** Two-sided, for this window alone. */
  readonly p: number;
  /** Distance from the logarithm of `expected` below which it would be over. */
  readonly half: number;
}

/**
 * Windows whose number of active users breaks with the trend. A shop that grows has other numbers than a fixed reference in every window, and a season comes
 * and goes: neither is a break. Each window is judged by where the windows before it lead, on the logarithm of the counts (steady growth is a straight line
 * there), and called only where it is off the robust trend of all of them, at `level`, and off that of the last six, since a smooth wave is nearly straight for a
 * while. Where the file has the season a year before, the change since then must be off those of the windows before as well.
 *
 * Windows that are called are left out of the trends that follow, so that a change that lasts is judged by the time before it.
 *
 * @param level of the test, already divided by the number of tests
 * @param least relative change worth calling
 */
export function activityBreaks(points: readonly ActivityPoint[], level: number, least: number): ActivityBreak[] {
  const found: ActivityBreak[] = [];
  const usual: ActivityPoint[] = [];
  let current: ActivityBreak | null = null;
  for (const point of points) {
    const judged: ActivityBreak | null = point.judged && usual.length >= LEAST_WINDOWS ? judge(point, usual, level, least, current) : null;
    if (judged) found.push(judged);
    else usual.push(point);
    current = judged;
  }
  return found;
}

/** @param current the break that the window before belongs to, which takes less to go on than to begin */
function judge(
  point: ActivityPoint,
  usual: readonly ActivityPoint[],
  level: number,
  least: number,
  current: ActivityBreak | null,
): ActivityBreak | null {
  const all = off(point, usual);
  const p = studentP(all.t, all.df);
  const half = Math.max(Math.log1p(HOLD_PART * least), studentQuantile(HOLD_LEVEL, all.df) * all.error);
  const broken = { point, expected: all.expected, p, half };
  const goesOn = current !== null && Math.sign(point.users - all.expected) === Math.sign(current.point.users - current.expected);
  if (goesOn && Math.abs(Math.log(point.users / all.expected)) > half) return broken;
  const near = off(point, usual.slice(-NEARBY));
  if (p >= level || Math.abs(point.users - all.expected) < least * all.expected) return null;
  if (Math.sign(near.t) !== Math.sign(all.t) || Math.abs(near.t) <= GATE_SDS) return null;
  return isSeason(point, usual) ? null : broken;
}

function off(point: ActivityPoint, usual: readonly ActivityPoint[]) {
  const x = usual.map(({ window }) => window);
  const y = usual.map(({ users }) => Math.log(users));
  // The logarithm of a count varies by 1/√count.
  const noise = 1 / Math.sqrt(mean(usual.map(({ users }) => users)));
  const { expected, error, df } = forecast(x, y, point.window, noise);
  return { expected: Math.exp(expected), error, df, t: (Math.log(point.users) - expected) / error };
}

function isSeason(point: ActivityPoint, usual: readonly ActivityPoint[]): boolean {
  const since = (each: ActivityPoint) => (each.season !== null && each.season > 0 ? Math.log(each.users / each.season) : NaN);
  const own = since(point);
  if (Number.isNaN(own)) return false;
  const past = usual
    .map(since)
    .filter((value) => !Number.isNaN(value))
    .slice(-NEARBY);
  const noise = Math.sqrt(1 / point.users + 1 / point.season!);
  // Without earlier years to compare, the growth over the year is unknown, and only a season that repeats itself is taken for one.
  const centre = past.length > 0 ? mean(past) : 0;
  const spread = past.length > 2 ? Math.max(noise, sd(past, 1)) : noise;
  return Math.abs(own - centre) <= GATE_SDS * spread;
}
