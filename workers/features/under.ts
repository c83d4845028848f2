import { breather } from '../math/breathe';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix, FeatureSpec, FeatureSupport } from '../protocol/features';
import type { Stage } from '../protocol/progress';
import type { FeaturesRecipe } from '../protocol/recipe';
import { computeAll } from './extract';
import { planOf } from './plan';
import { RawJob } from './raw';
import { scaleColumn } from './scale';
import type { ShardComputer } from './shard';
import { windowOf } from './window-rows';

/** Features as a model was fitted to them. */
export interface FeatureModel {
  readonly specs: readonly FeatureSpec[];
  /** What they rest on; undefined where that was not kept: on what each table offers. */
  readonly support: FeatureSupport | undefined;
}

/**
 * The model's features that a table has, with what they rest on in it, and those that it lacks: of event types that it does not know, and of purchases, browsing or times of
 * day where it has none.
 */
export function supportedFeatures(
  events: EventTable,
  recipe: FeaturesRecipe,
  { specs, support }: FeatureModel,
): { readonly support: FeatureSupport; readonly missing: readonly FeatureSpec[] } {
  const own = planOf(events, recipe.sessionGapMinutes).support;
  const offered = support === undefined ? own : offeredBy(events, own, support);
  const { definitions } = planOf(events, recipe.sessionGapMinutes, offered);
  const has = ({ id, param }: FeatureSpec) => definitions.some((definition) => definition.id === id && definition.param === param);
  return { support: offered, missing: specs.filter((spec) => !has(spec)) };
}

/** The same object for the same model and table, by which their plan is found again. */
const offers = new WeakMap<EventTable, WeakMap<FeatureSupport, FeatureSupport>>();

function offeredBy(events: EventTable, own: FeatureSupport, asked: FeatureSupport): FeatureSupport {
  let ofTable = offers.get(events);
  if (!ofTable) offers.set(events, (ofTable = new WeakMap()));
  let offered = ofTable.get(asked);
  if (!offered) ofTable.set(asked, (offered = within(events, own, asked)));
  return offered;
}

function within(events: EventTable, own: FeatureSupport, { attributes, ...asked }: FeatureSupport): FeatureSupport {
  const types = new Set(events.type.names);
  const known = (names: readonly string[]) => names.filter((name) => types.has(name));
  const columns = new Map(own.attributes?.columns.map((column) => [column.name, column.as]));
  const held = attributes && { ...attributes, columns: attributes.columns.filter(({ name, as }) => columns.get(name) === as) };
  return {
    ...asked,
    purchases: asked.purchases && own.purchases,
    browsing: asked.browsing && own.browsing,
    timesOfDay: asked.timesOfDay && own.timesOfDay,
    types: known(asked.types),
    view: known(asked.view),
    cart: known(asked.cart),
    ...(held && own.attributes ? { attributes: held } : {}),
  };
}

/**
 * The features of a model over a table that it need not have been fitted to, nothing fitted anew: filled, logged, clipped and standardised as the specs say.
 * Over the table and the window that they were fitted to, the matrix that they were fitted with.
 *
 * @param computer shares out the users of a large table
 * @throws AppError `rows-none-kept`: no event in the window; `cancelled`. Error where the table lacks one of the features ({@link supportedFeatures})
 */
export async function* featuresUnder(
  events: EventTable,
  recipe: FeaturesRecipe,
  model: FeatureModel,
  signal?: AbortSignal,
  computer?: ShardComputer,
): Stage<FeatureMatrix> {
  throwIfAborted(signal);
  const { specs } = model;
  const window = windowOf(events, recipe);
  const { support } = supportedFeatures(events, recipe, model);
  const ids = specs.map(({ id }) => id);
  const job = new RawJob(events, window.from, window.to, recipe, ids, support);
  if (job.users === 0) throw new AppError('rows-none-kept');
  yield* computeAll(events, job, recipe, computer, signal);
  const raw = job.result();
  const scaled = new Float32Array(raw.users * specs.length);
  const breathe = breather();
  for (const [column, spec] of specs.entries()) {
    scaleColumn(raw, column, spec, scaled, column, specs.length);
    await breathe();
    throwIfAborted(signal);
  }
  const { users, userIndex, from, to, end } = raw;
  return { users, features: specs.length, userIndex, raw: raw.raw, scaled, specs, constant: [], support, from, to, end };
}
