import type { EventTable } from '../../protocol/events';
import { DAY_MS, feature, HOUR_MS, type FeatureSet } from '../feature-set';
import { entropyBits } from '../entropy';
import type { Support } from '../support';

/** 1970-01-01 was a Thursday; days are counted from a Sunday. */
const EPOCH_WEEKDAY = 4;

/** Days and hours of activity on the clock of the file's zone. */
export function calendarSet(events: EventTable, support: Support): FeatureSet {
  const { time, zone } = events;
  const timed = support.timesOfDay;
  const hours = new Uint32Array(24);
  return {
    definitions: [
      feature('active_days', 'rhythm', 'count', 'zero', 'never', 'distinct calendar days with an event'),
      timed
        ? feature(
            'hour_entropy_bits',
            'daytime',
            'bits',
            'zero',
            'never',
            'entropy of the events over the 24 hours of the day: −Σ p·log2 p',
          )
        : null,
      timed ? feature('evening_share', 'daytime', 'share', 'zero', 'never', 'events from 18:00 to 24:00 / events') : null,
      timed ? feature('night_share', 'daytime', 'share', 'zero', 'never', 'events from 0:00 to 6:00 / events') : null,
      timed ? feature('weekend_share', 'daytime', 'share', 'zero', 'never', 'events on Saturday and Sunday / events') : null,
    ],
    compute(lo, hi, _span, out, at) {
      hours.fill(0);
      let days = 0;
      let lastDay = -Infinity;
      let weekend = 0;
      let t = NaN;
      let day = 0;
      let midnight = NaN;
      let hour = 0;
      let restDay = 0;
      for (let r = lo; r < hi; r++) {
        // The lines of one order share an instant.
        if (time[r]! !== t) {
          t = time[r]!;
          const wall = t + zone.offset(t);
          // Successive events are mostly of one day.
          if (!(wall >= midnight && wall < midnight + DAY_MS)) {
            day = Math.floor(wall / DAY_MS);
            midnight = day * DAY_MS;
            const weekday = (((day + EPOCH_WEEKDAY) % 7) + 7) % 7;
            restDay = weekday === 0 || weekday === 6 ? 1 : 0;
          }
          hour = Math.floor((wall - midnight) / HOUR_MS);
          // Wall clocks step back by an hour now and then; the day before was counted in its time.
          if (day > lastDay) {
            days++;
            lastDay = day;
          }
        }
        hours[hour]!++;
        weekend += restDay;
      }
      const events = hi - lo;
      let evening = 0;
      let night = 0;
      for (let h = 0; h < 6; h++) night += hours[h]!;
      for (let h = 18; h < 24; h++) evening += hours[h]!;
      out[at] = days;
      out[at + 1] = entropyBits(hours, 24);
      out[at + 2] = evening / events;
      out[at + 3] = night / events;
      out[at + 4] = weekend / events;
    },
    computeFirst(lo, hi, _span, out, at) {
      let days = 0;
      let lastDay = -Infinity;
      let t = NaN;
      let nextDay = -Infinity;
      for (let r = lo; r < hi; r++) {
        if (time[r]! === t) continue;
        t = time[r]!;
        const wall = t + zone.offset(t);
        // Most events are of the day of the one before.
        if (wall < nextDay) continue;
        const day = Math.floor(wall / DAY_MS);
        nextDay = (day + 1) * DAY_MS;
        if (day > lastDay) {
          days++;
          lastDay = day;
        }
      }
      out[at] = days;
    },
  };
}
