import { keyOf, type WrappedList } from './json-list';

/** Characters of a key that are held. */
const LONGEST_KEY = 200;
/** Characters of a further page before its list, which are held until it is known to be one. */
const LONGEST_HEAD = 1 << 20;

const LF = 10;
const QUOTE = 34;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;

/** Before the list of the first object, of a further one, within a list, behind it, behind an object, and where everything is let through. */
type Phase = 'before' | 'head' | 'list' | 'behind' | 'between' | 'beyond';

/**
 * Lets through of a text what a list within an object holds, and what follows the object, whole, since that is no part of it; where objects are pages, the lists
 * of all, and whole any object that has none. Of what stands around the lists within the objects, the line ends alone remain, so that lines keep their numbers,
 * and keys of the outermost objects there are told of. A page on a line of its own ends with the line, so that a broken one costs no other.
 */
export class ListWithin {
  private phase: Phase = 'before';
  private depth = 0;
  private quoted = false;
  private escaped = false;
  /** Where a key may stand: the last text. */
  private text = '';
  private before: number;
  /** Of a further page: what stands before its list so far, and the keys that lead to where it ends, null in a list. */
  private held = '';
  private readonly keys: (string | null)[] = [];
  private readonly outer = new Set<string>();
  private isTooLong = false;

  constructor(
    private readonly list: WrappedList,
    private readonly beside: (key: string) => void = () => undefined,
  ) {
    this.before = list.start;
  }

  push(text: string): string {
    let through = '';
    for (let at = 0; at < text.length;) {
      const { phase } = this;
      const end = this.endOf(phase, text, at);
      const part = text.slice(at, end);
      at = end;
      if (phase === 'head') {
        this.held += part;
        through += this.afterHead();
      } else through += phase === 'before' || phase === 'behind' ? lineEnds(part) : part;
    }
    return through;
  }

  /** What was held of an object that the text ends in. */
  finish(): string {
    const { held } = this;
    this.held = '';
    return held;
  }

  /** Where this phase of the text ends, or the text does. */
  private endOf(phase: Phase, text: string, at: number): number {
    switch (phase) {
      case 'before': {
        const end = Math.min(at + this.before, text.length);
        this.before -= end - at;
        if (this.before === 0) this.phase = 'list';
        return end;
      }
      case 'between': {
        const next = text.indexOf('{', at);
        if (next < 0) return text.length;
        this.phase = 'head';
        return next;
      }
      case 'beyond':
        return text.length;
      default:
        return this.scan(text, at);
    }
  }

  private scan(text: string, from: number): number {
    const { phase } = this;
    for (let at = from; at < text.length; at++) {
      const sign = text.charCodeAt(at);
      if (sign === LF && this.list.pages === 'lines') {
        this.endPage();
        return at;
      }
      if (this.quoted) this.inText(sign, text[at]!);
      else if (sign === QUOTE) {
        this.quoted = true;
        this.text = '';
      } else if (sign === OPEN_LIST || sign === OPEN) {
        if (phase === 'head' && this.opens(sign)) return at + 1;
        this.depth++;
      } else if (sign === COLON) this.afterKey();
      else if (sign === CLOSE_LIST || sign === CLOSE) {
        if (this.closes(sign === CLOSE_LIST)) return at + 1;
      }
    }
    return text.length;
  }

  private inText(sign: number, character: string): void {
    // No text holds a bare line end: one that seems to was never ended.
    if (sign === LF || (!this.escaped && sign === QUOTE)) {
      this.quoted = this.escaped = false;
      return;
    }
    this.escaped = !this.escaped && sign === BACKSLASH;
    const mayBeKey = this.phase === 'head' ? this.depth <= this.list.path.length : this.phase === 'behind' && this.depth === 1;
    if (mayBeKey && this.text.length < LONGEST_KEY) this.text += character;
  }

  private afterKey(): void {
    if (this.phase === 'list' || this.depth > this.list.path.length) return;
    if (this.phase === 'behind' && this.depth > 1) return;
    const key = keyOf(`"${this.text}"`);
    if (this.phase === 'behind') return this.beside(key);
    if (this.keys[this.depth - 1] !== null) this.keys[this.depth - 1] = key;
    if (this.depth === 1) this.outer.add(key);
  }

  /** Whether the list of a further page begins. */
  private opens(sign: number): boolean {
    const { path } = this.list;
    const isList = sign === OPEN_LIST && this.depth === path.length && path.every((key, i) => key === this.keys[i]);
    if (isList && !this.isTooLong) {
      this.phase = 'list';
      this.depth = 1;
      return true;
    }
    if (this.depth < path.length) this.keys[this.depth] = sign === OPEN ? '' : null;
    return false;
  }

  /** Whether the bracket or brace ends what is let through, or what is not. */
  private closes(bracket: boolean): boolean {
    if (this.phase === 'list') {
      // A brace too many is one of a broken object.
      this.depth = Math.max(bracket ? 0 : 1, this.depth - 1);
      if (this.depth > 0) return false;
      this.phase = 'behind';
      this.depth = this.list.path.length;
      return true;
    }
    if (--this.depth > 0) return false;
    this.endPage();
    return true;
  }

  private endPage(): void {
    this.phase = this.list.pages === null ? 'beyond' : 'between';
    this.depth = 0;
    this.quoted = this.escaped = false;
  }

  /** What is let through once the beginning of a further page is known to be one, or none. */
  private afterHead(): string {
    const { held, phase } = this;
    if (phase === 'head') {
      if (held.length <= LONGEST_HEAD) return '';
      this.isTooLong = true;
      this.held = '';
      return held;
    }
    const isPage = phase === 'list';
    if (isPage) for (const key of this.outer) this.beside(key);
    this.held = '';
    this.isTooLong = false;
    this.outer.clear();
    // Without its bracket, so that a line begins with an object.
    return isPage ? lineEnds(held) : held;
  }
}

const lineEnds = (text: string) => text.replace(/[^\n]+/g, '');
