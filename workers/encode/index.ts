import type { Embedding } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import { isSequenceEncoder, type EncoderRecipe } from '../protocol/encoder-recipe';
import { encodeFeatures } from './encode-features';
import { encodeFused } from './fused';
import { goingOn } from './going-on';
import { encodeJoint, type Group } from './joint/encode-joint';
import type { Rows } from './rows';
import { encodeSequences } from './sequence/encode-sequences';
import type { Trainer } from './trainer';

export type { Group } from './joint/encode-joint';
export { applyEncoder, reconstructionLoss } from './dense';
export { refreshEmbedding } from './refresh';
export { rowsOf, type Rows } from './rows';
export { fieldsOf } from './sequence/fields';
export { sizeOf, weightsOf } from './sequence/layout';
export { embedWindow } from './window';
export type { EpochReport, TrainedAutoencoder, Trainer, TrainRequest } from './trainer';

/**
 * Users to an embedding: standardised features to the code of an autoencoder, or as they are for kind `none`; events in order to the code of
 * a network that reads them ({@link encodeSequences}); or both to one code ({@link encodeFused}); or the features to the code of an autoencoder that is trained
 * together with its clusters ({@link encodeJoint}). Progress is in epochs. The embedding is made on plain arrays from the trained weights, so that it does not depend on a GPU's rounding
 * more than the training does.
 *
 * Training of an autoencoder begins at the principal components of the training users ({@link pcaStart}) and returns the best epoch, the start among them: on the
 * validation users it never ends above the linear baseline whose components the layers can carry.
 *
 * @param userIds one id a row of the matrix; decides who validates
 * @param group of kind `idec`, which cannot do without: finds the clusters from which the joint training begins
 * @throws AppError `features-no-variance` without any feature, `training-diverged`, `cancelled`, and what the trainer throws
 */
export async function* encode(
  matrix: Rows,
  userIds: readonly string[],
  recipe: EncoderRecipe,
  seed: number,
  trainer: Trainer,
  signal?: AbortSignal,
  group?: Group,
): Stage<Embedding> {
  if (recipe.kind === 'idec') {
    if (!group) throw new RangeError('an encoder that is trained together with clusters needs some');
    return yield* encodeJoint(matrix, userIds, recipe, seed, trainer, group, signal);
  }
  if (isSequenceEncoder(recipe.kind)) return yield* encodeSequences(matrix.told?.() ?? null, userIds, recipe, seed, trainer, null, signal);
  if (recipe.kind === 'fused') return yield* encodeFused(matrix, userIds, recipe, seed, trainer, null, signal);
  return yield* encodeFeatures(matrix, userIds, recipe, seed, trainer, undefined, signal);
}

/**
 * The encoder of `previous` goes on learning from its weights, on old and new users alike: a quarter of the recipe's epochs, at least 5, at half
 * its learning rate, since it begins near where it ends. Users keep their side of the validation. The matrix must be scaled as the one that
 * the encoder was trained on (its specs stay), for the weights to mean the same; where no epoch betters the old weights they are kept. For
 * an embedding without an encoder: the features as they are.
 *
 * @throws as {@link encode}; RangeError where the recipe's layers are not those of `previous`
 */
export async function* tuneEncoder(
  previous: Embedding,
  matrix: Rows,
  userIds: readonly string[],
  recipe: EncoderRecipe,
  seed: number,
  trainer: Trainer,
  signal?: AbortSignal,
): Stage<Embedding> {
  const tuned = goingOn(recipe);
  if (previous.fusion) return yield* encodeFused(matrix, userIds, tuned, seed, trainer, previous, signal);
  if (previous.sequence) return yield* encodeSequences(matrix.told?.() ?? null, userIds, tuned, seed, trainer, previous.sequence, signal);
  if (previous.joint) return yield* encodeJoint(matrix, userIds, tuned, seed, trainer, previous, signal);
  const { encoder, decoder, spread } = previous;
  const start = { encoder, decoder, ...(spread && { spread }) };
  return yield* encodeFeatures(matrix, userIds, tuned, seed, trainer, start, signal);
}
