import type { DensityReport, Dendrogram } from './kmeans';
import type { Assignment } from './assignment';
import type { BackendChoice, BackendReport } from './backend';
import type { MethodComparison } from './comparison';
import type { WireError } from './errors';
import type { FeatureSpec } from './features';
import type { Findings } from './findings';
import type { ExpectedSize, FilePreview, QualityReport } from './ingest';
import type { LooksApi } from './looks';
import type { KChoice, KValidity, TrainingReport, ValidityBasis } from './model';
import type { SegmentPortrait } from './portraits';
import type { Categories, LikelyChoice } from './categories';
import type { Demand } from './demand';
import type { OutcomeKind, Outcomes } from './outcomes';
import type { Predictions } from './predictions';
import type { Progress, StageId } from './progress';
import type { PlacingApi } from './placing';
import type { RunsApi } from './runs';
import type { RenamedColumn } from './reading';
import type { SizeChoice } from './sizes';
import type { JoinFigures } from './tables';
import type { MappingRecipe, Recipe } from './recipe';
import type { AssignmentRecipe, NetworkRecipe } from './training-recipe';
import type { Timeline } from './timeline';
import type { Flow, Migration, TimedTransition, UserPath } from './movement';
import type { HeaderMatch, UpdateProposal, UpdateStrength } from './update';
import type { History, PageState, StorageTrouble, VersionKind, WorkspaceInfo } from './workspace';

/** Every call across the boundary answers with one of these, since a thrown AppError would lose its code. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError };

export type ProgressListener = (progress: Progress) => void;

/** A table of users or items to join to the events, and how it is read. */
export interface TableFile {
  readonly file: File;
  readonly mapping: MappingRecipe;
}

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
  /** Where the segments are cuts of a hierarchy. */
  readonly dendrogram?: DendrogramView;
  /** Where the segments are dense regions: how they were found. */
  readonly density?: DensityReport;
  /** What was asked for about them before. */
  readonly findings: Findings;
}

/** What depends on the windows. */
export interface TrackResult {
  readonly timeline: Timeline;
  /** Segments that came, went, split or were absorbed along the timeline, in order of time. */
  readonly transitions: readonly TimedTransition[];
}

export interface RunResult extends TrackResult {
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
  /** How the result came about. */
  readonly kind: VersionKind;
  readonly backend: BackendReport;
  readonly seconds: Readonly<Partial<Record<StageId, number>>>;
  /** The recipe as run, with what was chosen automatically left as the person left it. */
  readonly recipe: Recipe;
}

/** The top of the hierarchy that the segments are cut from: a `Dendrogram` with the segment of each of its clusters in place of a row. */
export interface DendrogramView extends Omit<Dendrogram, 'rows'> {
  readonly segments: Int32Array;
}

/** One user: id, segment, and every feature in its own unit (NaN where missing), in the order of RunResult.specs. */
export interface UserRow {
  readonly row: number;
  readonly id: string;
  /** −1 for a user without a segment, who has no distance (NaN). */
  readonly segment: number;
  readonly distance: number;
  /** Of HDBSCAN: how firmly the user belongs to the segment, 0…1. */
  readonly strength?: number;
  /** Of a mixture, the probability of each segment by its number, the most probable first. */
  readonly memberships?: readonly { readonly segment: number; readonly share: number }[];
  readonly values: Float64Array;
  /** Outcomes that are predicted for the user, once they have been computed. */
  readonly outcomes?: readonly UserOutcome[];
  /** Money that the user is expected to spend; likewise. */
  readonly value?: UserValue;
  /** The categories (items) that the user will probably choose next, likeliest first; likewise. */
  readonly nextChoices?: readonly LikelyChoice[];
}

/** Probability of an outcome for a user in the days after the file ends. */
export interface UserOutcome {
  readonly kind: OutcomeKind;
  readonly horizonDays: number;
  readonly probability: number;
}

/** Money expected of a user in the days after the file ends, by the network. */
export interface UserValue {
  readonly horizonDays: number;
  readonly expected: number;
}

/** The map at a window: the users active in it, placed by what they did in it. */
export interface WindowMapView {
  readonly window: number;
  readonly points: Float32Array;
  readonly labels: Int32Array;
  /** Row in the run's matrix for each point; -1 for a user without one. */
  readonly rows: Int32Array;
}

