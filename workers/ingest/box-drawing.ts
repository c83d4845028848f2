import { utf8Length } from './ruler';

/** What a character of Unicode's block Box Drawing (U+2500 to U+257F) is in a table that is drawn with it. */
export const enum BoxPart {
  none,
  line,
  bar,
  corner,
}

const LINES = new Set('─━┄┅┈┉╌╍═╴╶╸╺╼╾');
const BARS = new Set('│┃┆┇┊┋╎╏║╵╷╹╻╽╿');

/** Bytes that each of these characters takes. */
export const BOX_BYTES = 3;
const LEAD = 0xe2;
const SECOND = 0x94;

const PARTS = Uint8Array.from({ length: 128 }, (_, i) => {
  const character = String.fromCharCode(0x2500 + i);
  return LINES.has(character) ? BoxPart.line : BARS.has(character) ? BoxPart.bar : BoxPart.corner;
});

/** The part that the UTF-8 character at `at` is. */
export function boxPartAt(bytes: Uint8Array, at: number): BoxPart {
  if (bytes[at] !== LEAD) return BoxPart.none;
  const second = bytes[at + 1]! - SECOND;
  return second === 0 || second === 1 ? PARTS[second * 64 + (bytes[at + 2]! & 0x3f)]! : BoxPart.none;
}

/** Whether a bar of the block stands anywhere in the text. */
export function hasBoxBar(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(LEAD); at >= 0; at = bytes.indexOf(LEAD, at + 1)) if (boxPartAt(bytes, at) === BoxPart.bar) return true;
  return false;
}

/** Places `[from, to)` in the bytes, between which the parts of one kind stand in a line. */
export function betweenParts(bytes: Uint8Array, start: number, end: number, part: BoxPart): (readonly [from: number, to: number])[] {
  const pieces: [number, number][] = [];
  let from = start;
  for (let at = start; at < end; at += utf8Length(bytes[at]!)) {
    if (boxPartAt(bytes, at) !== part) continue;
    pieces.push([from, at]);
    from = at + BOX_BYTES;
  }
  pieces.push([from, end]);
  return pieces;
}
