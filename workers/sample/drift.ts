import { random, type Random } from '../math/random';
import { MONTHS } from './calendar';
import { CATEGORY_NAMES } from './catalogue';
import type { SegmentName } from './behaviours';

/** What is planted where the drift is on. Months are indices into MONTHS, first and last inclusive. */
export const PLANTED = {
  /** For two months the checkout fails now and then, for everybody: the cart fills, the order does not go through. */
  checkout: { first: 8, last: 9, failure: 0.45 },
  /** Bargain hunters lose interest: each of them stays away in about half of the months. */
  fade: { segment: 'bargain-hunters' satisfies SegmentName, first: 12, last: MONTHS.length - 1, absence: 0.46 },
  /** A category that the shop did not have before takes part of the looking around. */
  launch: { category: 'Garden', first: 15, last: MONTHS.length - 1, share: 0.06 },
  /** A wish list on trial with a few users, for one month. */
  trial: { eventType: 'wishlist', first: 16, last: 16, users: 0.03 },
} as const;

export type DriftKind = keyof typeof PLANTED;

export const LAUNCHED_CATEGORY = CATEGORY_NAMES.indexOf(PLANTED.launch.category);

/** Months in which each kind of planted drift shows, as labels such as `2024-09`. */
export function plantedMonths(kind: DriftKind): readonly string[] {
  const { first, last } = PLANTED[kind];
  return MONTHS.slice(first, last + 1).map((month) => month.label);
}

/**
 * What drift does to one user. It draws from a stream of its own and only takes away from or adds to what the user would have
 * done anyway, so that the months before a planted change are the same with the drift and without.
 */
export interface UserDrift {
  staysAway(month: number): boolean;
  checkoutFails(month: number): boolean;
  looksAtLaunch(month: number): boolean;
  onTrial(month: number): boolean;
}

const NONE: UserDrift = { staysAway: () => false, checkoutFails: () => false, looksAtLaunch: () => false, onTrial: () => false };

export function userDrift(on: boolean, seed: number, user: number, segment: SegmentName): UserDrift {
  if (!on) return NONE;
  const rng = random(seed, 'sample', 'drift', user);
  const { checkout, fade, launch, trial } = PLANTED;
  const away = MONTHS.map((_, month) => rng.next() < fade.absence && within(month, fade) && segment === fade.segment);
  const chosen = rng.next() < trial.users;
  return {
    staysAway: (month) => away[month]!,
    checkoutFails: (month) => within(month, checkout) && happens(rng, checkout.failure),
    looksAtLaunch: (month) => within(month, launch) && happens(rng, launch.share),
    onTrial: (month) => within(month, trial) && chosen,
  };
}

const within = (month: number, span: { readonly first: number; readonly last: number }) => month >= span.first && month <= span.last;
const happens = (rng: Random, chance: number) => rng.next() < chance;
