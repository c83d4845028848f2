import { cluster, completeStability, hold, reChoose, seedStability } from '../cluster';
import type { Compute } from '../cluster/compute';
import { startingCentres } from '../cluster/starting-centres';
import { compareMethods } from '../compare';
import { encode, rowsOf, type Group } from '../encode';
import type { Trainer } from '../encode/trainer';
import { extractFeatures, type ShardComputer } from '../features';
import type { Ingested, JoinedFile } from '../ingest';
import type { RangeReader } from '../ingest/ranges';
import type { KeySorter } from '../ingest/sort-keys';
import { portray } from '../portray';
import { project } from '../project';
import type { BackendReport } from '../protocol/backend';
import type { MethodComparison } from '../protocol/comparison';
import { throwIfAborted } from '../protocol/errors';
import type { FeatureMatrix } from '../protocol/features';
import type { KMeansBackend } from '../protocol/kmeans';
import type { Clusterings, Embedding, Projection, Segmentation } from '../protocol/model';
import type { SegmentPortrait } from '../protocol/portraits';
import { drive, type Progress, type StageId } from '../protocol/progress';
import { isDensityMethod, type Recipe, type TrackRecipe } from '../protocol/recipe';
import type { StepKind, VersionKind } from '../protocol/workspace';
import { track, type Tracked } from '../track';

/** A file that has been read, with what it was read under. */
export interface Opened {
  readonly file: File;
  readonly mapping: Recipe['mapping'];
  readonly cleaning: Recipe['cleaning'];
  readonly ingested: Ingested;
  readonly seconds: number;
  /** Files whose events were added to it later, oldest first, each with the mapping and what was rejected of it. */
  readonly appended: readonly Appended[];
  /** Tables that were joined to it; absent in what an earlier version kept. */
  readonly joined?: readonly JoinedFile[];
}

export interface Appended {
  readonly file: File;
  readonly mapping: Recipe['mapping'];
  readonly rejected: Ingested['rejected'];
}

/** Every stage's result for one (file, recipe). Immutable: another k or other windows make another state. */
export interface RunState {
  readonly opened: Opened;
  readonly recipe: Recipe;
  readonly matrix: FeatureMatrix;
  readonly embedding: Embedding;
  readonly projection: Projection;
  readonly clusterings: Clusterings;
  readonly segmentation: Segmentation;
  readonly portraits: readonly SegmentPortrait[];
  readonly tracked: Tracked;
  readonly backend: BackendReport;
  readonly seconds: Readonly<Partial<Record<StageId, number>>>;
  /** How it came about, and when (ms UTC): another k or other windows leave both as they are. */
  readonly kind: VersionKind;
  readonly madeAt: number;
  /** When it was put back on the screens from the list of runs, ms UTC; absent where it never left them. */
  readonly putBackAt?: number;
  /** By label: the segment's number, which stands for its name and colour for life. */
  readonly numbers: readonly number[];
  /** Every number that a segment of this workspace ever had. */
  readonly usedNumbers: readonly number[];
}

/** What tells a result of the history from the others: another k or other windows change it in place, and a run that is put back is a step of its own. */
export function stepOf({ kind, madeAt, putBackAt }: RunState): { readonly kind: StepKind; readonly at: number } {
  return putBackAt === undefined ? { kind, at: madeAt } : { kind: 'put-back', at: putBackAt };
}

/** Reads files and computes features. `end` gives back the memory that this took; a later call starts afresh. */
export interface TableDevice extends RangeReader, KeySorter, ShardComputer {
  end(): void;
}

/** What the stages run on. */
export interface RunDevices {
  readonly tables: TableDevice;
  readonly trainer: Trainer;
  readonly compute: Compute;
  readonly kmeans: KMeansBackend;
  /** Asked again after training, since a lost device changes it. */
  backend(): BackendReport;
}

type Listener = (progress: Progress) => void;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Runs the stages after reading. A stage whose inputs and part of the recipe are those of `previous` is not run again: its
 * result and its seconds are carried over.
 *
 * @param heldK the number of segments that people know already, held unless it is clearly worse than the rule's; null for the rule alone
 */
