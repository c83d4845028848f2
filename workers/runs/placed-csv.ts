import { BOM, csvRow } from '../math/csv';
import { NOISE } from '../protocol/model';
import { PLACED_BY, type PlacedNames } from '../protocol/placing';
import type { Placement } from './place-users';

const LINES_A_PART = 2048;

/**
 * `user,segment,name,distance,placed_by,certainty`, a line a user; `segment` counts from 1, as on the screen. Who is in no segment is so in the words given, without a
 * distance. `placed_by` is one of PLACED_BY, `certainty` from 0 to 1 ({@link Placement}), empty where there is none. UTF-8 with a byte-order mark and CRLF; text cannot run as
 * a formula.
 *
 * @param userIds EventTable.userIds of the table that was placed
 */
export function placedCsv(
  { userIndex, segments, distances, by, certainty }: Placement,
  userIds: readonly string[],
  { names, none }: PlacedNames,
): Blob {
  const parts: string[] = [`${BOM}${csvRow(['user', 'segment', 'name', 'distance', 'placed_by', 'certainty'])}\r\n`];
  for (let from = 0; from < userIndex.length; from += LINES_A_PART) {
    let text = '';
    for (let row = from; row < Math.min(userIndex.length, from + LINES_A_PART); row++) {
      const segment = segments[row]!;
      const told = segment === NOISE ? [none, none, ''] : [String(segment + 1), names[segment] ?? '', figure(distances[row]!, 7)];
      text += `${csvRow([userIds[userIndex[row]!]!, ...told, PLACED_BY[by[row]!]!, figure(certainty[row]!, 4)])}\r\n`;
    }
    parts.push(text);
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

const figure = (value: number, digits: number): string => (Number.isNaN(value) ? '' : String(Number(value.toPrecision(digits))));
