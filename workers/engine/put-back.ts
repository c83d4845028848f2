import * as v from 'valibot';
import { ownDistances } from '../cluster/nearest';
import { featuresUnder } from '../features';
import { portray } from '../portray';
import { applyProjection } from '../project';
import { dirtSettings } from '../protocol/cleaning';
import { AppError, throwIfAborted } from '../protocol/errors';
import { NOISE, type Clusterings, type Embedding, type Projection, type Segmentation } from '../protocol/model';
import { drive, type Progress } from '../protocol/progress';
import { RecipeSchema, type Recipe } from '../protocol/recipe';
import type { RunHindrance } from '../protocol/runs';
import { embedUnder, modelOf, type KeptRun } from '../runs';
import { track } from '../track';
import { filesOf } from './keeping';
import type { Opened, RunState, TableDevice } from './run';

/** How far the map may lie from the one that was kept, as a share of its spread: sums are taken in another order where events came in parts. */
const MAP_TOLERANCE = 1e-3;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Why a run cannot be put back on the screens while these events are open; null: nothing speaks against it. */
export function hindranceOf({ summary, body }: KeptRun, opened: Opened): RunHindrance | null {
  if (summary.imported) return 'run-imported';
  if (!body.remainder || !body.support || !summary.basis || !summary.validity) return 'run-earlier';
  if (!same(summary.files, filesOf(opened))) return 'run-other-file';
  const { mapping, cleaning } = opened;
  const joined = (opened.joined ?? []).map((table) => ({ file: table.file.name, mapping: table.mapping }));
  return same(readingOf(summary.recipe), readingOf({ ...summary.recipe, mapping, cleaning, joined })) ? null : 'run-other-reading';
}

/** What decides which events there are; through the schema, so that the order of keys is one, and with what is left out at its default. */
function readingOf(recipe: Recipe): unknown {
  const read = v.safeParse(RecipeSchema, recipe);
  if (!read.success) return null;
  const { mapping, cleaning, joined = [] } = read.output;
  return [mapping, { ...cleaning, ...dirtSettings(cleaning) }, joined];
}

/**
 * A run of the list as it was on the screens. Labels, centres, map and names are those that were kept; what follows from them and the events is computed again. Only its own
 * number of segments is there, as after an update.
 *
 * @throws AppError as {@link RunsApi.putBackRun}
 */
export async function putBack(
  run: KeptRun,
  opened: Opened,
  usedNumbers: readonly number[],
  tables: TableDevice,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<RunState> {
  const hindrance = hindranceOf(run, opened);
  if (hindrance) throw new AppError(hindrance);
  const { summary, body } = run;
  const { recipe } = summary;
  const { events } = opened.ingested;
  const remainder = body.remainder!;
  const model = modelOf(body);
  const features = { specs: body.features, support: body.support };
  const matrix = {
    ...(await drive(featuresUnder(events, recipe.features, features, signal, tables), onProgress).finally(() => tables.end())),
    constant: remainder.constant,
  };
  const sameUsers = matrix.users === summary.users && matrix.userIndex.every((user, row) => events.userIds[user] === idOf(run, row));
  if (!sameUsers) throw new AppError('run-other-events');
  const embedded = await drive(embedUnder(model, events, matrix, signal), onProgress);
  const embedding: Embedding = { ...embedded, ...remainder.embedding, training: summary.training };
  const projection: Projection = { ...remainder.projection, points: body.points, explained: body.explained };
  if (!isSameMap(body.points, applyProjection(projection, embedding.data, embedding.users))) throw new AppError('run-other-events');

  const segmentation = segmentationOf(run, embedding);
  onProgress({ stage: 'portray', done: 0, total: 1 });
  const portraits = portray(events, matrix, segmentation).map((portrait) => ({ ...portrait, name: summary.segments[portrait.id]!.name }));
  const tracked = await drive(
    track({ events, matrix, embedding, segmentation, projection, features: recipe.features, track: recipe.track }, signal),
    onProgress,
  );
  throwIfAborted(signal);
  const numbers = summary.segments.map(({ number }) => number);
  return {
    opened,
    recipe,
    matrix,
    embedding,
    projection,
    clusterings: clusteringsOf(run, segmentation),
    segmentation,
    portraits,
    tracked,
    backend: remainder.backend,
    seconds: summary.seconds,
    kind: summary.kind,
    madeAt: summary.at,
    putBackAt: Date.now(),
    numbers,
    usedNumbers: [...new Set([...usedNumbers, ...numbers])],
  };
}

const idOf = ({ body, users }: KeptRun, row: number) => users.ids[body.userIndex[row]!];

function isSameMap(kept: Float32Array, found: Float32Array): boolean {
  let spread = 0;
  for (const coordinate of kept) spread = Math.max(spread, Math.abs(coordinate));
  return kept.length === found.length && kept.every((coordinate, i) => Math.abs(coordinate - found[i]!) <= MAP_TOLERANCE * spread);
}

function segmentationOf({ summary: { segments, recipe }, body }: KeptRun, { data, users, dims }: Embedding): Segmentation {
  const { centres, remainder } = body;
  const labelOf = new Map(segments.map(({ number }, label) => [number, label]));
  const labels = body.segments.map((number) => (number === NOISE ? NOISE : labelOf.get(number)!));
  const { method } = recipe.clustering;
  return {
    k: segments.length,
    labels,
    centres,
    distances: ownDistances(data, users, dims, centres, labels),
    ...(method !== 'kmeans' && { method }),
    ...remainder!.segmentation,
  };
}

function clusteringsOf({ summary: { basis, validity }, body: { remainder } }: KeptRun, segmentation: Segmentation): Clusterings {
  const { k, density } = segmentation;
  const rule = density ? 'found' : 'kept';
  return {
    ...remainder!.clusterings,
    byK: new Map([[k, segmentation]]),
    validity: [validity!],
    basis: basis!,
    choice: { k, rule, bestK: k, bestSilhouette: validity!.silhouette },
  };
}
