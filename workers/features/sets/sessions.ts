import type { EventTable } from '../../protocol/events';
import { feature, MINUTE_MS, type FeatureSet } from '../feature-set';
import type { Support } from '../support';

/**
 * Visits: session ids where the file has them, else (and for rows without an id) events with gaps of at most `gapMinutes`. A file of bare
 * purchases, or of dates without times, tells nothing of visits unless it brings ids.
 */
export function sessionSet(events: EventTable, support: Support, gapMinutes: number): FeatureSet | null {
  const { session, time } = events;
  if (!session && !(support.browsing && support.timesOfDay)) return null;
  const codes = session?.codes ?? null;
  const gap = gapMinutes * MINUTE_MS;
  /** Time of the latest event of each session of the user at hand; made when it is needed, which in a table that is computed in shards is never. */
  let latest = new Float64Array(0);
  const rule = session ? 'session ids' : `events with gaps of at most ${gapMinutes} minutes`;
  return {
    definitions: [
      feature('sessions', 'sessions', 'count', 'zero', 'never', `sessions: ${rule}`),
      support.timesOfDay
        ? feature(
            'session_minutes_mean',
            'sessions',
            'minutes',
            'zero',
            'never',
            'mean minutes from the first to the last event of a session',
          )
        : null,
      feature('session_events_mean', 'sessions', 'per-session', 'zero', 'never', 'events / sessions'),
    ],
    compute(lo, hi, _span, out, at) {
      let sessions = 0;
      let ms = 0;
      let before = NaN;
      if (session && latest.length === 0) latest = new Float64Array(session.keys.length / 2).fill(NaN);
      for (let r = lo; r < hi; r++) {
        const t = time[r]!;
        const code = codes ? codes[r]! : -1;
        if (code >= 0) {
          const previous = latest[code]!;
          if (Number.isNaN(previous)) sessions++;
          else ms += t - previous;
          latest[code] = t;
        } else {
          if (t - before <= gap) ms += t - before;
          else sessions++;
          before = t;
        }
      }
      if (codes) for (let r = lo; r < hi; r++) if (codes[r]! >= 0) latest[codes[r]!] = NaN;
      out[at] = sessions;
      out[at + 1] = ms / MINUTE_MS / sessions;
      out[at + 2] = (hi - lo) / sessions;
    },
  };
}
