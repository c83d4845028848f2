import { ALL, Dictionary } from './dictionary';

/** How much of the texts of a column is kept. */
export interface TextBounds {
  /** Bytes of one text as UTF-8; what is longer is cut at the end of a character. */
  readonly longest: number;
  /** Bytes of all different texts, each counted with what it takes beside its own: with the text that comes to so many there is no more room. */
  readonly all: number;
}

/** Of a distinct text, beside its bytes: place and slot in the dictionary, and the string that it becomes. */
const BESIDE = 64;

/** 512 bytes are 170 Chinese characters, or some 80 words; 64 MiB are 800,000 search words, or 120,000 texts that are cut. */
export const TEXT_BOUNDS: TextBounds = { longest: 512, all: 64 << 20 };

/**
 * Texts by code within bounds: a longer text is cut, and once there is no more room a text that has not been seen before has no code. Those that come often
 * come early, so that what is left out is mostly what a single row bears. As in order, so in ranges: room is given by first appearance in the file.
 */
export class TextDictionary extends Dictionary {
  /** Some text found no room. */
  full = false;
  private taken = 0;

  constructor(private readonly bounds: TextBounds = TEXT_BOUNDS) {
    super();
  }

  override encode(bytes: Uint8Array, start: number, end: number): number {
    const { longest } = this.bounds;
    return super.encode(bytes, start, end - start > longest ? characterEnd(bytes, start, start + longest) : end);
  }

  override clear(): void {
    super.clear();
    this.full = false;
    this.taken = 0;
    this.most = ALL;
  }

  protected override add(bytes: Uint8Array, start: number, end: number): number {
    const code = super.add(bytes, start, end);
    this.taken += end - start + BESIDE;
    if (this.taken >= this.bounds.all) this.most = this.size;
    return code;
  }

  protected override refuse(): number {
    this.full = true;
    return super.refuse();
  }
}

/** `end`, or the beginning of the character that it would cut. */
function characterEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && (bytes[at]! & 0xc0) === 0x80) at--;
  return at > start ? at : end;
}
