/** Names are decoded this many bytes at a time, well under the longest string an engine allows. */
const BLOCK = 1 << 24;
/** Digits of the longest number that is kept as one: it fits into 32 bits. */
const DIGITS = 9;
const SHORT = 32;
/** Numbers whose places are fetched together. */
const AHEAD = 64;
/** Words of a table that stays in the cache of a processor. */
const CACHED = 1 << 18;

/** Names by code, as UTF-8: name c is `bytes[offsets[c]…offsets[c + 1])`. */
export interface PackedNames {
  readonly bytes: Uint8Array;
  readonly offsets: Float64Array | Uint32Array;
}

/** More names than there is memory for. */
export const ALL = (1 << 30) - 1;

/** What has no name. */
export const NO_NAME = -1;

/**
 * Own code of name i of a block: in columns of own codes a number that is written in the one way (0 … 999,999,999) may stand for itself, which needs no table,
 * {@link NO_NAME} for none, and these for every name that does not. Undoes itself.
 */
export const ownCode = (name: number): number => -2 - name;

/** Equal bytes, equal code; codes count from 0 in order of first appearance. */
export interface NameTable {
  /** How many names it has. */
  readonly size: number;
  /** Code of the cell, a new one if it has not been seen; {@link NO_NAME} where the table takes no more. */
  encode(bytes: Uint8Array, start: number, end: number): number;
  name(code: number): string;
  /** All names, by code. Not to be written to. */
  names(): readonly string[];
  packed(): PackedNames;
  /** Empties it and keeps its room. */
  clear(): void;
  /** Empties it and gives its memory back. */
  release(): void;
}

/**
 * Dictionary encoding of cells: equal bytes, equal code; codes count from 0 in order of first appearance. Works on bytes, so that a cell
 * which has been seen before costs no string.
 *
 * Two tables with open addressing and linear probing, at most half full, of pairs: what is compared first, and the code + 1 (0: empty). Cells
 * that are short numbers are found by the number itself, which settles it with one look into memory; others by hash, and then compared.
 */
export class Dictionary implements NameTable {
  size = 0;
  private numbers: Int32Array = new Int32Array(1024);
  private numberCount = 0;
  private words: Int32Array = new Int32Array(1024);
  private wordCount = 0;
  /** `offsets[code]` … `offsets[code + 1]` in the pool. */
  private offsets = new Float64Array(513);
  private pool = new Uint8Array(8192);
  /** The same bytes by words: of the cells that come in, and of the pool. */
  private cells = new DataView<ArrayBufferLike>(new ArrayBuffer(0));
  private kept = new DataView(this.pool.buffer);
  private readonly digits = new Uint8Array(DIGITS);
  /** Of no use but that what was fetched counts as used. */
  protected touched = 0;
  /** Names that it takes. */
  protected most = ALL;
  /** What {@link names} said last. */
  private decoded: string[] = [];

  encode(bytes: Uint8Array, start: number, end: number): number {
    const number = end - start <= DIGITS ? numberIn(bytes, start, end) : -1;
    return number < 0 ? this.encodeWord(bytes, start, end) : this.encodeNumber(number);
  }

  private encodeNumber(number: number): number {
    const { numbers } = this;
    const mask = numbers.length - 2;
    let slot = spread(number) & mask;
    for (let held = numbers[slot + 1]!; held !== 0; held = numbers[slot + 1]!) {
      if (numbers[slot] === number) return held - 1;
      slot = (slot + 2) & mask;
    }
    if (this.size === this.most) return this.refuse();
    numbers[slot] = number;
    numbers[slot + 1] = this.size + 1;
    if (++this.numberCount * 4 > numbers.length) this.numbers = doubled(numbers, spread);
    const { digits } = this;
    let from = DIGITS;
    let left = number;
    do {
      digits[--from] = 48 + (left % 10);
      left = (left / 10) | 0;
    } while (left > 0);
    return this.add(digits, from, DIGITS);
  }

  private encodeWord(bytes: Uint8Array, start: number, end: number): number {
    if (this.cells.buffer !== bytes.buffer) this.cells = new DataView(bytes.buffer);
    const { cells, kept, words, offsets } = this;
    const length = end - start;
    const last = bytes.byteOffset + end - 4;
    const first = last + 4 - length;
    // The last word overlaps the one before it unless the length is a multiple of four.
    let hash = length;
    let word = 0;
    if (length >= 4) {
      for (let at = first; at < last; at += 4) {
        hash = Math.imul(hash ^ cells.getInt32(at, true), 0x01000193);
        hash ^= hash >>> 15;
      }
      word = cells.getInt32(last, true);
    } else for (let i = start; i < end; i++) word = (word << 8) | bytes[i]!;
    hash = Math.imul(hash ^ word, 0x01000193);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    hash ^= hash >>> 13;

    const mask = words.length - 2;
    let slot = (hash << 1) & mask;
    for (let held = words[slot + 1]!; held !== 0; held = words[slot + 1]!) {
      if (words[slot] === hash) {
        const from = offsets[held - 1]!;
        if (offsets[held]! - from === length) {
          let i = 0;
          if (length < 4) {
            while (i < length && bytes[start + i] === this.pool[from + i]) i++;
            if (i === length) return held - 1;
          } else {
            while (first + i < last && cells.getInt32(first + i, true) === kept.getInt32(from + i, true)) i += 4;
            if (first + i >= last && cells.getInt32(last, true) === kept.getInt32(from + length - 4, true)) return held - 1;
          }
        }
      }
      slot = (slot + 2) & mask;
    }
    if (this.size === this.most) return this.refuse();
    words[slot] = hash;
    words[slot + 1] = this.size + 1;
    if (++this.wordCount * 4 > words.length) this.words = doubled(words, (key) => key << 1);
    return this.add(bytes, start, end);
  }

