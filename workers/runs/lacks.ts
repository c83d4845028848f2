import { planOf, supportedFeatures } from '../features';
import { AppError } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { FeatureGroup, FeatureSpec } from '../protocol/features';
import type { Lack } from '../protocol/placing';
import type { FeaturesRecipe } from '../protocol/recipe';
import type { Vocabulary } from '../protocol/sequences';
import type { RunModel } from './model';
import type { RunBody } from './record';

/** What the features of a group are taken from. */
const SOURCE: Readonly<Record<FeatureGroup, Lack>> = {
  recency: 'purchases',
  frequency: 'purchases',
  value: 'amounts',
  basket: 'purchases',
  rhythm: 'purchases',
  events: 'types',
  conversion: 'views',
  sessions: 'visits',
  daytime: 'times',
  items: 'items',
  refunds: 'purchases',
  trend: 'amounts',
  profile: 'profiles',
};

/** Names that a sentence has room for. */
const MOST_NAMES = 5;

/** The features that the model of a run takes: none where a network reads the events alone. */
export function featuresOf({ features, support }: RunBody, { encoder, sequence }: RunModel) {
  return { specs: sequence && encoder.length === 0 ? [] : features, support };
}

/**
 * Whether a table has all that the model of a run is about.
 *
 * @throws AppError `place-lacks` (params: `lacks`, {@link Lack} codes with commas between them; `names`: of what is missing, where the file gives the names)
 */
export function checkPlaceable(events: EventTable, recipe: FeaturesRecipe, body: RunBody, model: RunModel): void {
  const { missing } = supportedFeatures(events, recipe, featuresOf(body, model));
  const hasPurchases = planOf(events, recipe.sessionGapMinutes).support.purchases;
  const lacks = new Set(missing.map((spec) => lackOf(spec, hasPurchases)));
  const names = new Set(missing.flatMap(({ group, param }) => ((group === 'events' || group === 'profile') && param ? [param] : [])));
  if (model.sequence) for (const lack of lacksOfWords(events, recipe, model.sequence.vocabulary)) lacks.add(lack);
  if (lacks.size === 0) return;
  const shown = [...names].slice(0, MOST_NAMES).join(', ');
  throw new AppError('place-lacks', { lacks: [...lacks].join(','), names: names.size > MOST_NAMES ? `${shown}, …` : shown });
}

function lackOf({ id, group }: FeatureSpec, hasPurchases: boolean): Lack {
  if (id === 'inactive_days') return 'visits';
  if (group === 'items' && id.startsWith('categor')) return 'categories';
  if (group === 'items' && id.startsWith('brand')) return 'brands';
  const source = SOURCE[group];
  if (id === 'basket_units' && hasPurchases) return 'quantities';
  return source === 'amounts' && !hasPurchases ? 'purchases' : source;
}

/** Of what the words of a network tell, what the table cannot say. Words that it merely does not use are no lack. */
export function lacksOfWords(events: EventTable, { sessionGapMinutes }: FeaturesRecipe, words: Vocabulary): Lack[] {
  const names = new Set(events.type.names);
  const lacks: Lack[] = [];
  if (words.types.length > 0 && !words.types.some(({ name }) => names.has(name))) lacks.push('types');
  if (words.topicOf !== null && words.topics.length > 1 && events[words.topicOf] === null)
    lacks.push(words.topicOf === 'item' ? 'items' : 'categories');
  if (words.valueEdges.length > 0 && events.value === null) lacks.push('amounts');
  if (words.timesOfDay && !planOf(events, sessionGapMinutes).support.timesOfDay) lacks.push('times');
  return lacks;
}
