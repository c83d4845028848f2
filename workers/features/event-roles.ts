/** Codes of the event types that stand for looking at a product and for putting it into the cart; empty where none is recognised. */
export interface EventRoles {
  readonly view: readonly number[];
  readonly cart: readonly number[];
}

const CART = /cart|basket|bag\b|加购|购物车|加入购物/;
const ADD = /\badd(ed|ing)?|\bput|加购|加入|添加/;
const REMOVE = /remov|delet|abandon|clear|empty|移除|删除|清空/;
const VIEW = /(?<!\bre|\bpre|\binter|\bover)view|\bvisit|\bpv\b|浏览|查看|访问/;
const PRODUCT = /product|\bitem|\bgoods|\bdetail|商品|宝贝|详情/;

/**
 * Recognises types by the words in their names, in English and Chinese. The strongest meaning found wins: a cart type that says «add» over
 * one that names the cart page, a view of a product over any view, and any view over a type that merely names the product. Types that are
 * purchases or refunds, that put something out of the cart or on a list are none of these.
 */
export function eventRoles(names: readonly string[], purchaseCodes: readonly number[], eligible: ArrayLike<number>): EventRoles {
  const purchases = new Set(purchaseCodes);
  const words = names.map((name, code) => (eligible[code] === 0 || purchases.has(code) ? '' : wordsOf(name)));
  const pick = (matches: (text: string) => boolean): number[] =>
    words.flatMap((text, code) => (text !== '' && !REMOVE.test(text) && matches(text) ? [code] : []));

  const cart = first([
    () => pick((text) => (CART.test(text) || PRODUCT.test(text)) && ADD.test(text) && !/\blist|wish|favou?r|收藏/.test(text)),
    () => pick((text) => CART.test(text)),
  ]);
  const view = first([
    () => pick((text) => PRODUCT.test(text) && VIEW.test(text) && !/\blist|\bcart|\bbasket|review/.test(text)),
    () => pick((text) => VIEW.test(text) && !CART.test(text)),
    () => pick((text) => PRODUCT.test(text) && !CART.test(text) && !ADD.test(text) && !/\blist|search|review|compar/.test(text)),
  ]);
  return { view: view.filter((code) => !cart.includes(code)), cart };
}

/** Lower case with spaces between words: `AddToCart`, `add_to_cart` and `product2` become `add to cart` and `product`. */
function wordsOf(name: string): string {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

function first(tiers: readonly (() => number[])[]): number[] {
  for (const tier of tiers) {
    const codes = tier();
    if (codes.length > 0) return codes;
  }
  return [];
}
