import { Dictionary } from '../dictionary';
import type { Growable } from '../growable';
import type { CodedRows, RawRows } from '../raw-rows';
import type { CodedBlock, RowBlock } from './row-block';

/**
 * Puts a range's rows behind those of the ranges before it, as if one encoder had read them all: names are numbered by first appearance in the
 * file, and lines counted from its beginning.
 *
 * @param lineShift to be added to the block's lines
 */
export function appendBlock(rows: RawRows, block: RowBlock, lineShift: number): void {
  const { time, line } = block;
  append(rows.time, time, 0);
  append(rows.line, line, lineShift);
  append(rows.flags, block.flags, 0);
  appendCodes(rows.user, block.user);
  appendCodes(rows.type, block.type);
  appendCodes(rows.item, block.item);
  appendCodes(rows.category, block.category);
  appendCodes(rows.order, block.order);
  appendCodes(rows.title, block.title);
  appendCodes(rows.text, block.text);
  if (rows.session !== null) {
    append(rows.session.a, block.session!.a, 0);
    append(rows.session.b, block.session!.b, 0);
  }
  if (rows.value !== null) append(rows.value, block.value!, 0);
  if (rows.quantity !== null) append(rows.quantity, block.quantity!, 0);

  append(rows.rejectedLine, block.rejectedLine, lineShift);
  append(rows.rejectedReason, block.rejectedReason, 0);
  append(rows.rejectedTime, block.rejectedTime, 0);
  rows.rowsRead += block.rowsRead;
  block.missing.forEach((cells, column) => (rows.missing[column]! += cells));
  rows.badDate ??= block.badDate;
  rows.stray.count(block.stray.rows, block.stray.line + lineShift);
  rows.undecodable.count(block.undecodable.rows, block.undecodable.line + lineShift);
  rows.tail.append(block.tail, lineShift);
}

function append<A extends Float64Array | Int32Array | Uint32Array | Uint8Array>(target: Growable<A>, source: A, shift: number): void {
  const data = target.reserve(source.length);
  const { length } = target;
  if (shift === 0) data.set(source, length);
  else for (let row = 0; row < source.length; row++) data[length + row] = source[row]! + shift;
  target.length = length + source.length;
}

function appendCodes(target: CodedRows | null, source: CodedBlock | null): void {
  if (target === null || source === null) return;
  const { codes, dictionary } = target;
  if (!(dictionary instanceof Dictionary)) throw new Error('the rows of a file have dictionaries outside of kernels');
  const data = codes.reserve(source.codes.length);
  dictionary.take(source.codes, source.names, data, codes.length);
  codes.length += source.codes.length;
}
