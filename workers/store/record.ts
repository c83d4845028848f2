import type { History, VersionInfo, WorkspaceInfo } from '../protocol/workspace';
import type { FilePath, Place } from './files';

/** A file that a workspace names, and what its bytes must be. */
export interface FileRef {
  readonly path: FilePath;
  readonly place: Place;
  readonly bytes: number;
  /** CRC-32 of the first `checked` bytes: all of what Shoal computed, the beginning of a person's own file. */
  readonly checked: number;
  readonly crc: number;
  /** `value`: written by the codec. `blob`: bytes as they came. */
  readonly kind: 'value' | 'blob';
}

/** Why a person's own file was not kept: larger than SOURCE_LIMIT, no room on the device, or no longer readable. */
export type SkipReason = 'large' | 'full' | 'unreadable';

/** One complete state: which file holds which part, and which parts were left out. */
export interface StoredParts {
  readonly refs: Readonly<Record<string, FileRef>>;
  readonly skipped: Readonly<Record<string, SkipReason>>;
}

export interface Figures {
  readonly events: number;
  readonly users: number;
  readonly segments: number;
}

export interface Version extends VersionInfo {
  readonly stored: StoredParts;
  /** The version that was current when this one was made: what undo goes back to. */
  readonly parent: string | null;
}

export interface Draft {
  readonly stored: StoredParts;
  readonly figures: Figures;
}

/** The manifest of a workspace. It changes as a whole or not at all. */
export interface WorkspaceRecord {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly updated: number;
  /** JSON text. */
  readonly pageState: string;
  /** Newest last. */
  readonly versions: readonly Version[];
  readonly current: string | null;
  /** A state without a result of its own: a file that was read and not built. It stands before the current version. */
  readonly draft: Draft | null;
  /** What belongs to the workspace whatever result is current; absent where there is nothing, and before there was such a thing. */
  readonly shelf?: StoredParts;
}

/** Results that a workspace keeps. */
export const MOST_VERSIONS = 6;

export function currentVersion(record: WorkspaceRecord): Version | null {
  return record.versions.find(({ id }) => id === record.current) ?? null;
}

/** The state that opening the workspace gives. */
export function currentParts(record: WorkspaceRecord): StoredParts {
  return record.draft?.stored ?? currentVersion(record)?.stored ?? { refs: {}, skipped: {} };
}

export function filesOf(record: WorkspaceRecord): Map<FilePath, FileRef> {
  const states = record.versions.map(({ stored }) => stored);
  if (record.draft) states.push(record.draft.stored);
  if (record.shelf) states.push(record.shelf);
  return new Map(states.flatMap(({ refs }) => Object.values(refs)).map((ref) => [ref.path, ref]));
}

export function infoOf(record: WorkspaceRecord): WorkspaceInfo {
  const { id, name, created, updated, versions } = record;
  const { events, users, segments } = record.draft?.figures ?? currentVersion(record) ?? { events: 0, users: 0, segments: 0 };
  const bytes = [...filesOf(record).values()].reduce((sum, file) => sum + file.bytes, 0);
  return { id, name, bytes, created, updated, events, users, segments, versions: versions.length };
}

export function historyOf(record: WorkspaceRecord): History {
  const parent = currentVersion(record)?.parent ?? null;
  const back = record.draft ? record.current : parent;
  return {
    versions: record.versions.map(({ id, kind, at, events, users, segments, files }) => ({ id, kind, at, events, users, segments, files })),
    current: record.draft ? null : record.current,
    undo: record.versions.some(({ id }) => id === back) ? back : null,
  };
}
