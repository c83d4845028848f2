import { create } from 'zustand';
import type { BackendChoice, BackendReport } from '../../workers/protocol/backend';
import type { RunResult, TableFile } from '../../workers/protocol/engine';
import type { AppError } from '../../workers/protocol/errors';
import type { FilePreview, QualityReport } from '../../workers/protocol/ingest';
import { defaultRecipe, type CleaningRecipe, type MappingRecipe, type Recipe } from '../../workers/protocol/recipe';
import type { Interrupted } from './interrupted';
import type { Job } from './job';
import type { Language } from './names';
import type { StoppedTraining } from './stopped-training';
import type { LargeFile } from './large-file';

/** The file on the Data screen: opened, its columns checked, read. */
export interface Draft {
  readonly file: File;
  /** Made on the device by «Try the sample shop». */
  readonly sample: boolean;
  readonly preview: FilePreview;
  readonly mapping: MappingRecipe;
  readonly cleaning: CleaningRecipe;
  /** Null until it has been read under this very mapping. */
  readonly quality: QualityReport | null;
  readonly readSeconds: number | null;
  /** Why it could not be read under this mapping. */
  readonly error: AppError | null;
  /** It probably needs more memory than there is: nothing is read before the person has decided how. */
  readonly large?: LargeFile | null;
  /** Names of all files whose events it holds, where newer ones were added. */
  readonly files?: readonly string[];
  /** Files whose bytes were not kept with the workspace: they cannot be read again. */
  readonly absent?: readonly string[];
  /** Tables of users or items that are joined to it. */
  readonly joined?: readonly JoinedTable[];
}

export interface JoinedTable extends TableFile {
  /** Null where it came with a workspace, which keeps the mapping alone. */
  readonly preview: FilePreview | null;
}

/** The last complete run. It stays on the screens until another run completes. */
export interface Run {
  readonly fileName: string;
  readonly quality: QualityReport;
  readonly readSeconds: number;
  readonly result: RunResult;
  /** Names under which edited segment names are stored: the same file, recipe and k find them again. */
  readonly signature: string;
}

/** What is selected, on every screen at once; the inspector shows it. */
export type Selection =
  | { readonly kind: 'segment'; readonly id: number }
  | { readonly kind: 'user'; readonly row: number }
  | { readonly kind: 'users'; readonly rows: Uint32Array }
  | { readonly kind: 'window'; readonly index: number }
  | { readonly kind: 'alert'; readonly index: number }
  /** The users who went from one segment to another between two windows; AWAY (−1) stands for users not active. */
  | {
      readonly kind: 'flow';
      readonly from: number;
      readonly to: number;
      readonly segmentFrom: number;
      readonly segmentTo: number;
    };

export interface Problem {
  readonly error: AppError;
  /** Rises with every problem, so that the same one twice is announced twice. */
  readonly serial: number;
}

export interface WorkbenchState {
  readonly language: Language;
  readonly draft: Draft | null;
  readonly run: Run | null;
  readonly job: Job | null;
  readonly problem: Problem | null;
  /** A file dropped while a run was under way, waiting for the person to choose between the two. */
  readonly pendingFile: File | null;
  readonly interrupted: Interrupted | null;
  /** A build that was cancelled while its network learned; null once another begins. */
  readonly stopped: StoppedTraining | null;
  readonly backend: BackendReport | null;
  readonly backendChoice: BackendChoice;
  /** The engine has crashed: what is drawn stays, but nothing can be asked of it until a file is read and built again. */
  readonly engineLost: boolean;
  readonly selection: Selection | null;
  /** Segments not drawn on the map. */
  readonly hidden: ReadonlySet<number>;
  /** Edited names by segment id. */
  readonly names: Readonly<Record<number, string>>;
  /** Ids of the alerts that the person has taken note of. */
  readonly acknowledged: readonly string[];
  /** Rises when more becomes known of the run: what users will do, what the model looks at. */
  readonly found: number;
  /** Rises when the person changes the list of runs. */
  readonly runChanges: number;
  /** Everything but mapping and cleaning, as the person set it. */
  readonly settings: Omit<Recipe, 'version' | 'mapping' | 'cleaning' | 'joined'>;
}

const EMPTY_MAPPING: MappingRecipe = {
  preset: null,
  columns: [],
  dateFormat: 'iso',
  timeZone: 'UTC',
  valueIs: 'line',
  purchaseTypes: [],
  refundTypes: [],
  cancelPrefix: null,
};

export const useWorkbench = create<WorkbenchState>()(() => initialState());

function initialState(): WorkbenchState {
  return {
    language: 'en',
    draft: null,
    run: null,
    job: null,
    problem: null,
    pendingFile: null,
    interrupted: null,
    stopped: null,
    backend: null,
    backendChoice: 'auto',
    engineLost: false,
    selection: null,
    hidden: new Set(),
    names: {},
    acknowledged: [],
    found: 0,
    runChanges: 0,
    settings: defaultSettings(),
  };
}

export function defaultSettings(): WorkbenchState['settings'] {
  const { seed, features, encoder, clustering, track } = defaultRecipe(EMPTY_MAPPING);
  return { seed, features, encoder, clustering, track };
}
