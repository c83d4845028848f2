import { breather } from '../../math/breathe';
import { AppError, throwIfAborted } from '../../protocol/errors';
import type { EventTable } from '../../protocol/events';
import type { Embedding } from '../../protocol/model';
import type { Stage } from '../../protocol/progress';
import { defaultSequence, isSequenceEncoder, type EncoderRecipe } from '../../protocol/recipe';
import type { SequenceModel, SequenceShape } from '../../protocol/sequences';
import { reportEpochs } from '../report-epochs';
import { sideOf, validationMask } from '../split';
import type { Trainer } from '../trainer';
import { fieldsOf, learnVocabulary } from './fields';
import { sizeOf, weightsOf } from './layout';
import { nextStepFigures } from './next-step';
import { SequenceReader } from './read-users';
import type { StepRows } from './steps';
import { tokenize, type Sequences } from './tokens';

/** The events of some users in a window, in order. */
export interface Told {
  readonly events: EventTable;
  readonly rows: StepRows;
  /** The times are more than dates. */
  readonly timesOfDay: boolean;
}

/** Steps of training users an epoch goes over at most; of more, those of a seeded sample of the users. */
const MOST_STEPS = 100_000;

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
  yield { stage: 'encode', done: 0, total: recipe.epochs };
  const vocabulary = start?.vocabulary ?? learnVocabulary(told.events, told.rows, told.timesOfDay);
  const shape = start?.shape ?? shapeOf(recipe, vocabulary);
  const sequences = tokenize(told.events, told.rows, vocabulary, shape.steps);
  const validation = validationMask(userIds, recipe.validationShare, seed);
  const taught = fitting(sequences, sideOf(validation, 0));
  const asked = sideOf(validation, 1);
  const sides = new Uint8Array(sequences.users).fill(2);
  for (const user of taught) sides[user] = 0;
  for (const user of asked) sides[user] = 1;
  const request = { shape, sequences, validation: sides, encoder: recipe, seed, ...(start && { start: start.parameters }) };
  const trained = yield* reportEpochs((onEpoch) => trainer.trainSequence(request, onEpoch, signal), recipe.epochs);
  throwIfAborted(signal);
  const { parameters } = trained;
  const model: SequenceModel = { shape, vocabulary, parameters };
  const data = yield* readUsers(model, sequences, recipe.epochs, signal);
  return {
    users: sequences.users,
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
      trainingUsers: taught.length,
      validationUsers: asked.length,
      baselineLoss: null,
      nextStep: nextStepFigures(model, sequences, taught, asked.length > 0 ? asked : taught, seed),
      parameters: sizeOf(weightsOf(shape)),
      seconds: (performance.now() - started) / 1000,
      backends: trained.backends,
    },
  };
}

/** Reads all users, stopping between them when asked to. */
export async function* readUsers(
  model: SequenceModel,
  sequences: Sequences,
  total: number,
  signal: AbortSignal | undefined,
): Stage<Float32Array> {
  const reader = new SequenceReader(model);
  const { code } = model.shape;
  const codes = new Float32Array(sequences.users * code);
  const breathe = breather();
  yield { stage: 'encode', done: total, total };
  for (let user = 0; user < sequences.users; user++) {
    reader.codeInto(codes, user * code, sequences, user);
    if (user % 64 === 63) {
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

/** As many of the users, whose order says nothing of them, as fit into an epoch. */
function fitting({ offsets }: Sequences, users: Uint32Array): Uint32Array {
  let total = 0;
  for (const user of users) total += offsets[user + 1]! - offsets[user]!;
  if (total <= MOST_STEPS) return users;
  const every = total / MOST_STEPS;
  return users.filter((_, i) => Math.floor((i + 1) / every) > Math.floor(i / every));
}
