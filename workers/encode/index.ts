import { AppError, throwIfAborted } from '../protocol/errors';
import type { FeatureMatrix } from '../protocol/features';
import type { DenseWeights, Embedding } from '../protocol/model';
import type { Progress, Stage } from '../protocol/progress';
import type { EncoderRecipe } from '../protocol/recipe';
import { pcaLoss, principalComponents } from './baseline';
import { applyEncoder, pick } from './dense';
import { autoencoderShapes, parameterCount } from './layers';
import { pcaStart } from './pca-start';
import { validationMask } from './split';
import type { AutoencoderWeights, EpochReport, TrainedAutoencoder, Trainer, TrainRequest } from './trainer';

export { applyEncoder, reconstructionLoss } from './dense';
export { refreshEmbedding } from './refresh';
export type { EpochReport, TrainedAutoencoder, Trainer, TrainRequest } from './trainer';

/** What an encoder sees of the features. */
type Rows = Pick<FeatureMatrix, 'users' | 'features' | 'scaled'>;

/**
 * Standardised features to an embedding: the code of an autoencoder, or the features as they are for kind `none`. Progress is
 * in epochs. The embedding is made on plain arrays from the trained weights, so that it does not depend on a GPU's rounding
 * more than the training does.
 *
 * Training begins at the principal components of the training users ({@link pcaStart}) and returns the best epoch, the start among them: on the
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
  const trained = yield* reportEpochs(request, trainer, signal);
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

/** Turns the trainer's calls back into progress, in order, none lost. */
async function* reportEpochs(request: TrainRequest, trainer: Trainer, signal: AbortSignal | undefined): Stage<TrainedAutoencoder> {
  const reports: EpochReport[] = [];
  let wake: () => void = () => undefined;
  let ended = false;
  const training = trainer
    .train(
      request,
      (epoch) => {
        reports.push(epoch);
        wake();
      },
      signal,
    )
    .finally(() => {
      ended = true;
      wake();
    });
  // The rejection is met below; this keeps it from counting as unhandled until then.
  training.catch(() => undefined);
  for (;;) {
    for (let next = reports.shift(); next !== undefined; next = reports.shift()) yield progress(next, request.encoder.epochs);
    if (ended) return await training;
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (ended || reports.length > 0) resolve();
    });
  }
}

function progress({ epoch, trainingLoss, validationLoss, notice }: EpochReport, total: number): Progress {
  return {
    stage: 'encode',
    done: epoch,
    total,
    ...(epoch > 0 ? { figures: { epoch, trainingLoss, validationLoss } } : {}),
    ...(notice === undefined ? {} : { notice }),
  };
}
