import type { Compute } from '../cluster/compute';
import { gatherRows } from '../cluster/nearest';
import { sampleRows } from '../cluster/sample';
import { runLanes, type Job } from '../cluster/schedule';
import { silhouettes } from '../cluster/silhouette';
import { BOOTSTRAP_RESTARTS } from '../cluster/stability';
import { clusterFigures } from '../cluster/validity';
import { extractFeatures } from '../features';
import { adjustedRand } from '../math/adjusted-rand';
import { breather } from '../math/breathe';
import { random, shuffle } from '../math/random';
import { mean } from '../math/statistics';
import { throwIfAborted } from '../protocol/errors';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { KMeansSolution } from '../protocol/kmeans';
import type { MethodComparison, MethodFailure, MethodFigures, NoOutcomes, Outcome, Separation } from '../protocol/comparison';
import { K_MAX, K_MIN, CLUSTER_METHODS, type ClusterMethod, type Recipe } from '../protocol/recipe';
import type { Embedding } from '../protocol/model';
import type { Progress, Stage } from '../protocol/progress';
import { failureOf, fitMethod, placeUsers, type Asked } from './fit-method';
import { outcomesAfter } from './outcomes';
import { DRAWS, estimated, resamples, separation } from './separation';
import { verdictsOf, type Drawn } from './verdicts';

/** Days whose value, purchases and activity are the outcome. */
export const HORIZON_DAYS = 30;
/** Days of a file from which on there is enough before the outcome to group users by. */
export const LEAST_DAYS = 2 * HORIZON_DAYS;
/** Of more users a seeded sample is compared on. */
export const COMPARED_USERS = 5_000;
/** Fewer leave too few to judge on. */
export const LEAST_USERS = 100;
const FIT_SHARE = 0.7;
/** Fits on resamples of the fitted users, for stability. */
export const REFITS = 20;

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
 * Every method on the same users, side by side. Features and embedding are of what users did before a cut-off, {@link HORIZON_DAYS} days before the end of the
 * span; the embedding is learned on all compared users, without any outcome. Each method is then fitted on 70 % of them and judged on the other 30 %, who
 * are placed by the rule by which an update places users: validity figures, stability under {@link REFITS} resamples of the fitted users, and how far the
 * segments lie apart in what came after the cut-off ({@link Separation}, on {@link DRAWS} resamples that the methods share).
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
  let finished = false;
  try {
    const { fitUsers, rows, verdicts } = yield* judgeMethods(embedding, outcomes, k, recipe, compute, signal);
    finished = true;
    return {
      none: null,
      k,
      fitUsers,
      testUsers: compared.users - fitUsers,
      users: before.users,
      horizonDays: HORIZON_DAYS,
      cutOff: missing ? null : cut,
      missing,
      resamples: REFITS,
      shuffles: DRAWS,
      rows,
      verdicts,
    };
  } finally {
    if (!finished) compute.abort();
  }
}

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

interface Fitted {
  readonly method: ClusterMethod;
  readonly solution: KMeansSolution;
  /** Where the users are placed whom the fit did not see. */
  readonly labels: Int32Array;
}

