import { random, type Random } from '../math/random';
import { logNormal } from './draws';

/** Categories with the median price and its spread (sd of the logarithm), and how many products the shop has in each. */
const CATEGORIES = [
  { name: 'Groceries', price: 5, spread: 0.45, products: 220 },
  { name: 'Household', price: 9, spread: 0.45, products: 120 },
  { name: 'Baby & Kids', price: 16, spread: 0.5, products: 110 },
  { name: 'Toys', price: 19, spread: 0.5, products: 130 },
  { name: 'Books', price: 13, spread: 0.35, products: 180 },
  { name: 'Beauty', price: 17, spread: 0.5, products: 140 },
  { name: 'Fashion', price: 34, spread: 0.45, products: 220 },
  { name: 'Shoes', price: 58, spread: 0.4, products: 90 },
  { name: 'Sports', price: 42, spread: 0.55, products: 110 },
  { name: 'Electronics', price: 120, spread: 0.6, products: 130 },
  { name: 'Hi-fi', price: 260, spread: 0.5, products: 60 },
  { name: 'Watches', price: 320, spread: 0.5, products: 60 },
  { name: 'Art prints', price: 180, spread: 0.5, products: 60 },
  { name: 'Garden', price: 28, spread: 0.5, products: 90 },
] as const;

export type CategoryName = (typeof CATEGORIES)[number]['name'];
export const CATEGORY_NAMES: readonly CategoryName[] = CATEGORIES.map((category) => category.name);

/** Cheapest third of a category, the middle, the dearest third. */
export type Tier = 0 | 1 | 2;

export interface Catalogue {
  /** Category index of each product. */
  readonly categoryOf: Uint8Array;
  /** List price in cents. */
  readonly price: Int32Array;
  /** `10417`. */
  readonly ids: readonly string[];
  /** Product indices by category × 3 + tier, most popular first. */
  readonly shelves: readonly Int32Array[];
}

export function makeCatalogue(seed: number): Catalogue {
  const rng = random(seed, 'sample', 'catalogue');
  const count = CATEGORIES.reduce((sum, category) => sum + category.products, 0);
  const categoryOf = new Uint8Array(count);
  const price = new Int32Array(count);
  const shelves: Int32Array[] = [];
  let product = 0;
  CATEGORIES.forEach((category, index) => {
    const own: number[] = [];
    for (let i = 0; i < category.products; i++, product++) {
      categoryOf[product] = index;
      // Shop prices end in 9 cents.
      price[product] = Math.max(99, Math.round(logNormal(rng, category.price * 10, category.spread)) * 10 - 1);
      own.push(product);
    }
    // Product numbers are in the order of the draws, so within a tier popularity has nothing to do with price.
    const byPrice = [...own].sort((a, b) => price[a]! - price[b]! || a - b);
    const cut = (tier: number) => Math.round((tier * own.length) / 3);
    for (let tier = 0; tier < 3; tier++) shelves.push(Int32Array.from(byPrice.slice(cut(tier), cut(tier + 1)).sort((a, b) => a - b)));
  });
  return { categoryOf, price, ids: Array.from({ length: count }, (_, i) => String(10_000 + i * 7)), shelves };
}

/** A product of the shelf, the first ones far more often: the share of the first q of the shelf is q^(1/1.8). */
export function pickProduct(rng: Random, catalogue: Catalogue, category: number, tier: Tier): number {
  const shelf = catalogue.shelves[category * 3 + tier]!;
  return shelf[Math.floor(shelf.length * rng.next() ** 1.8)]!;
}
