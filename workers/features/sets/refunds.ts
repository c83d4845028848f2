import { FLAG, type EventTable } from '../../protocol/events';
import { feature, type FeatureSet } from '../feature-set';
import type { Support } from '../support';

/** Lines given back and what they were worth. */
export function refundSet(events: EventTable, support: Support): FeatureSet | null {
  if (!support.refunds) return null;
  const { flags, value } = events;
  return {
    definitions: [
      feature('refund_count', 'refunds', 'count', 'zero', 'never', 'lines that cancel or refund'),
      // Not a share: what is given back in a window may have been bought before it.
      value ? feature('refund_share', 'refunds', 'ratio', 'zero', 'never', 'value refunded / value purchased') : null,
    ],
    compute(lo, hi, _span, out, at) {
      let refunds = 0;
      let refunded = 0;
      let purchased = 0;
      for (let r = lo; r < hi; r++) {
        const flag = flags[r]!;
        if ((flag & FLAG.refund) !== 0) {
          refunds++;
          if (value) refunded -= value[r]!;
        } else if ((flag & FLAG.purchase) !== 0 && value) {
          purchased += value[r]!;
        }
      }
      out[at] = refunds;
      out[at + 1] = purchased > 0 ? refunded / purchased : NaN;
    },
  };
}