async function* judgeMethods(
  { data, users, dims }: Embedding,
  outcomes: Partial<Record<Outcome, Float64Array>> | null,
  k: number,
  recipe: Recipe,
  compute: Compute,
  signal: AbortSignal | undefined,
): Stage<Pick<Extract<MethodComparison, { none: null }>, 'fitUsers' | 'rows' | 'verdicts'>> {
  const { seed, clustering } = recipe;
  const breathe = breather();
  const order = Uint32Array.from({ length: users }, (_, row) => row);
  shuffle(order, random(seed, 'compare', 'split'));
  const fitUsers = Math.round(FIT_SHARE * users);
  const [fitRows, testRows] = [order.slice(0, fitUsers).sort(), order.slice(fitUsers).sort()];
  const fitData = gatherRows(data, dims, fitRows);
  const testData = gatherRows(data, dims, testRows);
  const total = CLUSTER_METHODS.length * (REFITS + 1);
  let done = 0;
  /** Fits methods on some rows, and hands each to `take`. */
  const fitAll = async function* (
    rows: Float32Array,
    methods: readonly ClusterMethod[],
    asked: Asked,
    take: (method: ClusterMethod, solution: KMeansSolution) => void,
  ): AsyncGenerator<Progress, void, void> {
    await compute.load(rows, fitUsers, dims);
    throwIfAborted(signal);
    const jobs = methods.map((method): Job => ({
      k,
      steps: 1,
      run: async () => take(method, await fitMethod(method, asked, clustering, fitUsers, compute)),
    }));
    for await (const job of runLanes([{ jobs, concurrency: compute.concurrency }], signal)) {
      done += job.steps;
      yield { stage: 'cluster', done, total };
    }
  };

  const fitted = new Map<ClusterMethod, Fitted>();
  const failed = new Map<ClusterMethod, MethodFailure['failed']>();
  yield* fitAll(fitData, CLUSTER_METHODS, { k, seed, restarts: clustering.restarts }, (method, solution) => {
    const failure = failureOf(solution);
    if (failure) failed.set(method, failure);
    else fitted.set(method, { method, solution, labels: placeUsers(solution, testData, dims) });
  });

  const agreement = new Map([...fitted.keys()].map((method) => [method, [] as number[]]));
  for (let refit = 0; refit < REFITS; refit++) {
    const rng = random(seed, 'compare', 'refit', refit);
    const drawn = gatherRows(fitData, dims, Uint32Array.from({ length: fitUsers }, () => rng.int(fitUsers)).sort());
    yield* fitAll(drawn, [...fitted.keys()], { k, seed, restarts: BOOTSTRAP_RESTARTS }, (method, solution) => {
      agreement.get(method)!.push(adjustedRand(fitted.get(method)!.labels, placeUsers(solution, testData, dims)));
    });
  }

  const draws = resamples(testRows.length, random(seed, 'compare', 'resamples'));
  const drawn: Drawn[] = [];
  // In the order of the table, whichever fit ended first.
  for (const method of CLUSTER_METHODS) {
    const one = fitted.get(method);
    if (one === undefined) continue;
    const { solution, labels } = one;
    await breathe();
    throwIfAborted(signal);
    const found: Partial<Record<Outcome, Separation>> = {};
    const drawsOf: Partial<Record<Outcome, Float64Array>> = {};
    for (const [outcome, all] of Object.entries(outcomes ?? {}) as [Outcome, Float64Array][]) {
      const values = Float64Array.from(testRows, (row) => all[row]!);
      const apart = separation(labels, values, draws, random(seed, 'compare', 'shuffle', outcome));
      found[outcome] = apart.separation;
      drawsOf[outcome] = apart.draws;
    }
    const refits = agreement.get(method)!;
    const figures: MethodFigures = {
      method,
      k: solution.k,
      ...validityOf(testData, dims, labels),
      stability: estimated(mean(refits), refits),
      outcomes: outcomes ? found : null,
    };
    drawn.push({ figures, draws: drawsOf });
    yield { stage: 'cluster', done: total, total };
  }
  const byMethod = new Map(drawn.map(({ figures }) => [figures.method, figures]));
  return {
    fitUsers,
    rows: CLUSTER_METHODS.map((method) => byMethod.get(method) ?? { method, failed: failed.get(method)! }),
    verdicts: verdictsOf(drawn),
  };
}

/** Silhouette and Davies–Bouldin of users who are in a segment, with the share of those who are in none. */
function validityOf(data: Float32Array, dims: number, labels: Int32Array): Pick<MethodFigures, 'noise' | 'silhouette' | 'daviesBouldin'> {
  const known = Uint32Array.from(labels.keys()).filter((row) => labels[row]! >= 0);
  const noise = 1 - known.length / labels.length;
  // Without gaps: of the segments that these users are in.
  const present = [...new Set(Array.from(known, (row) => labels[row]!))];
  const rank = new Map(present.map((label, at) => [label, at]));
  if (present.length < 2) return { noise, silhouette: null, daviesBouldin: null };
  const own = Int32Array.from(known, (row) => rank.get(labels[row]!)!);
  const rows = gatherRows(data, dims, known);
  const [sum] = silhouettes(rows, known.length, dims, [own], [present.length], [0, known.length]);
  return {
    noise,
    silhouette: sum! / known.length,
    daviesBouldin: clusterFigures(rows, known.length, dims, own, present.length).daviesBouldin,
  };
}
