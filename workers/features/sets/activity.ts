import type { EventTable } from '../../protocol/events';
import { TYPE_KEY } from '../../protocol/features';
import { DAY_MS, feature, type FeatureDefinition, type FeatureSet } from '../feature-set';
import { typeFeatureIds } from '../type-ids';
import type { Support } from '../support';

/** How long, how much and how lately a user was active, whatever was done. */
export function activitySet(events: EventTable, support: Support): FeatureSet {
  const { time } = events;
  return {
    definitions: [
      support.browsing
        ? feature(
            'inactive_days',
            'recency',
            'days',
            'window',
            'with-end',
            'days from the last event of any kind to the last kept event of the window',
          )
        : null,
      feature(
        'tenure_days',
        'rhythm',
        'days',
        'zero',
        'with-end',
        'days from the first event in the window to the last kept event of the window',
      ),
      feature('events_total', 'events', 'count', 'zero', 'never', 'events of all types'),
      feature(
        'trend_events',
        'trend',
        'ratio',
        'zero',
        'by-third',
        '(a − b) / (a + b), a and b the events a day in the last third of the window and before it',
      ),
    ],
    compute(lo, hi, span, out, at) {
      let late = 0;
      for (let r = hi - 1; r >= lo && time[r]! >= span.lastThird; r--) late++;
      const early = hi - lo - late;
      out[at] = (span.end - time[hi - 1]!) / DAY_MS;
      out[at + 1] = (span.end - time[lo]!) / DAY_MS;
      out[at + 2] = hi - lo;
      // The last third is half as long as the time before it.
      out[at + 3] = (2 * late - early) / (2 * late + early);
    },
  };
}

/** Events of the most frequent types, one feature a type. */
export function eventTypeSet(events: EventTable, support: Support): FeatureSet | null {
  const { types } = support;
  if (types.length === 0) return null;
  const { codes, names } = events.type;
  const slotOf = new Int8Array(names.length).fill(-1);
  types.forEach((code, slot) => (slotOf[code] = slot));
  const ids = typeFeatureIds(types.map((code) => names[code]!));
  return {
    definitions: types.map((code, slot): FeatureDefinition => {
      const name = names[code]!;
      return {
        ...feature(ids[slot]!, 'events', 'count', 'zero', 'never', `events of the type “${name}”`),
        key: TYPE_KEY,
        param: name,
      };
    }),
    compute(lo, hi, _span, out, at) {
      out.fill(0, at, at + types.length);
      for (let r = lo; r < hi; r++) {
        const code = codes[r]!;
        const slot = code >= 0 ? slotOf[code]! : -1;
        if (slot >= 0) out[at + slot]!++;
      }
    },
  };
}
