import type { FeatureSpec } from '../../../workers/protocol/features';

const PREFERRED = [
  'value_total',
  'frequency_orders',
  'recency_days',
  'inactive_days',
  'active_days',
  'events_total',
  'rate_view_to_purchase',
  'value_mean_order',
  'sessions',
  'tenure_days',
];

/** Places in `specs` of the few figures that say most about a user; the first ones there are where none of the usual is. */
export function mainFigures(specs: readonly FeatureSpec[], count = 4): number[] {
  const places = PREFERRED.map((id) => specs.findIndex((spec) => spec.id === id)).filter((place) => place >= 0);
  for (let i = 0; i < specs.length && places.length < count; i++) if (!places.includes(i)) places.push(i);
  return places.slice(0, count);
}
