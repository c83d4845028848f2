import { breather, paced } from '../math/breathe';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { Embedding, FusedPart, Fusion, TextModel, TrainingReport } from '../protocol/model';
import { partOf, type Progress, type Stage } from '../protocol/progress';
import { defaultEncoder, defaultSequence, type EncoderRecipe } from '../protocol/encoder-recipe';
import { TRAINING_WHOLE } from '../protocol/training-bounds';
import { encodeFeatures } from './encode-features';
import type { Rows } from './rows';
import { encodeSequences } from './sequence/encode-sequences';
import type { StepRows } from './sequence/steps';
import { embedTexts, learnText, textOf, textVectors, type TextColumn } from './text';
import type { Trainer } from './trainer';

/**
 * Everything that is known of a user in one code: the features (those of the user table among them), the code of a network that reads the
 * events in order ({@link encodeSequences}), and the words of titles and names ({@link learnText}), joined by an autoencoder. The parts have
 * the same total variance at its input, so that none drowns the others however many columns it has.
 *
 * The recipe's pace is that of the autoencoder; the network's follows from it ({@link readerOf}).
 *
 * @param previous of an earlier training that goes on, at the pace of `recipe`; its scales stay, for the weights to mean the same
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
  const { users, features } = matrix;
  if (users === 0 || features === 0) throw new AppError('features-no-variance');
  const reader = readerOf(recipe);
  const told = matrix.told?.() ?? null;
  const total = reader.epochs + recipe.epochs;
  const reading = encodeSequences(told, userIds, reader, seed, trainer, previous?.sequence ?? null, signal);
  const read = yield* partOf(reading, part(0, total));
  const breathe = breather();
  const pause = async () => {
    await breathe();
    throwIfAborted(signal);
  };
  yield { stage: 'encode', done: reader.epochs, total };
  const fusion = previous?.fusion ?? (await learnFusion(told!.events, told!.rows, read.data, read.dims, features, seed, pause));
  const inputs = await fuse(fusion, matrix, told!.events, told!.rows, read.data, pause);
  const rows = { users, features: inputs.length / users, scaled: inputs };
  const start = previous ? { encoder: previous.encoder, decoder: previous.decoder } : undefined;
  const joined = yield* partOf(encodeFeatures(rows, userIds, recipe, seed, trainer, start, signal), part(reader.epochs, total));
  const training = joined.training && {
    ...joined.training,
    ...(read.training?.nextStep && { nextStep: read.training.nextStep }),
    ...(read.training && { reading: lossesOf(read.training) }),
    parameters: joined.training.parameters + (read.training?.parameters ?? 0),
    seconds: joined.training.seconds + (read.training?.seconds ?? 0),
  };
  return { ...joined, ...(read.sequence && { sequence: read.sequence }), fusion, training };
}

/**
 * The recipe of the network that reads the events for a fused encoder. The optimizer with its warm-up and decay, and the share that is left out, are those of
 * the autoencoder. Rate, batch, epochs and patience suit the one or the other, so that the network has its own ({@link defaultEncoder}) times what the
 * recipe has of the default; but for the rate of SGD, which is shared: the defaults are to each other as those of Adam, whose steps do not grow with
 * the slope.
 */
export function readerOf(recipe: EncoderRecipe): EncoderRecipe {
  const { code, validationShare, optimizer, dropout, learningRate, sequence = defaultSequence('gru') } = recipe;
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
  };
}

/**
 * What the encoder is given: features, codes and text vectors of each user beside each other, users × all of them.
 *
 * @param pause awaited now and then while names are read
 */
export async function fuse(
  fusion: Fusion,
  users: Pick<Rows, 'users' | 'features' | 'scaled'>,
  events: EventTable,
  rows: StepRows,
  codes: Float32Array,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  return besideEachOther(fusion, users, codes, await fusedText(fusion, users.users, events, rows, pause));
}

