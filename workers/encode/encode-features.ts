import { AppError, throwIfAborted } from '../protocol/errors';
import type { DenseWeights, Embedding } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import type { EncoderRecipe } from '../protocol/recipe';
import { pcaLoss, principalComponents } from './baseline';
import { applyEncoder, pick } from './dense';
import { autoencoderShapes, parameterCount } from './layers';
import { pcaStart } from './pca-start';
import { reportEpochs } from './report-epochs';
import type { Rows } from './rows';
import { validationMask } from './split';
import type { AutoencoderWeights, Trainer, TrainRequest } from './trainer';

/**
 * Standardised features to the code of an autoencoder, or as they are for kind `none`.
 *
 * @param start weights from which the training goes on; without them it begins at the principal components
 * @throws as {@link encode}
 */
export async function* encodeFeatures(
  { users, features, scaled }: Pick<Rows, 'users' | 'features' | 'scaled'>,
  userIds: readonly string[],
  recipe: EncoderRecipe,
  seed: number,
  trainer: Trainer,
  start: AutoencoderWeights | undefined,
  signal: AbortSignal | undefined,
): Stage<Embedding> {
  throwIfAborted(signal);
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
