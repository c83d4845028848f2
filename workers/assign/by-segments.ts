import { placesOf } from '../cluster';
import { refreshEmbedding, rowsOf } from '../encode';
import { featuresUnder, supportedFeatures } from '../features';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { Embedding, Segmentation } from '../protocol/model';
import { drive } from '../protocol/progress';
import type { FeaturesRecipe } from '../protocol/recipe';

/** What a run places users by without the network. */
export interface SegmentedBy {
  readonly features: FeaturesRecipe;
  readonly matrix: Pick<FeatureMatrix, 'specs' | 'support' | 'from' | 'to'>;
  readonly embedding: Embedding;
  readonly segmentation: Pick<Segmentation, 'centres' | 'k' | 'mixture' | 'density'>;
}

/**
 * The segments in which the model of a run puts the first so many users of a table over the run's window, as `placeUsers` of workers/runs does: −1 for who is in none or has no
 * event in the window. Null where the table lacks what the features are about.
 *
 * @throws AppError `rows-none-kept`, `cancelled`
 */
export async function bySegments(
  { features, matrix, embedding, segmentation }: SegmentedBy,
  table: EventTable,
  users: number,
  signal?: AbortSignal,
): Promise<Int32Array | null> {
  const { specs, support, from, to } = matrix;
  const recipe = { ...features, from, to };
  if (supportedFeatures(table, recipe, { specs, support }).missing.length > 0) return null;
  const own = await drive(featuresUnder(table, recipe, { specs, support }, signal));
  const asked = Uint32Array.from(own.userIndex.keys()).filter((row) => own.userIndex[row]! < users);
  const nobody = { users: 0, features: own.features, scaled: new Float32Array() };
  const blank = { ...embedding, users: 0, data: new Float32Array() };
  const unseen = new Int32Array(asked.length).fill(-1);
  const { data, dims } = await drive(refreshEmbedding(blank, nobody, rowsOf(table, own, asked), unseen, signal));
  const { labels } = placesOf(segmentation, dims)(data, asked.length);
  const all = new Int32Array(users).fill(-1);
  asked.forEach((row, i) => (all[own.userIndex[row]!] = labels[i]!));
  return all;
}
