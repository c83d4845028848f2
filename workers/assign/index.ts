import { reportEpochs } from '../encode/report-epochs';
import { ClassReader } from '../encode/sequence/class-reader';
import { learnVocabulary } from '../encode/sequence/fields';
import { fittingUsers, rowsAt } from '../encode/sequence/fitting';
import { sizeOf, weightsOf } from '../encode/sequence/layout';
import type { StepRows } from '../encode/sequence/steps';
import { tokenize } from '../encode/sequence/tokens';
import type { Trainer } from '../encode/trainer';
import { resamplesFor } from '../math/bootstrap';
import { runToEnd } from '../predict/run-to-end';
import {
  EVENTS_SEEN,
  LEAST_AT_EVENTS,
  LEAST_TAUGHT,
  LEAST_TESTED,
  MOST_EVENTS,
  type Assignment,
  type AssignmentReading,
  type AssignmentTraining,
  type NoAssignment,
  type PlacingNetwork,
} from '../protocol/assignment';
import { throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { Stage } from '../protocol/progress';
import type { Recipe } from '../protocol/recipe';
import { DEFAULT_ASSIGNMENT } from '../protocol/training-recipe';
import { aheadOf, besideSegments } from './ahead';
import type { SegmentedBy } from './by-segments';
import { classWeights, countsOf } from './class-weights';
import { Counts } from './counts';
import { examined, lastPlaced, placings, usersWith, type Exam } from './exam';
import { allRows, firstSteps } from './first-steps';
import { judgeAverage, judgePlacing, type Placed } from './judge';
import { readerOf, shapeOf } from './network';
import { reliableFrom } from './reliable';
import { sidesOf } from './sides';
import { temperatureOf } from './temperature';

export { assignmentByNumber } from './by-number';
export type { SegmentedBy } from './by-segments';

/** Events that an epoch goes over at most, that decide after it when to stop, and that are tested: of more, those of a seeded sample of the users. */
const MOST_TAUGHT = 60_000;
const MOST_VALIDATED = 15_000;
const MOST_TESTED = 150_000;
/** Draws of a user that a bootstrap has time for. */
const DRAWS = 4_000_000;

export interface AssignInput {
  readonly events: EventTable;
  readonly matrix: Pick<FeatureMatrix, 'userIndex' | 'support'>;
  /** Segment of each row of the matrix, −1 for none. */
  readonly labels: Int32Array;
  readonly classes: number;
  readonly recipe: Pick<Recipe, 'encoder' | 'assignment' | 'seed'>;
  /** What places users without the network, for it to be held against. */
  readonly by: SegmentedBy;
}

/** How well it can be placed, and the network that can; null where none was learned. */
export interface Learned {
  readonly told: Assignment;
  readonly network: PlacingNetwork | null;
}

/** Users with a segment, and what is read of them. */
interface People {
  readonly labels: Uint8Array;
  readonly rows: StepRows;
}

/**
 * How well new users can be placed in the segments from their first events. A network that reads these in order is taught the segments by some
 * users ({@link ClassTrainer}), another part of them decides when to stop, and a fifth is held out of all of it, the words of the network included;
 * the segments themselves were found with everybody. Held-out users are placed by their first 1, 2, 3, 5 … events, those who have as many, and
 * so by two baselines that learned from the same users. Whether the network then places new users is decided by how it does beside the segments themselves ({@link besideSegments}).
 *
 * Progress is in epochs, then in numbers of events. Ids of segments are their labels.
 *
 * @throws AppError `training-diverged`, `cancelled`, and what the trainer throws
 */
export async function* assignEarly(input: AssignInput, trainer: Trainer, signal?: AbortSignal): Stage<Learned> {
  const { events, matrix, labels: all, classes, recipe, by } = input;
  const none = (reason: NoAssignment): Learned => ({ told: { none: reason, assignment: null }, network: null });
  if (events.timeless) return none({ reason: 'timeless' });
  const reader = readerOf(recipe);
  yield { stage: 'encode', done: 0, total: reader.epochs };
  const started = performance.now();
  const segmented = Uint32Array.from(all.keys()).filter((row) => all[row]! >= 0);
  const users = segmented.map((row) => matrix.userIndex[row]!);
  const people: People = { labels: Uint8Array.from(segmented, (row) => all[row]!), rows: allRows(events, users) };
  const ids = Array.from(users, (user) => events.userIds[user]!);
  const sides = sidesOf(ids, reader.validationShare, recipe.seed);
  const some = (side: Uint32Array, most: number) => fittingUsers(people.rows, side, MOST_EVENTS, most, recipe.seed);
  const taught = some(sides.training, MOST_TAUGHT);
  const validating = some(sides.validation, MOST_VALIDATED);
  const tested = some(sides.test, MOST_TESTED);
  const teaching = labelsAt(people, taught);
  const known = countsOf(teaching, classes).reduce((count, n) => count + (n >= LEAST_TAUGHT ? 1 : 0), 0);
  if (known < 2) return none({ reason: 'few-taught', segments: known, needed: LEAST_TAUGHT });
  if (tested.length < LEAST_TESTED) return none({ reason: 'few-tested', users: tested.length, needed: LEAST_TESTED });

  const learned = joined(taught, validating);
  const beginnings = (side: Uint32Array) => firstSteps(events, rowsAt(people.rows, side), MOST_EVENTS);
  const vocabulary = learnVocabulary(events, beginnings(taught), matrix.support.timesOfDay);
  const asked = tokenize(events, beginnings(tested), vocabulary, MOST_EVENTS);
  const longer = usersWith(asked, 2).length;
  if (longer < LEAST_TESTED) return none({ reason: 'few-events', users: longer, needed: LEAST_TESTED });

  const { classWeights: kind } = recipe.assignment ?? DEFAULT_ASSIGNMENT;
  const weights = classWeights(teaching, classes, kind);
  const shape = shapeOf(reader, vocabulary, classes);
  const sequences = tokenize(events, beginnings(learned), vocabulary, MOST_EVENTS);
  const labels = Int32Array.from(labelsAt(people, learned));
  const validation = Uint8Array.from(learned, (_, at) => (at < taught.length ? 0 : 1));
  const request = { shape, sequences, validation, encoder: reader, seed: recipe.seed, classes: { labels, weights } };
  const trained = yield* reportEpochs((onEpoch) => trainer.trainSequence(request, onEpoch, signal), reader.epochs);
  throwIfAborted(signal);
  const training: AssignmentTraining = {
    architecture: reader.kind,
    classWeights: kind,
    users: taught.length,
    validationUsers: validating.length,
    epochs: trained.trainingLoss.length,
    bestEpoch: trained.bestEpoch,
    stoppedEarly: trained.stoppedEarly,
    validationLoss: trained.bestLoss,
    parameters: sizeOf(weightsOf(shape)),
    backends: trained.backends,
    seconds: (performance.now() - started) / 1000,
  };

  const trainedReader = new ClassReader(shape, trained.parameters);
  const deciding = { sequences, labels, users: validating.length > 0 ? range(taught.length, learned.length) : range(0, taught.length) };
  const temperature = await temperatureOf(trainedReader, deciding, classes, signal);
  const exam: Exam = {
    taught: { sequences, labels },
    asked: { sequences: asked, labels: labelsAt(people, tested) },
    counts: new Counts(vocabulary),
    weights,
    placed: await placings(trainedReader, asked, signal),
  };
  const resamples = resamplesFor(tested.length, DRAWS);
  const readings: AssignmentReading[] = [];
  const early: Placed[] = [];
  const judged = async (placing: Placed) => readings.push(await runToEnd(judgePlacing(placing, classes, resamples, recipe.seed), signal));
  const steps = EVENTS_SEEN.filter((count) => usersWith(asked, count).length >= LEAST_AT_EVENTS);
  for (const [done, count] of steps.entries()) {
    yield { stage: 'predict', done, total: steps.length + 1 };
    early.push(await examined(exam, count, signal));
    await judged(early.at(-1)!);
  }
  await judged(lastPlaced(early));
  yield { stage: 'predict', done: steps.length, total: steps.length + 1 };
  const at = (side: Uint32Array) => side.map((place) => users[place]!);
  const held = { events, users: at(tested), others: at(taught), labels: exam.asked.labels, placed: exam.placed };
  const beside = await besideSegments(held, by, resamples, recipe.seed, signal);
  const assignment = {
    users: users.length,
    unsegmented: all.length - users.length,
    training,
    average: await runToEnd(judgeAverage(early, tested.length, resamples, recipe.seed), signal),
    readings,
    reliableFrom: reliableFrom(readings),
    beside,
    ahead: aheadOf(beside),
    resamples,
  };
  return { told: { none: null, assignment }, network: { shape, vocabulary, parameters: trained.parameters, temperature } };
}

const range = (from: number, to: number): Uint32Array => Uint32Array.from({ length: to - from }, (_, i) => from + i);

const labelsAt = ({ labels }: People, side: Uint32Array): Uint8Array => Uint8Array.from(side, (at) => labels[at]!);

function joined(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
