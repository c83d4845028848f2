import type { Growable } from '../growable';
import type { CodedRows, RawRows } from '../raw-rows';
import type { SeenRows } from '../seen-rows';
import type { CodedBlock, RowBlock } from './row-block';

const DUPLICATE = 0;

/**
 * Puts a range's rows behind those of the ranges before it, as if one encoder had read them all: names are numbered by first appearance in the
 * file, lines counted from its beginning, and rows that equal an earlier row of any range become duplicates.
 *
 * @param lineShift to be added to the block's lines
 * @param seen the rows of all ranges before; null where duplicates are kept
 */
export function appendBlock(rows: RawRows, block: RowBlock, lineShift: number, seen: SeenRows | null): void {
  const { time, line } = block;
  const fresh = seen === null || block.hashes === null ? null : firstOfTheirKind(block.hashes, seen);
  if (fresh !== null) {
    for (let row = 0; row < fresh.length; row++) {
      if (fresh[row] !== DUPLICATE) continue;
      push(rows.duplicateLine, line[row]! + lineShift);
      push(rows.duplicateTime, time[row]!);
    }
  }
  append(rows.time, time, fresh, 0);
  append(rows.line, line, fresh, lineShift);
  append(rows.flags, block.flags, fresh, 0);
  appendCodes(rows.user, block.user, fresh);
  appendCodes(rows.type, block.type, fresh);
  appendCodes(rows.item, block.item, fresh);
  appendCodes(rows.category, block.category, fresh);
  appendCodes(rows.order, block.order, fresh);
  appendCodes(rows.session, block.session, fresh);
  if (rows.value !== null) append(rows.value, block.value!, fresh, 0);
  if (rows.quantity !== null) append(rows.quantity, block.quantity!, fresh, 0);

  append(rows.rejectedLine, block.rejectedLine, null, lineShift);
  append(rows.rejectedReason, block.rejectedReason, null, 0);
  append(rows.rejectedTime, block.rejectedTime, null, 0);
  rows.rowsRead += block.rowsRead;
  block.missing.forEach((cells, column) => (rows.missing[column]! += cells));
  rows.badDate ??= block.badDate;
  rows.stray.count(block.strayQuotes, block.strayLine + lineShift);
  rows.tail.append(block.tail, lineShift);
}

/** 0 for each row that equals an earlier one; null where none does, as in most ranges. */
function firstOfTheirKind(hashes: Int32Array, seen: SeenRows): Uint8Array | null {
  let fresh: Uint8Array | null = null;
  for (let row = 0; row * 2 < hashes.length; row++) {
    if (seen.insert(hashes[row * 2]!, hashes[row * 2 + 1]!)) continue;
    fresh ??= new Uint8Array(hashes.length / 2).fill(1);
    fresh[row] = DUPLICATE;
  }
  return fresh;
}

function append<A extends Float64Array | Uint32Array | Uint8Array>(
  target: Growable<A>,
  source: A,
  fresh: Uint8Array | null,
  shift: number,
): void {
  const data = target.reserve(source.length);
  let { length } = target;
  if (fresh === null && shift === 0) {
    data.set(source, length);
    length += source.length;
  } else {
    for (let row = 0; row < source.length; row++) if (fresh === null || fresh[row] !== DUPLICATE) data[length++] = source[row]! + shift;
  }
  target.length = length;
}

function appendCodes(target: CodedRows | null, source: CodedBlock | null, fresh: Uint8Array | null): void {
  if (target === null || source === null) return;
  const codeOf = target.dictionary.merge(source.names);
  const { codes } = source;
  const data = target.codes.reserve(codes.length);
  let { length } = target.codes;
  for (let row = 0; row < codes.length; row++) {
    if (fresh !== null && fresh[row] === DUPLICATE) continue;
    const code = codes[row]!;
    data[length++] = code < 0 ? -1 : codeOf[code]!;
  }
  target.codes.length = length;
}

function push(target: Growable<Uint32Array> | Growable<Float64Array>, value: number): void {
  target.reserve(1)[target.length++] = value;
}
