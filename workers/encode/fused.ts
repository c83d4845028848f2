import { breather, paced } from '../math/breathe';
import { AppError, throwIfAborted } from '../protocol/errors';
import {
  FUSED_TEXTS,
  type Embedding,
  type FusedColumn,
  type FusedPart,
  type FusedText,
  type FusedTextKind,
  type Fusion,
  type TrainingReport,
} from '../protocol/model';
import { partOf, type Progress, type Stage } from '../protocol/progress';
import { defaultEncoder, defaultSequence, type EncoderRecipe } from '../protocol/encoder-recipe';
import { TRAINING_WHOLE } from '../protocol/training-bounds';
import { encodeFeatures } from './encode-features';
import type { Rows } from './rows';
import { encodeSequences, epochsToRead, type Told } from './sequence/encode-sequences';
import { learnText, textOfKind, toldByUsers, usersTexts } from './text';
import type { Trainer } from './trainer';

/**
 * Everything that is known of a user in one code: the features (those of the user table among them), the code of a network that reads the
 * events in order ({@link encodeSequences}), and words ({@link learnText}) of titles and names, of what users wrote, and of free text in the user table, joined by
 * an autoencoder. The parts have the same total variance at its input, so that none drowns the others however many columns it has. Users without events in time have
 * no part that reads them.
 *
 * The recipe's pace is that of the autoencoder; the network's follows from it ({@link readerOf}). Where a person stopped either, it ends there.
 *
 * @param previous of an earlier training that goes on, at the pace of `asked`; its scales stay, for the weights to mean the same
 * @throws AppError `features-no-variance`, and as {@link encode}
 */
export async function* encodeFused(
  matrix: Rows,
  userIds: readonly string[],
  asked: EncoderRecipe,
  seed: number,
  trainer: Trainer,
  previous: Embedding | null,
  signal: AbortSignal | undefined,
): Stage<Embedding> {
  const { users, features } = matrix;
  if (users === 0 || features === 0) throw new AppError('features-no-variance');
  const { stopped, ...whole } = asked;
  const reader = readerOf(asked);
  const recipe = { ...whole, epochs: Math.min(whole.epochs, stopped?.joining ?? Infinity) };
  const told = matrix.told?.() ?? null;
  const ordered = told !== null && !told.events.timeless;
  const before = ordered ? epochsToRead(reader) : 0;
  const total = before + recipe.epochs;
  const reading = ordered && encodeSequences(told, userIds, reader, seed, trainer, previous?.sequence ?? null, signal);
  const read = reading ? yield* partOf(reading, part(0, total)) : null;
  const codes = read?.data ?? new Float32Array();
  const breathe = breather();
  const pause = async () => {
    await breathe();
    throwIfAborted(signal);
  };
  yield { stage: 'encode', done: before, total };
  const learned = previous?.fusion ? null : await learnFusion(told, codes, read?.dims ?? 0, features, seed, pause);
  const fusion = learned?.fusion ?? previous!.fusion!;
  const inputs = await fuse(fusion, matrix, told, codes, pause);
  const rows = { users, features: inputs.length / users, scaled: inputs };
  const start = previous ? { encoder: previous.encoder, decoder: previous.decoder } : undefined;
  const joined = yield* partOf(encodeFeatures(rows, userIds, recipe, seed, trainer, start, signal), part(before, total));
  const parts = learned ? { events: ordered, texts: learned.texts } : previous!.training?.parts;
  const training = joined.training && {
    ...joined.training,
    ...(read?.training?.nextStep && { nextStep: read.training.nextStep }),
    ...(read?.training && { reading: lossesOf(read.training) }),
    ...(parts && { parts }),
    parameters: joined.training.parameters + (read?.training?.parameters ?? 0),
    seconds: joined.training.seconds + (read?.training?.seconds ?? 0),
  };
  return { ...joined, ...(read?.sequence && { sequence: read.sequence }), fusion, training };
}

/**
 * The recipe of the network that reads the events for a fused encoder. The optimizer with its warm-up and decay, and the share that is left out, are those of
 * the autoencoder. Rate, batch, epochs and patience suit the one or the other, so that the network has its own ({@link defaultEncoder}) times what the
 * recipe has of the default; but for the rate of SGD, which is shared: the defaults are to each other as those of Adam, whose steps do not grow with
 * the slope.
 */
export function readerOf(recipe: EncoderRecipe): EncoderRecipe {
  const { code, validationShare, optimizer, dropout, learningRate, stopped, sequence = defaultSequence('gru') } = recipe;
  const own = defaultEncoder(sequence.architecture ?? 'gru');
  const usual = defaultEncoder('fused');
  const inProportion = (field: 'batchSize' | 'epochs' | 'patience') =>
    Math.max(TRAINING_WHOLE[field][0], Math.round((own[field] * recipe[field]) / usual[field]));
  return {
    ...own,
    code,
    validationShare,
    sequence,
    learningRate: optimizer?.kind === 'sgd' ? learningRate : own.learningRate * (learningRate / usual.learningRate),
    batchSize: inProportion('batchSize'),
    epochs: inProportion('epochs'),
    patience: inProportion('patience'),
    ...(optimizer && { optimizer }),
    ...(dropout !== undefined && { dropout }),
    ...(stopped && { stopped }),
  };
}

