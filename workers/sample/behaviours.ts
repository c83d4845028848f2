import type { CategoryName } from './catalogue';

export const SEGMENTS = ['bargain-hunters', 'evening-regulars', 'weekend-families', 'one-time-buyers', 'collectors', 'browsers'] as const;
export type SegmentName = (typeof SEGMENTS)[number];

/** How a kind of shopper behaves. Figures are medians over the people of the kind; each person varies around them. */
export interface Behaviour {
  readonly segment: SegmentName;
  /** Share of the shop's users. */
  readonly share: number;
  /** Visits over the whole sample, the spread of its logarithm, and the fewest that anyone makes. */
  readonly visits: { readonly median: number; readonly sigma: number; readonly least: number };
  /** Products looked at in a visit, at least one. */
  readonly views: number;
  readonly searches: number;
  /** Chance that a visit ends in an order; the fewest and the most orders that anyone makes. */
  readonly order: { readonly chance: number; readonly least: number; readonly most: number };
  /** Chance that a visit without an order leaves something in the cart. */
  readonly abandons: number;
  /** Lines an order beyond the first (Poisson), and units a line beyond the first (Poisson). */
  readonly basket: { readonly lines: number; readonly units: number };
  /** Weights of the cheap, middle and dear third of a category. */
  readonly tiers: readonly [number, number, number];
  /** Chance that a price is reduced (by 20 to 40 %). */
  readonly reduced: number;
  readonly eveningShare: number;
  readonly weekendShare: number;
  /** Chance that an ordered line repeats an earlier one. */
  readonly repeats: number;
  /** Chance that one line of an order is sent back. */
  readonly refunds: number;
  /** How many categories a person cares for (fewest, most), and how likely each is. */
  readonly interests: { readonly least: number; readonly most: number; readonly weights: Readonly<Partial<Record<CategoryName, number>>> };
}

export const BEHAVIOURS: readonly Behaviour[] = [
  {
    segment: 'bargain-hunters',
    share: 0.21,
    visits: { median: 6.2, sigma: 0.22, least: 5 },
    views: 4.8,
    searches: 0.15,
    order: { chance: 0.24, least: 3, most: 6 },
    abandons: 0.8,
    basket: { lines: 0.1, units: 0.05 },
    tiers: [0.9, 0.09, 0.01],
    reduced: 0.8,
    eveningShare: 0.16,
    weekendShare: 0.27,
    repeats: 0.02,
    refunds: 0.004,
    interests: {
      least: 6,
      most: 8,
      weights: { Household: 3, Toys: 2, Books: 3, Beauty: 3, Fashion: 4, Shoes: 2, Sports: 2, Electronics: 1, 'Baby & Kids': 1 },
    },
  },
  {
    segment: 'evening-regulars',
    share: 0.16,
    visits: { median: 9.5, sigma: 0.22, least: 6 },
    views: 1.6,
    searches: 0.15,
    order: { chance: 0.72, least: 5, most: 30 },
    abandons: 0.1,
    basket: { lines: 0.2, units: 0.05 },
    tiers: [0.2, 0.6, 0.2],
    reduced: 0.1,
    eveningShare: 0.88,
    weekendShare: 0.22,
    repeats: 0.1,
    refunds: 0.004,
    interests: { least: 3, most: 5, weights: { Books: 3, Beauty: 4, Fashion: 4, Shoes: 2, Sports: 2, Electronics: 2 } },
  },
  {
    segment: 'weekend-families',
    share: 0.16,
    visits: { median: 4.4, sigma: 0.2, least: 3 },
    views: 3.3,
    searches: 0.1,
    order: { chance: 0.92, least: 3, most: 20 },
    abandons: 0.1,
    basket: { lines: 2.2, units: 1.4 },
    tiers: [0.4, 0.45, 0.15],
    reduced: 0.15,
    eveningShare: 0.1,
    weekendShare: 0.9,
    repeats: 0.5,
    refunds: 0.9,
    interests: { least: 4, most: 5, weights: { Groceries: 6, Household: 4, 'Baby & Kids': 4, Toys: 4, Books: 1 } },
  },
  {
    segment: 'one-time-buyers',
    share: 0.15,
    visits: { median: 3, sigma: 0.12, least: 2 },
    views: 1.3,
    searches: 0.1,
    order: { chance: 0.5, least: 1, most: 1 },
    abandons: 0.03,
    basket: { lines: 0.05, units: 0.1 },
    tiers: [0.3, 0.5, 0.2],
    reduced: 0.1,
    eveningShare: 0.16,
    weekendShare: 0.27,
    repeats: 0,
    refunds: 0.002,
    interests: { least: 1, most: 2, weights: { Toys: 3, Books: 3, Beauty: 2, Fashion: 3, Sports: 2, Electronics: 1 } },
  },
  {
    segment: 'collectors',
    share: 0.12,
    visits: { median: 5.2, sigma: 0.2, least: 4 },
    views: 2.2,
    searches: 1.2,
    order: { chance: 0.55, least: 2, most: 12 },
    abandons: 0.15,
    basket: { lines: 0.05, units: 0.02 },
    tiers: [0.05, 0.35, 0.6],
    reduced: 0.02,
    eveningShare: 0.2,
    weekendShare: 0.3,
    repeats: 0,
    refunds: 0.002,
    interests: { least: 1, most: 1, weights: { 'Hi-fi': 1, Watches: 1, 'Art prints': 1 } },
  },
  {
    segment: 'browsers',
    share: 0.2,
    visits: { median: 4.2, sigma: 0.22, least: 3 },
    views: 3.4,
    searches: 0.3,
    order: { chance: 0.003, least: 0, most: 1 },
    abandons: 0,
    basket: { lines: 0, units: 0 },
    tiers: [0.25, 0.45, 0.3],
    reduced: 0.1,
    eveningShare: 0.25,
    weekendShare: 0.3,
    repeats: 0,
    refunds: 0,
    interests: {
      least: 4,
      most: 7,
      weights: { Books: 2, Beauty: 2, Fashion: 3, Shoes: 3, Sports: 3, Electronics: 4, Toys: 1, Watches: 1 },
    },
  },
];
