/** The text of a value and the line (from 1) on which it begins. */
export interface JsonSlice {
  readonly text: string;
  readonly line: number;
  /** The text ends within the object. */
  readonly cut: boolean;
}

/** A value that is still open after so many characters is taken for damaged text, which ends with its line. No more text than twice this is held. */
export const LONGEST_VALUE = 8 << 20;

const LF = 10;
const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;

const isBlank = (code: number) => code === 32 || (code >= 9 && code <= 13) || code === 0xfeff;

/**
 * Cuts text into JSON values without parsing them: one a line (JSON lines), the elements of a list, or objects one after the other however they are
 * laid out. An object ends with its brace, anything else with the line or before the next object. An object that is not well-formed ends with the
 * line on which a string is left open, or, where the first object took one line, before a line that begins with a brace: a broken line costs no other.
 */
export class JsonValues {
  private text = '';
  /** Next character to look at, and where the value under way began (−1: between values). */
  private at = 0;
  private start = -1;
  private startLine = 1;
  private line = 1;
  private depth = 0;
  private quoted = false;
  /** The last line end within the value, to which a broken value is cut. */
  private lastBreak = -1;
  private bare = false;
  /** The first object took one line, so that every line is a record. Null until it has ended. */
  private lines: boolean | null = null;

  push(text: string): JsonSlice[] {
    const from = this.start === -1 ? this.at : this.start;
    this.text = this.text.slice(from) + text;
    this.at -= from;
    if (this.start !== -1) this.start = 0;
    this.lastBreak = Math.max(-1, this.lastBreak - from);
    return this.cut(false);
  }

  finish(): JsonSlice[] {
    return this.cut(true);
  }

  private cut(final: boolean): JsonSlice[] {
    const found: JsonSlice[] = [];
    while (this.at < this.text.length || (final && this.start !== -1)) {
      if (this.at >= this.text.length) this.end(found, this.text.length, !this.bare);
      else if (this.start === -1) this.between();
      else if (this.bare) this.inBare(found);
      else this.inside(found);
    }
    return found;
  }

  private between(): void {
    const code = this.text.charCodeAt(this.at);
    if (code === LF) this.line++;
    const isSeparator = isBlank(code) || code === COMMA || ((code === OPEN_LIST || code === CLOSE_LIST) && this.isListMark());
    if (isSeparator) {
      this.at++;
      return;
    }
    this.start = this.at;
    this.startLine = this.line;
    this.depth = 0;
    this.quoted = false;
    this.lastBreak = -1;
    this.bare = code !== OPEN;
  }

  /** Brackets of the list that holds the objects, as opposed to a list that is a value. */
  private isListMark(): boolean {
    return this.text.charCodeAt(this.at) === CLOSE_LIST || /^\[\s*(?:\{|$|\])/.test(this.text.slice(this.at, this.at + 64));
  }

  private inBare(found: JsonSlice[]): void {
    const { text } = this;
    for (; this.at < text.length; this.at++) {
      const code = text.charCodeAt(this.at);
      if (code === LF || (code === COMMA && /^,\s*\{/.test(text.slice(this.at, this.at + 16)))) return this.end(found, this.at);
    }
  }

  private inside(found: JsonSlice[]): void {
    const { text } = this;
    for (; this.at < text.length; this.at++) {
      const code = text.charCodeAt(this.at);
      if (code === LF) {
        // No string holds a bare line end.
        if (this.quoted || (this.lines === true && text.charCodeAt(this.at + 1) === OPEN)) return this.end(found, this.at);
        this.line++;
        this.lastBreak = this.at;
      } else if (this.quoted) {
        if (code === BACKSLASH) this.at++;
        else if (code === QUOTE) this.quoted = false;
      } else if (code === QUOTE) this.quoted = true;
      else if (code === OPEN || code === OPEN_LIST) this.depth++;
      else if (code === CLOSE || code === CLOSE_LIST) {
        if (--this.depth > 0) continue;
        this.at++;
        return this.end(found, this.at);
      }
      if (this.at - this.start > LONGEST_VALUE) return this.end(found, this.lastBreak > this.start ? this.lastBreak : this.at);
    }
  }

  private end(found: JsonSlice[], end: number, cut = false): void {
    found.push({ text: this.text.slice(this.start, end), line: this.startLine, cut });
    this.at = end;
    if (!this.bare) this.lines ??= this.line === this.startLine;
    this.start = -1;
    this.bare = false;
  }
}