/**
 * What the encoder is given: features, codes and text vectors of each user beside each other, users × all of them.
 *
 * @param told null where nothing is known of the users beside their features
 * @param pause awaited now and then while names are read
 */
export async function fuse(
  fusion: Fusion,
  users: Pick<Rows, 'users' | 'features' | 'scaled'>,
  told: Pick<Told, 'events' | 'rows'> | null,
  codes: Float32Array,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  return besideEachOther(fusion, users, codes, await fusedTexts(fusion, told, pause));
}

/** Vectors of the users by kind of text, as {@link besideEachOther} takes them; null where the file has no such text. */
export async function fusedTexts(
  fusion: Pick<Fusion, FusedTextKind>,
  told: Pick<Told, 'events' | 'rows'> | null,
  pause: () => Promise<void>,
): Promise<UserTexts> {
  const texts: Partial<Record<FusedTextKind, Float32Array | null>> = {};
  for (const kind of FUSED_TEXTS) {
    const part = fusion[kind];
    if (part) texts[kind] = told && (await usersTexts(kind, part.model, told.events, told.rows, pause));
  }
  return texts;
}

export type UserTexts = Readonly<Partial<Record<FusedTextKind, Float32Array | null>>>;

/**
 * A user of whom a part knows nothing stands where the mean of that part does.
 *
 * @param texts of {@link fusedTexts}
 */
export function besideEachOther(
  fusion: { readonly codes: FusedPart } & Readonly<Partial<Record<FusedTextKind, FusedPart | null>>>,
  { users, features, scaled }: Pick<Rows, 'users' | 'features' | 'scaled'>,
  codes: Float32Array,
  texts: UserTexts,
): Float32Array {
  const parts: (FusedPart & { readonly values: Float32Array | null })[] = [{ ...fusion.codes, values: codes }];
  for (const kind of FUSED_TEXTS) if (fusion[kind]) parts.push({ ...fusion[kind], values: texts[kind] ?? null });
  const width = parts.reduce((sum, { mean }) => sum + mean.length, features);
  const inputs = new Float32Array(users * width);
  for (let user = 0; user < users; user++) {
    let at = user * width;
    inputs.set(scaled.subarray(user * features, (user + 1) * features), at);
    at += features;
    for (const { values, mean, scale } of parts) {
      const from = user * mean.length;
      if (values && !Number.isNaN(values[from]!))
        for (let i = 0; i < mean.length; i++) inputs[at + i] = (values[from + i]! - mean[i]!) * scale;
      at += mean.length;
    }
  }
  return inputs;
}

async function learnFusion(
  told: Told | null,
  codes: Float32Array,
  dims: number,
  features: number,
  seed: number,
  pause: () => Promise<void>,
): Promise<{ readonly fusion: Fusion; readonly texts: readonly FusedColumn[] }> {
  const columns: FusedColumn[] = [];
  const learned: Partial<Record<FusedTextKind, FusedText>> = {};
  for (const kind of told ? FUSED_TEXTS : []) {
    const { events, rows } = told!;
    const source = textOfKind(kind, events);
    const ofNames = source && (await paced(learnText(source, { seed }), pause));
    if (!ofNames || ofNames.dims === 0) continue;
    const model = toldByUsers(ofNames, (await usersTexts(kind, ofNames, events, rows, pause))!);
    const part = balanced((await usersTexts(kind, model, events, rows, pause))!, model.dims, features);
    if (part.scale === 0) continue;
    learned[kind] = { ...part, model };
    columns.push(...source!.columns.map(({ of, name }) => ({ of, ...(name !== undefined && { name }) })));
  }
  return { fusion: { codes: balanced(codes, dims, features), text: null, ...learned }, texts: columns };
}

/** One scale for all dimensions, with which they have as much variance as the features: those that say little stay small. Users of NaN are left out. */
function balanced(values: Float32Array, dims: number, features: number): FusedPart {
  const mean = new Float32Array(dims);
  const known: number[] = [];
  for (let from = 0; from < values.length; from += dims) if (!Number.isNaN(values[from]!)) known.push(from);
  for (const from of known) for (let i = 0; i < dims; i++) mean[i]! += values[from + i]! / known.length;
  let variance = 0;
  for (const from of known) for (let i = 0; i < dims; i++) variance += (values[from + i]! - mean[i]!) ** 2 / known.length;
  return { mean, scale: variance > 0 ? Math.sqrt(features / variance) : 0 };
}

const lossesOf = ({ trainingLoss, validationLoss, bestEpoch }: TrainingReport) => ({ trainingLoss, validationLoss, bestEpoch });

/** Epochs of one part of a longer training. The losses of the parts are not of one kind, so that those of the first say what they are of. */
const part =
  (before: number, total: number) =>
  ({ figures, ...progress }: Progress): Progress => {
    const of: Progress = { ...progress, done: before + progress.done, total };
    return figures ? { ...of, figures: before > 0 ? figures : { ...figures, part: 'reading' } } : of;
  };
