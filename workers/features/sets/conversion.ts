import { FLAG, type EventTable } from '../../protocol/events';
import { feature, type FeatureSet } from '../feature-set';
import type { Support } from '../support';

const VIEW = 1;
const CART = 2;

/** Rates between the steps view → cart → purchase, where the event types tell these steps. Missing where the step before never happened. */
export function conversionSet(events: EventTable, support: Support): FeatureSet | null {
  const { view, cart } = support.roles;
  const carts = cart.length > 0;
  const views = view.length > 0;
  const { purchases } = support;
  if (!(views && (carts || purchases)) && !(carts && purchases)) return null;
  const { flags } = events;
  const { codes, names } = events.type;
  const role = new Uint8Array(names.length);
  for (const code of view) role[code] = VIEW;
  for (const code of cart) role[code] = CART;
  const quoted = (list: readonly number[]) => list.map((code) => `“${names[code]!}”`).join(', ');
  return {
    definitions: [
      views && carts
        ? feature('rate_view_to_cart', 'conversion', 'ratio', 'median', 'never', `events ${quoted(cart)} / events ${quoted(view)}`)
        : null,
      carts && purchases
        ? feature('rate_cart_to_purchase', 'conversion', 'ratio', 'median', 'never', `purchase events / events ${quoted(cart)}`)
        : null,
      views && purchases
        ? feature('rate_view_to_purchase', 'conversion', 'ratio', 'median', 'never', `purchase events / events ${quoted(view)}`)
        : null,
    ],
    compute(lo, hi, _span, out, at) {
      let viewed = 0;
      let carted = 0;
      let bought = 0;
      for (let r = lo; r < hi; r++) {
        if ((flags[r]! & FLAG.purchase) !== 0) bought++;
        const code = codes[r]!;
        if (code < 0) continue;
        if (role[code] === VIEW) viewed++;
        else if (role[code] === CART) carted++;
      }
      out[at] = viewed > 0 ? carted / viewed : NaN;
      out[at + 1] = carted > 0 ? bought / carted : NaN;
      out[at + 2] = viewed > 0 ? bought / viewed : NaN;
    },
  };
}
