// By the first byte of a cell, as BEGINS of cells.ts: it may hold more than its content, or be a marker of a missing value.
const MAY_WRAP: i32 = 1;
const MAY_MARK: i32 = 2;
/** Bits of the lengths that markers with a first byte have: 16 bits a byte, behind the table by first byte. */
const LENGTHS: usize = 256;
const LONGEST_MARKER: i32 = 15;

// @ts-ignore: decorator
@inline
function hasMarkersLength(begins: usize, start: i32, length: i32): bool {
  return length <= LONGEST_MARKER && ((<i32>load<u16>(begins + LENGTHS + (<usize>load<u8>(start) << 1)) >> length) & 1) !== 0;
}

/** Whether a cell that is not empty may be missing nonetheless: white space, or a marker. */
// @ts-ignore: decorator
@inline
export function mayBeMissing(begins: usize, start: i32, end: i32): bool {
  const kind = <i32>load<u8>(begins + load<u8>(start));
  if (kind === 0) return false;
  const last = <i32>load<u8>(end - 1);
  return (kind & MAY_WRAP) !== 0 || last <= 32 || last >= 128 || hasMarkersLength(begins, start, end - start);
}

/** Whether the cell, which is not empty, is its content as it stands, and no marker: what the bytes at its ends say for nearly all cells. */
// @ts-ignore: decorator
@inline
export function isPlain(begins: usize, start: i32, end: i32): bool {
  const kind = <i32>load<u8>(begins + load<u8>(start));
  if ((kind & MAY_WRAP) !== 0 || ((kind & MAY_MARK) !== 0 && hasMarkersLength(begins, start, end - start))) return false;
  const last = <i32>load<u8>(end - 1);
  return last > 32 && (last < 128 || !endsWide(start, end, last));
}

/** White space and invisible signs beyond ASCII, as `wideSpace` of cells.ts. */
function endsWide(start: i32, end: i32, last: i32): bool {
  if (end - start < 2) return false;
  const before = <i32>load<u8>(end - 2);
  if (before === 0xc2 && last === 0xa0) return true;
  if (end - start < 3) return false;
  const first = <i32>load<u8>(end - 3);
  if (first === 0xe2) return before === 0x80 && ((last >= 0x8b && last <= 0x8f) || (last >= 0xaa && last <= 0xaf));
  return (first === 0xe3 && before === 0x80 && last === 0x80) || (first === 0xef && before === 0xbb && last === 0xbf);
}