/** Names as they stand on the screen (made from the portraits or typed by the person), by segment id, what users without one are in, and alert sentences in the order of Timeline.alerts. */
export interface ExportWords {
  readonly names: readonly string[];
  readonly alerts: readonly string[];
  /** Of users without a segment. */
  readonly none: string;
}

/** A file that had been read, as a workspace kept it. */
export interface KeptRead extends ReadResult {
  /** Without its bytes where they were not kept: see `absent`. */
  readonly file: File;
  readonly mapping: MappingRecipe;
  readonly cleaning: Recipe['cleaning'];
  /** Names of all files whose events it holds, in the order in which they came. */
  readonly files: readonly string[];
  /** Those of which only the events were kept (too large, or no room): they cannot be read again under another mapping. */
  readonly absent: readonly string[];
  /** Tables that are joined to it; absent where there are none. */
  readonly joined?: readonly TableFile[];
}

/** A workspace as it was last kept: everything that the screens need to go on. */
export interface OpenedWorkspace {
  readonly info: WorkspaceInfo;
  readonly page: PageState;
  readonly history: History;
  /** Null where nothing had been read. */
  readonly read: KeptRead | null;
  /** Null where no segments had been built. */
  readonly run: RunResult | null;
  /** Why changes are not going to be kept. */
  readonly trouble: StorageTrouble | null;
}

/** What keeping came to. `info` null: there is nothing to keep it in, and `trouble` says why. */
export interface KeptWorkspace {
  readonly info: WorkspaceInfo | null;
  readonly history: History;
  readonly trouble: StorageTrouble | null;
}

/** What a newer file looks like beside the mapping in use. */
export interface AppendPreview {
  readonly preview: FilePreview;
  readonly matches: readonly HeaderMatch[];
  /** What adding it takes, with what is held; null where that is little. */
  readonly expected: ExpectedSize | null;
}

/** The first look at a file that came while another is open. */
export interface FileLook {
  readonly preview: FilePreview;
  /** What it takes, with what is open, to join it, if it is a table of users or items, else to add it; null where that is little. */
  readonly expected: ExpectedSize | null;
}

/** A step back or forth in the history. */
export interface WentTo {
  readonly read: KeptRead | null;
  readonly run: RunResult | null;
  readonly history: History;
}

/** Workspaces kept on this device. */
export interface KeepingApi {
  /** Newest first. Fails only where nothing can be kept at all (`storage-denied`). */
  listWorkspaces(): Promise<Reply<readonly WorkspaceInfo[]>>;
  /** Leaves the workspace that is open and goes on with this one. */
  openWorkspace(job: string, id: string): Promise<Reply<OpenedWorkspace>>;
  /**
   * Keeps what has been read and built in the workspace `into`, or in a new one of that name (null). Only what changed is written.
   *
   * @param typed what the person called the segments, by number, for the list of runs
   */
  keep(
    job: string,
    into: string | null,
    name: string,
    page: PageState,
    typed?: Readonly<Record<number, string>>,
  ): Promise<Reply<KeptWorkspace>>;
  /** Leaves the open workspace, so that what is kept next begins another; what has been read and built stays. */
  closeWorkspace(): Promise<Reply<null>>;
  renameWorkspace(id: string, name: string): Promise<Reply<null>>;
  duplicateWorkspace(id: string, name: string): Promise<Reply<WorkspaceInfo>>;
  deleteWorkspace(id: string): Promise<Reply<null>>;
  /** Everything that Shoal keeps on this device. */
  eraseEverything(): Promise<Reply<null>>;
  /** A `.shoal` file of a workspace as it was last kept, with its history. */
  saveWorkspaceFile(job: string, id: string): Promise<Reply<Blob>>;
  /** A `.shoal` file of what has been read and built, whether or not anything can be kept. It has no history. */
  saveCurrentFile(job: string, name: string, page: PageState): Promise<Reply<Blob>>;
  /** A workspace of its own from a `.shoal` file; in memory, until another is opened, where nothing can be kept. */
  loadWorkspaceFile(job: string, file: File): Promise<Reply<WorkspaceInfo>>;
}

