import { orderByUserAndTime } from '../order-rows';
import type { RawRows } from '../raw-rows';

/**
 * Rows of RawRows by user, then time, then file; those of user code u are at `offsets[u]` … `offsets[u + 1] − 1`.
 *
 * @param rows ascending
 */
export function rowsByUserAndTime(raw: RawRows, rows: Uint32Array): { readonly ordered: Uint32Array; readonly offsets: Uint32Array } {
  const users = new Int32Array(rows.length);
  const time = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    users[i] = raw.user.codes.data[rows[i]!]!;
    time[i] = raw.time.data[rows[i]!]!;
  }
  const { places, offsets } = orderByUserAndTime(users, time, raw.user.dictionary.size);
  const ordered = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) ordered[places[i]!] = rows[i]!;
  return { ordered, offsets };
}
