import type { BackendChoice, BackendReport } from './backend';
import type { WireError } from './errors';
import type { FeatureSpec } from './features';
import type { FilePreview, QualityReport } from './ingest';
import type { KChoice, KValidity, TrainingReport, ValidityBasis } from './model';
import type { SegmentPortrait } from './portraits';
import type { Progress, StageId } from './progress';
import type { MappingRecipe, Recipe } from './recipe';
import type { Timeline } from './timeline';

/** Every call across the boundary answers with one of these, since a thrown AppError would lose its code. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError };

export type ProgressListener = (progress: Progress) => void;

/** What a finished read leaves on the page. */
export interface ReadResult {
  readonly quality: QualityReport;
  readonly seconds: number;
}

/** Points of the map and what colours them. Arrays are transferred, one entry a user of the matrix, in its row order. */
export interface MapView {
  /** Interleaved x, y in embedding units. */
  readonly points: Float32Array;
  readonly labels: Int32Array;
  /** A kdbush index over the points, built in the worker: `KDBush.from(index)`. */
  readonly index: ArrayBuffer;
  /** Shares of variance of the two axes. */
  readonly explained: readonly [number, number];
}

/** What depends on k: it changes when another k is chosen, without training again. */
export interface SegmentsResult {
  readonly k: number;
  readonly choice: KChoice;
  readonly labels: Int32Array;
  readonly portraits: readonly SegmentPortrait[];
}

export interface RunResult {
  readonly users: number;
  /** Users that the file has but the feature window leaves out. */
  readonly usersOutside: number;
  readonly specs: readonly FeatureSpec[];
  readonly constantFeatures: readonly string[];
  readonly training: TrainingReport | null;
  readonly map: MapView;
  readonly segments: SegmentsResult;
  readonly validity: readonly KValidity[];
  readonly basis: ValidityBasis;
  readonly computedOn: 'webgpu' | 'typed-arrays';
  readonly timeline: Timeline;
  readonly backend: BackendReport;
  readonly seconds: Readonly<Partial<Record<StageId, number>>>;
  /** The recipe as run, with what was chosen automatically left as the person left it. */
  readonly recipe: Recipe;
}

/** One user: id, segment, and every feature in its own unit (NaN where missing), in the order of RunResult.specs. */
export interface UserRow {
  readonly row: number;
  readonly id: string;
  readonly segment: number;
  readonly distance: number;
  readonly values: Float64Array;
}

/** The map at a window: the users active in it, placed by what they did in it. */
export interface WindowMapView {
  readonly window: number;
  readonly points: Float32Array;
  readonly labels: Int32Array;
  /** Row in the run's matrix for each point; -1 for a user without one. */
  readonly rows: Int32Array;
}

/** Names as they stand on the screen (made from the portraits or typed by the person), by segment id, and alert sentences in the order of Timeline.alerts. */
export interface ExportWords {
  readonly names: readonly string[];
  readonly alerts: readonly string[];
}

/**
 * The whole of what the page can ask of the workers. `job` ids are made by the page; `cancel(job)` makes the call under way
 * with that id reply with `cancelled`, leaving the last complete state untouched. One job runs at a time.
 */
export interface EngineApi {
  probe(choice: BackendChoice): Promise<Reply<BackendReport>>;
  /** Opens a file: its beginning is read, the mapping proposed. The file becomes current when `read` succeeds. */
  preview(job: string, file: File): Promise<Reply<FilePreview>>;
  /** Makes the sample shop as a CSV file on the device. */
  makeSample(job: string, seed: number, drift: boolean, onProgress: ProgressListener): Promise<Reply<File>>;
  read(
    job: string,
    file: File,
    mapping: MappingRecipe,
    cleaning: Recipe['cleaning'],
    onProgress: ProgressListener,
  ): Promise<Reply<ReadResult>>;
  /** Everything after reading, on the file last read. */
  build(job: string, recipe: Recipe, choice: BackendChoice, onProgress: ProgressListener): Promise<Reply<RunResult>>;
  /** The figures of every k with the stability that the choice of k did not need; meant to run once the result is on the screen. */
  completeStability(job: string, onProgress: ProgressListener): Promise<Reply<readonly KValidity[]>>;
  /** Another k over the same embedding; the timeline follows. null: back to the rule. */
  chooseK(job: string, k: number | null, onProgress: ProgressListener): Promise<Reply<{ segments: SegmentsResult; timeline: Timeline }>>;
  /** Other windows over the same segments. */
  retrack(job: string, track: Recipe['track'], onProgress: ProgressListener): Promise<Reply<Timeline>>;
  windowMap(window: number): Promise<Reply<WindowMapView>>;
  user(row: number): Promise<Reply<UserRow>>;
  /** Rows of the matrix, at most `limit` of them. */
  users(rows: Uint32Array, limit: number): Promise<Reply<readonly UserRow[]>>;
  findUser(id: string): Promise<Reply<UserRow | null>>;
  exportSegments(words: ExportWords): Promise<Reply<Blob>>;
  exportReport(words: ExportWords): Promise<Reply<Blob>>;
  exportRejected(job: string, onProgress: ProgressListener): Promise<Reply<Blob>>;
  cancel(job: string): void;
}
