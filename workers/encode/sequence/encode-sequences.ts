import { breather } from '../../math/breathe';
import { AppError, throwIfAborted } from '../../protocol/errors';
import type { EventTable } from '../../protocol/events';
import type { Embedding } from '../../protocol/model';
import type { Stage } from '../../protocol/progress';
import { defaultSequence, isSequenceEncoder, type EncoderRecipe } from '../../protocol/encoder-recipe';
import type { SequenceModel, SequenceShape } from '../../protocol/sequences';
import { reportEpochs } from '../report-epochs';
import { sideOf, validationMask } from '../split';
import type { SequenceRequest, Trainer } from '../trainer';
import { stepsTaught } from './batches';
import { fieldsOf, learnVocabulary } from './fields';
import { fittingUsers, rowsAt } from './fitting';
import { sizeOf, weightsOf } from './layout';
import { nextStepFigures } from './next-step';
import { SequenceReader } from './read-users';
import type { StepRows } from './steps';
import { tokenize } from './tokens';

/** The events of some users in a window, in order. */
export interface Told {
  readonly events: EventTable;
  readonly rows: StepRows;
  /** The times are more than dates. */
  readonly timesOfDay: boolean;
}

/** Steps that an epoch goes over at most, and that the network is asked for after it: of more, those of a seeded sample of the users. */
const MOST_STEPS = 100_000;
const MOST_STEPS_ASKED = 25_000;
/** Users whose steps are held at once. */
const USERS_AT_ONCE = 512;

/**
 * A network that reads the users' events in order ({@link trainSequence}), and their codes by it. Progress is in epochs.
 *
 * @param start what an earlier training ended with: its words are kept, and the training goes on from its weights
 * @throws AppError `no-order` where there are no events in time; `training-diverged`, `cancelled`, and what the trainer throws
 */
export async function* encodeSequences(
  told: Told | null,
  userIds: readonly string[],
  recipe: EncoderRecipe,
  seed: number,
  trainer: Trainer,
  start: SequenceModel | null,
  signal: AbortSignal | undefined,
): Stage<Embedding> {
  if (told === null || told.events.timeless) throw new AppError('no-order');
  const started = performance.now();
  const epochs = epochsToRead(recipe);
  yield { stage: 'encode', done: 0, total: epochs };
  const { request, vocabulary, taught, asked } = trainingOf(told, userIds, recipe, seed, start);
  const { shape, sequences, validation } = request;
  const trained = yield* reportEpochs((onEpoch) => trainer.trainSequence(request, onEpoch, signal), epochs);
  throwIfAborted(signal);
  const { parameters } = trained;
  const model: SequenceModel = { shape, vocabulary, parameters };
  const data = yield* readUsers(model, told, epochs, signal);
  const breathe = breather();
  const pause = async () => {
    await breathe();
    throwIfAborted(signal);
  };
  const nextStep = await nextStepFigures(model, sequences, sideOf(validation, 0), sideOf(validation, asked > 0 ? 1 : 0), seed, pause);
  return {
    users: told.rows.userIndex.length,
    dims: shape.code,
    data,
    encoder: [],
    decoder: [],
    sequence: model,
    training: {
      epochs: trained.trainingLoss.length,
      bestEpoch: trained.bestEpoch,
      stoppedEarly: trained.stoppedEarly,
      trainingLoss: trained.trainingLoss,
      validationLoss: trained.validationLoss,
      bestLoss: trained.bestLoss,
      trainingUsers: taught,
      validationUsers: asked,
      baselineLoss: null,
      nextStep,
      parameters: sizeOf(weightsOf(shape)),
      seconds: (performance.now() - started) / 1000,
      backends: trained.backends,
    },
  };
}

/** Epochs at most, of a network that a person stopped no more than were done. */
export const epochsToRead = ({ epochs, stopped }: EncoderRecipe): number => Math.min(epochs, stopped?.reading ?? Infinity);

/** What a network learns from, and on whom. */
export interface SequenceTraining {
  readonly request: SequenceRequest;
  readonly vocabulary: SequenceModel['vocabulary'];
  /** Users who are learned from, and others on whom it is tested, of those that an epoch goes over. */
  readonly taught: number;
  readonly asked: number;
}

/** @param start as of {@link encodeSequences} */
export function trainingOf(
  { events, rows, timesOfDay }: Told,
  userIds: readonly string[],
  recipe: EncoderRecipe,
  seed: number,
  start: SequenceModel | null,
): SequenceTraining {
  const kind = isSequenceEncoder(recipe.kind) ? recipe.kind : 'gru';
  const steps = stepsTaught(start?.shape ?? { architecture: kind, ...(recipe.sequence ?? defaultSequence(kind)) });
  const side = validationMask(userIds, recipe.validationShare, seed);
  const taught = fittingUsers(rows, sideOf(side, 0), steps, MOST_STEPS, seed);
  const asked = fittingUsers(rows, sideOf(side, 1), steps, MOST_STEPS_ASKED, seed);
  const vocabulary = start?.vocabulary ?? learnVocabulary(events, rowsAt(rows, taught), timesOfDay);
  const shape = start?.shape ?? shapeOf(recipe, vocabulary);
  const seen = new Uint32Array(taught.length + asked.length);
  seen.set(taught);
  seen.set(asked, taught.length);
  const sequences = tokenize(events, rowsAt(rows, seen), vocabulary, steps);
  const validation = Uint8Array.from(seen, (_, i) => (i < taught.length ? 0 : 1));
  const { stopped, ...encoder } = recipe;
  const stopAfter = stopped?.reading;
  const request = {
    shape,
    sequences,
    validation,
    encoder,
    seed,
    ...(start && { start: start.parameters }),
    ...(stopAfter !== undefined && { stopAfter }),
  };
  return { request, vocabulary, taught: taught.length, asked: asked.length };
}

/** The codes of all users, a few at a time. */
export async function* readUsers(
  model: SequenceModel,
  { events, rows }: Pick<Told, 'events' | 'rows'>,
  total: number,
  signal: AbortSignal | undefined,
): Stage<Float32Array> {
  const reader = new SequenceReader(model);
  const { code, steps } = model.shape;
  const users = Uint32Array.from(rows.userIndex.keys());
  const codes = new Float32Array(users.length * code);
  const breathe = breather();
  yield { stage: 'encode', done: total, total };
  for (let from = 0; from < users.length; from += USERS_AT_ONCE) {
    const some = tokenize(events, rowsAt(rows, users.subarray(from, from + USERS_AT_ONCE)), model.vocabulary, steps);
    for (let user = 0; user < some.users; user++) {
      reader.codeInto(codes, (from + user) * code, some, user);
      await breathe();
      throwIfAborted(signal);
    }
  }
  return codes;
}

function shapeOf({ kind, code, sequence }: EncoderRecipe, vocabulary: SequenceModel['vocabulary']): SequenceShape {
  if (!isSequenceEncoder(kind)) throw new RangeError(`${kind} reads no sequences`);
  const fields = fieldsOf(vocabulary);
  const { steps, width, layers } = sequence ?? defaultSequence(kind);
  return {
    architecture: kind,
    levels: fields.map(({ levels }) => levels),
    predicted: fields.flatMap(({ predicted }, i) => (predicted ? [i] : [])),
    width,
    layers,
    code,
    steps,
  };
}
