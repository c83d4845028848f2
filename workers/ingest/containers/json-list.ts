/** A list of objects within one object, `{"data":[{…},{…}],"next":null}`, as services answer. */
export interface WrappedList {
  /** Keys that lead to it, with dots between them. */
  readonly path: string;
  /** Characters before its bracket. */
  readonly start: number;
  /** What stands beside it in the outermost object, as far as the text was looked at. */
  readonly beside: readonly string[];
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
  const beside = [...new Set(outer)].filter((key) => key !== longest.keys[0]).slice(0, MOST_BESIDE);
  return { path: longest.keys.join('.'), start: longest.start, beside };
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

/** Lets through of a text what the list holds; of what stands before it, the line ends alone, so that lines keep their numbers. */
export class ListWithin {
  private depth = 0;
  private quoted = false;
  private escaped = false;
  private ended = false;

  /** @param before characters before the list's bracket */
  constructor(private before: number) {}

  push(text: string): string {
    if (this.ended) return '';
    const skipped = Math.min(this.before, text.length);
    this.before -= skipped;
    const lines = text.slice(0, skipped).replace(/[^\n]+/g, '');
    return lines + text.slice(skipped, this.endIn(text, skipped));
  }

  /** Behind the bracket that ends the list, or the text's end. */
  private endIn(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const sign = text.charCodeAt(at);
      if (this.quoted) {
        // No text holds a bare line end: one that seems to was never ended.
        if (this.escaped) this.escaped = false;
        else if (sign === 92) this.escaped = true;
        else if (sign === 34 || sign === 10) this.quoted = false;
      } else if (sign === 34) this.quoted = true;
      else if (sign === 91 || sign === 123) this.depth++;
      else if (sign === 125) this.depth = Math.max(1, this.depth - 1);
      else if (sign === 93 && --this.depth <= 0) {
        this.ended = true;
        return at + 1;
      }
    }
    return text.length;
  }
}
