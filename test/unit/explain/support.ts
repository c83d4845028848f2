import { nearestCentres } from '../../../workers/cluster/nearest';
import { solveKMeans } from '../../../workers/cluster/solve';
import { encode, rowsOf } from '../../../workers/encode';
import { readUsers } from '../../../workers/encode/sequence/encode-sequences';
import { fieldsOf, learnVocabulary } from '../../../workers/encode/sequence/fields';
import { initialWeights } from '../../../workers/encode/sequence/layout';
import type { Explained } from '../../../workers/explain';
import { extractFeatures } from '../../../workers/features';
import { random } from '../../../workers/math/random';
import type { EventTable } from '../../../workers/protocol/events';
import type { FeatureMatrix, FeatureSpec } from '../../../workers/protocol/features';
import type { Embedding, Segmentation } from '../../../workers/protocol/model';
import { drive } from '../../../workers/protocol/progress';
import { defaultEncoder, type EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import type { SequenceShape } from '../../../workers/protocol/sequences';
import { localTrainer } from '../../fixtures/local-trainer';

/** Rows of independent standard normal features, of which some columns are ±`apart` by turns besides. */
export function rowsWith(users: number, features: number, split: readonly number[], apart: number, seed = 1): Float32Array {
  const rng = random(seed, 'rows');
  return Float32Array.from({ length: users * features }, (_, at) => {
    const [user, feature] = [Math.floor(at / features), at % features];
    return rng.normal() + (split.includes(feature) ? (user % 2 === 0 ? apart : -apart) : 0);
  });
}

/** Two segments of an embedding, by k-means. */
export function inTwo({ data, users, dims }: Pick<Embedding, 'data' | 'users' | 'dims'>): Segmentation {
  const { centres } = solveKMeans(data, users, dims, { k: 2, seed: 1, restarts: 5, tolerance: 1e-4, maxIterations: 300 });
  const { labels, squares } = nearestCentres(data, users, dims, centres, 2);
  return { k: 2, labels, centres, distances: Float32Array.from(squares, Math.sqrt) };
}

/** A result over features that are given, without events. */
export async function resultOf(
  scaled: Float32Array,
  users: number,
  kind: EncoderRecipe['kind'],
  change: Partial<EncoderRecipe> = {},
  specs?: readonly Partial<FeatureSpec>[],
): Promise<Explained> {
  const features = scaled.length / users;
  const events = { userIds: Array.from({ length: users }, (_, user) => `u${user}`) } as unknown as EventTable;
  const matrix = {
    users,
    features,
    scaled,
    userIndex: Uint32Array.from({ length: users }, (_, user) => user),
    specs: specs ?? Array.from({ length: features }, () => ({ group: 'value' })),
  } as unknown as FeatureMatrix;
  const { seed, encoder } = defaultRecipe({} as never);
  const recipe = { seed, encoder: { ...encoder, kind, ...change } };
  const embedding = await drive(encode({ users, features, scaled }, events.userIds, recipe.encoder, seed, localTrainer));
  return { events, matrix, embedding, segmentation: inTwo(embedding), recipe };
}

/** A result over events by a network that has learned nothing. */
export async function readResult(events: EventTable, shape: Omit<SequenceShape, 'levels' | 'predicted'>): Promise<Explained> {
  const matrix = await drive(extractFeatures(events, defaultRecipe({} as never).features));
  const { rows } = rowsOf(events, matrix).told!();
  const vocabulary = learnVocabulary(events, rows, true);
  const whole: SequenceShape = { ...shape, levels: fieldsOf(vocabulary).map(({ levels }) => levels), predicted: [0] };
  const rng = random(8, 'weights');
  const parameters = initialWeights(whole, 5).map((value) => value + 0.1 * rng.normal());
  const sequence = { shape: whole, vocabulary, parameters };
  const data = await drive(readUsers(sequence, { events, rows }, 1, undefined));
  const embedding = { users: matrix.users, dims: shape.code, data, encoder: [], decoder: [], sequence, training: null };
  return { events, matrix, embedding, segmentation: inTwo(embedding), recipe: { seed: 1, encoder: defaultEncoder(shape.architecture) } };
}
