import { breather } from '../math/breathe';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix, FeatureSpec } from '../protocol/features';
import type { Stage } from '../protocol/progress';
import type { FeaturesRecipe } from '../protocol/recipe';
import { computeShards } from './compute-shards';
import { fitColumn, scaledTogether } from './fit';
import { RawJob, type RawFeatures } from './raw';
import { scaleColumn } from './scale';
import type { ShardComputer } from './shard';
import { windowOf } from './window-rows';

/** Event rows between two reports, some 10 ms of work. */
const ROWS_A_STEP = 20_000;

/**
 * The features of every user with an event in the recipe's window, in their own units and scaled. Those that do not vary are left out and named.
 *
 * @throws AppError `rows-none-kept` (no event in the window), `users-one`, `users-single-event` (every user of the file has exactly one event,
 * and nothing is known of users, so that nothing tells how they behave; params: users), `features-no-variance`, `cancelled`.
 * @param computer shares out the users of a large table
 */
export async function* extractFeatures(
  events: EventTable,
  recipe: FeaturesRecipe,
  signal?: AbortSignal,
  computer?: ShardComputer,
): Stage<FeatureMatrix> {
  throwIfAborted(signal);
  const window = windowOf(events, recipe);
  const job = new RawJob(events, window.from, window.to, recipe);
  if (job.users === 0) throw new AppError('rows-none-kept');
  if (job.users === 1) throw new AppError('users-one');
  if (events.rows === events.users && !events.timeless && !events.attributes)
    throw new AppError('users-single-event', { users: events.users });

  const breathe = breather();
  yield* computeAll(events, job, recipe, computer, signal);
  const raw = job.result();

  const fitted: FeatureSpec[] = [];
  const constant: string[] = [];
  const scratch = new Float64Array(raw.users);
  for (let column = 0; column < raw.ids.length; column++) {
    const spec = fitColumn([raw], column, recipe.winsor, scratch);
    if (spec.scale.sd > 0) fitted.push(spec);
    else constant.push(spec.id);
    await breathe();
    throwIfAborted(signal);
  }
  if (fitted.length === 0) throw new AppError('features-no-variance');
  const specs = scaledTogether(fitted);

  const scaled = new Float32Array(raw.users * specs.length);
  for (const [target, spec] of specs.entries()) {
    scaleColumn(raw, raw.ids.indexOf(spec.id), spec, scaled, target, specs.length);
    await breathe();
    throwIfAborted(signal);
  }
  const { users, userIndex, from, to, end, support } = raw;
  return { users, features: specs.length, userIndex, raw: columns(raw, specs), scaled, specs, constant, support, from, to, end };
}

/** Fills a job, its users shared out where that is worth it. */
export async function* computeAll(
  events: EventTable,
  job: RawJob,
  recipe: FeaturesRecipe,
  computer: ShardComputer | undefined,
  signal: AbortSignal | undefined,
): Stage<void> {
  const shared = computer !== undefined && (yield* computeShards(events, job, recipe, computer, signal));
  if (!shared) yield* computeInline(job, signal);
}

async function* computeInline(job: RawJob, signal: AbortSignal | undefined): Stage<void> {
  const breathe = breather();
  for (let first = 0; first < job.users;) {
    let last = first;
    for (let rows = 0; last < job.users && rows < ROWS_A_STEP; last++) rows += job.rowsOf(last);
    job.compute(first, last);
    first = last;
    yield { stage: 'features', done: first, total: job.users };
    await breathe();
    throwIfAborted(signal);
  }
}

/** The columns of the specs alone. */
function columns({ users, ids, raw }: RawFeatures, specs: readonly FeatureSpec[]): Float64Array {
  if (specs.length === ids.length) return raw;
  const sources = specs.map((spec) => ids.indexOf(spec.id));
  const kept = new Float64Array(users * sources.length);
  for (let i = 0; i < users; i++) {
    for (let f = 0; f < sources.length; f++) kept[i * sources.length + f] = raw[i * ids.length + sources[f]!]!;
  }
  return kept;
}
