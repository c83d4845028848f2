/** What the start screen lists of a workspace kept on this device. */
export interface WorkspaceInfo {
  readonly id: string;
  readonly name: string;
  /** Of everything that it keeps on the device. */
  readonly bytes: number;
  /** ms UTC. */
  readonly created: number;
  readonly updated: number;
  /** Kept events and users of its data; 0 before a file has been read; no events where its rows are users. */
  readonly events: number;
  readonly users: number;
  /** 0 before segments were built. */
  readonly segments: number;
  /** Results it can go back to, the present one among them. */
  readonly versions: number;
}

/** How a result came about. */
export type VersionKind = 'build' | 'assign' | 'tune' | 'rebuild';

/** How a result came on the screen: newly made, or one of the list of runs put back. */
export type StepKind = VersionKind | 'put-back';

/** One result in a workspace's history, newest last. */
export interface VersionInfo {
  readonly id: string;
  readonly kind: StepKind;
  /** ms UTC. */
  readonly at: number;
  readonly events: number;
  readonly users: number;
  readonly segments: number;
  /** Names of the files whose events it holds, in the order in which they came. */
  readonly files: readonly string[];
}

/** The results that a workspace can go to, newest last. */
export interface History {
  readonly versions: readonly VersionInfo[];
  /** Null while a file has been read and not built. */
  readonly current: string | null;
  /** What undo goes back to; null where there is nothing. */
  readonly undo: string | null;
}

/** What the page keeps with a workspace and the workers do not look into: names typed, alerts acknowledged, the file's preview. Plain JSON. */
export type PageState = Readonly<Record<string, unknown>>;

/** Why a workspace is not being kept. The work goes on in memory. */
export type StorageTrouble = 'denied' | 'full' | 'other-tab' | 'evicted' | 'failed';
