import type { EventTable, Zone } from '../protocol/events';
import type { TrackRecipe } from '../protocol/recipe';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4 * DAY;

export const MAX_WINDOWS = 120;
/** Complete calendar months from which `auto` takes months. */
const MONTHS_FOR_MONTHLY = 6;

/** A calendar window, ms UTC, [from, to). */
export interface WindowSpan {
  /** `2011-05`, or the Monday `2011-05-02`. */
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly complete: boolean;
}

export interface WindowPlan {
  readonly unit: 'week' | 'month';
  readonly windows: readonly WindowSpan[];
  /** How many more windows the events touch, before the first of `windows` and after the last. */
  readonly leftOutBefore: number;
  readonly leftOutAfter: number;
}

/**
 * The calendar windows (weeks from Monday, or months, in the zone's wall clock) that the events in [from, to) touch, without gaps.
 *
 * `auto` takes months where at least six of them are complete, else weeks. The first window is complete if the first event comes within a
 * tenth of the window, and at least a day, of its beginning; the last likewise before its end: a shop need not sell on New Year's Day, but a
 * file that begins on the tenth does not show the month. Windows in between are complete, empty ones included. Of more than
 * {@link MAX_WINDOWS} windows, those in a row with the most events are kept (the later ones if equal), and the others counted.
 */
export function planWindows(events: EventTable, from: number, to: number, choice: TrackRecipe['window']): WindowPlan {
  let first = Infinity;
  let last = -Infinity;
  for (let row = 0; row < events.rows; row++) {
    const t = events.time[row]!;
    if (t < from || t >= to) continue;
    if (t < first) first = t;
    if (t > last) last = t;
  }
  if (first > last) return { unit: choice === 'month' ? 'month' : 'week', windows: [], leftOutBefore: 0, leftOutAfter: 0 };
  if (choice !== 'week') {
    const months = spans('month', first, last, events.zone);
    if (choice === 'month' || months.filter(({ complete }) => complete).length >= MONTHS_FOR_MONTHLY) {
      return { unit: 'month', ...fullest(months, events) };
    }
  }
  return { unit: 'week', ...fullest(spans('week', first, last, events.zone), events) };
}

function spans(unit: 'week' | 'month', first: number, last: number, zone: Zone): WindowSpan[] {
  const found: WindowSpan[] = [];
  let wall = unit === 'month' ? monthStart(first + zone.offset(first)) : weekStart(first + zone.offset(first));
  for (let from = toUtc(wall, zone); from <= last;) {
    const nextWall = unit === 'month' ? monthStart(wall + 32 * DAY) : wall + WEEK;
    const to = toUtc(nextWall, zone);
    found.push({ label: new Date(wall).toISOString().slice(0, unit === 'month' ? 7 : 10), from, to, complete: true });
    wall = nextWall;
    from = to;
  }
  // Only the file's ends can cut a window; each end is judged on its own window.
  return found.map((span, i) => {
    const slack = Math.max(DAY, (span.to - span.from) / 10);
    const begun = i > 0 || first - span.from <= slack;
    const ended = i < found.length - 1 || span.to - last <= slack;
    return { ...span, complete: begun && ended };
  });
}

function monthStart(wall: number): number {
  const date = new Date(wall);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

function weekStart(wall: number): number {
  return Math.floor((wall - FIRST_MONDAY) / WEEK) * WEEK + FIRST_MONDAY;
}

/** The first instant at which the zone's wall clock shows `wall` (ms as if UTC) or, where the clock jumps over it, later. */
function toUtc(wall: number, zone: Zone): number {
  const before = wall - zone.offset(wall - DAY);
  const after = wall - zone.offset(wall + DAY);
  for (const t of before <= after ? [before, after] : [after, before]) if (t + zone.offset(t) === wall) return t;
  return Math.max(before, after);
}

function fullest(windows: WindowSpan[], events: EventTable): Omit<WindowPlan, 'unit'> {
  if (windows.length <= MAX_WINDOWS) return { windows, leftOutBefore: 0, leftOutAfter: 0 };
  const counts = new Float64Array(windows.length);
  const starts = Float64Array.from(windows, ({ from }) => from);
  for (let row = 0; row < events.rows; row++) {
    const w = windowAt(starts, windows.at(-1)!.to, events.time[row]!);
    if (w >= 0) counts[w]!++;
  }
  let sum = 0;
  let best = -1;
  let bestEnd = MAX_WINDOWS;
  for (let end = 1; end <= windows.length; end++) {
    sum += counts[end - 1]! - (end > MAX_WINDOWS ? counts[end - 1 - MAX_WINDOWS]! : 0);
    if (end >= MAX_WINDOWS && sum >= best) {
      best = sum;
      bestEnd = end;
    }
  }
  const start = bestEnd - MAX_WINDOWS;
  return { windows: windows.slice(start, bestEnd), leftOutBefore: start, leftOutAfter: windows.length - bestEnd };
}

/** Index of the window that holds `t`, by binary search over ascending starts; −1 outside [starts[0], end). */
export function windowAt(starts: Float64Array, end: number, t: number): number {
  if (t >= end || !(t >= starts[0]!)) return -1;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= t) low = middle;
    else high = middle - 1;
  }
  return low;
}
