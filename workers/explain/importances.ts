import { sampleRows } from '../cluster/sample';
import { rowsOf } from '../encode';
import { fieldsOf } from '../encode/sequence/fields';
import { fittingUsers, rowsAt } from '../encode/sequence/fitting';
import { tokenize } from '../encode/sequence/tokens';
import { random } from '../math/random';
import type { Importances, Looks } from '../protocol/looks';
import { partOf, type Progress, type Stage } from '../protocol/progress';
import { inputColumns } from './columns';
import { askable, codesOf, denseInputs, known, labelsFrom, placesIn, type Explained } from './explained';
import { columnImportance } from './feature-importance';
import { tokenImportance } from './token-importance';

/** Users whose features are shuffled, and steps whose tokens are: of more, a seeded sample. */
const MOST_USERS = 1000;
const MOST_STEPS = 6000;

/** Progress counts in so many parts. */
const PARTS = 1000;

/**
 * What the segments rest on: {@link columnImportance} of the features, {@link tokenImportance} of the steps, whichever the encoder is given.
 *
 * @throws AppError `cancelled`
 */
export async function* importances(explained: Explained, signal?: AbortSignal): Stage<Looks> {
  const { sequence, fusion } = explained.embedding;
  const first = !sequence ? 1 : fusion ? 0.3 : 0;
  const features = sequence && !fusion ? null : yield* partOf(ofFeatures(explained, signal), between(0, first));
  const tokens = sequence ? yield* partOf(ofTokens(explained, signal), between(first, 1)) : null;
  return { features, tokens };
}

async function* ofFeatures(explained: Explained, signal: AbortSignal | undefined): Stage<Importances> {
  const { matrix, embedding, recipe } = explained;
  const { rows, heldOut } = sample(explained, MOST_USERS);
  const users = await known(explained, rows, signal);
  const inputs = denseInputs(explained, users, embedding.fusion ? await codesOf(explained, users, signal) : null);
  const { encoder, decoder, fusion } = embedding;
  const dense = { inputs, users: users.users, encoder, decoder, place: placesIn(explained) };
  const found = yield* columnImportance(dense, inputColumns(matrix.specs, fusion), recipe.seed, signal);
  return { ...found, heldOut };
}

async function* ofTokens(explained: Explained, signal: AbortSignal | undefined): Stage<Importances> {
  const { events, matrix, embedding, recipe } = explained;
  const model = embedding.sequence!;
  const { steps } = model.shape;
  // Everybody has a step at least.
  const { rows: candidates, heldOut } = sample(explained, MOST_STEPS);
  const all = rowsOf(events, matrix, candidates).told!().rows;
  const fitting = fittingUsers(all, Uint32Array.from(candidates.keys()), steps, MOST_STEPS, recipe.seed);
  const sequences = tokenize(events, rowsAt(all, fitting), model.vocabulary, steps);
  const fields = fieldsOf(model.vocabulary).map(({ name }) => name);
  const users = await known(
    explained,
    fitting.map((at) => candidates[at]!),
    signal,
  );
  const found = yield* tokenImportance({ model, fields, sequences, labelsOf: labelsFrom(explained, users) }, recipe.seed, signal);
  return { ...found, heldOut };
}

/** Rows of the matrix, of those that may be asked. */
function sample(explained: Explained, most: number): ReturnType<typeof askable> {
  const { rows, heldOut } = askable(explained);
  const picked = sampleRows(rows.length, most, random(explained.recipe.seed, 'explain', 'users'));
  return { rows: picked.map((at) => rows[at]!), heldOut };
}

/** Reports of a stage that goes from one share of the work to another. */
const between =
  (from: number, to: number) =>
  ({ done, total }: Progress): Progress => ({
    stage: 'explain',
    done: Math.round(PARTS * (from + (to - from) * (done / total))),
    total: PARTS,
  });
