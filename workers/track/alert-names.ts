import type { TimelineWindow } from '../protocol/timeline';
import type { Finding } from './findings';
import type { FirstSeen } from './first-seen';

/** As for shares of known names (alert-shares): a change by five percentage points of the events calls for action, here from zero. */
const ACT_SHARE = 0.05;
/** Names that an alert lists; the rest are counted. */
const LISTED = 5;

/**
 * Event types or categories that no window up to the end of the first ones has: each is worth an alert, however rare (definitions: «an event type or
 * category never seen before is an alert of its own»). All that are new in a window make one alert, so that a catalogue which grows every week
 * gives a line a week. A name is new once, in the first judged window that has it.
 *
 * `before` is 0, `after` the number of the window's events with any of the new names.
 *
 * @param judged windows that may raise alerts
 * @param last index of the last window in which all names are known
 */
export function newNameAlerts(
  kind: 'new-event-type' | 'new-category',
  judged: readonly TimelineWindow[],
  last: number,
  names: readonly string[],
  seen: FirstSeen,
): Finding[] {
  return judged.flatMap((window) => {
    const fresh: number[] = [];
    for (let code = 0; code < names.length; code++) if (seen.told[code] === window.index && seen.window[code]! > last) fresh.push(code);
    if (fresh.length === 0) return [];
    fresh.sort((a, b) => seen.events[b]! - seen.events[a]! || a - b);
    const after = fresh.reduce((sum, code) => sum + seen.events[code]!, 0);
    const share = after / window.events;
    const finding: Finding = {
      kind,
      subject: names[fresh[0]!]!,
      window: window.index,
      level: share >= ACT_SHARE ? 'act' : 'watch',
      name: names[fresh[0]!]!,
      names: fresh.slice(0, LISTED).map((code) => names[code]!),
      nameCount: fresh.length,
      before: 0,
      after,
      strength: share / ACT_SHARE,
      features: [],
      segments: [],
      clears: null,
    };
    return [finding];
  });
}
