import { cellText } from './cells';

/** Reads numbers and words of a cell from left to right. A number that is not there is NaN. */
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

  protected isDigit(): boolean {
    const byte = this.peek();
    return byte >= 48 && byte <= 57;
  }

  protected isLetter(): boolean {
    const byte = this.peek() | 32;
    return byte >= 97 && byte <= 122;
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

  /** Latin letters, those with accents (C3 80 … C3 BF) among them. */
  protected letters(): string {
    const from = this.at;
    for (;;) {
      if (this.isLetter()) this.at++;
      else if (this.peek() === 0xc3 && this.at + 1 < this.end) this.at += 2;
      else break;
    }
    return cellText(this.bytes, from, this.at);
  }

  protected word(word: string): boolean {
    if (this.at + word.length > this.end) return false;
    for (let i = 0; i < word.length; i++) if ((this.bytes[this.at + i]! & 0xdf) !== word.charCodeAt(i)) return false;
    this.at += word.length;
    return true;
  }
}
