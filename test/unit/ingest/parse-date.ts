import { dateReader } from '../../../workers/ingest/dates';
import { zone } from '../../../workers/math/zone';
import type { DateFormat } from '../../../workers/protocol/recipe';

/** A date in the middle of other bytes, as it lies in a file. */
export function parseDate(text: string, format: DateFormat, zoneName = 'UTC'): number {
  const bytes = new TextEncoder().encode(`junk${text}9junk`);
  return dateReader(format, zone(zoneName))(bytes, 4, bytes.length - 5);
}
