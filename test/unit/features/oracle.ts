import { timeOf, typeOf, type EventRow } from '../../fixtures/events';

const DAY = 24 * 60 * 60 * 1000;

export interface OracleOptions {
  readonly from: number;
  readonly to: number;
  readonly sessionGapMinutes: number;
  readonly purchaseTypes: readonly string[];
  readonly viewTypes: readonly string[];
  readonly cartTypes: readonly string[];
  readonly offset: (t: number) => number;
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const average = (values: readonly number[]) => (values.length > 0 ? sum(values) / values.length : NaN);
const ratio = (a: number, b: number) => (b > 0 ? a / b : NaN);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!;
}

function tally<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function entropy(values: readonly unknown[]): number {
  if (values.length === 0) return NaN;
  const shares = [...tally(values).values()].map((count) => count / values.length);
  return -sum(shares.map((p) => p * Math.log2(p)));
}

const topShare = (values: readonly unknown[]) => ratio(Math.max(...tally(values).values()), values.length);

function trend(late: number, early: number, days: number): number {
  const a = late / (days / 3);
  const b = early / ((2 * days) / 3);
  return (a - b) / (a + b);
}

/** Every feature of every user with an event in the window, slowly and plainly: the definitions read aloud. */
export function slowFeatures(rows: readonly EventRow[], options: OracleOptions): Map<string, Record<string, number>> {
  const inside = rows.filter((row) => timeOf(row) >= options.from && timeOf(row) < options.to);
  const end = Math.max(...inside.map(timeOf));
  const users = new Map<string, Record<string, number>>();
  for (const user of new Set(inside.map((row) => row.user))) {
    const own = inside.filter((row) => row.user === user).sort((a, b) => timeOf(a) - timeOf(b));
    users.set(user, slowUser(own, end, options));
  }
  return users;
}

function slowUser(own: readonly EventRow[], end: number, options: OracleOptions): Record<string, number> {
  const days = (options.to - options.from) / DAY;
  const cut = options.to - (options.to - options.from) / 3;
  const times = own.map(timeOf);
  const bought = own.filter((row) => !row.refund && options.purchaseTypes.includes(typeOf(row)));
  const refunds = own.filter((row) => row.refund);

  const orders = new Map<string, EventRow[]>();
  for (const row of bought) {
    const key = row.order === undefined ? `at ${timeOf(row)}` : `id ${row.order}`;
    orders.set(key, [...(orders.get(key) ?? []), row]);
  }
  const amounts = [...orders.values()].map((lines) => sum(lines.map((row) => row.value ?? 0)));
  const starts = [...orders.values()].map((lines) => Math.min(...lines.map(timeOf))).sort((a, b) => a - b);
  const gaps = starts.slice(1).map((t, i) => (t - starts[i]!) / DAY);
  const gapMean = average(gaps);

  const sessions = new Map<string, number[]>();
  let blank = 0;
  let before = -Infinity;
  for (const row of own) {
    const t = timeOf(row);
    if (row.session === undefined) {
      if (t - before > options.sessionGapMinutes * 60_000) blank++;
      before = t;
    }
    const key = row.session === undefined ? `gap ${blank}` : `id ${row.session}`;
    sessions.set(key, [...(sessions.get(key) ?? []), t]);
  }

  const wall = times.map((t) => new Date(t + options.offset(t)));
  const kept = own.filter((row) => !row.refund);
  const items = kept.flatMap((row) => row.item ?? []);
  const categories = kept.flatMap((row) => row.category ?? []);
  const boughtItems = new Set(bought.flatMap((row) => row.item ?? []));
  const inOrders = (item: string) => [...orders.values()].filter((lines) => lines.some((row) => row.item === item)).length;
  const views = own.filter((row) => options.viewTypes.includes(typeOf(row))).length;
  const carts = own.filter((row) => options.cartTypes.includes(typeOf(row))).length;
  const gross = sum(bought.map((row) => row.value ?? 0));
  const lateValue = sum(bought.filter((row) => timeOf(row) >= cut).map((row) => row.value ?? 0));
  const lateEvents = times.filter((t) => t >= cut).length;

  const features: Record<string, number> = {
    recency_days: bought.length > 0 ? (end - Math.max(...bought.map(timeOf))) / DAY : NaN,
    inactive_days: (end - Math.max(...times)) / DAY,
    frequency_orders: orders.size,
    value_total: sum(own.map((row) => row.value ?? 0)),
    value_mean_order: average(amounts),
    value_median_order: amounts.length > 0 ? median(amounts) : NaN,
    basket_lines: ratio(bought.length, orders.size),
    basket_units: ratio(sum(bought.map((row) => row.quantity ?? 1)), orders.size),
    tenure_days: (end - Math.min(...times)) / DAY,
    active_days: new Set(wall.map((date) => date.toISOString().slice(0, 10))).size,
    order_gap_mean_days: gapMean,
    order_gap_sd_days: gaps.length > 1 ? Math.sqrt(sum(gaps.map((gap) => (gap - gapMean) ** 2)) / (gaps.length - 1)) : NaN,
    events_total: own.length,
    rate_view_to_cart: ratio(carts, views),
    rate_cart_to_purchase: ratio(bought.length, carts),
    rate_view_to_purchase: ratio(bought.length, views),
    sessions: sessions.size,
    session_minutes_mean: average([...sessions.values()].map((ts) => (Math.max(...ts) - Math.min(...ts)) / 60_000)),
    session_events_mean: own.length / sessions.size,
    hour_entropy_bits: entropy(wall.map((date) => date.getUTCHours())),
    evening_share: wall.filter((date) => date.getUTCHours() >= 18).length / own.length,
    night_share: wall.filter((date) => date.getUTCHours() < 6).length / own.length,
    weekend_share: wall.filter((date) => [0, 6].includes(date.getUTCDay())).length / own.length,
    items_distinct: new Set(items).size,
    item_entropy_bits: entropy(items),
    item_top_share: topShare(items),
    items_repeat_share: ratio([...boughtItems].filter((item) => inOrders(item) > 1).length, boughtItems.size),
    categories_distinct: new Set(categories).size,
    category_entropy_bits: entropy(categories),
    category_top_share: topShare(categories),
    refund_count: refunds.length,
    refund_share: ratio(-sum(refunds.map((row) => row.value ?? 0)), gross),
    trend_events: trend(lateEvents, own.length - lateEvents, days),
    trend_value: gross > 0 ? trend(lateValue, gross - lateValue, days) : NaN,
  };
  for (const [type, count] of tally(own.map(typeOf))) features[`events of ${type}`] = count;
  return features;
}