/** Newer files on an open workspace. */
export interface UpdateApi {
  /** A newer file's columns beside the mapping in use. */
  previewAppend(job: string, file: File): Promise<Reply<AppendPreview>>;
  /**
   * Reads the newer file with its columns where `matches` says (those of {@link previewAppend}, with the person's answers filled in), brings the users' features up to date and proposes an update of the given strength (null: by the rule). Nothing is
   * replaced before {@link acceptUpdate}; asked again with the same file, only what the strength changes is computed again.
   */
  proposeUpdate(
    job: string,
    file: File,
    matches: readonly HeaderMatch[],
    strength: UpdateStrength | null,
    choice: BackendChoice,
    onProgress: ProgressListener,
  ): Promise<Reply<UpdateProposal>>;
  /** The proposal takes the place of the result; the one before stays in the history. */
  acceptUpdate(): Promise<Reply<KeptRead>>;
  discardUpdate(): Promise<Reply<null>>;
  /**
   * The files whose events are held, in the order in which they came, and the columns that those which came later call otherwise than the first.
   *
   * @throws AppError `source-not-kept` (params: name) where the bytes of one are not here
   */
  heldFiles(): Promise<Reply<{ readonly files: readonly File[]; readonly renamed: readonly RenamedColumn[] }>>;
  /** Goes to another result of the history: back and forth. */
  goToVersion(job: string, id: string): Promise<Reply<WentTo>>;
}

/** Who moved between segments. */
export interface MovementApi {
  migration(from: number, to: number): Promise<Reply<Migration>>;
  /** The users who went from one segment number to another between two windows (AWAY: entering, leaving), and what changed for them. */
  flow(from: number, to: number, segmentFrom: number, segmentTo: number): Promise<Reply<Flow>>;
  userPath(row: number): Promise<Reply<UserPath>>;
  /** The users of the rows with their segments in two windows, as CSV. */
  exportFlow(from: number, to: number, rows: Uint32Array, words: ExportWords): Promise<Reply<Blob>>;
}

/**
 * The whole of what the page can ask of the workers. `job` ids are made by the page; `cancel(job)` makes the call under way
 * with that id reply with `cancelled`, leaving the last complete state untouched. One job runs at a time.
 */
