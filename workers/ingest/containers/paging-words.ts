/** A key of an object, as far as it tells what the object is. */
export interface NamedValue {
  readonly name: string;
  /** The sign with which its value begins. */
  readonly begins: string;
}

const only = (...words: readonly string[]) => new RegExp(`^(?:${words.join('|')})$`);

/** What services alone say, of where a page stands among others. Names are held against these without case and signs. */
const SURE = only(
  '(?:odata)?next(?:page|records)?(?:cursor|token|link|url|href|offset|marker|id|key)?',
  '(?:prev(?:ious)?|first|last|current)page(?:cursor|token|link|url|href|number|no|num)?|(?:prev(?:ious)?|first|last)(?:cursor|token|link)',
  '(?:page|start|end|scroll|continuation)?cursors?|odata(?:context|count|deltalink)|lastevaluatedkey',
  'page(?:number|no|num|size|info|count|index|token)?|(?:items)?perpage|paging|pagination|responsemetadata',
  'total(?:count|pages|elements|results|records|rows|hits|size)|has(?:more|next(?:page)?|prev(?:ious)?(?:page)?)|islastpage',
  'timedout|shards|maxscore|scrollid',
);
/** What services say of a page, too, and others of an order or a visitor: alone, it tells nothing. */
const VAGUE = only(
  'prev(?:ious)?|first|last|self|after|before|start|end|from|to|path|skip|limit|offset|size|pages|number|numberofelements|sort|empty|count',
  'total(?:items)?|more|done|islast|links?|meta(?:data)?|status(?:code)?|code|ok|success|errors?|message|msg|object|url|href|(?:api)?version',
  'kind|etag|took|requestid|traceid|timestamp',
);
/** Where a visitor was, if it is a text. */
const PLACE = only('(?:prev(?:ious)?|first|last|current)?page');
/** Objects that say something of the page: what they say is looked at, too. */
const ABOUT = only('page|links?|meta(?:data)?');
/** Lists that hold what was asked for, whatever it is. One of `items` may be a basket. */
const CONTAINER = only('data', 'results?', 'records', 'rows', 'value', 'hits');

const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

export const isAboutPage = (name: string): boolean => ABOUT.test(plain(name));

/**
 * Whether an object with these keys around its list may be a page, so that nothing is lost where its rows alone are read: all are such as services say of
 * pages, and one of them is said of nothing else. An order with its lines is a row.
 *
 * @param path keys that lead to the list
 * @param whole the object has no further keys; where it may have, it is enough that none tells against it
 */
export function isPage(path: readonly string[], around: readonly NamedValue[], whole: boolean): boolean {
  const words = around.map(({ name, begins }) => ({ word: plain(name), begins }));
  if (words.some(({ word, begins }) => (begins === '"' && PLACE.test(word)) || !(SURE.test(word) || VAGUE.test(word)))) return false;
  if (!whole) return true;
  if (words.length === 0) return path.length === 1 && CONTAINER.test(plain(path[0]!));
  const has = (wanted: string) => words.some(({ word }) => word === wanted);
  // A visitor's page is an object, too, that has an address.
  return (
    words.some(({ word, begins }) => SURE.test(word) && !(word === 'page' && begins === '{')) ||
    (has('limit') && (has('offset') || has('skip')))
  );
}