  name(code: number): string {
    return decodeName(this.pool, this.offsets, code);
  }

  names(): readonly string[] {
    if (this.decoded.length !== this.size) this.decoded = decodeNames(this.pool, this.offsets, this.size);
    return this.decoded;
  }

  packed(): PackedNames {
    const offsets = this.offsets.slice(0, this.size + 1);
    return { bytes: this.pool.slice(0, offsets[this.size]), offsets };
  }

  /**
   * Writes the codes here for own codes ({@link ownCode}) of a block, a row each, into `into` from place `at` on: as if the rows' cells had been encoded one
   * after the other.
   */
  take(own: Int32Array, { bytes, offsets }: PackedNames, into: Int32Array, at: number): void {
    const codes = new Int32Array(offsets.length - 1).fill(NO_NAME);
    for (let first = 0; first < own.length; first += AHEAD) {
      const last = Math.min(own.length, first + AHEAD);
      if (this.numbers.length > CACHED) this.fetch(own, first, last);
      for (let row = first; row < last; row++) {
        const code = own[row]!;
        if (code >= 0) into[at + row] = this.encodeNumber(code);
        else if (code === NO_NAME) into[at + row] = NO_NAME;
        else {
          const name = ownCode(code);
          if (codes[name] === NO_NAME) codes[name] = this.encode(bytes, offsets[name]!, offsets[name + 1]!);
          into[at + row] = codes[name]!;
        }
      }
    }
  }

  /** Has the places of numbers fetched: many at a time, where one by one each waits for memory. */
  private fetch(own: Int32Array, first: number, last: number): void {
    const { numbers } = this;
    const mask = numbers.length - 2;
    let touched = 0;
    for (let row = first; row < last; row++) touched ^= numbers[spread(own[row]!) & mask]!;
    this.touched = touched;
  }

  clear(): void {
    this.size = this.numberCount = this.wordCount = 0;
    this.decoded = [];
    this.numbers.fill(0);
    this.words.fill(0);
  }

  release(): void {
    this.size = this.numberCount = this.wordCount = 0;
    this.decoded = [];
    this.numbers = new Int32Array(2);
    this.words = new Int32Array(2);
    this.offsets = new Float64Array(1);
    this.pool = new Uint8Array(0);
    this.kept = new DataView(this.pool.buffer);
  }

  /** What a name is given that comes after {@link most} others. */
  protected refuse(): number {
    return NO_NAME;
  }

  protected add(bytes: Uint8Array, start: number, end: number): number {
    const code = this.size++;
    const from = this.offsets[code]!;
    const to = from + end - start;
    if (to > this.pool.length) {
      const larger = new Uint8Array(Math.max(to, this.pool.length * 2));
      larger.set(this.pool);
      this.pool = larger;
      this.kept = new DataView(larger.buffer);
    }
    // A view costs more than the few bytes of most names.
    if (end - start > SHORT) this.pool.set(bytes.subarray(start, end), from);
    else for (let i = start; i < end; i++) this.pool[from + i - start] = bytes[i]!;
    if (code + 2 > this.offsets.length) {
      const offsets = new Float64Array(code * 2 + 64);
      offsets.set(this.offsets);
      this.offsets = offsets;
    }
    this.offsets[code + 1] = to;
    return code;
  }
}

export function decodeName(pool: Uint8Array, offsets: ArrayLike<number>, code: number): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(pool.subarray(offsets[code], offsets[code + 1]));
}

/** The first `size` names, many at a time where they are ASCII. */
export function decodeNames(pool: Uint8Array, offsets: ArrayLike<number>, size: number): string[] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const names: string[] = [];
  let code = 0;
  while (code < size) {
    const from = offsets[code]!;
    let last = code + 1;
    while (last < size && offsets[last + 1]! - from <= BLOCK) last++;
    const to = offsets[last]!;
    const text = decoder.decode(pool.subarray(from, to));
    if (text.length === to - from) {
      for (; code < last; code++) names.push(text.substring(offsets[code]! - from, offsets[code + 1]! - from));
    } else {
      for (; code < last; code++) names.push(decoder.decode(pool.subarray(offsets[code], offsets[code + 1])));
    }
  }
  return names;
}

/** The number that the cell is the only way to write; −1 where it is none. */
function numberIn(bytes: Uint8Array, start: number, end: number): number {
  if (start === end || (bytes[start] === 48 && end - start > 1)) return -1;
  let number = 0;
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** Twice the place of a number in a table, before the mask. */
function spread(number: number): number {
  const mixed = Math.imul(number, 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) << 1;
}

/** The table with twice the room; `place` gives the slot of a key, before the mask. */
function doubled(table: Int32Array, place: (key: number) => number): Int32Array {
  const larger = new Int32Array(table.length * 2);
  const mask = larger.length - 2;
  for (let i = 0; i < table.length; i += 2) {
    if (table[i + 1] === 0) continue;
    let slot = place(table[i]!) & mask;
    while (larger[slot + 1] !== 0) slot = (slot + 2) & mask;
    larger[slot] = table[i]!;
    larger[slot + 1] = table[i + 1]!;
  }
  return larger;
}
