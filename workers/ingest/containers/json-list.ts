import { isAboutPage, isPage, type NamedValue } from './paging-words';

/** A list of objects within one object, `{"data":[{…},{…}],"next":null}`, as services answer. */
export interface WrappedList {
  /** Keys that lead to it. */
  readonly path: readonly string[];
  /** Characters before its bracket. */
  readonly start: number;
  /**
   * What stands beside it in the objects that lead to it, by its keys joined by points, as far as the text was looked at; `list`: it is one of objects, too, or
   * holds one.
   */
  readonly beside: readonly { readonly name: string; readonly list: boolean }[];
  /** The object may be the first of several such pages, laid out so. Null: it is one object. */
  readonly pages: PageLayout | null;
}

/**
 * `lines`: each page on a line of its own; `indented`: each begins with a brace at the beginning of a line, at which no other brace stands; `any`: one after
 * the other; `unknown`: the first goes on beyond the text and has no line end so far.
 */
export type PageLayout = 'lines' | 'indented' | 'any' | 'unknown';

/** A key of an object that no list holds. */
interface Key extends NamedValue {
  readonly within: Level;
  /** Its value is a list of objects, or holds one. */
  list: boolean;
}

/** An object or a list that is open. */
interface Level {
  readonly list: boolean;
  readonly above: Level | null;
  /** Under which it stands, where no list is around it. */
  readonly key: Key | null;
  readonly candidate: Candidate | null;
}

interface Candidate {
  readonly keys: readonly Key[];
  readonly start: number;
  end: number;
}

/** Objects and lists within each other beyond which nothing is looked for, as no service answers so. */
const DEEPEST = 40;
/** Other keys that are named. */
const MOST_BESIDE = 20;
const BLANK = /\s*/y;

/**
 * The longest list of objects under the keys of the one object that a text is, or begins with, or of the first of several pages; null where the text is anything
 * else, JSON lines among it, whose objects may have such lists, too.
 *
 * @param whole the text does not go on
 */
export function wrappedList(text: string, whole: boolean): WrappedList | null {
  const open: Level[] = [];
  const found: Key[] = [];
  const candidates: Candidate[] = [];
  const first = skipBlank(text, 0);
  let at = first;
  if (text[at] !== '{') return null;
  /** Whether anything follows the object; null where the text does not reach so far. */
  let follows: boolean | null = null;
  let lists = 0;
  let key: Key | null = null;
  let last = ':';
  for (; at < text.length; at = skipBlank(text, at)) {
    const sign = text[at]!;
    const within = open.at(-1);
    if (sign === '"') {
      const end = endOfText(text, at);
      if (end < 0) break;
      const colon = skipBlank(text, end);
      if (within?.list === false && lists === 0 && text[colon] === ':') {
        key = { name: keyOf(text.slice(at, end)), begins: text[skipBlank(text, colon + 1)] ?? '', within, list: false };
        found.push(key);
      }
      at = end;
      last = sign;
      continue;
    }
    if (sign === '{' || sign === '[') {
      if (open.length === DEEPEST) return null;
      // Two values without a sign between them are no part of one object.
      if (last !== ':' && last !== '[' && !(last === ',' && within?.list === true)) return null;
      const own = lists === 0 ? key : null;
      const isFirst = sign === '[' && own !== null && text[skipBlank(text, at + 1)] === '{';
      const candidate = isFirst ? { keys: keysTo(own), start: at, end: text.length } : null;
      if (candidate) {
        candidates.push(candidate);
        for (const each of candidate.keys) each.list = true;
      }
      open.push({ list: sign === '[', above: within ?? null, key: own, candidate });
      lists += Number(sign === '[');
    } else if (sign === '}' || sign === ']') {
      const ended = open.pop()!;
      if (ended.list !== (sign === ']')) return null;
      lists -= Number(ended.list);
      if (ended.candidate) ended.candidate.end = at;
      if (open.length === 0) {
        follows = !whole || skipBlank(text, at + 1) < text.length;
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
  const path = longest.keys.map(({ name }) => name);
  const levels = new Set(longest.keys.map(({ within }) => within));
  const around = found.filter((each) => !longest.keys.includes(each) && isAround(each.within, levels));
  const isOne = !isPage(path, around, follows !== null);
  if (follows === true && isOne) return null;
  const beside = new Map(
    around
      .filter(({ within }) => levels.has(within))
      .map((each) => [
        keysTo(each)
          .map(({ name }) => name)
          .join('.'),
        each.list,
      ]),
  );
  return {
    path,
    start: longest.start,
    beside: [...beside].slice(0, MOST_BESIDE).map(([name, list]) => ({ name, list })),
    pages: follows === false || isOne ? null : layoutOf(text.slice(first, at), follows === true),
  };
}

/** The keys that lead to the value of one, and itself. */
function keysTo(key: Key): Key[] {
  const keys = [key];
  for (let above = key.within.key; above !== null; above = above.within.key) keys.unshift(above);
  return keys;
}

/** Whether an object is one of those that lead to the list, or says something of the page. */
function isAround(level: Level, levels: ReadonlySet<Level>): boolean {
  for (let at: Level | null = level; at !== null; at = at.above) {
    if (levels.has(at)) return true;
    if (at.key === null || !isAboutPage(at.key.name)) return false;
  }
  return false;
}

/** How pages are laid out, by the first. */
function layoutOf(page: string, ended: boolean): PageLayout {
  if (!page.includes('\n')) return ended ? 'lines' : 'unknown';
  return /\n\{/.test(page) ? 'any' : 'indented';
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

/** A key from how it is written, in quotes; as it stands where that is broken. */
export function keyOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}
