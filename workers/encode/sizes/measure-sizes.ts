import type { BackendName } from '../../protocol/backend';
import { AppError, throwIfAborted } from '../../protocol/errors';
import type { Stage } from '../../protocol/progress';
import { DEFAULT_JOINT, isSequenceEncoder, type EncoderRecipe } from '../../protocol/encoder-recipe';
import { K_MAX } from '../../protocol/recipe';
import { FUSED_TEXTS } from '../../protocol/model';
import type { MeasuredPart, MeasuredSize, SizeChoice } from '../../protocol/sizes';
import { readerOf } from '../fused';
import { intervalOf, roundsOf } from '../joint/train-joint';
import type { Rows } from '../rows';
import { trainingOf, type Told } from '../sequence/encode-sequences';
import { sideOf, validationMask } from '../split';
import { textOfKind } from '../text';
import { ladderOf } from './ladder';
import { largestWithin, predicted, type StepTimes } from './predict';
import type { TimingRequest } from './time-steps';

/** Whatever times steps: the model worker, or a thread in a test. */
export interface Timer {
  /** Null where the device refuses it, as too large for its memory. */
  time(timing: TimingRequest, signal?: AbortSignal): Promise<(StepTimes & { readonly backend: BackendName }) | null>;
}

/** Rows of an autoencoder's input that stand for all. */
const ROWS_HELD = 4096;
/** Numbers by which the words of one kind go into a fused encoder, at most. */
const TEXT_DIMS = 16;
/** Training that would take so many times as long as there is needs no exact figure. */
const CLEARLY_TOO_LONG = 2;

/**
 * Times a few steps of each size of the encoder ({@link ladderOf}) on these users, from small to large, until one would take longer to train than there is
 * time, or the device refuses one, and takes the largest that fits. If training moves to another device meanwhile, what was measured before counts no more.
 * Progress is in sizes.
 *
 * @throws AppError `features-no-variance` for an encoder that learns nothing or has nothing to learn from, `sizes-refused` where the device refuses even the
 *   smallest, `no-order`, `cancelled`
 */
export async function* measureSizes(
  matrix: Rows,
  userIds: readonly string[],
  encoder: EncoderRecipe,
  seed: number,
  timer: Timer,
  budgetSeconds: number,
  signal?: AbortSignal,
): Stage<SizeChoice> {
  const { users } = matrix;
  const ladder = ladderOf(encoder, longestOf(matrix, encoder));
  if (users === 0 || matrix.features === 0 || ladder.length === 0) throw new AppError('features-no-variance');
  let measured: MeasuredSize[] = [];
  let backend: BackendName | null = null;
  let refused = false;
  for (let at = 0; at < ladder.length; at++) {
    yield { stage: 'encode', done: at, total: ladder.length };
    throwIfAborted(signal);
    const size = ladder[at]!;
    const parts: MeasuredPart[] = [];
    const backends = new Set<BackendName>();
    for (const { part, epochs, timing } of partsOf(matrix, userIds, size, seed, budgetSeconds)) {
      const timed = await timer.time(timing, signal);
      if (timed === null) {
        refused = true;
        break;
      }
      const { backend: on, ...times } = timed;
      parts.push(predicted(part, times, epochs));
      backends.add(on);
    }
    if (refused) break;
    const [on] = backends;
    if (backends.size > 1 || (backend !== null && on !== backend)) {
      backend = null;
      measured = [];
      at = -1;
      continue;
    }
    backend = on!;
    const seconds = parts.reduce((sum, part) => sum + part.seconds, 0);
    measured.push({ encoder: size, parts, seconds });
    if (seconds > budgetSeconds) break;
  }
  if (backend === null) throw new AppError('sizes-refused');
  return { budgetSeconds, backend, users, measured, chosen: largestWithin(measured, budgetSeconds), ...(refused ? { refused } : {}) };
}

interface Part {
  readonly part: MeasuredPart['part'];
  /** At most. */
  readonly epochs: number;
  readonly timing: TimingRequest;
}

/** The trainings that an encoder is made by, one after the other. */
function partsOf(matrix: Rows, userIds: readonly string[], encoder: EncoderRecipe, seed: number, budgetSeconds: number): Part[] {
  const enoughMs = (epochs: number) => (CLEARLY_TOO_LONG * 1000 * budgetSeconds) / epochs;
  const read = (recipe: EncoderRecipe): Part => {
    const { request } = trainingOf(told(matrix), userIds, recipe, seed, null);
    return { part: 'sequence', epochs: recipe.epochs, timing: { of: 'sequence', request, enoughMs: enoughMs(recipe.epochs) } };
  };
  const validating = sideOf(validationMask(userIds, encoder.validationShare, seed), 1).length;
  const training = matrix.users - validating;
  const size = Math.min(encoder.batchSize, training);
  const dense = (part: MeasuredPart['part'], features: number, epochs: number, steps: number, k: number): Part => {
    const request = { rows: someRows(matrix, features), features, encoder, seed };
    // Where nobody validates, those who are learned from do.
    const users = { training, validating: validating || training };
    return { part, epochs, timing: { of: 'dense', request, ...users, steps, k, enoughMs: enoughMs(epochs) } };
  };
  const alone = (features: number) => dense('autoencoder', features, encoder.epochs, Math.ceil(training / size), 0);
  if (isSequenceEncoder(encoder.kind)) return [read(encoder)];
  if (encoder.kind === 'fused') {
    const found = matrix.told?.();
    const texts = found ? FUSED_TEXTS.filter((kind) => textOfKind(kind, found.events)).length : 0;
    const beside = matrix.features + texts * TEXT_DIMS;
    return inOrder(matrix) ? [read(readerOf(encoder)), alone(beside + encoder.code)] : [alone(beside)];
  }
  if (encoder.kind !== 'idec') return [alone(matrix.features)];
  const { joint = DEFAULT_JOINT } = encoder;
  const rounds = dense('together', matrix.features, roundsOf(joint, training, size), intervalOf(joint, training, size), K_MAX);
  return [alone(matrix.features), rounds];
}

/** The users' events, where they have a time; a fused encoder does without. */
function inOrder(matrix: Rows): Told | null {
  const found = matrix.told?.();
  return found && !found.events.timeless ? found : null;
}

function told(matrix: Rows): Told {
  const found = inOrder(matrix);
  if (!found) throw new AppError('no-order');
  return found;
}

/** Events of the user with the most, of those that a network would read. */
function longestOf(matrix: Rows, { kind }: EncoderRecipe): number {
  if (!isSequenceEncoder(kind) && (kind !== 'fused' || !inOrder(matrix))) return 0;
  const { lo, hi } = told(matrix).rows;
  return hi.reduce((most, end, user) => Math.max(most, end - lo[user]!), 0);
}

/** A few rows as wide as an encoder's input: the features, over and over. */
function someRows({ users, features, scaled }: Rows, width: number): Float32Array {
  const held = Math.min(users, ROWS_HELD);
  const rows = new Float32Array(held * width);
  for (let row = 0; row < held; row++) for (let f = 0; f < width; f++) rows[row * width + f] = scaled[row * features + (f % features)]!;
  return rows;
}
