import { breather } from '../../math/breathe';
import { mean } from '../../math/statistics';
import { throwIfAborted } from '../../protocol/errors';
import type { Embedding, JointClusters } from '../../protocol/model';
import { partOf, type Progress, type Stage } from '../../protocol/progress';
import { DEFAULT_JOINT, type EncoderRecipe } from '../../protocol/encoder-recipe';
import { pcaLosses, principalComponents } from '../baseline';
import { applyEncoder, pick } from '../dense';
import { encodeFeatures } from '../encode-features';
import { lossDifference, lossesByUser } from '../loss-difference';
import { reportEpochs } from '../report-epochs';
import type { Rows } from '../rows';
import { sideOf, validationMask } from '../split';
import type { Trainer } from '../trainer';
import { roundsOf } from './train-joint';

/** Finds the clusters of an embedding from which the joint training begins. */
export type Group = (embedding: Embedding) => Stage<JointClusters>;

/**
 * Standardised features to the code of an autoencoder that was trained together with its clusters ({@link trainJoint}): the autoencoder learns alone first
 * ({@link encodeFeatures}), then the clusters of its code are found. Progress is in epochs, then in settings of the targets.
 *
 * @param from finds the clusters; or an earlier joint training, which goes on from its weights and centres
 * @throws AppError as {@link encodeFeatures} and `from`
 */
export async function* encodeJoint(
  matrix: Rows,
  userIds: readonly string[],
  { stopped, ...recipe }: EncoderRecipe,
  seed: number,
  trainer: Trainer,
  from: Group | Embedding,
  signal: AbortSignal | undefined,
): Stage<Embedding> {
  const { users, features, scaled } = matrix;
  const [group, previous] = typeof from === 'function' ? [from, null] : [null, from];
  const validation = validationMask(userIds, recipe.validationShare, seed);
  const training = sideOf(validation, 0).length;
  const validating = users - training;
  const asked = roundsOf(recipe.joint ?? DEFAULT_JOINT, training, Math.min(recipe.batchSize, training));
  const rounds = Math.min(asked, stopped?.rounds ?? Infinity);
  const before = group ? recipe.epochs : 0;
  const total = before + rounds;
  const alone =
    previous ??
    (yield* partOf(encodeFeatures(matrix, userIds, recipe, seed, trainer, undefined, signal), (progress) => ({ ...progress, total })));
  const clusters = previous?.joint ?? (yield* partOf(group!(alone), () => ({ stage: 'encode', done: before, total })));
  throwIfAborted(signal);

  const started = performance.now();
  const epochs = previous ? 0 : (alone.training?.epochs ?? 0);
  const { encoder, decoder } = alone;
  const request = {
    rows: scaled,
    users,
    features,
    validation,
    encoder: recipe,
    seed,
    start: { encoder, decoder },
    clusters,
    stopAfter: rounds,
  };
  const reports = reportEpochs((onEpoch) => trainer.train(request, onEpoch, signal), rounds);
  const trained = yield* partOf(reports, after(before, total, epochs));
  throwIfAborted(signal);
  const tested = validating > 0;
  const rows = pick(scaled, users, features, validation, tested ? 1 : 0);
  const components = principalComponents(pick(scaled, users, features, validation, 0), features);
  const baseline = pcaLosses(components, rows, recipe.code);
  const breathe = breather();
  const pause = async () => {
    await breathe();
    throwIfAborted(signal);
  };
  const losses = tested ? await lossesByUser(trained, recipe, rows, features, seed, pause) : null;
  const difference = losses && (await lossDifference(losses, baseline, seed, pause));
  const { k, chosen } = clusters;
  const { centres } = trained.clusters!;
  const learned = previous ? null : alone.training;
  return {
    users,
    dims: recipe.code,
    data: applyEncoder(trained.encoder, scaled, users),
    encoder: trained.encoder,
    decoder: trained.decoder,
    joint: { k, centres, chosen },
    training: alone.training && {
      ...alone.training,
      epochs: epochs + trained.trainingLoss.length,
      bestEpoch: epochs + trained.bestEpoch,
      bestLoss: trained.bestLoss,
      stoppedEarly: trained.stoppedEarly,
      trainingLoss: [...(learned?.trainingLoss ?? []), ...trained.trainingLoss],
      validationLoss: [...(learned?.validationLoss ?? []), ...trained.validationLoss],
      joint: { k, ...trained.rounds! },
      trainingUsers: training,
      validationUsers: validating,
      baselineLoss: mean(baseline),
      ...(difference && { difference }),
      parameters: alone.training.parameters + (previous ? 0 : centres.length),
      seconds: (learned?.seconds ?? 0) + (performance.now() - started) / 1000,
      backends: previous ? trained.backends : [...new Set([...alone.training.backends, ...trained.backends])],
    },
  };
}

/** Epochs that come after others, whose losses are of the same kind. */
const after =
  (done: number, total: number, epochs: number) =>
  ({ figures, ...progress }: Progress): Progress => {
    const of: Progress = { ...progress, done: done + progress.done, total };
    return figures ? { ...of, figures: { ...figures, epoch: epochs + (figures.epoch ?? 0), round: figures.epoch ?? 0 } } : of;
  };
