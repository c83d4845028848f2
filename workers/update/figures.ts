import { gatherRows } from '../cluster/nearest';
import { sampleRows } from '../cluster/sample';
import { reconstructionLoss } from '../encode';
import { breather } from '../math/breathe';
import { random } from '../math/random';
import { throwIfAborted } from '../protocol/errors';
import type { FeatureMatrix } from '../protocol/features';
import type { Clusterings } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import type { UpdateFigures } from '../protocol/update';
import { binCounts, decileEdges } from '../track/bins';
import { psi, psiThreshold } from '../track/psi';
import { LEAST_USERS } from '../track/reference';
import type { RefreshedUsers } from './append';
import type { UpdateBase } from './strengths';

/** PSI and reconstruction error are taken on at most so many users: sampling moves a PSI by some 0.002 then, a fiftieth of its threshold. */
const MEASURED_USERS = 10_000;

/** One hundredth of the variance of the standardised features. */
const NEGLIGIBLE_ERROR = 0.01;

/** The figures with the numbers of users that they were computed on, seeded samples where there were more. */
export interface MeasuredFigures extends UpdateFigures {
  readonly computedOn: {
    readonly driftUsers: { readonly before: number; readonly after: number };
    /** Users that the error is compared with, and users with new events. */
    readonly errorUsers: { readonly control: number; readonly changed: number };
  };
}

/**
 * What the rule for the strength of an update looks at.
 *
 * - Drift: PSI of each feature of the model between all users before (whose deciles cut the bins) and all users now, in the feature's own unit,
 *   beside the threshold that allows for the numbers of users.
 * - Reconstruction error: mean squared over the standardised features, of the users with new events over those who would have had them a step
 *   earlier ({@link RefreshedUsers.control}). Beside all users any append would look like a change: on Online Retail, cut at 95 %, the users of the
 *   last days have 1.35 times the error of all, and 1.00 times that of the users of the days before. 1 where either side has fewer than
 *   {@link LEAST_USERS} users, which says nothing.
 * - Silhouette: of the segments before, and of the users now where the assignment puts them, both as the validity figures state them (exact, or
 *   on a sample of 10,000 users, which leaves a mean a standard error below 0.003).
 *
 * @param refreshed the users now
 * @param assigned the users now under the encoder and the centres there were; null where fewer than two segments would have users, of which the
 *   silhouette is 0 by convention
 * @throws AppError `cancelled`
 */
export async function* updateFigures(
  base: UpdateBase,
  refreshed: Pick<RefreshedUsers, 'matrix' | 'changed' | 'control'>,
  assigned: Clusterings | null,
  seed: number,
  signal?: AbortSignal,
): Stage<MeasuredFigures> {
  throwIfAborted(signal);
  const breathe = breather();
  const pause = async () => {
    await breathe();
    throwIfAborted(signal);
  };
  const pick = (name: string, rows: number, most: number) => sampleRows(rows, most, random(seed, 'update', name));
  const { matrix, changed, control } = refreshed;
  const { specs } = matrix;
  const total = specs.length + 1;

  const known = pick('drift-before', base.matrix.users, MEASURED_USERS);
  const now = pick('drift-after', matrix.users, MEASURED_USERS);
  const drifted: string[] = [];
  for (let f = 0; f < specs.length; f++) {
    if (isDrifted(sortedColumn(base.matrix, f, known), sortedColumn(matrix, f, now))) drifted.push(specs[f]!.id);
    yield { stage: 'cluster', done: f, total };
    await pause();
  }

  const some = pick('changed', changed.length, MEASURED_USERS).map((i) => changed[i]!);
  const like = pick('control', control.length, MEASURED_USERS).map((i) => control[i]!);
  const errorRatio = ratio(base, like, matrix, some);
  yield { stage: 'cluster', done: total, total };
  return {
    driftedShare: specs.length > 0 ? drifted.length / specs.length : 0,
    driftedFeatures: drifted,
    errorRatio,
    silhouetteBefore: silhouetteOf(base.clusterings, base.segmentation.k),
    silhouetteAfter: assigned === null ? 0 : silhouetteOf(assigned, assigned.choice.k),
    computedOn: {
      driftUsers: { before: known.length, after: now.length },
      errorUsers: { control: like.length, changed: some.length },
    },
  };
}

function sortedColumn({ raw, features }: FeatureMatrix, feature: number, rows: Uint32Array): Float64Array {
  const values = new Float64Array(rows.length);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = raw[rows[i]! * features + feature]!;
    if (!Number.isNaN(value)) values[n++] = value;
  }
  return values.subarray(0, n).sort();
}

function isDrifted(reference: Float64Array, now: Float64Array): boolean {
  if (reference.length === 0 || now.length === 0) return false;
  const edges = decileEdges(reference);
  const counts = binCounts(reference, edges);
  return psi(counts, binCounts(now, edges)) > psiThreshold(now.length, reference.length, counts.length);
}

function ratio(
  { embedding, matrix: old }: Pick<UpdateBase, 'matrix' | 'embedding'>,
  control: Uint32Array,
  matrix: FeatureMatrix,
  changed: Uint32Array,
): number | null {
  const layers = [...embedding.encoder, ...embedding.decoder];
  // What a network reads is not the features alone.
  if (layers.length === 0 || embedding.sequence) return null;
  if (changed.length < LEAST_USERS || control.length < LEAST_USERS) return 1;
  const error = ({ scaled, features }: FeatureMatrix, rows: Uint32Array) =>
    reconstructionLoss(layers, gatherRows(scaled, features, rows), rows.length);
  return Math.max(error(matrix, changed), NEGLIGIBLE_ERROR) / Math.max(error(old, control), NEGLIGIBLE_ERROR);
}

function silhouetteOf({ validity }: Clusterings, of: number): number {
  return validity.find(({ k }) => k === of)!.silhouette;
}
