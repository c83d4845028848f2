import { continueCentres, HELD_NOISE, judgePlaced, placeAtCentres, type Held, type KeptClusterings, type Placed } from '../cluster';
import type { Compute } from '../cluster/compute';
import { refreshEmbedding, rowsOf, tuneEncoder } from '../encode';
import type { Trainer } from '../encode/trainer';
import type { FeatureMatrix } from '../protocol/features';
import type { KMeansBackend } from '../protocol/kmeans';
import type { Clusterings, Embedding, Segmentation } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import type { Recipe } from '../protocol/recipe';
import type { RefreshedUsers } from './append';

/** What an update goes on from. */
export interface UpdateBase {
  readonly matrix: FeatureMatrix;
  readonly embedding: Embedding;
  readonly clusterings: Clusterings;
  /** The one shown: `clusterings.byK` at the chosen k. */
  readonly segmentation: Segmentation;
}

/** What takes its place; `origin` says by label which label it was ({@link KeptClusterings}). */
export interface Updated extends UpdateBase, KeptClusterings {}

/** What an update runs on; `kmeans` is asked for once the training is over, since that may move to another device. */
export interface UpdateDevices {
  readonly trainer: Trainer;
  readonly compute: Compute;
  readonly kmeans: KMeansBackend;
}

/** What an assignment makes of the users now, before any figure of it is known. */
export interface PlacedUsers {
  readonly matrix: FeatureMatrix;
  readonly embedding: Embedding;
  readonly placed: Placed;
}

/**
 * Model and centres stay: the embedding is taken for the users whose features changed ({@link refreshEmbedding}), and every user to the segment that
 * fits, where the method says so of all ({@link placeAtCentres}).
 */
export async function* placeUsers(base: UpdateBase, refreshed: UsersNow, signal?: AbortSignal): Stage<PlacedUsers> {
  const { matrix, before, events } = refreshed;
  const embedding = yield* refreshEmbedding(base.embedding, base.matrix, rowsOf(events, matrix), before, signal);
  return { matrix, embedding, placed: yield* placeAtCentres(embedding, base.segmentation, heldUsers(base, refreshed), signal) };
}

/** The users' features now, and which of their rows have new events. */
export type UsersNow = Pick<RefreshedUsers, 'events' | 'matrix' | 'before' | 'changed'>;

function heldUsers({ segmentation: { labels, strengths } }: UpdateBase, { before, changed }: UsersNow): Held {
  const held = before.map((row) => (row < 0 ? -1 : labels[row]! < 0 ? HELD_NOISE : labels[row]!));
  for (const row of changed) held[row] = -1;
  return { labels: held, ...(strengths && { strengths: Float32Array.from(before, (row) => strengths[row] ?? 0) }) };
}

/** The assignment with its figures ({@link judgePlaced}). */
export async function* assignUpdate(
  base: UpdateBase,
  { matrix, embedding, placed }: PlacedUsers,
  recipe: Recipe,
  { compute }: Pick<UpdateDevices, 'compute'>,
  signal?: AbortSignal,
): Stage<Updated> {
  return updated(
    matrix,
    embedding,
    yield* judgePlaced(embedding, placed, base.clusterings, recipe.clustering, recipe.seed, compute, signal),
  );
}

/**
 * A warm start: the encoder goes on from its weights on all users ({@link tuneEncoder}), the clustering from the segments' users in the new
 * embedding ({@link continueCentres}). The features' scales stay, so that the weights keep their meaning.
 *
 * @param userIds one id a row of the refreshed matrix; decides who validates
 */
export async function* tuneUpdate(
  base: UpdateBase,
  refreshed: UsersNow,
  userIds: readonly string[],
  recipe: Recipe,
  devices: UpdateDevices,
  signal?: AbortSignal,
): Stage<Updated> {
  const { embedding: old, segmentation } = base;
  const { matrix, before, events } = refreshed;
  const embedding = yield* tuneEncoder(old, rowsOf(events, matrix), userIds, recipe.encoder, recipe.seed, devices.trainer, signal);
  const labels = before.map((row) => (row < 0 ? -1 : segmentation.labels[row]!));
  const { compute, kmeans } = devices;
  const kept = yield* continueCentres(
    embedding,
    labels,
    heldUsers(base, refreshed),
    segmentation.k,
    recipe.clustering,
    recipe.seed,
    compute,
    kmeans,
    signal,
  );
  return updated(matrix, embedding, kept);
}

function updated(matrix: FeatureMatrix, embedding: Embedding, kept: KeptClusterings): Updated {
  const { byK, choice } = kept.clusterings;
  return { matrix, embedding, segmentation: byK.get(choice.k)!, ...kept };
}
