import type { BackendName } from './backend';
import type { ProgressListener, Reply, RunResult } from './engine';
import type { KValidity, TrainingReport, ValidityBasis } from './model';
import type { OutcomeKind } from './outcomes';
import type { NamePart } from './portraits';
import type { StageId } from './progress';
import type { FigureBeside } from './predictions';
import type { Recipe } from './recipe';
import type { VersionKind } from './workspace';

/** Runs that stay without being pinned, the newest: older ones are let go. */
export const MOST_UNPINNED_RUNS = 10;

/** A segment of a run by its number, with the words that name it. */
export interface RunSegment {
  readonly number: number;
  readonly users: number;
  readonly name: readonly NamePart[];
  /** What the person called it; null: nothing. */
  readonly typed: string | null;
}

/** How well an outcome was foreseen on users that the model had not seen. */
export interface RunOutcome {
  readonly kind: OutcomeKind;
  /** ROC AUC of the model that makes the predictions. */
  readonly auc: number;
  /** The same of the model that it stands beside: BG/NBD or the logistic regression; null where it stands beside the base rate alone. */
  readonly baselineAuc: number | null;
}

/** How far expected spending was off, a user: root mean squared error in money, of the network and of the best baseline. */
export interface RunSpending {
  readonly days: number;
  readonly rmse: number;
  readonly baselineRmse: number;
}

/** How often the first guess of what users choose next was right. */
export interface RunChoices {
  readonly of: 'category' | 'item';
  readonly days: number;
  /** Share of the tested users, of the model and of the best baseline. */
  readonly accuracy: number;
  readonly baselineAccuracy: number;
}

/** How far the forecast of the coming weeks was off: MASE, mean of all series, of the method that forecasts and of the baseline. */
export interface RunDemand {
  readonly weeks: number;
  readonly mase: number;
  readonly baselineMase: number;
}

/** Prediction figures that were known while the run was on the screen. */
export interface RunForecasts {
  /** Purchases a user in the days tested on: mean absolute error beside «as much again». */
  readonly purchases: { readonly days: number; readonly mae: FigureBeside } | null;
  readonly outcomes: { readonly days: number; readonly figures: readonly RunOutcome[] } | null;
  /** These are absent where they were not known, and in what an earlier version kept. */
  readonly spending?: RunSpending;
  readonly categories?: RunChoices;
  readonly demand?: RunDemand;
}

/** One build as the list of runs tells it. Plain and small: the users' part is kept apart. */
export interface RunSummary {
  readonly id: string;
  /** Given by the person; null: none. */
  readonly name: string | null;
  readonly pinned: boolean;
  /** It came with a file. */
  readonly imported: boolean;
  /** When the result was made, ms UTC. */
  readonly at: number;
  readonly kind: VersionKind;
  /** Names of the files whose events it holds. */
  readonly files: readonly string[];
  readonly users: number;
  readonly recipe: Recipe;
  readonly backend: BackendName;
  readonly seconds: Readonly<Partial<Record<StageId, number>>>;
  readonly training: TrainingReport | null;
  /** Figures of the segmentation; null where the update that made it computed none. */
  readonly validity: KValidity | null;
  /** On whom they were taken; absent in what an earlier version kept. */
  readonly basis?: ValidityBasis;
  readonly forecasts: RunForecasts;
  readonly segments: readonly RunSegment[];
  /** Parameters that an export would hold. */
  readonly parameters: number;
}

export interface RunInfo extends RunSummary {
  /** It is the result on the screen. */
  readonly current: boolean;
  /** Why it cannot be put back on the screens; null where it can, and for the one that is there. */
  readonly hindrance: RunHindrance | null;
}

/**
 * Why a run cannot be put back: it came with a file; an earlier Shoal kept too little of it; it is of other files than those that are open, or of the same ones read in
 * another way. Codes of errors.
 */
