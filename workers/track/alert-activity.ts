import { mean, sd } from '../math/statistics';
import type { Alert, TimelineWindow } from '../protocol/timeline';
import type { RankedAlert } from './ranked-alert';
import { HISTORY_WINDOWS } from './share-test';
import { studentQuantile } from './student';
import type { FirstSeen } from './tally';

/** Two-sided, of three standard deviations. */
const LEVEL = 0.0027;
const LIMIT_SDS = 3;
const LEAST_RELATIVE = 0.1;
const ACT_RELATIVE = 0.5;
const NEW_LEVEL = 0.05;
const ACT_NEW_SHARE = 0.05;

/**
 * Windows whose number of active users is outside mean ± 3 s of the reference windows. With fewer than five of them s is too uncertain for that, and
 * the limits are those of the prediction interval mean ± t·s·√(1 + 1/R), R − 1 degrees of freedom (Hahn & Meeker 1991, §4.2). s is at least that of
 * counting, √mean, and with a single reference window it is that. A change below 10 % is left out.
 */
export function activeUserAlerts(judged: readonly TimelineWindow[], reference: readonly TimelineWindow[]): RankedAlert[] {
  const history = reference.map(({ activeUsers }) => activeUsers);
  if (history.length === 0) return [];
  const before = mean(history);
  const spread = Math.max(history.length > 1 ? sd(history, 1) : 0, Math.sqrt(before));
  const t = studentQuantile(LEVEL, history.length > 1 ? history.length - 1 : Infinity);
  const half = history.length >= HISTORY_WINDOWS ? LIMIT_SDS * spread : t * spread * Math.sqrt(1 + 1 / history.length);
  return judged.flatMap(({ index, activeUsers }) => {
    const change = Math.abs(activeUsers - before);
    if (change <= half || change < LEAST_RELATIVE * before) return [];
    const alert: Alert = {
      kind: 'active-users',
      window: index,
      level: change >= ACT_RELATIVE * before ? 'act' : 'watch',
      before,
      after: activeUsers,
    };
    return [{ alert, strength: change / (ACT_RELATIVE * before) }];
  });
}

/**
 * Event types or categories that appear for the first time in a judged window. A rare one would appear late by chance: if its x users had been spread
 * over all user-windows so far, all would be in this one with probability (n/(N+n))^x, N active users before and n now; this, times the
 * number of names, must be below 0.05.
 *
 * `before` is 0, `after` the number of events with it in the window.
 */
export function newNameAlerts(
  kind: 'new-event-type' | 'new-category',
  windows: readonly TimelineWindow[],
  judged: readonly TimelineWindow[],
  names: readonly string[],
  seen: FirstSeen,
): RankedAlert[] {
  const candidates = new Set(judged.map(({ index }) => index));
  const known = seen.window.reduce((count, window) => count + (window >= 0 ? 1 : 0), 0);
  const usersBefore = new Float64Array(windows.length);
  for (let w = 1; w < windows.length; w++) usersBefore[w] = usersBefore[w - 1]! + windows[w - 1]!.activeUsers;
  const found: RankedAlert[] = [];
  names.forEach((name, code) => {
    const index = seen.window[code]!;
    if (!candidates.has(index)) return;
    const window = windows[index]!;
    const chance = (window.activeUsers / (usersBefore[index]! + window.activeUsers)) ** seen.users[code]!;
    if (chance * known >= NEW_LEVEL) return;
    const share = seen.events[code]! / window.events;
    const level = share >= ACT_NEW_SHARE ? 'act' : 'watch';
    found.push({ alert: { kind, window: index, level, name, before: 0, after: seen.events[code]! }, strength: share / ACT_NEW_SHARE });
  });
  return found;
}
