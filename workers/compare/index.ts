import type { Compute } from '../cluster/compute';
import { distinctRows } from '../cluster/distinct';
import { gatherRows } from '../cluster/nearest';
import { sampleRows } from '../cluster/sample';
import { extractFeatures } from '../features';
import { random } from '../math/random';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { ComparedNumbers, MethodComparison, MethodFailure, NoOutcomes } from '../protocol/comparison';
import { CLUSTER_METHODS, isDensityMethod, K_MAX, K_MIN, type Recipe } from '../protocol/recipe';
import type { Embedding } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import type { Candidate } from './fit-method';
import { splitUsers, type Halves } from './halves';
import { judge, REFITS, type Judged } from './judge';
import { outcomesAfter } from './outcomes';
import { DRAWS } from './separation';
import { verdictsOf, type Drawn } from './verdicts';

/** Days whose value, purchases and activity are the outcome. */
export const HORIZON_DAYS = 30;
/** Days of a file from which on there is enough before the outcome to group users by. */
export const LEAST_DAYS = 2 * HORIZON_DAYS;
/** Of more users a seeded sample is compared on. */
const COMPARED_USERS = 5_000;
/** Fewer leave too few to judge on. */
export const LEAST_USERS = 100;
/** Numbers of segments up to this are compared, and that of the run where it is greater. */
const MOST_COMPARED_K = 10;

const DAY = 86_400_000;

export interface CompareInput {
  readonly events: EventTable;
  /** As run: its features end at the cut-off, of its clustering the method is put in the place of its own. */
  readonly recipe: Recipe;
  /** Of the run: what the users did in its whole span, which serves where there is no outcome to look at. */
  readonly matrix: FeatureMatrix;
  /** Segments for the methods that are told how many. */
  readonly k: number;
  /** Embeds those users, as the run's embedding was made. */
  readonly embed: (matrix: FeatureMatrix) => Stage<Embedding>;
}

/**
 * Every method on the same users, side by side, and so the numbers of segments that one method can be told: that of the run, or k-means where that
 * finds the number itself. Features and embedding are of what users did before a cut-off, {@link HORIZON_DAYS} days before the end of the
 * span; the embedding is learned on all compared users, without any outcome. Each method is then fitted on 70 % of them and judged on the other 30 %, who
 * are placed by the rule by which an update places users: validity figures, stability under {@link REFITS} resamples of the fitted users, and how far the
 * segments lie apart in what came after the cut-off (on {@link DRAWS} resamples that all share; see {@link judge}). The method with the run's number of segments is
 * fitted once for both tables.
 *
 * @throws AppError as the features and the encoder do; `cancelled`, `worker-crashed`
 */
export async function* compareMethods(input: CompareInput, compute: Compute, signal?: AbortSignal): Stage<MethodComparison> {
  const { events, recipe, matrix } = input;
  const missing = noOutcomes(events, matrix);
  const cut = matrix.to - HORIZON_DAYS * DAY;
  const before = missing ? matrix : yield* extractFeatures(events, { ...recipe.features, to: cut }, signal);
  if (before.users < LEAST_USERS) return { none: { reason: 'few-users', users: before.users, needed: LEAST_USERS }, rows: null };
  const compared = someUsers(before, recipe.seed);
  const embedding = yield* input.embed(compared);
  const outcomes = missing ? null : outcomesAfter(events, compared.userIndex, cut, matrix.to);
  const k = Math.min(K_MAX, Math.max(K_MIN, input.k));
  const halves = splitUsers(embedding, recipe.seed);
  const methods = CLUSTER_METHODS.map((method): Candidate => ({ method, k }));
  const numbers = numbersBeside(methods, recipe, halves);
  let finished = false;
  try {
    const judged = yield* judge([...new Set([...methods, ...numbers])], halves, outcomes, recipe, compute, signal);
    finished = true;
    return {
      none: null,
      k,
      fitUsers: halves.fitUsers,
      testUsers: halves.testRows.length,
      users: before.users,
      horizonDays: HORIZON_DAYS,
      cutOff: missing ? null : cut,
      missing,
      resamples: REFITS,
      shuffles: DRAWS,
      ...methodRows(methods, judged),
      numbers: numberRows(numbers, judged),
    };
  } finally {
    if (!finished) compute.abort();
  }
}

/** The method of the run with each number of segments that the fitted users allow, ascending; with that of the run it is the candidate among the methods. */
function numbersBeside(methods: readonly Candidate[], { clustering }: Recipe, { dims, fitUsers, fitData }: Halves): Candidate[] {
  const told = isDensityMethod(clustering.method) ? 'kmeans' : clustering.method;
  const own = methods.find(({ method }) => method === told)!;
  const most = Math.min(MOST_COMPARED_K, distinctRows(fitData, fitUsers, dims, MOST_COMPARED_K));
  const others = Array.from({ length: Math.max(0, most - K_MIN + 1) }, (_, i) => K_MIN + i).filter((k) => k !== own.k);
  return [...others.map((k): Candidate => ({ method: told, k })), own].sort((a, b) => a.k - b.k);
}

function methodRows(methods: readonly Candidate[], judged: Judged): Pick<Extract<MethodComparison, { none: null }>, 'rows' | 'verdicts'> {
  const found = methods.map((candidate) => judged.get(candidate)!);
  return {
    rows: found.map((one) => ('figures' in one ? one.figures : one)),
    verdicts: verdictsOf(found.filter(isDrawn), ({ method }) => method),
  };
}

function numberRows(numbers: readonly Candidate[], judged: Judged): ComparedNumbers {
  const found = numbers.map((candidate) => judged.get(candidate)!).filter(isDrawn);
  return { method: numbers[0]!.method, rows: found.map(({ figures }) => figures), verdicts: verdictsOf(found, ({ k }) => k) };
}

const isDrawn = (one: Drawn | MethodFailure): one is Drawn => 'figures' in one;

function noOutcomes({ timeless }: EventTable, { from, to }: FeatureMatrix): NoOutcomes | null {
  if (timeless) return { reason: 'timeless' };
  const days = Math.floor((to - from) / DAY);
  return days < LEAST_DAYS ? { reason: 'too-short', days, needed: LEAST_DAYS } : null;
}

function someUsers(matrix: FeatureMatrix, seed: number): FeatureMatrix {
  if (matrix.users <= COMPARED_USERS) return matrix;
  const { features, raw, scaled, userIndex } = matrix;
  const rows = sampleRows(matrix.users, COMPARED_USERS, random(seed, 'compare', 'users'));
  const picked = new Float64Array(rows.length * features);
  rows.forEach((row, at) => picked.set(raw.subarray(row * features, (row + 1) * features), at * features));
  return {
    ...matrix,
    users: rows.length,
    userIndex: rows.map((row) => userIndex[row]!),
    raw: picked,
    scaled: gatherRows(scaled, features, rows),
  };
}
