import type { Zone } from '../protocol/events';
import type { DateFormat } from '../protocol/recipe';
import { EXCEL_1970, isFigureFormat } from './epochs';

const DAY = 86_400_000;

/** Writes a whole day (its beginning in the zone, ms UTC) so that {@link dateReader} of the same format reads it again. */
export function dateWriter(format: DateFormat, zone: Zone): (utcMs: number) => string {
  return (utcMs) => {
    const wall = utcMs + zone.offset(utcMs);
    if (isFigureFormat(format)) {
      if (format === 'excel') return String(Math.round(wall / DAY) + EXCEL_1970);
      if (format === 'epoch-s') return String(utcMs / 1000);
      return `${utcMs}${format === 'epoch-us' ? '000' : format === 'epoch-ns' ? '000000' : ''}`;
    }
    const [year, month, day] = new Date(wall).toISOString().slice(0, 10).split('-') as [string, string, string];
    if (format === 'dmy') return `${day}/${month}/${year}`;
    if (format === 'mdy') return `${month}/${day}/${year}`;
    return format === 'yyyymmdd' ? year + month + day : `${year}-${month}-${day}`;
  };
}
