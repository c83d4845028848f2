/** A list of objects within one object, `{"data":[{…},{…}],"next":null}`, as services answer. */
export interface WrappedList {
  /** Keys that lead to it. */
  readonly path: readonly string[];
  /** Characters before its bracket. */
  readonly start: number;
  /** What stands beside it in the outermost object, as far as the text was looked at; `list`: it is one of objects, too, or holds one. */
  readonly beside: readonly { readonly name: string; readonly list: boolean }[];
  /** The object may be the first of several such pages; `lines`: each stands on a line of its own. Null: it is one object. */
  readonly pages: 'lines' | 'any' | null;
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
/** What services say of a page beside its rows, without case and signs. An object that says anything else, as an order of its buyer, is a row itself. */
const OF_PAGES = new RegExp(
  `^(?:${[
    '(?:odata)?(?:next|prev(?:ious)?|first|last|self)(?:page)?(?:cursor|token|link|url|href|offset|id|key)?',
    'page(?:s|number|no|num|size|info|count|index|token)?',
    '(?:per|current)page|limit|offset|skip|size|number|sort|empty|cursors?|after|before|start|end|paging|pagination|(?:odata)?count',
    'total(?:count|items|pages|elements|results|records|rows|hits)?|has(?:more|next(?:page)?|previous(?:page)?)|more|islast|lastpage',
    'links?|meta(?:data)?|odatacontext|status(?:code)?|code|ok|success|errors?|message|msg|object|url|href|(?:api)?version|kind|etag',
    'took|timedout|requestid|traceid|timestamp',
  ].join('|')})$`,
);

/**
 * The longest list of objects under the keys of the one object that a text is, or begins with, or of the first of several pages; null where the text is anything
 * else, JSON lines among it, whose objects may have such lists, too.
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
  /** Whether anything follows the object; null where the text does not reach so far. */
  let follows: boolean | null = null;
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
  const lists = new Set(candidates.map(({ keys: [first] }) => first));
  const names = [...new Set(outer)].filter((key) => key !== longest.keys[0]).slice(0, MOST_BESIDE);
  const ofPages = names.every((name) => OF_PAGES.test(name.toLowerCase().replace(/[^a-z]/g, '')));
  if (follows === true && !ofPages) return null;
  return {
    path: longest.keys,
    start: longest.start,
    beside: names.map((name) => ({ name, list: lists.has(name) })),
    pages: follows === false || !ofPages ? null : text.slice(0, at).trimStart().includes('\n') ? 'any' : 'lines',
  };
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
