import { TYPE_KEY, type FeatureSpec } from '../protocol/features';
import type { Trait } from '../protocol/portraits';
import { attributeRules } from './attribute-rules';
import type { SegmentFacts } from './facts';

/** What is known of the file as a whole. */
export interface NameContext {
  readonly specs: readonly FeatureSpec[];
  readonly overall: SegmentFacts;
  /** The file has event types beside purchases and refunds, so that looking without buying can be seen. */
  readonly browsing: boolean;
  /** Event types that mean a purchase. */
  readonly purchaseTypes: ReadonlySet<string>;
  /** Nothing is known but attributes: the users have no events. */
  readonly timeless: boolean;
  /** Length of the window in days. */
  readonly days: number;
}

/** A segment as the rules see it. */
export interface Told {
  /** Cohen's d of a feature; 0 where the run has no such feature. */
  effect(id: string): number;
  has(id: string): boolean;
  trait(id: string): Trait | undefined;
  readonly facts: SegmentFacts;
  readonly context: NameContext;
  /** Most of the segment bought. */
  readonly buyers: boolean;
  readonly noun: string;
}

export interface Finding {
  readonly key: string;
  /** In units of an effect; at or below 0 the rule does not apply. What a marketer asks first weighs 1, the rest less. */
  readonly strength: number;
  readonly param?: string;
  /** In place of the word's own family: findings of one family are told once. */
  readonly family?: string;
}

/** Every rule's answer for a segment. A rule gives 0 where its word would not be true, however strong the effect. */
export function qualifierRules(told: Told): Finding[] {
  return [
    ...recency(told),
    ...value(told),
    ...frequency(told),
    ...baskets(told),
    ...habits(told),
    ...visits(told),
    ...times(told),
    ...types(told),
    ...attributeRules(told),
  ];
}

const up = (told: Told, ...ids: readonly string[]): number => Math.max(...ids.map((id) => told.effect(id)));
const down = (told: Told, ...ids: readonly string[]): number => Math.max(...ids.map((id) => -told.effect(id)));
const when = (holds: boolean, strength: number): number => (holds ? strength : 0);

function recency(told: Told): Finding[] {
  // Recency counts from the last purchase, which browsers do not have; where other events are seen they decide who is gone.
  const id = told.has('inactive_days') ? 'inactive_days' : 'recency_days';
  const last = told.trait(id);
  const away = last ? last.median : 0;
  const usual = last ? last.overallMedian : 0;
  const known = told.buyers || id === 'inactive_days';
  const gone = known && away > Math.max(1.5 * usual, 0.15 * told.context.days);
  const tenure = told.trait('tenure_days');
  const young = tenure !== undefined && tenure.median < 0.5 * told.context.days && tenure.median < tenure.overallMedian;
  return [
    { key: 'lapsed', strength: when(gone, up(told, id)) },
    { key: 'new', strength: when(young && !gone && told.effect(id) < 0, down(told, 'tenure_days')) },
    { key: 'recent', strength: when(known && away < usual, 0.6 * down(told, id)) },
    { key: 'growing', strength: when((told.trait('trend_events')?.median ?? 0) > 0, 0.8 * up(told, 'trend_events')) },
    { key: 'fading', strength: when((told.trait('trend_events')?.median ?? 0) < 0 && !gone, 0.8 * down(told, 'trend_events')) },
  ];
}

function value(told: Told): Finding[] {
  if (!told.buyers) return [];
  const bargain = told.noun === 'bargain-hunters';
  return [
    { key: 'high-value', strength: up(told, 'value_total') },
    { key: 'low-value', strength: when(!bargain, 0.7 * down(told, 'value_total')) },
    {
      key: 'big-ticket',
      strength: 0.95 * Math.max(0, Math.min(up(told, 'value_mean_order'), up(told, 'value_median_order', 'value_mean_order'))),
    },
    { key: 'small-ticket', strength: when(!bargain, 0.8 * -dearness(told)) },
  ];
}

/**
 * How much dearer the segment's orders are than usual: ln of the ratio of the medians, over the users that ordered. The effect would be against
 * all users, of whom those without an order count as having the cheapest.
 */
export function dearness({ trait }: Pick<Told, 'trait'>): number {
  const price = trait('value_median_order') ?? trait('value_mean_order');
  return price && price.median > 0 && price.overallMedian > 0 ? Math.log(price.median / price.overallMedian) : 0;
}

