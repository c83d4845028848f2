import { random, shuffle, type Random } from '../math/random';
import { BEHAVIOURS, type Behaviour } from './behaviours';
import { CATEGORY_NAMES } from './catalogue';
import { logNormal, pick, shareNear } from './draws';

/** One user of the sample: the kind of shopper, and how this person varies around it. */
export interface Shopper {
  readonly user: number;
  readonly behaviour: Behaviour;
  readonly visits: number;
  readonly views: number;
  readonly eveningShare: number;
  readonly weekendShare: number;
  readonly orderChance: number;
  /** Weight of each category; zero for most. */
  readonly interests: Float64Array;
}

/** Visits that one user can make at most, since visits are numbered within the user. */
export const MOST_VISITS = 64;

/** The ids of the users, `100003` and so on: distinct, and in no relation to the segments. */
export function userIdsOf(users: number): readonly string[] {
  return Array.from({ length: users }, (_, user) => String(100_003 + user * 11));
}

/**
 * Index into BEHAVIOURS of every user: each kind has its share to the user, in a seeded order.
 */
export function kindsOf(seed: number, users: number): Int32Array {
  const kinds = new Int32Array(users);
  let share = 0;
  BEHAVIOURS.forEach((behaviour, kind) => {
    const from = Math.round(share * users);
    share += behaviour.share;
    kinds.fill(kind, from, kind === BEHAVIOURS.length - 1 ? users : Math.round(share * users));
  });
  shuffle(kinds, random(seed, 'sample', 'kinds'));
  return kinds;
}

export function makeShopper(rng: Random, user: number, kind: number): Shopper {
  const behaviour = BEHAVIOURS[kind]!;
  const { visits } = behaviour;
  return {
    user,
    behaviour,
    visits: Math.min(MOST_VISITS, Math.max(visits.least, Math.round(logNormal(rng, visits.median, visits.sigma)))),
    views: logNormal(rng, behaviour.views, 0.15),
    eveningShare: shareNear(rng, behaviour.eveningShare, 0.3),
    weekendShare: shareNear(rng, behaviour.weekendShare, 0.3),
    orderChance: shareNear(rng, behaviour.order.chance, 0.25),
    interests: drawInterests(rng, behaviour),
  };
}

/** Which of the person's visits end in an order. */
export function orderingVisits(rng: Random, shopper: Shopper): boolean[] {
  const { least, most } = shopper.behaviour.order;
  const ordering = Array.from({ length: shopper.visits }, () => rng.next() < shopper.orderChance);
  let orders = ordering.filter(Boolean).length;
  while (orders < Math.min(least, ordering.length) || orders > most) {
    const visit = rng.int(ordering.length);
    const wanted = orders < least;
    if (ordering[visit] === wanted) continue;
    ordering[visit] = wanted;
    orders += wanted ? 1 : -1;
  }
  return ordering;
}

function drawInterests(rng: Random, { interests }: Behaviour): Float64Array {
  const open = CATEGORY_NAMES.map((name) => interests.weights[name] ?? 0);
  const chosen = new Float64Array(open.length);
  const count = interests.least + rng.int(interests.most - interests.least + 1);
  for (let i = 0; i < count && open.some((weight) => weight > 0); i++) {
    const category = pick(rng, open);
    open[category] = 0;
    // Later interests weigh less, so that everybody has a favourite.
    chosen[category] = 0.8 ** i;
  }
  return chosen;
}
