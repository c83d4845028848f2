import type { Compute } from '../cluster/compute';
import { gatherRows } from '../cluster/nearest';
import { runLanes, type Job } from '../cluster/schedule';
import { silhouettes } from '../cluster/silhouette';
import { BOOTSTRAP_RESTARTS } from '../cluster/stability';
import { clusterFigures } from '../cluster/validity';
import { adjustedRand } from '../math/adjusted-rand';
import { breather } from '../math/breathe';
import { random } from '../math/random';
import { mean } from '../math/statistics';
import type { MethodFailure, MethodFigures, Outcome, Separation } from '../protocol/comparison';
import { throwIfAborted } from '../protocol/errors';
import type { KMeansSolution } from '../protocol/kmeans';
import type { Progress, Stage } from '../protocol/progress';
import type { Recipe } from '../protocol/recipe';
import { failureOf, fitMethod, placeUsers, type Candidate, type Effort } from './fit-method';
import type { Halves } from './halves';
import { estimated, resamples, separation } from './separation';
import type { Drawn } from './verdicts';

/** Fits on resamples of the fitted users, for stability. */
export const REFITS = 20;

interface Fitted {
  readonly solution: KMeansSolution;
  /** Where the users are placed whom the fit did not see. */
  readonly labels: Int32Array;
  /** With where each refit places them: adjusted Rand index. */
  readonly agreement: number[];
}

/** By candidate; of a method by density that finds no segments to show, why. */
export type Judged = ReadonlyMap<Candidate, Drawn | MethodFailure>;

/**
 * Fits every candidate on the one half of the users and judges it on the other: the figures depend on the candidate, the halves and the recipe, not on the
 * other candidates. All share the resamples of the fitted users, for stability, and of the judged ones, for the intervals.
 *
 * @param outcomes by row of the embedding; null where there are none
 * @throws AppError `cancelled`, `worker-crashed`
 */
export async function* judge(
  candidates: readonly Candidate[],
  { dims, fitUsers, fitData, testRows, testData }: Halves,
  outcomes: Partial<Record<Outcome, Float64Array>> | null,
  { seed, clustering }: Pick<Recipe, 'seed' | 'clustering'>,
  compute: Compute,
  signal: AbortSignal | undefined,
): Stage<Judged> {
  const breathe = breather();
  const total = candidates.length * (REFITS + 1);
  let done = 0;
  /** Fits candidates on some rows, and hands each to `take`. */
  const fitAll = async function* (
    rows: Float32Array,
    asked: readonly Candidate[],
    effort: Effort,
    take: (candidate: Candidate, solution: KMeansSolution) => void,
  ): AsyncGenerator<Progress, void, void> {
    await compute.load(rows, fitUsers, dims);
    throwIfAborted(signal);
    const jobs = asked.map((candidate): Job => ({
      k: candidate.k,
      steps: 1,
      run: async () => take(candidate, await fitMethod(candidate, effort, clustering, fitUsers, compute)),
    }));
    for await (const job of runLanes([{ jobs, concurrency: compute.concurrency }], signal)) {
      done += job.steps;
      yield { stage: 'cluster', done, total };
    }
  };

  const fitted = new Map<Candidate, Fitted>();
  const judged = new Map<Candidate, Drawn | MethodFailure>();
  yield* fitAll(fitData, candidates, { seed, restarts: clustering.restarts }, (candidate, solution) => {
    const failed = failureOf(solution);
    if (failed) judged.set(candidate, { method: candidate.method, failed });
    else fitted.set(candidate, { solution, labels: placeUsers(solution, testData, dims), agreement: [] });
  });

  for (let refit = 0; refit < REFITS; refit++) {
    const rng = random(seed, 'compare', 'refit', refit);
    const drawn = gatherRows(fitData, dims, Uint32Array.from({ length: fitUsers }, () => rng.int(fitUsers)).sort());
    yield* fitAll(drawn, [...fitted.keys()], { seed, restarts: BOOTSTRAP_RESTARTS }, (candidate, solution) => {
      const { labels, agreement } = fitted.get(candidate)!;
      agreement.push(adjustedRand(labels, placeUsers(solution, testData, dims)));
    });
  }

  const draws = resamples(testRows.length, random(seed, 'compare', 'resamples'));
  for (const [candidate, { solution, labels, agreement }] of fitted) {
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
    const figures: MethodFigures = {
      method: candidate.method,
      k: solution.k,
      ...validityOf(testData, dims, labels),
      stability: estimated(mean(agreement), agreement),
      outcomes: outcomes ? found : null,
    };
    judged.set(candidate, { figures, draws: drawsOf });
    yield { stage: 'cluster', done: total, total };
  }
  return judged;
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
