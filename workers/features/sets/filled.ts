import { FLAG, type EventTable } from '../../protocol/events';
import { feature, type FeatureSet } from '../feature-set';
import type { Support } from '../support';

/** How much of what is said of a user's purchases rests on figures that were filled. */
export function filledSet({ flags }: EventTable, support: Support): FeatureSet | null {
  if (support.filled !== true) return null;
  return {
    definitions: [
      feature('value_filled_share', 'value', 'share', 'zero', 'never', 'purchases whose amount or quantity was filled / purchases'),
    ],
    compute(lo, hi, _span, out, at) {
      let purchases = 0;
      let filled = 0;
      for (let r = lo; r < hi; r++) {
        const flag = flags[r]!;
        if ((flag & FLAG.purchase) === 0) continue;
        purchases++;
        if ((flag & FLAG.filled) !== 0) filled++;
      }
      out[at] = purchases > 0 ? filled / purchases : NaN;
    },
  };
}

/** How much of what is said of the categories that a user touches rests on ones that were filled. */
export function filledCategorySet({ flags }: EventTable, support: Support): FeatureSet | null {
  if (support.filledCategories !== true) return null;
  return {
    definitions: [feature('category_filled_share', 'items', 'share', 'zero', 'never', 'events whose category was filled / events')],
    compute(lo, hi, _span, out, at) {
      let filled = 0;
      for (let r = lo; r < hi; r++) if ((flags[r]! & FLAG.categoryFilled) !== 0) filled++;
      out[at] = filled / (hi - lo);
    },
  };
}
