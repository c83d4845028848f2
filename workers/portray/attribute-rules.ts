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
  const indicators = specs.filter(({ category }) => category !== undefined);
  const weight = timeless ? 1 : BESIDE_EVENTS;
  return specs
    .flatMap((spec) => findingOf(told, spec, indicators))
    .map((finding) => ({ ...finding, strength: weight * finding.strength }))
    .sort((a, b) => b.strength - a.strength)
    .slice(0, MOST);
}

function findingOf(told: Told, spec: FeatureSpec, indicators: readonly FeatureSpec[]): Finding[] {
  const trait = told.trait(spec.id);
  if (!trait || spec.group !== 'profile') return [];
  const { effect, mean, median, overallMedian } = trait;
  if (spec.key === 'profile_missing') return mean > 0.5 ? [{ key: 'without-profile', strength: effect, family: 'profile' }] : [];
  const param = clipped(spec.param ?? '');
  const family = `profile ${spec.param}`;
  switch (spec.key) {
    case 'attribute_is': {
      // Categories that share a word share what it says.
      const value = { param: clipped(valueName(spec, indicators)), family: `profile ${speaks(spec) ? valueOf(spec) : spec.category}` };
      if (effect > 0) return mean > 0.5 ? [{ key: 'attribute-is', strength: effect, ...value }] : [];
      // Only of a value that stands for its whole category is not having it the same as having the other one.
      const alone = indicators.every(({ id, category }) => category !== spec.category || id === spec.id);
      return mean < 0.25 && alone ? [{ key: 'attribute-not', strength: 0.9 * -effect, ...value }] : [];
    }
    case 'attribute_number':
    case 'attribute_rank':
    case 'attribute_days':
      if (median > overallMedian && effect > 0) return [{ key: 'attribute-high', strength: effect, param, family }];
      return median < overallMedian && effect < 0 ? [{ key: 'attribute-low', strength: -effect, param, family }] : [];
    default:
      return [];
  }
}

/** The value alone where it speaks for itself and no other category has it; else with its category. */
function valueName(spec: FeatureSpec, indicators: readonly FeatureSpec[]): string {
  const value = valueOf(spec);
  return speaks(spec) && indicators.filter((other) => valueOf(other) === value).length === 1 ? value : spec.param!;
}

/** Whether the value is a word, and no answer to the question that its category asks. */
function speaks(spec: FeatureSpec): boolean {
  const value = valueOf(spec);
  return /\p{L}{3}|\p{Script=Han}{2}/u.test(value) && !/^(?:yes|true|false|none|other|unknown|是|否)$/i.test(value);
}

/** `param` is the category and the value, a colon between them. */
const valueOf = ({ key, category = '', param = '' }: FeatureSpec) => (key === 'attribute_is' ? param.slice(category.length + 2) : '');

const clipped = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
