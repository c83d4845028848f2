import type { PageHeader } from 'hyparquet';
import type * as Convert from 'hyparquet/src/convert.js';
import type * as Encoding from 'hyparquet/src/encoding.js';
import type { ColumnDecoder } from 'hyparquet/src/types.js';
import type { Levels } from './parquet-check';

/** Texts that are cut out and converted at a time: each takes some hundred bytes for as long as it is bytes. */
const PIECE = 1 << 14;

/** Values of a page that are decoded, from `from` to before `to`. */
export interface Wanted {
  readonly from: number;
  readonly to: number;
}

/**
 * Texts of a page that has been checked and whose values are rows, lengths before them. A page may have millions: those alone that are wanted are made, the others
 * are null.
 *
 * @returns a value for each row of the page
 */
export function plainTexts(
  bytes: Uint8Array,
  { data_page_header: first, data_page_header_v2: second }: PageHeader,
  decoder: ColumnDecoder,
  levels: Levels,
  { from, to }: Wanted,
  convert: typeof Convert.convert,
  readRuns: typeof Encoding.readRleBitPackedHybrid,
): unknown[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = (first ?? second)!.num_values;
  const defined = new Uint8Array(count).fill(1);
  const reader = { view, offset: second?.repetition_levels_byte_length ?? 0 };
  if (levels.definition > 0) readRuns(reader, 1, defined, second?.definition_levels_byte_length);
  const values = new Array<unknown>(count).fill(null);
  let at = second ? second.repetition_levels_byte_length + second.definition_levels_byte_length : reader.offset;
  let piece: Uint8Array[] = [];
  let rows: number[] = [];
  const write = () => {
    const converted = convert(piece, decoder);
    rows.forEach((row, i) => (values[row] = converted[i] as unknown));
    [piece, rows] = [[], []];
  };
  for (let row = 0; row < Math.min(count, to); row++) {
    if (defined[row] === 0) continue;
    const length = view.getUint32(at, true);
    if (row >= from) {
      piece.push(bytes.subarray(at + 4, at + 4 + length));
      rows.push(row);
    }
    at += 4 + length;
    if (piece.length === PIECE) write();
  }
  write();
  return values;
}
