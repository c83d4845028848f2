/**
 * The words that a segment's name is made of. A name is at most two qualifiers, in the order of this table, and one noun at the end; the
 * words themselves are in src/i18n/names.ts. A noun's `param` is a number where two segments could not be told apart in words.
 */
export type NameKind = 'noun' | 'qualifier';

/** Two words of one family say nearly the same, so that a name takes one of them. */
export type NameFamily =
  | 'recency'
  | 'value'
  | 'frequency'
  | 'basket'
  | 'variety'
  | 'conversion'
  | 'sessions'
  | 'rhythm'
  | 'daytime'
  | 'week'
  | 'events'
  | 'profile'
  | 'noun';

export interface NameKey {
  readonly key: string;
  readonly kind: NameKind;
  readonly family: NameFamily;
}

const qualifier = (key: string, family: NameFamily): NameKey => ({ key, kind: 'qualifier', family });
const noun = (key: string): NameKey => ({ key, kind: 'noun', family: 'noun' });

/** In word order: what comes first here stands first in a name. */
export const NAME_KEYS = [
  /** Last seen long ago, for the window and beside the others. */
  qualifier('lapsed', 'recency'),
  /** Less active in the last third of the window than before. */
  qualifier('fading', 'recency'),
  /** More active in the last third of the window than before. */
  qualifier('growing', 'recency'),
  /** First seen late in the window. */
  qualifier('new', 'recency'),
  /** Last seen a short time ago. */
  qualifier('recent', 'recency'),
  /** Much net revenue a user; little. */
  qualifier('high-value', 'value'),
  qualifier('low-value', 'value'),
  /** Expensive orders; cheap ones. */
  qualifier('big-ticket', 'value'),
  qualifier('small-ticket', 'value'),
  /** Many orders, or visits where most do not buy; few. */
  qualifier('frequent', 'frequency'),
  qualifier('occasional', 'frequency'),
  /** The median number of orders is one. */
  qualifier('one-time', 'frequency'),
  /** Many orders over a long time, and still there. */
  qualifier('loyal', 'frequency'),
  /** Orders at even distances. */
  qualifier('regular', 'rhythm'),
  /** Many lines or units an order; few. */
  qualifier('big-basket', 'basket'),
  qualifier('small-basket', 'basket'),
  /** Buys the same items again. */
  qualifier('restocking', 'variety'),
  /** Many categories or items, evenly; few. */
  qualifier('varied', 'variety'),
  qualifier('focused', 'variety'),
  /** Buys much of what is looked at. */
  qualifier('decisive', 'conversion'),
  /** Fills carts that are not bought. */
  qualifier('cart-abandoning', 'conversion'),
  /** Long visits; short ones. */
  qualifier('lingering', 'sessions'),
  qualifier('quick', 'sessions'),
  /** Much use of one event type; `param` is its name. */
  qualifier('much-of-type', 'events'),
  /** Most of the segment have this value of an attribute (`column: value`); of an attribute with two values, hardly any have it. */
  qualifier('attribute-is', 'profile'),
  qualifier('attribute-not', 'profile'),
  /** High or low in an attribute that is a number, a date long ago or late, or a high or low band; `param` is the column's name. */
  qualifier('attribute-high', 'profile'),
  qualifier('attribute-low', 'profile'),
  /** The user table has no row for most of the segment. */
  qualifier('without-profile', 'profile'),
  /** 6 to 18 h, 18 to 24 h, 0 to 6 h. */
  qualifier('daytime', 'daytime'),
  qualifier('evening', 'daytime'),
  qualifier('night', 'daytime'),
  qualifier('weekend', 'week'),
  qualifier('weekday', 'week'),
  /** Nothing sets the segment apart. */
  qualifier('typical', 'frequency'),
  /** Most of the segment bought. */
  noun('buyers'),
  /** As `buyers`, where the name speaks of a time to shop. */
  noun('shoppers'),
  /** Bought cheap things after much looking. */
  noun('bargain-hunters'),
  /** Most of the segment gave something back. */
  noun('returners'),
  /** Look much and buy little. */
  noun('browsers'),
  /** Nobody bought. */
  noun('non-buyers'),
  /** Most of the segment did not buy, and what they did is not known to be browsing. */
  noun('visitors'),
  /** Of users nothing is known but attributes. */
  noun('users'),
] as const satisfies readonly NameKey[];

export const NAME_KEY: ReadonlyMap<string, NameKey & { readonly order: number }> = new Map(
  NAME_KEYS.map((entry, order) => [entry.key, { ...entry, order }]),
);
