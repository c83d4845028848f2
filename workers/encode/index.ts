import { windowRows } from '../features/window-rows';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { DenseWeights, Embedding } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import { isSequenceEncoder, type EncoderRecipe } from '../protocol/recipe';
import { pcaLoss, principalComponents } from './baseline';
import { applyEncoder, pick } from './dense';
import { autoencoderShapes, parameterCount } from './layers';
import { pcaStart } from './pca-start';
import { reportEpochs } from './report-epochs';
import { encodeSequences, type Told } from './sequence/encode-sequences';
import { validationMask } from './split';
import type { AutoencoderWeights, Trainer, TrainRequest } from './trainer';

export { applyEncoder, reconstructionLoss } from './dense';
export { refreshEmbedding } from './refresh';
export { codesIn } from './sequence/encode-sequences';
export type { EpochReport, TrainedAutoencoder, Trainer, TrainRequest } from './trainer';

/** What an encoder sees of the users. */
export interface Rows extends Pick<FeatureMatrix, 'users' | 'features' | 'scaled'> {
  /** Their events, a user a row; asked for by the encoders that read these in order. */
  readonly told?: Told;
}

/** The users of a matrix, or some of them, with their events. @param rows of the matrix; null: all */
export function rowsOf(events: EventTable, matrix: FeatureMatrix, rows: Uint32Array | null = null): Rows {
  const { from, to, features, support } = matrix;
  const all = windowRows(events, from, to);
  if (rows === null) return { ...matrix, told: { events, rows: all, timesOfDay: support.timesOfDay } };
  const picked = { userIndex: pickRows(all.userIndex, rows), lo: pickRows(all.lo, rows), hi: pickRows(all.hi, rows) };
  const scaled = new Float32Array(rows.length * features);
  rows.forEach((row, i) => scaled.set(matrix.scaled.subarray(row * features, (row + 1) * features), i * features));
  return { users: rows.length, features, scaled, told: { events, rows: picked, timesOfDay: support.timesOfDay } };
}

const pickRows = (values: Uint32Array, rows: Uint32Array) => rows.map((row) => values[row]!);

/**
 * Users to an embedding: standardised features to the code of an autoencoder, or as they are for kind `none`; events in order to the code of
 * a network that reads them ({@link encodeSequences}). Progress is
 * in epochs. The embedding is made on plain arrays from the trained weights, so that it does not depend on a GPU's rounding
 * more than the training does.
 *
 * Training of an autoencoder begins at the principal components of the training users ({@link pcaStart}) and returns the best epoch, the start among them: on the
 * validation users it never ends above the linear baseline whose components the layers can carry.
 *
 * @param userIds one id a row of the matrix; decides who validates
 * @throws AppError `features-no-variance` without any feature, `training-diverged`, `cancelled`, and what the trainer throws
 */
export async function* encode(
  matrix: Rows,
  userIds: readonly string[],
  recipe: EncoderRecipe,
  seed: number,
  trainer: Trainer,
  signal?: AbortSignal,
): Stage<Embedding> {
  if (isSequenceEncoder(recipe.kind)) return yield* encodeSequences(matrix.told ?? null, userIds, recipe, seed, trainer, null, signal);
  return yield* train(matrix, userIds, recipe, seed, trainer, undefined, signal);
}

/** Share of the recipe's epochs, and of its learning rate, with which a training goes on from earlier weights. */
const TUNE_EPOCHS = 0.25;
const TUNE_EPOCHS_LEAST = 5;
const TUNE_RATE = 0.5;

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
  const tuned = {
    ...recipe,
    epochs: Math.max(TUNE_EPOCHS_LEAST, Math.round(recipe.epochs * TUNE_EPOCHS)),
    learningRate: recipe.learningRate * TUNE_RATE,
  };
  if (previous.sequence) return yield* encodeSequences(matrix.told ?? null, userIds, tuned, seed, trainer, previous.sequence, signal);
  return yield* train(matrix, userIds, tuned, seed, trainer, { encoder: previous.encoder, decoder: previous.decoder }, signal);
}

async function* train(
  matrix: Rows,
  userIds: readonly string[],
  recipe: EncoderRecipe,
  seed: number,
  trainer: Trainer,
  start: AutoencoderWeights | undefined,
  signal: AbortSignal | undefined,
): Stage<Embedding> {
  throwIfAborted(signal);
  const { users, features, scaled } = matrix;
  if (users === 0 || features === 0) throw new AppError('features-no-variance');
  if (recipe.kind === 'none') {
    yield { stage: 'encode', done: 1, total: 1 };
    return { users, dims: features, data: scaled.slice(), encoder: [], decoder: [], training: null };
  }
  const started = performance.now();
  const validation = validationMask(userIds, recipe.validationShare, seed);
  yield { stage: 'encode', done: 0, total: recipe.epochs };
  const training = pick(scaled, users, features, validation, 0);
  const validating = pick(scaled, users, features, validation, 1);
  const components = principalComponents(training, features);
  const from = start ?? beginAt(pcaStart(autoencoderShapes(features, recipe.hidden, recipe.code), components, seed), recipe);
  const request: TrainRequest = { rows: scaled, users, features, validation, encoder: recipe, seed, ...(from && { start: from }) };
  const trained = yield* reportEpochs((onEpoch) => trainer.train(request, onEpoch, signal), recipe.epochs);
  throwIfAborted(signal);
  return {
    users,
    dims: recipe.code,
    data: applyEncoder(trained.encoder, scaled, users),
    encoder: trained.encoder,
    decoder: trained.decoder,
    training: {
      epochs: trained.trainingLoss.length,
      bestEpoch: trained.bestEpoch,
      stoppedEarly: trained.stoppedEarly,
      trainingLoss: trained.trainingLoss,
      validationLoss: trained.validationLoss,
      bestLoss: trained.bestLoss,
      trainingUsers: training.length / features,
      validationUsers: validating.length / features,
      baselineLoss: pcaLoss(components, validating.length > 0 ? validating : training, recipe.code),
      parameters: parameterCount(autoencoderShapes(features, recipe.hidden, recipe.code)),
      seconds: (performance.now() - started) / 1000,
      backends: trained.backends,
    },
  };
}

function beginAt(layers: readonly DenseWeights[] | null, { hidden }: EncoderRecipe): AutoencoderWeights | undefined {
  return layers === null ? undefined : { encoder: layers.slice(0, hidden.length + 1), decoder: layers.slice(hidden.length + 1) };
}
