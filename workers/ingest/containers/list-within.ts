import { keyOf, type PageLayout, type WrappedList } from './json-list';
import { SEPARATOR } from './json-values';

/** Characters of a key that are held. */
const LONGEST_KEY = 200;
/** Characters of a further page before its list, which are held until it is known to be one, and of what stands behind a list. */
const LONGEST_HELD = 1 << 20;

const LF = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;

/** Before the list of the first object, of a further one, within a list, behind it, behind an object, and where everything is let through. */
type Phase = 'before' | 'head' | 'list' | 'behind' | 'between' | 'beyond';

/** Of a line so far: nothing, blanks, or more. */
type LineSoFar = 'nothing' | 'blanks' | 'signs';

/**
 * Lets through of a text what a list within an object holds, and what follows the object, whole, since that is no part of it; where objects are pages, the lists
 * of all, and whole any object that has none. Of what stands around the lists within the objects, the line ends alone remain, so that lines keep their numbers,
 * and the keys of the objects that lead to the lists are told of, joined by points. A broken page costs no other: one on a line of its own ends with the line,
 * any other where a brace follows that can be no part of it. Then a separator stands behind what was let through of it.
 */
export class ListWithin {
  private phase: Phase = 'before';
  private layout: PageLayout | null;
  private depth = 0;
  private quoted = false;
  private escaped = false;
  /** The last sign that is no blank, the quote for a text. */
  private last = 0;
  private line: LineSoFar = 'signs';
  /** The first page has a line end behind what was looked at of it. */
  private hasLines = false;
  /** Where a key may stand: the last text. */
  private text = '';
  private before: number;
  /** Of a further page: what stands before its list so far, and the keys that lead to where it ends, null in a list. */
  private held = '';
  private readonly keys: (string | null)[] = [];
  private readonly around = new Set<string>();
  private isTooLong = false;
  /** Behind a list: the objects that led to it and are still open, and the text so far. */
  private left = 0;
  private behind = '';
  /** The last page ended within something. */
  private isBroken = false;
  private readonly leading: ReadonlySet<string>;

  constructor(
    private readonly list: WrappedList,
    private readonly beside: (key: string) => void = () => undefined,
  ) {
    this.before = list.start;
    this.layout = list.pages;
    this.leading = new Set(list.path.map((_, i) => list.path.slice(0, i + 1).join('.')));
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
      } else if (phase === 'before' || phase === 'behind') {
        if (phase === 'behind' && this.behind.length < LONGEST_HELD) this.behind += part;
        through += lineEnds(part);
        // A brace that begins a line there may have been that of a page.
        if (this.isBroken && this.behind.includes('\n{')) through += this.cutOff();
      } else through += part;
      if (this.isBroken) through += SEPARATOR;
      this.isBroken = false;
    }
    return through;
  }

  /** What is left of an object that the text ends in. */
  finish(): string {
    const { held } = this;
    this.held = '';
    return this.phase === 'behind' && this.layout !== null ? this.cutOff() : held;
  }

  /** What stands behind the list of a page that does not end, as an object that does not. */
  private cutOff(): string {
    return '{'.repeat(this.list.path.length) + this.behind.replace(/\s+/g, ' ');
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
      if (sign === LF && this.layout === 'lines') {
        // What follows may be no page, and would be taken for a part of the object that is open.
        this.isBroken = this.depth > (phase === 'list' ? 1 : 0) && phase !== 'behind';
        this.endPage();
        return at + 1;
      }
      if (sign === OPEN && this.beginsPage()) {
        this.endPage();
        this.isBroken = true;
        return at;
      }
      const { line } = this;
      this.line = sign === LF ? 'nothing' : sign > 32 || line === 'signs' ? 'signs' : 'blanks';
      if (sign === LF) this.hasLines = true;
      if (this.quoted) {
        this.inText(sign, text[at]!);
        continue;
      }
      if (sign === QUOTE) {
        this.quoted = true;
        this.text = '';
      } else if (sign === OPEN_LIST || sign === OPEN) {
        if (phase === 'head' && this.opens(sign)) return at + 1;
        this.depth++;
      } else if (sign === COLON) this.afterKey();
      else if (sign === CLOSE_LIST || sign === CLOSE) {
        if (this.closes(sign === CLOSE_LIST)) return at + 1;
      }
      if (sign > 32) this.last = sign;
    }
    return text.length;
  }

  /** Whether a brace at which the scan stands is no part of the page that is open. */
  private beginsPage(): boolean {
    if (this.quoted || this.depth === 0 || this.layout === null) return false;
    if (this.layout === 'indented' && this.line === 'nothing') return true;
    // Objects stand behind these alone.
    if (this.last === COLON || this.last === COMMA || this.last === OPEN_LIST) return false;
    // In a list it may be a row behind a comma that is missing, but not where pages have lines of their own.
    return this.phase !== 'list' || (this.layout === 'unknown' && this.line !== 'signs');
  }

  private inText(sign: number, character: string): void {
    // No text holds a bare line end: one that seems to was never ended.
    if (sign === LF || (!this.escaped && sign === QUOTE)) {
      this.quoted = this.escaped = false;
      return;
    }
    this.escaped = !this.escaped && sign === BACKSLASH;
    if (this.phase !== 'list' && this.depth <= this.list.path.length && this.text.length < LONGEST_KEY) this.text += character;
  }

  private afterKey(): void {
    const { depth, phase } = this;
    const { path } = this.list;
    if (phase === 'list' || depth > path.length) return;
    const key = keyOf(`"${this.text}"`);
    const name = [...path.slice(0, depth - 1), key].join('.');
    if (phase === 'behind') {
      if (depth === this.left) this.tell(name);
      return;
    }
    if (this.keys[depth - 1] !== null) this.keys[depth - 1] = key;
    if (path.slice(0, depth - 1).every((above, i) => above === this.keys[i]) && this.keys[depth - 1] === key) this.around.add(name);
  }

  private tell(name: string): void {
    if (!this.leading.has(name)) this.beside(name);
  }

  /** Whether the list of a further page begins. */
  private opens(sign: number): boolean {
    const { path } = this.list;
    const isList = sign === OPEN_LIST && this.depth === path.length && path.every((key, i) => key === this.keys[i]);
    if (isList && !this.isTooLong) {
      this.phase = 'list';
      this.depth = 1;
      this.last = sign;
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
      this.depth = this.left = this.list.path.length;
      this.behind = '';
      this.last = CLOSE_LIST;
      return true;
    }
    this.depth--;
    if (this.phase === 'behind') this.left = Math.min(this.left, this.depth);
    if (this.depth > 0) return false;
    if (this.layout === 'unknown' && !this.hasLines) this.layout = 'lines';
    this.endPage();
    return true;
  }

  private endPage(): void {
    this.phase = this.layout === null ? 'beyond' : 'between';
    this.depth = 0;
    this.quoted = this.escaped = false;
  }

  /** What is let through once the beginning of a further page is known to be one, or none. */
  private afterHead(): string {
    const { held, phase } = this;
    if (phase === 'head') {
      if (held.length <= LONGEST_HELD) return '';
      this.isTooLong = true;
      this.held = '';
      return held;
    }
    const isPage = phase === 'list';
    if (isPage) for (const name of this.around) this.tell(name);
    this.held = '';
    this.isTooLong = false;
    this.around.clear();
    // Without its bracket, so that a line begins with an object.
    return isPage ? lineEnds(held) : held;
  }
}

const lineEnds = (text: string) => text.replace(/[^\n]+/g, '');