export async function runStages(
  opened: Opened,
  recipe: Recipe,
  devices: RunDevices,
  previous: RunState | null,
  onProgress: Listener,
  signal: AbortSignal,
  heldK: number | null = null,
): Promise<RunState> {
  const seconds: Partial<Record<StageId, number>> = { read: opened.seconds };
  const timed = async <T>(stage: StageId, work: () => Promise<T>): Promise<T> => {
    throwIfAborted(signal);
    const start = performance.now();
    onProgress({ stage, done: 0, total: 1 });
    const result = await work();
    seconds[stage] = (performance.now() - start) / 1000;
    return result;
  };
  const carry = (stage: StageId) => {
    seconds[stage] = previous?.seconds[stage];
    onProgress({ stage, done: 1, total: 1 });
  };

  const { events } = opened.ingested;
  let fresh = !(hasFeaturesOf(previous, opened, recipe) && previous.recipe.seed === recipe.seed);
  let matrix: FeatureMatrix;
  if (!fresh && previous) {
    matrix = previous.matrix;
    carry('features');
  } else {
    matrix = await timed('features', () => drive(extractFeatures(events, recipe.features, signal, devices.tables), onProgress)).finally(
      () => devices.tables.end(),
    );
  }

  fresh ||= !(
    previous &&
    same(previous.recipe.encoder, recipe.encoder) &&
    previous.backend.active === devices.backend().active &&
    trainedFor(previous.embedding, askedK(recipe))
  );
  let embedding: Embedding;
  if (!fresh && previous) {
    embedding = previous.embedding;
    carry('encode');
  } else {
    const ids = Array.from(matrix.userIndex, (user) => events.userIds[user]!);
    const group = grouping(recipe, askedK(recipe), recipe.seed, devices, signal, heldK);
    embedding = await timed('encode', () =>
      drive(encode(rowsOf(events, matrix), ids, recipe.encoder, recipe.seed, devices.trainer, signal, group), onProgress),
    );
  }

  const clusteringBut = ({ k: _, ...rest }: Recipe['clustering']) => rest;
  fresh ||= !(previous && same(clusteringBut(previous.recipe.clustering), clusteringBut(recipe.clustering)));
  let clusterings: Clusterings;
  if (!fresh && previous) {
    clusterings = reChoose(previous.clusterings, recipe.clustering.k);
    carry('cluster');
  } else {
    clusterings = await timed('cluster', () =>
      drive(cluster(embedding, recipe.clustering, recipe.seed, devices.compute, devices.kmeans, signal), onProgress),
    );
  }

  if (heldK !== null) clusterings = hold(clusterings, heldK);

  const projection = await timed('project', async () => project(embedding));
  const segmentation = chosen(clusterings);
  const portraits = await timed('portray', async () => portray(events, matrix, segmentation));
  const tracked = await timed('track', () =>
    drive(
      track({ events, matrix, embedding, segmentation, projection, features: recipe.features, track: recipe.track }, signal),
      onProgress,
    ),
  );
  throwIfAborted(signal);
  return {
    opened,
    recipe,
    matrix,
    embedding,
    projection,
    clusterings,
    segmentation,
    portraits,
    tracked,
    backend: devices.backend(),
    seconds,
    kind: 'build',
    madeAt: Date.now(),
    ...firstNumbers(segmentation.k),
  };
}

/** Whether the features of a run are those that the recipe asks for. */
export function hasFeaturesOf(run: RunState | null, opened: Opened, { features }: Recipe): run is RunState {
  return run?.opened === opened && same(run.recipe.features, features);
}

/** The person's number of segments; null: by the rule, as where the method is to find it. */
export function askedK({ clustering }: Recipe): number | null {
  return isDensityMethod(clustering.method) ? null : clustering.k;
}

/** How the clusters are found that an encoder is trained together with. @param k null: by the rule, against which `heldK` is held */
function grouping(
  { clustering }: Recipe,
  k: number | null,
  seed: number,
  { compute, kmeans }: RunDevices,
  signal: AbortSignal,
  heldK: number | null = null,
): Group {
  return (embedding) => startingCentres(embedding, { ...clustering, k }, seed, compute, kmeans, signal, heldK);
}

/** Whether an encoder that was trained together with clusters was so for what the recipe asks. */
function trainedFor({ joint }: Embedding, k: number | null): boolean {
  return !joint || (k === null ? joint.chosen === 'rule' : joint.k === k);
}

