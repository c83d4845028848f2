import { AppError } from '../protocol/errors';
import type { Embedding, Fusion } from '../protocol/model';
import type { Progress, Stage } from '../protocol/progress';
import { defaultEncoder, defaultSequence, type EncoderRecipe } from '../protocol/recipe';
import { encodeFeatures } from './encode-features';
import type { Rows } from './rows';
import { encodeSequences } from './sequence/encode-sequences';
import type { Trainer } from './trainer';

/**
 * Everything that is known of a user in one code: the features (those of the user table among them) and the code of a network that reads the
 * events in order ({@link encodeSequences}), joined by an autoencoder. Both parts have the same total variance at its input, so that
 * neither drowns the other however many columns it has.
 *
 * @param previous of an earlier training that goes on; its scales stay, for the weights to mean the same
 * @throws AppError `no-order`, `features-no-variance`, and as {@link encode}
 */
export async function* encodeFused(
  matrix: Rows,
  userIds: readonly string[],
  recipe: EncoderRecipe,
  seed: number,
  trainer: Trainer,
  previous: Embedding | null,
  signal: AbortSignal | undefined,
): Stage<Embedding> {
  const { users, features, scaled } = matrix;
  if (users === 0 || features === 0) throw new AppError('features-no-variance');
  const sequence = recipe.sequence ?? defaultSequence('gru');
  const reader: EncoderRecipe = { ...defaultEncoder(sequence.architecture ?? 'gru'), code: recipe.code, sequence };
  const total = reader.epochs + recipe.epochs;
  const read = yield* within(
    encodeSequences(matrix.told ?? null, userIds, reader, seed, trainer, previous?.sequence ?? null, signal),
    0,
    total,
  );
  const fusion = previous?.fusion ?? balance(read.data, read.dims, features);
  const rows = { users, features: features + read.dims, scaled: fuse(fusion, scaled, features, read.data) };
  const start = previous ? { encoder: previous.encoder, decoder: previous.decoder } : undefined;
  const joined = yield* within(encodeFeatures(rows, userIds, recipe, seed, trainer, start, signal), reader.epochs, total);
  const training = joined.training && {
    ...joined.training,
    ...(read.training?.nextStep && { nextStep: read.training.nextStep }),
    parameters: joined.training.parameters + (read.training?.parameters ?? 0),
    seconds: joined.training.seconds + (read.training?.seconds ?? 0),
  };
  return { ...joined, ...(read.sequence && { sequence: read.sequence }), fusion, training };
}

/** Features and standardised codes beside each other: users × (features + code). */
export function fuse({ mean, scale }: Fusion, scaled: Float32Array, features: number, codes: Float32Array): Float32Array {
  const dims = mean.length;
  const users = scaled.length / features;
  const width = features + dims;
  const rows = new Float32Array(users * width);
  for (let user = 0; user < users; user++) {
    rows.set(scaled.subarray(user * features, (user + 1) * features), user * width);
    for (let i = 0; i < dims; i++) rows[user * width + features + i] = (codes[user * dims + i]! - mean[i]!) * scale;
  }
  return rows;
}

/** One scale for all dimensions of the codes: those that say little stay small. */
function balance(codes: Float32Array, dims: number, features: number): Fusion {
  const users = codes.length / dims;
  const mean = new Float32Array(dims);
  for (let at = 0; at < codes.length; at++) mean[at % dims]! += codes[at]! / users;
  let variance = 0;
  for (let at = 0; at < codes.length; at++) variance += (codes[at]! - mean[at % dims]!) ** 2 / users;
  return { mean, scale: variance > 0 ? Math.sqrt(features / variance) : 0 };
}

/** Epochs of one part of a longer training. The losses of the parts are not of one kind: only those of the last are told. */
async function* within(stage: Stage<Embedding>, before: number, total: number): Stage<Embedding> {
  for (;;) {
    const step = await stage.next();
    if (step.done) return step.value;
    const { figures, ...progress } = step.value;
    const told: Progress = { ...progress, done: before + progress.done, total };
    yield figures && before > 0 ? { ...told, figures } : told;
  }
}
