import { breather } from '../math/breathe';
import { mean } from '../math/statistics';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { DenseWeights, Embedding } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import { DEFAULT_VARIATIONAL, type EncoderRecipe } from '../protocol/encoder-recipe';
import { pcaLosses, principalComponents, type PrincipalComponents } from './baseline';
import { applyEncoder, pick } from './dense';
import { formOf } from './form';
import { autoencoderShapes, parameterCount } from './layers';
import { lossDifference, lossesByUser } from './loss-difference';
import { carriedComponents, pcaStart } from './pca-start';
import { reportEpochs } from './report-epochs';
import type { Rows } from './rows';
import { validationMask } from './split';
import type { AutoencoderWeights, Trainer, TrainRequest } from './trainer';
import { linearVariationalLosses, variationalStart } from './variational-start';

/**
 * Standardised features to the code of an autoencoder (of a variational one, to its mean), or as they are for kind `none`.
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
  const linear = linearOf(recipe, components, seed);
  const from = start ?? linear.start();
  const request: TrainRequest = { rows: scaled, users, features, validation, encoder: recipe, seed, ...(from && { start: from }) };
  const trained = yield* reportEpochs((onEpoch) => trainer.train(request, onEpoch, signal), recipe.epochs);
  throwIfAborted(signal);
  const breathe = breather();
  const pause = async () => {
    await breathe();
    throwIfAborted(signal);
  };
  const tested = validating.length > 0;
  const baseline = linear.losses(tested ? validating : training);
  const lossesOf = (weights: AutoencoderWeights) => lossesByUser(weights, recipe, validating, features, seed, pause);
  const beside = linear.underNoise();
  const difference = tested ? await lossDifference(await lossesOf(trained), beside ? await lossesOf(beside) : baseline, seed, pause) : null;
  return {
    users,
    dims: recipe.code,
    data: applyEncoder(trained.encoder, scaled, users),
    encoder: trained.encoder,
    decoder: trained.decoder,
    ...(trained.spread && { spread: trained.spread }),
    training: {
      epochs: trained.trainingLoss.length,
      bestEpoch: trained.bestEpoch,
      stoppedEarly: trained.stoppedEarly,
      trainingLoss: trained.trainingLoss,
      validationLoss: trained.validationLoss,
      bestLoss: trained.bestLoss,
      trainingUsers: training.length / features,
      validationUsers: validating.length / features,
      baselineLoss: mean(baseline),
      ...(difference && { difference }),
      parameters: parameterCount(formOf(recipe, features).shapes),
      seconds: (performance.now() - started) / 1000,
      backends: trained.backends,
    },
  };
}

/**
 * The best linear encoder of the same kind and size: where training begins, and the baseline, whose losses are expectations. `underNoise` is the baseline as weights,
 * so that its code is drawn with the very noise of the encoder beside it, and an encoder that is the baseline does not differ from it; undefined where no noise is drawn, or
 * the hidden layers do not carry all of its components.
 */
function linearOf({ kind, hidden, code, variational = DEFAULT_VARIATIONAL }: EncoderRecipe, components: PrincipalComponents, seed: number) {
  const { features } = components;
  const shapes = autoencoderShapes(features, hidden, code);
  if (kind === 'variational') {
    const start = () => variationalStart(features, hidden, code, components, variational.beta, seed) ?? undefined;
    return {
      start,
      underNoise: () => (carriedComponents(shapes) === Math.min(code, features) ? start() : undefined),
      losses: (rows: Float32Array) => linearVariationalLosses(components, rows, code, variational.beta),
    };
  }
  return {
    start: () => beginAt(pcaStart(shapes, components, seed), hidden.length + 1),
    underNoise: () => undefined,
    losses: (rows: Float32Array) => pcaLosses(components, rows, code),
  };
}

function beginAt(layers: readonly DenseWeights[] | null, encoding: number): AutoencoderWeights | undefined {
  return layers === null ? undefined : { encoder: layers.slice(0, encoding), decoder: layers.slice(encoding) };
}
