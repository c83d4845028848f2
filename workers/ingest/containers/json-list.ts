/** A list of objects within one object, `{"data":[{…},{…}],"next":null}`, as services answer. */
export interface WrappedList {
  /** Keys that lead to it. */
  readonly path: readonly string[];
  /** Characters before its bracket. */
  readonly start: number;
  /** What stands beside it in the outermost object, as far as the text was looked at; `list`: it is one of objects, too, or holds one. */
  readonly beside: readonly { readonly name: string; readonly list: boolean }[];
}

interface Candidate {
  readonly keys: readonly string[];
  readonly start: number;
  end: number;
}

/** Objects and lists within each other beyond which nothing is looked for, as no service answers so. */
const DEEPEST = 40;
/** Other keys that are named. */
const MOST_BESIDE = 20;
/** Characters of a key behind the list. */
const LONGEST_KEY = 200;
const BLANK = /\s*/y;

/**
 * The longest list of objects under the keys of the one object that a text is, or begins with; null where the text is anything else, JSON lines among it, whose
 * objects may have such lists, too.
 *
 * @param whole the text does not go on
 */
export function wrappedList(text: string, whole: boolean): WrappedList | null {
  const open: { readonly list: boolean; readonly candidate: Candidate | null }[] = [];
  const keys: string[] = [];
  const outer: string[] = [];
  const candidates: Candidate[] = [];
  let at = skipBlank(text, 0);
  if (text[at] !== '{') return null;
  let last = ':';
  for (; at < text.length; at = skipBlank(text, at)) {
    const sign = text[at]!;
    const within = open.at(-1);
    if (sign === '"') {
      const end = endOfText(text, at);
      if (end < 0) break;
      if (within?.list === false && text[skipBlank(text, end)] === ':') {
        keys.length = open.length - 1;
        keys.push(keyOf(text.slice(at, end)));
        if (open.length === 1) outer.push(keys[0]!);
      }
      at = end;
      last = sign;
      continue;
    }
    if (sign === '{' || sign === '[') {
      if (open.length === DEEPEST) return null;
      // Two values without a sign between them are no part of one object.
      if (last !== ':' && last !== '[' && !(last === ',' && within?.list === true)) return null;
      const isFirst = sign === '[' && open.every(({ list }) => !list) && text[skipBlank(text, at + 1)] === '{';
      const candidate = isFirst ? { keys: keys.slice(0, open.length), start: at, end: text.length } : null;
      if (candidate) candidates.push(candidate);
      open.push({ list: sign === '[', candidate });
    } else if (sign === '}' || sign === ']') {
      const ended = open.pop()!;
      if (ended.list !== (sign === ']')) return null;
      if (ended.candidate) ended.candidate.end = at;
      if (open.length === 0) {
        if (!whole || skipBlank(text, at + 1) < text.length) return null;
        break;
      }
    }
    last = sign;
    at++;
  }
  const longest = candidates.reduce<Candidate | null>(
    (best, each) => (best && best.end - best.start >= each.end - each.start ? best : each),
    null,
  );
  if (longest === null) return null;
  const lists = new Set(candidates.map(({ keys: [first] }) => first));
  const names = [...new Set(outer)].filter((key) => key !== longest.keys[0]).slice(0, MOST_BESIDE);
  return { path: longest.keys, start: longest.start, beside: names.map((name) => ({ name, list: lists.has(name) })) };
}

function skipBlank(text: string, at: number): number {
  BLANK.lastIndex = at;
  BLANK.test(text);
  return BLANK.lastIndex;
}

/** Behind the quote that ends a text; −1 where none does. */
function endOfText(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i + 1;
  }
  return -1;
}

function keyOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}

/**
 * Lets through of a text what the list holds, and what follows the object that it is in, whole, since that is no part of it. Of what stands around the list
 * within the object, the line ends alone remain, so that lines keep their numbers, and keys of the outermost object behind it are told of.
 */
export class ListWithin {
  private phase: 'before' | 'list' | 'behind' | 'beyond' = 'before';
  private depth = 0;
  private quoted = false;
  private escaped = false;
  /** Where a key may stand: the last text of the outermost object. */
  private text = '';
  private before: number;
  private readonly objects: number;

  constructor(
    { start, path }: WrappedList,
    private readonly behind: (key: string) => void = () => undefined,
  ) {
    this.before = start;
    this.objects = path.length;
  }

  push(text: string): string {
    let at = 0;
    let through = '';
    if (this.phase === 'before') {
      at = Math.min(this.before, text.length);
      this.before -= at;
      through = lineEnds(text.slice(0, at));
      if (this.before === 0) this.phase = 'list';
    }
    if (this.phase === 'list') {
      const end = this.scan(text, at);
      through += text.slice(at, end);
      at = end;
    }
    if (this.phase === 'behind') {
      const end = this.scan(text, at);
      through += lineEnds(text.slice(at, end));
      at = end;
    }
    return this.phase === 'beyond' ? through + text.slice(at) : through;
  }

  /** Behind the sign that ends the list, or the object that it is in; or the text's end. */
  private scan(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const sign = text.charCodeAt(at);
      if (this.quoted) this.inText(sign, text[at]!);
      else if (sign === 34) {
        this.quoted = true;
        this.text = '';
      } else if (sign === 91 || sign === 123) this.depth++;
      else if (sign === 58) {
        if (this.phase === 'behind' && this.depth === 1) this.behind(keyOf(`"${this.text}"`));
      } else if (sign === 93 || sign === 125) {
        if (this.closes(sign === 93)) return at + 1;
      }
    }
    return text.length;
  }

  private inText(sign: number, character: string): void {
    // No text holds a bare line end: one that seems to was never ended.
    if (!this.escaped && (sign === 34 || sign === 10)) {
      this.quoted = false;
      return;
    }
    this.escaped = !this.escaped && sign === 92;
    if (this.phase === 'behind' && this.depth === 1 && this.text.length < LONGEST_KEY) this.text += character;
  }

  /** Whether the bracket or brace ends what is let through, or what is not. */
  private closes(bracket: boolean): boolean {
    if (this.phase === 'list') {
      // A brace too many is one of a broken object.
      this.depth = Math.max(bracket ? 0 : 1, this.depth - 1);
      if (this.depth > 0) return false;
      this.phase = 'behind';
      this.depth = this.objects;
      return true;
    }
    if (--this.depth > 0) return false;
    this.phase = 'beyond';
    return true;
  }
}

const lineEnds = (text: string) => text.replace(/[^\n]+/g, '');
