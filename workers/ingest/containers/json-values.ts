/** The text of a value and the line (from 1) on which it begins. */
export interface JsonSlice {
  readonly text: string;
  readonly line: number;
  /** An object that ends with its brace: nothing else need be parsed. */
  readonly whole: boolean;
  /** The text ends within the object. */
  readonly cut: boolean;
  /** Objects and lists within each other, at most. */
  readonly depth: number;
}

/**
 * A value that is still open after so many characters is taken for damaged text, which ends with its last line end, or there. It bounds the memory: text that
 * has not been cut yet is at most {@link MORE} times as long, and a value takes some fifty times its characters at worst while it is parsed and
 * flattened, as lists without elements do.
 */
const LONGEST_VALUE = 8 << 20;
/** A value that did not end is looked at again when there is so much more text, since putting texts together copies them. */
const MORE = 1.25;
/** Characters after a bracket or a comma that tell what it is. */
const LOOKED_AHEAD = 64;

/** Ends whatever value is open, outside of texts, as in JSON text sequences (RFC 7464). */
export const SEPARATOR = '\u001e';

const LF = 10;
const END = 30;
const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;

const isBlank = (code: number) => code === 32 || code === END || (code >= 9 && code <= 13) || code === 0xfeff;

/**
 * Cuts text into JSON values without parsing them: one a line (JSON lines), the elements of a list, or objects one after the other however they are
 * laid out. An object ends with its brace, anything else with the line or before the next object, and all with a separator. An object that is not well-formed ends with the
 * line on which a string is left open, or, where the first object took one line, before a line that begins with a brace: a broken line costs no other.
 * The values are the same whatever the pieces in which the text comes.
 */
export class JsonValues {
  private text = '';
  /** What was pushed and is not yet at the end of `text`, and how long it is. */
  private pushed: string[] = [];
  private length = 0;
  /** Next character to look at, and where the value under way began (−1: between values). */
  private at = 0;
  private start = -1;
  private startLine = 1;
  private line = 1;
  private depth = 0;
  private deepest = 0;
  private quoted = false;
  /** The last line end within the value, to which a broken value is cut. */
  private lastBreak = -1;
  private bare = false;
  /** Every line is a record, as the first object took one. Null until it has ended. */
  private lines: boolean | null;

  /** @param lines every line is a record, whatever the first one is like */
  constructor(lines = false) {
    this.lines = lines || null;
  }

  push(text: string): JsonSlice[] {
    this.pushed.push(text);
    this.length += text.length;
    const open = this.start === -1 ? 0 : this.text.length - this.start;
    return this.length < (MORE - 1) * open ? [] : this.cut(false);
  }

  finish(): JsonSlice[] {
    return this.cut(true);
  }

  private cut(final: boolean): JsonSlice[] {
    this.join();
    const found: JsonSlice[] = [];
    let more = false;
    while (!more && this.at < this.text.length) {
      more = this.start === -1 ? this.between(final) : this.bare ? this.inBare(found, final) : this.inside(found, final);
    }
    if (final && this.start !== -1) this.end(found, this.text.length, { cut: !this.bare });
    return found;
  }

  private join(): void {
    const from = this.start === -1 ? this.at : this.start;
    this.text = this.text.slice(from) + this.pushed.join('');
    this.pushed = [];
    this.length = 0;
    this.at -= from;
    if (this.start !== -1) this.start = 0;
    this.lastBreak = Math.max(-1, this.lastBreak - from);
  }

  /** Whether what comes next is not at hand. */
  private lacks(characters: number, final: boolean): boolean {
    return !final && this.text.length - this.at <= characters;
  }

  /** This and the following look at the text from `at` on, and answer whether that takes more text. */
  private between(final: boolean): boolean {
    const code = this.text.charCodeAt(this.at);
    const bracket = code === OPEN_LIST || code === CLOSE_LIST;
    if (bracket && this.lacks(LOOKED_AHEAD, final)) return true;
    if (code === LF) this.line++;
    if (isBlank(code) || code === COMMA || (bracket && this.isListMark())) {
      this.at++;
      return false;
    }
    this.start = this.at;
    this.startLine = this.line;
    this.depth = this.deepest = 0;
    this.quoted = false;
    this.lastBreak = -1;
    this.bare = code !== OPEN;
    return false;
  }

  /** Brackets of the list that holds the objects, as opposed to a list that is a value. */
  private isListMark(): boolean {
    return this.text.charCodeAt(this.at) === CLOSE_LIST || /^\[\s*(?:\{|$|\])/.test(this.text.slice(this.at, this.at + LOOKED_AHEAD));
  }

  private inBare(found: JsonSlice[], final: boolean): boolean {
    const { text } = this;
    for (; this.at < text.length; this.at++) {
      const code = text.charCodeAt(this.at);
      if (code === COMMA && this.lacks(LOOKED_AHEAD, final)) return true;
      const ends = code === LF || code === END || (code === COMMA && /^,\s*\{/.test(text.slice(this.at, this.at + LOOKED_AHEAD)));
      if (!ends && this.at - this.start <= LONGEST_VALUE) continue;
      this.end(found, this.at);
      return false;
    }
    return false;
  }

  private inside(found: JsonSlice[], final: boolean): boolean {
    const { text } = this;
    for (; this.at < text.length; this.at++) {
      const code = text.charCodeAt(this.at);
      if (code === LF) {
        if (this.lines === true && this.lacks(1, final)) return true;
        // No string holds a bare line end.
        if (this.quoted || (this.lines === true && text.charCodeAt(this.at + 1) === OPEN)) {
          this.end(found, this.at);
          return false;
        }
        this.line++;
        this.lastBreak = this.at;
      } else if (this.quoted) {
        if (code === BACKSLASH) {
          if (this.lacks(1, final)) return true;
          if (text.charCodeAt(this.at + 1) !== LF) this.at++;
        } else if (code === QUOTE) this.quoted = false;
      } else if (code === END) {
        this.end(found, this.at);
        return false;
      } else if (code === QUOTE) this.quoted = true;
      else if (code === OPEN || code === OPEN_LIST) this.deepest = Math.max(this.deepest, ++this.depth);
      else if ((code === CLOSE || code === CLOSE_LIST) && --this.depth === 0) {
        this.at++;
        this.end(found, this.at, { whole: code === CLOSE });
        return false;
      }
      if (this.at - this.start > LONGEST_VALUE) {
        this.endTooLong(found);
        return false;
      }
    }
    return false;
  }

  private endTooLong(found: JsonSlice[]): void {
    if (this.lastBreak <= this.start) return this.end(found, Math.min(this.at, this.text.length));
    this.end(found, this.lastBreak);
    // The line end has been counted.
    this.at++;
  }

  private end(found: JsonSlice[], end: number, { whole = false, cut = false } = {}): void {
    found.push({ text: this.text.slice(this.start, end), line: this.startLine, whole, cut, depth: this.deepest });
    this.at = end;
    if (!this.bare) this.lines ??= this.line === this.startLine;
    this.start = -1;
    this.bare = false;
  }
}
