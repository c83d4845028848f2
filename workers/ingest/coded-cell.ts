import type { CellHash } from './cell-hash';
import { contentEnd, contentStart, isBare, isMarker, withoutZeroDecimals } from './cells';
import type { NameTable } from './dictionary';

/** Code of what the cell says, −1 where it is missing. `zeroDecimals`: ids are written `17850.0`. */
export function codeOf(dictionary: NameTable, bytes: Uint8Array, start: number, end: number, zeroDecimals: boolean): number {
  if (start === end) return -1;
  let from = start;
  let to = end;
  if (!isBare(bytes, start, end)) {
    from = contentStart(bytes, start, end);
    to = contentEnd(bytes, start, end);
    if (from >= to) return -1;
  }
  if (isMarker(bytes, from, to)) return -1;
  return dictionary.encode(bytes, from, zeroDecimals ? withoutZeroDecimals(bytes, from, to) : to);
}

/** Leaves the hash of what the cell says in `hash`, two zeros where it is missing; by the same rule as {@link codeOf}. */
export function keyOf(hash: CellHash, bytes: Uint8Array, start: number, end: number, zeroDecimals: boolean): void {
  let from = start;
  let to = end;
  if (start < end && !isBare(bytes, start, end)) {
    from = contentStart(bytes, start, end);
    to = contentEnd(bytes, start, end);
  }
  if (from >= to || isMarker(bytes, from, to)) hash.a = hash.b = 0;
  else hash.ofCell(bytes, from, zeroDecimals ? withoutZeroDecimals(bytes, from, to) : to);
}