export interface EngineApi extends KeepingApi, UpdateApi, MovementApi, RunsApi, PlacingApi, LooksApi {
  probe(choice: BackendChoice): Promise<Reply<BackendReport>>;
  /** Has the code that reads files compiled, where nothing is open or under way; gives way to any job. */
  warmUp(): Promise<Reply<null>>;
  /**
   * Opens a file, or several as one (fileSet): its beginning is read, the mapping proposed. The file becomes current when `read` succeeds.
   * `reading`: what a person has decided about how.
   */
  preview(job: string, file: File, reading?: MappingRecipe['reading']): Promise<Reply<FilePreview>>;
  /** Looks at a file that may be joined or added to the one last read. */
  look(job: string, file: File): Promise<Reply<FileLook>>;
  /** Makes the sample shop as a CSV file on the device. */
  makeSample(job: string, seed: number, drift: boolean, onProgress: ProgressListener): Promise<Reply<File>>;
  read(
    job: string,
    file: File,
    mapping: MappingRecipe,
    cleaning: Recipe['cleaning'],
    onProgress: ProgressListener,
    tables?: readonly TableFile[],
  ): Promise<Reply<ReadResult>>;
  /** Joins tables to the file last read, in place of those that were; the events are not read again. */
  join(job: string, tables: readonly TableFile[], onProgress: ProgressListener): Promise<Reply<ReadResult>>;
  /** Everything after reading, on the file last read. */
  build(job: string, recipe: Recipe, choice: BackendChoice, onProgress: ProgressListener): Promise<Reply<RunResult>>;
  /**
   * Times a few training steps of the encoder's sizes on the users of the file last read, and says which is the largest that trains within the time. Leaves the run
   * as it is.
   */
  measureSizes(
    job: string,
    recipe: Recipe,
    choice: BackendChoice,
    budgetSeconds: number,
    onProgress: ProgressListener,
  ): Promise<Reply<SizeChoice>>;
  /** The figures of every k with the stability that the choice of k did not need; meant to run once the result is on the screen. */
  completeStability(job: string, onProgress: ProgressListener): Promise<Reply<readonly KValidity[]>>;
  /** The figures with what other seeds make of the segments; meant to run after {@link completeStability}. */
  completeSeedStability(job: string, onProgress: ProgressListener): Promise<Reply<Pick<RunResult, 'validity' | 'basis'>>>;
  /**
   * What the users of each segment will buy, or why that cannot be said. Computed once for a file, then kept: another k only sums it up anew. May run
   * beside other work, which it leaves alone.
   */
  predict(job: string, onProgress: ProgressListener): Promise<Reply<Predictions>>;
  /**
   * Every clustering method on the same users, judged on users that the fit did not see and by what came after a cut-off. Leaves the run as it is; nothing of
   * it is kept.
   */
  compareMethods(job: string, onProgress: ProgressListener): Promise<Reply<MethodComparison>>;
  /**
   * Whether users will buy, come back or stay away, by segment, tested beside baselines. Kept as {@link predict} keeps; once known, user rows, the
   * export of users and the report tell it, too.
   */
  predictOutcomes(job: string, onProgress: ProgressListener): Promise<Reply<Outcomes>>;
  /** Which category users will choose next, by segment; likewise. */
  predictCategories(job: string, onProgress: ProgressListener): Promise<Reply<Categories>>;
  /** Demand by category in the coming weeks; the segments do not matter. */
  predictDemand(job: string, onProgress: ProgressListener): Promise<Reply<Demand>>;
  /**
   * How well a network taught the segments places new users by their first events. Kept as long as the segments are; the report tells it, too. The
   * recipe of the run has these choices from then on.
   */
  learnAssignment(job: string, assignment: AssignmentRecipe, onProgress: ProgressListener): Promise<Reply<Assignment>>;
  /** The days ahead that outcomes and next categories are for, from now on; null: chosen from the file. */
  chooseHorizon(horizonDays: number | null): Promise<Reply<null>>;
  /** How the networks that foresee outcomes and value are trained, from now on. */
  chooseNetwork(network: NetworkRecipe): Promise<Reply<null>>;
  /** Another k over the same embedding; the timeline follows. null: back to the rule. */
  chooseK(job: string, k: number | null, onProgress: ProgressListener): Promise<Reply<TrackResult & { segments: SegmentsResult }>>;
  /** Other windows over the same segments. */
  retrack(job: string, track: Recipe['track'], onProgress: ProgressListener): Promise<Reply<TrackResult>>;
  windowMap(window: number): Promise<Reply<WindowMapView>>;
  user(row: number): Promise<Reply<UserRow>>;
  /** Rows of the matrix, at most `limit` of them. */
  users(rows: Uint32Array, limit: number): Promise<Reply<readonly UserRow[]>>;
  findUser(id: string): Promise<Reply<UserRow | null>>;
  /**
   * What exports tell of predictions, so that the same run gives the same file whenever it is exported: what the screens predict without being asked ({@link predict},
   * {@link predictCategories} and, for the report, {@link predictDemand}) is computed unless it is known, and outcomes that were asked for are waited for.
   */
  completePredictions(job: string, report: boolean, onProgress: ProgressListener): Promise<Reply<null>>;
  /** The users with their segments, features and what is known of predictions. */
  exportSegments(words: ExportWords): Promise<Reply<Blob>>;
  /** The users of these rows of the matrix, with the columns of {@link exportSegments}. */
  exportUsers(rows: Uint32Array, words: ExportWords): Promise<Reply<Blob>>;
  exportReport(words: ExportWords): Promise<Reply<Blob>>;
  exportRejected(job: string, onProgress: ProgressListener): Promise<Reply<Blob>>;
  /**
   * The rows that were kept, with what cleaning wrote into them; only of a file to which no later one was added.
   *
   * @param joined of the table of this kind that is joined to the file, in place of the file
   */
  exportClean(job: string, onProgress: ProgressListener, joined?: JoinFigures['kind']): Promise<Reply<Blob>>;
  cancel(job: string): void;
}
