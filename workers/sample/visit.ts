import type { Random } from '../math/random';
import { daysLeftInMonth, MONTH_OF_DAY, visitStart } from './calendar';
import { pickProduct, type Catalogue, type Tier } from './catalogue';
import { pick, poisson } from './draws';
import { LAUNCHED_CATEGORY, type UserDrift } from './drift';
import { TYPE_CODE, type EventLog } from './event-log';
import { MOST_VISITS, orderingVisits, type Shopper } from './shopper';

const DAY = 86_400;

interface Line {
  readonly product: number;
  readonly price: number;
  readonly quantity: number;
}

/** Appends all that one user does over the sample. */
export function addShopper(log: EventLog, rng: Random, catalogue: Catalogue, shopper: Shopper, drift: UserDrift): void {
  const starts = visitStarts(rng, shopper);
  const ordering = orderingVisits(rng, shopper);
  const bought: number[] = [];
  starts.forEach((start, visit) => {
    const before = log.length;
    addVisit(log, rng, catalogue, shopper, drift, { start, number: shopper.user * MOST_VISITS + visit, orders: ordering[visit]!, bought });
    // The first visit always stays, so that nobody vanishes from the shop altogether.
    if (visit > 0 && drift.staysAway(monthOf(start))) log.length = before;
  });
}

/**
 * A person comes back at the own pace: one visit in each of equal parts of the sample, anywhere within it. The parts begin anywhere, the
 * last one going on at the beginning, so that no month is more likely than another to hold two visits.
 */
function visitStarts(rng: Random, { visits, weekendShare, eveningShare }: Shopper): number[] {
  const phase = rng.next();
  const starts = Array.from({ length: visits }, (_, visit) => {
    const turn = (visit + phase + rng.next()) / visits;
    return visitStart(rng, turn % 1, weekendShare, eveningShare);
  });
  return starts.sort((a, b) => a - b);
}

interface Visit {
  readonly start: number;
  /** Unique in the shop; session and order are named after it. */
  readonly number: number;
  readonly orders: boolean;
  /** Products ordered so far; grows. */
  readonly bought: number[];
}

function addVisit(log: EventLog, rng: Random, catalogue: Catalogue, shopper: Shopper, drift: UserDrift, visit: Visit): void {
  const { user, behaviour, interests } = shopper;
  const month = monthOf(visit.start);
  let time = visit.start;
  const add = (type: number, product: number, price: number, quantity: number, order: number) =>
    log.add(time, type, user, product, price, quantity, order, visit.number);
  const wait = () => (time += 8 + Math.floor(80 * rng.next() ** 2));
  const tier = () => pick(rng, behaviour.tiers) as Tier;
  const priceOf = (product: number) => {
    const list = catalogue.price[product]!;
    return rng.next() < behaviour.reduced ? Math.max(49, Math.round((list * (0.8 - 0.2 * rng.next())) / 10) * 10 - 1) : list;
  };

  const favourite = pick(rng, interests);
  for (let searches = poisson(rng, behaviour.searches); searches > 0; searches--) {
    add(TYPE_CODE.search, -1, 0, 0, -1);
    wait();
  }

  const seen: Line[] = [];
  for (let views = 1 + poisson(rng, Math.max(0, shopper.views - 1)); views > 0; views--) {
    const own = rng.next() < 0.7 ? favourite : pick(rng, interests);
    const category = drift.looksAtLaunch(month) ? LAUNCHED_CATEGORY : own;
    const product = pickProduct(rng, catalogue, category, tier());
    const price = priceOf(product);
    seen.push({ product, price, quantity: 1 });
    add(TYPE_CODE.view, product, price, 0, -1);
    wait();
  }
  if (drift.onTrial(month)) {
    add(TYPE_CODE.wishlist, seen[0]!.product, seen[0]!.price, 0, -1);
    wait();
  }

  const fills = visit.orders || rng.next() < behaviour.abandons;
  if (!fills) return;
  const lines: Line[] = [];
  for (let open = 1 + poisson(rng, behaviour.basket.lines); open > 0; open--) {
    const again = visit.bought.length > 0 && rng.next() < behaviour.repeats;
    const fresh = seen[lines.length] ?? { product: pickProduct(rng, catalogue, favourite, tier()), price: 0 };
    const product = again ? visit.bought[rng.int(visit.bought.length)]! : fresh.product;
    const price = priceOf(product);
    const quantity = 1 + poisson(rng, behaviour.basket.units);
    // An order names each product once.
    if (lines.some((line) => line.product === product)) continue;
    lines.push({ product, price: product === fresh.product && fresh.price > 0 ? fresh.price : price, quantity });
  }
  for (const line of lines) {
    add(TYPE_CODE.cart, line.product, line.price, line.quantity, -1);
    wait();
  }
  if (!visit.orders) return;
  time += 60;
  const fails = drift.checkoutFails(month);
  const sentBack = rng.next() < behaviour.refunds ? lines[rng.int(lines.length)] : undefined;
  const returned = returnTime(rng, time);
  for (const line of lines) {
    visit.bought.push(line.product);
    if (fails) continue;
    add(TYPE_CODE.purchase, line.product, line.price, line.quantity, visit.number);
    if (line === sentBack) log.add(returned, TYPE_CODE.refund, user, line.product, line.price, line.quantity, visit.number, -1);
  }
}

/**
 * Office hours of one of the next ten days, within the month of the order: the first month would lack the refunds of the one before it,
 * and so differ from the others.
 */
function returnTime(rng: Random, ordered: number): number {
  const day = Math.floor(ordered / DAY);
  const wait = Math.min(1 + rng.int(10), daysLeftInMonth(day));
  const second = 9 * 3600 + rng.int(8 * 3600);
  return wait === 0 ? ordered + 600 : (day + wait) * DAY + second;
}

function monthOf(time: number): number {
  return MONTH_OF_DAY[Math.floor(time / DAY)]!;
}
