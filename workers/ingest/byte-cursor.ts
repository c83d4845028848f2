import { cellText } from './cells';

const SPACE = 32;

/** Reads numbers, words and signs of a cell from left to right. A number that is not there is NaN. */
export class ByteCursor {
  protected bytes: Uint8Array = new Uint8Array(0);
  protected at = 0;
  protected end = 0;
  /** Digits of the number read last. */
  protected width = 0;

  protected peek(): number {
    return this.at < this.end ? this.bytes[this.at]! : 0;
  }

  protected take(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.at++;
    return true;
  }

  protected isDigit(at = this.at): boolean {
    const byte = at < this.end ? this.bytes[at]! : 0;
    return byte >= 48 && byte <= 57;
  }

  /** Of the Latin alphabet, its letters with accents (C3 80 … C5 BF) among them, or of the Cyrillic (D0 80 … D1 BF). */
  protected isLetter(): boolean {
    const byte = this.peek();
    const small = byte | 32;
    return (small >= 97 && small <= 122) || isTwoByteLetter(byte);
  }

  protected digits(most: number): number {
    const limit = Math.min(this.end, this.at + most);
    const from = this.at;
    let value = 0;
    let at = from;
    for (; at < limit; at++) {
      const digit = this.bytes[at]! - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    this.at = at;
    this.width = at - from;
    return at === from ? Number.NaN : value;
  }

  protected exactly(width: number): number {
    const value = this.digits(width);
    return this.width === width ? value : Number.NaN;
  }

  /** The letters ahead, as they stand. */
  protected letters(): string {
    const from = this.at;
    while (this.at < this.end && this.isLetter()) this.at += isTwoByteLetter(this.bytes[this.at]!) && this.at + 1 < this.end ? 2 : 1;
    return cellText(this.bytes, from, this.at);
  }

  protected word(word: string): boolean {
    if (this.at + word.length > this.end) return false;
    for (let i = 0; i < word.length; i++) if ((this.bytes[this.at + i]! & 0xdf) !== word.charCodeAt(i)) return false;
    this.at += word.length;
    return true;
  }

  /** Steps over the letters ahead where they are one of the words, in lower case. */
  protected anyWord(words: ReadonlySet<string>): boolean {
    if (!this.isLetter()) return false;
    const from = this.at;
    if (words.has(this.letters().toLowerCase())) return true;
    this.at = from;
    return false;
  }

  /** Code point of the character ahead that takes three bytes, such as those of East Asia; 0 where it is another. */
  protected wide(at = this.at): number {
    const { bytes } = this;
    if (at + 3 > this.end || (bytes[at]! & 0xf0) !== 0xe0) return 0;
    return ((bytes[at]! & 15) << 12) | ((bytes[at + 1]! & 63) << 6) | (bytes[at + 2]! & 63);
  }

  protected takeWide(signs: ReadonlySet<number>): boolean {
    if (this.peek() < 0xe0 || !signs.has(this.wide())) return false;
    this.at += 3;
    return true;
  }

  /** Skips blanks of any width; how many there were. */
  protected spaces(): number {
    for (let count = 0; ; count++) {
      const byte = this.peek();
      if (byte === SPACE) this.at++;
      else if (byte === 0xc2 && this.at + 1 < this.end && this.bytes[this.at + 1] === 0xa0) this.at += 2;
      else if (!this.takeWide(WIDE_SPACES)) return count;
    }
  }
}

/** The code points of the characters. */
export const signs = (characters: string): ReadonlySet<number> => new Set([...characters].map((character) => character.codePointAt(0)!));

const WIDE_SPACES = signs('\u2002\u2003\u2007\u2009\u200a\u202f\u3000');

const isTwoByteLetter = (byte: number) => (byte >= 0xc3 && byte <= 0xc5) || byte === 0xd0 || byte === 0xd1;
