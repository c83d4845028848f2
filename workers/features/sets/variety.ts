import { FLAG, type CodedColumn, type EventTable } from '../../protocol/events';
import { byEvent } from '../../ingest/join';
import { entropyBits } from '../entropy';
import { feature, type FeatureSet } from '../feature-set';
import type { Support } from '../support';

/** Words of the two uses of {@link varietySet}. */
export const ITEMS = { ids: ['items_distinct', 'item_entropy_bits', 'item_top_share'], one: 'item', many: 'items' } as const;
export const CATEGORIES = {
  ids: ['categories_distinct', 'category_entropy_bits', 'category_top_share'],
  one: 'category',
  many: 'categories',
} as const;

const BRANDS = { ids: ['brands_distinct', 'brand_entropy_bits', 'brand_top_share'], one: 'brand', many: 'brands' } as const;

/** How widely a user's events spread over the brands that an item table tells. */
export function brandSet(events: EventTable, support: Support): FeatureSet | null {
  const brand = events.items?.table.brand;
  if (!support.brands || !brand || !events.item) return null;
  return varietySet(events, support, byEvent(events.item, events.items!, brand), BRANDS);
}

/** How widely a user's events, refunds apart, spread over items or categories. */
export function varietySet(
  events: EventTable,
  support: Support,
  column: CodedColumn | null,
  words: typeof ITEMS | typeof CATEGORIES | typeof BRANDS,
): FeatureSet | null {
  if (!column) return null;
  const { flags } = events;
  const { codes, names } = column;
  const { ids, one, many } = words;
  const countOf = new Uint32Array(names.length);
  const seen = new Int32Array(support.longest);
  const counts = new Uint32Array(Math.min(support.longest, names.length));
  /** By code the last user who was seen with it, users counted as they come; made when it is needed. */
  let lastUser = new Uint32Array(0);
  let user = 0;
  return {
    definitions: [
      feature(ids[0], 'items', 'count', 'zero', 'never', `distinct ${many} among the events that are not refunds`),
      feature(ids[1], 'items', 'bits', 'median', 'never', `entropy of the events that are not refunds over ${many}: −Σ p·log2 p`),
      feature(
        ids[2],
        'items',
        'share',
        'median',
        'never',
        `events of the most frequent ${one} / events with ${one === 'item' ? 'an item' : `a ${one}`}, refunds left out`,
      ),
    ],
    compute(lo, hi, _span, out, at) {
      let distinct = 0;
      let total = 0;
      for (let r = lo; r < hi; r++) {
        const code = codes[r]!;
        if (code < 0 || (flags[r]! & FLAG.refund) !== 0) continue;
        if (countOf[code]!++ === 0) seen[distinct++] = code;
        total++;
      }
      let top = 0;
      for (let i = 0; i < distinct; i++) {
        const code = seen[i]!;
        const count = countOf[code]!;
        countOf[code] = 0;
        counts[i] = count;
        if (count > top) top = count;
      }
      out[at] = distinct;
      out[at + 1] = entropyBits(counts, distinct);
      out[at + 2] = total > 0 ? top / total : NaN;
    },
    computeFirst(lo, hi, _span, out, at) {
      if (lastUser.length === 0) lastUser = new Uint32Array(names.length);
      const last = lastUser;
      const own = ++user;
      let distinct = 0;
      for (let r = lo; r < hi; r++) {
        const code = codes[r]!;
        if (code < 0 || (flags[r]! & FLAG.refund) !== 0 || last[code] === own) continue;
        last[code] = own;
        distinct++;
      }
      out[at] = distinct;
    },
  };
}