/** The text vectors of users as {@link besideEachOther} takes them; null where the encoder knows of no text. */
export async function fusedText(
  { text }: Fusion,
  users: number,
  events: EventTable,
  rows: StepRows,
  pause: () => Promise<void>,
): Promise<Float32Array | null> {
  return text && ((await textOfUsers(text.model, events, rows, pause)) ?? repeated(text.mean, users));
}

/** @param vectors of {@link fusedText} */
export function besideEachOther(
  { codes: coded, text }: { readonly codes: FusedPart; readonly text: FusedPart | null },
  { users, features, scaled }: Pick<Rows, 'users' | 'features' | 'scaled'>,
  codes: Float32Array,
  vectors: Float32Array | null,
): Float32Array {
  const parts: (FusedPart & { readonly values: Float32Array })[] = [{ ...coded, values: codes }];
  if (text) parts.push({ ...text, values: vectors! });
  const width = parts.reduce((sum, { mean }) => sum + mean.length, features);
  const inputs = new Float32Array(users * width);
  for (let user = 0; user < users; user++) {
    let at = user * width;
    inputs.set(scaled.subarray(user * features, (user + 1) * features), at);
    at += features;
    for (const { values, mean, scale } of parts) {
      for (let i = 0; i < mean.length; i++) inputs[at++] = (values[user * mean.length + i]! - mean[i]!) * scale;
    }
  }
  return inputs;
}

async function learnFusion(
  events: EventTable,
  rows: StepRows,
  codes: Float32Array,
  dims: number,
  features: number,
  seed: number,
  pause: () => Promise<void>,
): Promise<Fusion> {
  const source = textOf(events);
  const model = source && (await paced(learnText(source, { seed }), pause));
  const vectors = model && model.dims > 0 ? await textOfUsers(model, events, rows, pause) : null;
  return { codes: balanced(codes, dims, features), text: model && vectors && { ...balanced(vectors, model.dims, features), model } };
}

/** The users' part in the text of an event table; null where it has none that is words. */
async function textOfUsers(model: TextModel, events: EventTable, rows: StepRows, pause: () => Promise<void>): Promise<Float32Array | null> {
  const { item, category, items } = events;
  const names = item?.names ?? category?.names;
  if (!names) return null;
  const like = { model, items, categories: category?.names };
  let known = named.get(names);
  if (!known || known.like.model !== model || known.like.items !== items || known.like.categories !== like.categories) {
    const source = textOf(events);
    const vectors = source ? await paced(embedTexts(model, source.names), pause) : new Float32Array();
    known = { like, columns: source && source.columns.map(({ of, nameOf }) => ({ of, nameOf })), vectors };
    named.set(names, known);
  }
  const columns = known.columns?.map((column) => ({ ...column, codes: (column.of === 'category' ? category : item)!.codes }));
  return columns ? textVectors(model, { columns }, rows, known.vectors) : null;
}

/** By the names of items, or of categories where there are no items: tables that were cut from one at different moments share them. */
const named = new WeakMap<
  readonly string[],
  {
    readonly like: { readonly model: TextModel; readonly items: EventTable['items']; readonly categories: readonly string[] | undefined };
    readonly columns: readonly Pick<TextColumn, 'of' | 'nameOf'>[] | null;
    readonly vectors: Float32Array;
  }
>();

/** A file without text says nothing of anybody: all are as the mean was. */
function repeated(mean: Float32Array, users: number): Float32Array {
  const rows = new Float32Array(users * mean.length);
  for (let user = 0; user < users; user++) rows.set(mean, user * mean.length);
  return rows;
}

/** One scale for all dimensions, with which they have as much variance as the features: those that say little stay small. */
function balanced(values: Float32Array, dims: number, features: number): FusedPart {
  const users = values.length / dims;
  const mean = new Float32Array(dims);
  for (let at = 0; at < values.length; at++) mean[at % dims]! += values[at]! / users;
  let variance = 0;
  for (let at = 0; at < values.length; at++) variance += (values[at]! - mean[at % dims]!) ** 2 / users;
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