function frequency(told: Told): Finding[] {
  const { facts, context } = told;
  if (!told.buyers) {
    return [
      { key: 'frequent', strength: up(told, 'active_days', 'sessions') },
      { key: 'occasional', strength: down(told, 'active_days', 'sessions') },
    ];
  }
  const orders = told.effect('frequency_orders');
  const oneTime = facts.medianOrders === 1 && facts.oneOrderShare >= context.overall.oneOrderShare + 0.1;
  const loyal = Math.min(orders, up(told, 'tenure_days'), -up(told, told.has('inactive_days') ? 'inactive_days' : 'recency_days') + 0.5);
  return [
    { key: 'frequent', strength: when(facts.medianOrders > 1, told.has('frequency_orders') ? orders : up(told, 'active_days')) },
    { key: 'one-time', strength: when(oneTime, Math.max(-orders, 0.5) + 0.2) },
    { key: 'occasional', strength: when(!oneTime, -orders) },
    // Where both hold, loyal says more than frequent.
    { key: 'loyal', strength: when(loyal >= 0.5 && facts.medianOrders > 1, orders + 0.01) },
  ];
}

function baskets(told: Told): Finding[] {
  if (!told.buyers) return [];
  return [
    { key: 'big-basket', strength: 0.9 * up(told, 'basket_lines', 'basket_units') },
    {
      key: 'small-basket',
      strength: 0.7 * Math.max(0, Math.min(...present(told, ['basket_lines', 'basket_units']).map((id) => -told.effect(id)))),
    },
  ].filter(({ strength }) => Number.isFinite(strength));
}

function habits(told: Told): Finding[] {
  const gaps = told.trait('order_gap_sd_days');
  const spread = gaps !== undefined && gaps.users > told.facts.users / 2 && gaps.median < gaps.overallMedian;
  const enough = told.effect('events_total') > -0.5;
  return [
    { key: 'regular', strength: when(told.buyers && spread, 0.5 * down(told, 'order_gap_sd_days')) },
    { key: 'restocking', strength: when(told.buyers, 0.8 * up(told, 'items_repeat_share')) },
    {
      key: 'varied',
      strength: 0.6 * up(told, 'category_entropy_bits', told.has('category_entropy_bits') ? 'category_entropy_bits' : 'item_entropy_bits'),
    },
    // One event is in one category: with few events a narrow choice says nothing.
    { key: 'focused', strength: when(enough, 0.7 * up(told, told.has('category_top_share') ? 'category_top_share' : 'item_top_share')) },
  ];
}

function visits(told: Told): Finding[] {
  return [
    { key: 'decisive', strength: when(told.buyers, 0.7 * up(told, 'rate_view_to_purchase')) },
    { key: 'cart-abandoning', strength: when(told.buyers, 0.8 * down(told, 'rate_cart_to_purchase')) },
    { key: 'lingering', strength: when(told.noun !== 'bargain-hunters', 0.6 * up(told, 'session_minutes_mean')) },
    { key: 'quick', strength: 0.6 * down(told, 'session_minutes_mean') },
  ];
}

function times(told: Told): Finding[] {
  const night = told.effect('night_share');
  return [
    { key: 'evening', strength: up(told, 'evening_share') },
    { key: 'night', strength: up(told, 'night_share') },
    { key: 'daytime', strength: when(night < 0.25, 0.8 * down(told, 'evening_share')) },
    { key: 'weekend', strength: up(told, 'weekend_share') },
    { key: 'weekday', strength: 0.9 * down(told, 'weekend_share') },
  ];
}

/** Types that the other words already speak of: views, carts, purchases and refunds. */
const SPOKEN_OF = /view|visit|pv|product|page|cart|basket|add|purchase|buy|order|refund|return|浏览|加购|购买|退/i;

function types(told: Told): Finding[] {
  let strongest: Finding = { key: 'much-of-type', strength: 0 };
  for (const { id, key, param } of told.context.specs) {
    if (key !== TYPE_KEY || param === undefined || SPOKEN_OF.test(param) || told.context.purchaseTypes.has(param)) continue;
    const strength = 0.5 * told.effect(id);
    if (strength > strongest.strength) strongest = { key: 'much-of-type', strength, param };
  }
  return [strongest];
}

function present(told: Told, ids: readonly string[]): string[] {
  return ids.filter((id) => told.has(id));
}