export type RunHindrance = 'run-imported' | 'run-earlier' | 'run-other-file' | 'run-other-reading';

export interface RunList {
  /** Newest first. */
  readonly runs: readonly RunInfo[];
  /** Runs that the device kept and could not give back. */
  readonly lost: number;
  /** They are of another file than the one last read, which is not built yet: the list cannot be changed until it is. */
  readonly ofOther: boolean;
}

/** Two runs on the users of the first. Segments go by number; those of the second by the number of the segment of the first that they are most like. */
export interface RunComparison {
  /** Of the first run's map, interleaved x, y, one a user of it. */
  readonly points: Float32Array;
  readonly labels: Int32Array;
  /** Of those of its users that the second has, too. */
  readonly otherPoints: Float32Array;
  readonly otherLabels: Int32Array;
  readonly explained: readonly [number, number];
  /** By the second run's own number: the number that it is shown under. */
  readonly shownAs: Readonly<Record<number, number>>;
  /** As `Migration` of ./movement: AWAY stands for users that one of the runs does not have. */
  readonly segments: readonly number[];
  readonly counts: Float64Array;
  /**
   * Users of both runs; those of them whose segment is another; those of these for whom it is one without a match, in either run; and users of one run
   * alone.
   */
  readonly both: number;
  readonly changed: number;
  readonly unmatched: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Adjusted Rand index over the users of both, noise a group of its own. */
  readonly agreement: number;
}

/** Names of the segments of two runs as they stand on the screen: of the first by number, of the second by the number that it is shown under. */
export interface ComparedNames {
  readonly first: Readonly<Record<number, string>>;
  readonly second: Readonly<Record<number, string>>;
  readonly none: string;
  readonly away: string;
  /** Headings of the two columns. */
  readonly headings: readonly [string, string];
}

/** A run that came with a file. */
export interface ImportedRun {
  readonly id: string;
  readonly users: number;
  /** Those of them whom the workspace has. */
  readonly known: number;
}

/** The users of one flow between two runs; null for all who changed segment. */
export type ComparedFlow = { readonly from: number; readonly to: number } | null;

/** What changes the list throws `runs-other-file` where that is {@link RunList.ofOther}. */
export interface RunsApi {
  /** @param typed what the person called the segments on the screen, by number */
  listRuns(typed: Readonly<Record<number, string>>): Promise<Reply<RunList>>;
  changeRun(id: string, change: Partial<Pick<RunSummary, 'name' | 'pinned'>>): Promise<Reply<null>>;
  /** The run leaves the list; not the one on the screen. It can be had back until the next is deleted. */
  deleteRun(id: string): Promise<Reply<null>>;
  bringBackRun(): Promise<Reply<null>>;
  /**
   * Puts a run of the file last read back on the screens, as a step of the history: its segments, names and map as they are kept; features, portraits and timeline from
   * the events, the embedding from these and its weights. Nothing is trained.
   *
   * @throws AppError `run-gone`, a {@link RunHindrance}; `run-other-events` where what it gives is not what was kept; `run-model-damaged`, `cancelled`
   */
  putBackRun(job: string, id: string, onProgress: ProgressListener): Promise<Reply<RunResult>>;
  /** @throws AppError `run-gone` where the list does not have both; `runs-apart` where they have no user in common */
  compareRuns(first: string, second: string): Promise<Reply<RunComparison>>;
  /** CSV: user_id and the segment in either run. */
  exportChanges(first: string, second: string, flow: ComparedFlow, names: ComparedNames): Promise<Reply<Blob>>;
  /** A ZIP archive with the model in the format of tfjs. @param names of the segments as they stand on the screen, by number */
  exportRun(id: string, names: Readonly<Record<number, string>>): Promise<Reply<Blob>>;
  /** The run of such an archive joins the list. @throws AppError `run-not`, `run-damaged`, `run-newer`, and what reading archives throws */
  importRun(file: File): Promise<Reply<ImportedRun>>;
}
