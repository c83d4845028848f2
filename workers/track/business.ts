import { FLAG, type EventTable } from '../protocol/events';
import { BUSINESS_FIGURES, type BusinessFigure } from '../protocol/timeline';

/** Sums over the active users of one window, or of several pooled: what the business figures and their standard errors are made of. */
export interface BusinessSums {
  users: number;
  /** Users with an order. */
  buyers: number;
  orders: number;
  orders2: number;
  revenue: number;
  revenue2: number;
  /** Σ orders · revenue. */
  both: number;
}

export const noBusiness = (): BusinessSums => ({ users: 0, buyers: 0, orders: 0, orders2: 0, revenue: 0, revenue2: 0, both: 0 });

/** Counts one user's orders and revenue in the window. */
export function addUser(sums: BusinessSums, orders: number, revenue: number): void {
  sums.users++;
  if (orders > 0) sums.buyers++;
  sums.orders += orders;
  sums.orders2 += orders * orders;
  sums.revenue += revenue;
  sums.revenue2 += revenue * revenue;
  sums.both += orders * revenue;
}

export function pool(all: readonly BusinessSums[]): BusinessSums {
  const sums = noBusiness();
  for (const each of all) for (const key of Object.keys(sums) as (keyof BusinessSums)[]) sums[key] += each[key];
  return sums;
}

export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/**
 * A business figure with its standard error, users being independent of one another; NaN where it is not defined. Each is a ratio R = Σa/Σb over the
 * users, with the error √Σ(a − R·b)² / Σb (Cochran 1977, §6.4): so that a user's many orders do not count as so many witnesses.
 */
export function businessFigure(figure: BusinessFigure, s: BusinessSums): Estimate {
  switch (figure) {
    case 'conversion':
      return ratio(s.buyers, s.users, s.buyers, s.users, s.buyers);
    case 'orders-a-user':
      return ratio(s.orders, s.users, s.orders2, s.users, s.orders);
    case 'revenue-a-user':
      return ratio(s.revenue, s.users, s.revenue2, s.users, s.revenue);
    case 'order-value':
      return ratio(s.revenue, s.orders, s.revenue2, s.orders2, s.both);
  }
}

/** @param a2, b2, ab sums of the squares and of the product */
function ratio(a: number, b: number, a2: number, b2: number, ab: number): Estimate {
  if (!(b > 0)) return { value: NaN, error: NaN };
  const value = a / b;
  return { value, error: Math.sqrt(Math.max(0, a2 - 2 * value * ab + value * value * b2)) / b };
}

/** The figures that a file can show: those of money need a value column. A file of purchases alone has no conversion, since everybody in it buys. */
export function figuresOf({ flags, value }: EventTable): readonly BusinessFigure[] {
  const shops = flags.some((flag) => (flag & (FLAG.purchase | FLAG.refund)) === 0);
  return BUSINESS_FIGURES.filter((figure) => {
    if (figure === 'conversion') return shops;
    return figure === 'orders-a-user' || value !== null;
  });
}
