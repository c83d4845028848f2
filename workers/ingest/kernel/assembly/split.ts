const LF: i32 = 10;
const CR: i32 = 13;
const SPACE: i32 = 32;
/** A record in which a quote is open for longer is one for {@link Records}. */
const LONGEST: i32 = 1 << 20;

/** What {@link split} answers: all records were split that end in the text; or the next one needs {@link Records} itself. */
const DONE: i32 = 0;
const IRREGULAR: i32 = 1;

// @ts-ignore: decorator
@unmanaged
class Splitter {
  position: i32;
  filled: i32;
  side: i32;
  cells: i32;
  rows: i32;
  line: i32;
  starts: usize;
  ends: usize;
  firstCell: usize;
  lines: usize;
  rawStarts: usize;
  rawEnds: usize;
  delimiter: i32;
  newline: i32;
  quote: i32;
  final: i32;
}

/** Bits of the 16 bytes at `at` that equal one of three. */
// @ts-ignore: decorator
@inline
function specialsOf16(at: i32, d: v128, n: v128, q: v128): u64 {
  const bytes = v128.load(at);
  return <u64>(<u32>i8x16.bitmask(v128.or(v128.or(i8x16.eq(bytes, d), i8x16.eq(bytes, n)), i8x16.eq(bytes, q))));
}

/** Bits of the 64 bytes at `at` that equal one of three: so many at once, since the end of each lot of bits is one that no processor foresees. */
// @ts-ignore: decorator
@inline
function specials(at: i32, d: v128, n: v128, q: v128): u64 {
  const low = specialsOf16(at, d, n, q) | (specialsOf16(at + 16, d, n, q) << 16);
  return low | (specialsOf16(at + 32, d, n, q) << 32) | (specialsOf16(at + 48, d, n, q) << 48);
}

function isBlank(start: i32, end: i32): bool {
  for (let at = start; at < end; at++) if (<i32>load<u8>(at) > SPACE) return false;
  return true;
}

// @ts-ignore: decorator
@inline
function cell(s: Splitter, index: i32, start: i32, end: i32): void {
  store<i32>(s.starts + (<usize>index << 2), start);
  store<i32>(s.ends + (<usize>index << 2), end);
}

/** A record with the line end at `at`, or at the end of the text: without blank lines. Returns how many cells there are then. */
// @ts-ignore: decorator
@inline
function endRecord(s: Splitter, start: i32, at: i32, first: i32, cells: i32): i32 {
  let end = at < s.filled ? at : s.filled;
  if (end > start && s.newline === LF && <i32>load<u8>(end - 1) === CR) end--;
  if (cells - first <= 1 && isBlank(start, end)) return first;
  const place = <usize>s.rows << 2;
  store<i32>(s.firstCell + place, first);
  store<i32>(s.lines + place, s.line);
  store<i32>(s.rawStarts + place, start);
  store<i32>(s.rawEnds + place, end);
  s.rows++;
  return cells;
}

/** Writes the cell without its doubled quotes after the text. */
function unescape(s: Splitter, index: i32, start: i32, end: i32): void {
  const quote = s.quote;
  const from = s.side;
  let to = from;
  for (let at = start; at < end; at++) {
    if (<i32>load<u8>(at) === quote) at++;
    store<u8>(to++, load<u8>(at));
  }
  s.side = to;
  cell(s, index, from, to);
}

/**
 * Splits the text as `Records.delimitedRecord` does, for one delimiter of one byte, one kind of line end, and doubled quotes. 64 bytes beyond the
 * text can be read.
 */
export function split(s: Splitter): i32 {
  const delimiter = s.delimiter;
  const newline = s.newline;
  const quote = s.quote;
  const d = i8x16.splat(<i8>delimiter);
  const n = i8x16.splat(<i8>newline);
  const q = i8x16.splat(<i8>quote);
  const to = s.filled;
  const final = s.final !== 0;
  const starts = s.starts;
  const ends = s.ends;
  let cells = s.cells;
  let start = s.position;
  let first = cells;
  let cellStart = start;
  /** Line ends within the quotes of the record. */
  let within = 0;
  let status = DONE;
  let block = start;
  let mask: u64 = block < to ? specials(block, d, n, q) : 0;
  for (;;) {
    while (mask === 0) {
      block += 64;
      if (block >= to) break;
      mask = specials(block, d, n, q);
    }
    const at = mask === 0 ? to : block + <i32>ctz(mask);
    if (at >= to) {
      if (start < to) {
        if (!final) break;
        cell(s, cells++, cellStart, newline === LF && to > cellStart && <i32>load<u8>(to - 1) === CR ? to - 1 : to);
        cells = endRecord(s, start, to, first, cells);
        s.line += within;
        first = cells;
        start = to;
      }
      break;
    }
    mask &= mask - 1;
    const byte = <i32>load<u8>(at);
    if (byte === delimiter) {
      const place = <usize>cells << 2;
      cells++;
      store<i32>(starts + place, cellStart);
      store<i32>(ends + place, at);
      cellStart = at + 1;
    } else if (byte === newline) {
      cell(s, cells++, cellStart, newline === LF && at > cellStart && <i32>load<u8>(at - 1) === CR ? at - 1 : at);
      cells = endRecord(s, start, at, first, cells);
      s.line += within + 1;
      within = 0;
      first = cells;
      start = cellStart = at + 1;
    } else if (at === cellStart) {
      const limit = start + LONGEST < to ? start + LONGEST : to;
      let escaped = false;
      let lines = 0;
      let found = false;
      let close = at + 1;
      while (close < limit) {
        const inside = v128.load(close);
        const stops = i8x16.bitmask(v128.or(i8x16.eq(inside, n), i8x16.eq(inside, q)));
        if (stops === 0) {
          close += 16;
          continue;
        }
        close += ctz(stops);
        if (close >= limit) break;
        if (<i32>load<u8>(close) === newline) {
          lines++;
          close++;
        } else if (close + 1 === limit || <i32>load<u8>(close + 1) !== quote) {
          found = true;
          break;
        } else {
          escaped = true;
          close += 2;
        }
      }
      if (!found) {
        if (limit !== to || final) status = IRREGULAR;
        break;
      }
      let after = close + 1;
      if (after < to && newline === LF && <i32>load<u8>(after) === CR && (after + 1 === to || <i32>load<u8>(after + 1) === LF)) after++;
      if (!final && after >= to - 1) break;
      const next = after < to ? <i32>load<u8>(after) : newline;
      if (next !== newline && next !== delimiter) {
        status = IRREGULAR;
        break;
      }
      if (escaped) unescape(s, cells++, at + 1, close);
      else cell(s, cells++, at + 1, close);
      within += lines;
      if (next === newline) {
        cells = endRecord(s, start, after, first, cells);
        s.line += within + (after < to ? 1 : 0);
        within = 0;
        first = cells;
        start = after < to ? after + 1 : to;
        cellStart = start;
      } else cellStart = after + 1;
      block = cellStart;
      mask = block < to ? specials(block, d, n, q) : 0;
    }
  }
  s.position = start;
  s.cells = first;
  return status;
}
