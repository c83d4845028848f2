import type { FeatureSpec } from '../protocol/features';
import type { Finding, Told } from './name-rules';

/** Findings that are told: more would only make the search for a name long. */
const MOST = 6;
/** Beside events, what users do says more than who they are. */
const BESIDE_EVENTS = 0.6;
const LONGEST = 40;

/** What the attributes of a segment's users say of it. A value is named where most of the segment have it. */
export function attributeRules(told: Told): Finding[] {
  const { specs, timeless } = told.context;
  const alone = soleIndicators(specs);
  const weight = timeless ? 1 : BESIDE_EVENTS;
  return specs
    .flatMap((spec) => findingOf(told, spec, alone))
    .map((finding) => ({ ...finding, strength: weight * finding.strength }))
    .sort((a, b) => b.strength - a.strength)
    .slice(0, MOST);
}

function findingOf(told: Told, spec: FeatureSpec, alone: ReadonlySet<string>): Finding[] {
  const trait = told.trait(spec.id);
  if (!trait || spec.group !== 'profile') return [];
  const { effect, mean, median, overallMedian } = trait;
  if (spec.key === 'profile_missing') return mean > 0.5 ? [{ key: 'without-profile', strength: effect, family: 'profile' }] : [];
  if (spec.param === undefined) return [];
  const param = spec.param.length > LONGEST ? `${spec.param.slice(0, LONGEST - 1)}…` : spec.param;
  const family = `profile ${columnOf(spec)}`;
  switch (spec.key) {
    case 'attribute_is':
      if (effect > 0) return mean > 0.5 ? [{ key: 'attribute-is', strength: effect, param, family }] : [];
      return mean < 0.25 && alone.has(spec.id) ? [{ key: 'attribute-not', strength: 0.9 * -effect, param, family }] : [];
    case 'attribute_number':
    case 'attribute_rank':
    case 'attribute_days':
      if (median > overallMedian && effect > 0) return [{ key: 'attribute-high', strength: effect, param, family }];
      return median < overallMedian && effect < 0 ? [{ key: 'attribute-low', strength: -effect, param, family }] : [];
    default:
      return [];
  }
}

/** Indicators that say all of their category, so that not having the value is having the other one. */
function soleIndicators(specs: readonly FeatureSpec[]): ReadonlySet<string> {
  const indicators = specs.filter(({ key }) => key === 'attribute_is' || key === 'attribute_rest');
  const counts = new Map<string, number>();
  for (const spec of indicators) counts.set(columnOf(spec), (counts.get(columnOf(spec)) ?? 0) + 1);
  return new Set(indicators.flatMap((spec) => (counts.get(columnOf(spec)) === 1 ? [spec.id] : [])));
}

const columnOf = ({ key, param = '' }: FeatureSpec) => (key === 'attribute_is' ? param.slice(0, param.lastIndexOf(': ')) : param);