/** Segments that nothing came before are numbered as they are labelled. */
function firstNumbers(k: number): Pick<RunState, 'numbers' | 'usedNumbers'> {
  const numbers = Array.from({ length: k }, (_, label) => label);
  return { numbers, usedNumbers: numbers };
}

/** The same run with the stability of every k: what the choice of k did not need is computed once the result is on the screen. */
export async function withStability(run: RunState, devices: RunDevices, onProgress: Listener, signal: AbortSignal): Promise<RunState> {
  const { clusterings, embedding, recipe } = run;
  const stage = completeStability(clusterings, embedding, recipe.clustering, recipe.seed, devices.compute, devices.kmeans, signal);
  return { ...run, clusterings: await drive(stage, onProgress) };
}

/** The same run with what other seeds make of its segments, see {@link seedStability}. */
export async function withSeedStability(run: RunState, devices: RunDevices, onProgress: Listener, signal: AbortSignal): Promise<RunState> {
  const { clusterings, matrix, recipe, opened } = run;
  const { events } = opened.ingested;
  const { userIds } = events;
  const embed = (rows: Uint32Array | null, seed: number) => {
    const users = rows === null ? matrix.userIndex : Array.from(rows, (row) => matrix.userIndex[row]!);
    const ids = Array.from(users, (user) => userIds[user]!);
    const group = grouping(recipe, run.embedding.joint?.k ?? null, seed, devices, signal);
    return encode(rowsOf(events, matrix, rows), ids, recipe.encoder, seed, devices.trainer, signal, group);
  };
  const stage = seedStability(clusterings, embed, recipe.clustering, recipe.seed, devices.compute, () => devices.kmeans, signal);
  return { ...run, clusterings: await drive(stage, onProgress) };
}

/** Every clustering method on users of the run, see {@link compareMethods}. */
export function comparedMethods(run: RunState, devices: RunDevices, onProgress: Listener, signal: AbortSignal): Promise<MethodComparison> {
  const { matrix, recipe, opened, segmentation } = run;
  const { events } = opened.ingested;
  const embed = (compared: FeatureMatrix) => {
    const ids = Array.from(compared.userIndex, (user) => events.userIds[user]!);
    const group = grouping(recipe, run.embedding.joint?.k ?? null, recipe.seed, devices, signal);
    return encode(rowsOf(events, compared), ids, recipe.encoder, recipe.seed, devices.trainer, signal, group);
  };
  return drive(compareMethods({ events, recipe, matrix, k: segmentation.k, embed }, devices.compute, signal), onProgress);
}

/** The same run with another k (null: back to the rule): portraits and timeline follow. */
export async function withK(run: RunState, k: number | null, onProgress: Listener, signal: AbortSignal): Promise<RunState> {
  const clusterings = reChoose(run.clusterings, k);
  if (clusterings === run.clusterings) return run;
  const segmentation = chosen(clusterings);
  onProgress({ stage: 'portray', done: 0, total: 1 });
  const portraits = portray(run.opened.ingested.events, run.matrix, segmentation);
  const recipe = { ...run.recipe, clustering: { ...run.recipe.clustering, k } };
  const numbered = segmentation.k === run.segmentation.k ? {} : firstNumbers(segmentation.k);
  return withTrack({ ...run, recipe, clusterings, segmentation, portraits, ...numbered }, recipe.track, onProgress, signal);
}

/** The same run with other windows. */
export async function withTrack(run: RunState, trackRecipe: TrackRecipe, onProgress: Listener, signal: AbortSignal): Promise<RunState> {
  const { events } = run.opened.ingested;
  const { matrix, embedding, segmentation, projection, recipe } = run;
  const start = performance.now();
  const tracked = await drive(
    track({ events, matrix, embedding, segmentation, projection, features: recipe.features, track: trackRecipe }, signal),
    onProgress,
  );
  throwIfAborted(signal);
  const seconds = { ...run.seconds, track: (performance.now() - start) / 1000 };
  return { ...run, recipe: { ...recipe, track: trackRecipe }, tracked, seconds };
}

function chosen(clusterings: Clusterings): Segmentation {
  const segmentation = clusterings.byK.get(clusterings.choice.k);
  if (!segmentation) throw new Error(`no segmentation for k = ${clusterings.choice.k}`);
  return segmentation;
}
