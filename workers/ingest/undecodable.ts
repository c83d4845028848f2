import { DUPLICATE, KEPT } from './fate';
import { NotedRows } from './noted-rows';
import type { Records } from './records';

/** The place of the first byte in [from, to) that is no character's; `to` where there is none. */
export type FindUndecodable = (from: number, to: number) => number;

/** Counts rows of the table with text that the encoding does not have. */
export class UndecodableRows extends NotedRows {
  /** Adds those of a batch's rows from row `from` on that are taken: kept, or duplicates. Without `find` by {@link findUndecodable}. */
  add(records: Records, from: number, fate: Int8Array, find?: FindUndecodable): void {
    const { rows, rawStarts, rawEnds, lines, bytes } = records;
    const end = rows === from ? 0 : rawEnds[rows - 1]!;
    for (let row = from; row < rows; row++) {
      const at = find ? find(rawStarts[row]!, end) : findUndecodable(bytes, rawStarts[row]!, end);
      if (at === end) return;
      while (row + 1 < rows && rawStarts[row + 1]! <= at) row++;
      if (at < rawEnds[row]! && (fate[row] === KEPT || fate[row] === DUPLICATE)) this.count(1, lines[row]!);
    }
  }
}

/**
 * The place of the first byte of `bytes` from `from` on where a decoder of UTF-8 would say U+FFFD, or which says it already since another decoder
 * put it there; `to` where there is none. Sequences that are well-formed: The Unicode Standard, table 3-7.
 */
export function findUndecodable(bytes: Uint8Array, from: number, to: number): number {
  const follows = (at: number, low = 0x80, high = 0xbf) => at < to && bytes[at]! >= low && bytes[at]! <= high;
  let at = from;
  for (;;) {
    while (at < to && bytes[at]! < 0x80) at++;
    if (at >= to) return to;
    const lead = bytes[at]!;
    let length = 0;
    if (lead >= 0xc2 && lead <= 0xdf) length = follows(at + 1) ? 2 : 0;
    else if (lead >= 0xe0 && lead <= 0xef) {
      const second = follows(at + 1, lead === 0xe0 ? 0xa0 : 0x80, lead === 0xed ? 0x9f : 0xbf);
      length = second && follows(at + 2) ? 3 : 0;
      if (lead === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) length = 0;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      const second = follows(at + 1, lead === 0xf0 ? 0x90 : 0x80, lead === 0xf4 ? 0x8f : 0xbf);
      length = second && follows(at + 2) && follows(at + 3) ? 4 : 0;
    }
    if (length === 0) return at;
    at += length;
  }
}
