import type { PageState, StepKind } from '../protocol/workspace';
import { currentVersion, filesOf, MOST_VERSIONS, type FileRef, type Figures, type StoredParts, type WorkspaceRecord } from './record';

/**
 * What a saved state becomes. `draft`: a state without a result, before the current version. `replace-current`: takes the place of what
 * opening the workspace would give. Else: a new version, the newest.
 */
export type SaveAs = 'draft' | 'replace-current' | { readonly kind: StepKind; readonly files: readonly string[] };

export function newRecord(id: string, name: string, now: number): WorkspaceRecord {
  return { id, name, created: now, updated: now, pageState: '{}', versions: [], current: null, draft: null };
}

export interface SavedState {
  readonly stored: StoredParts;
  readonly figures: Figures;
  readonly pageState: PageState;
  readonly as: SaveAs;
  /** Null: what there is stays. */
  readonly shelf: StoredParts | null;
  /** For a new version. */
  readonly versionId: string;
}

export function withState(
  record: WorkspaceRecord,
  { stored, figures, pageState, as, shelf, versionId }: SavedState,
  now: number,
): WorkspaceRecord {
  const next = { ...record, updated: now, pageState: JSON.stringify(pageState), ...(shelf && { shelf }) };
  const { events, users, segments } = figures;
  if (typeof as === 'object') {
    const { kind, files } = as;
    const version = { id: versionId, kind, at: now, events, users, segments, files, stored, parent: record.current };
    return { ...next, versions: [...record.versions, version].slice(-MOST_VERSIONS), current: versionId, draft: null };
  }
  const current = currentVersion(record);
  if (as === 'draft' || record.draft || !current) return { ...next, draft: { stored, figures: { events, users, segments } } };
  const replaced = { ...current, events, users, segments, stored };
  return { ...next, versions: record.versions.map((version) => (version === current ? replaced : version)) };
}

export function withCurrent(record: WorkspaceRecord, versionId: string, now: number): WorkspaceRecord {
  return { ...record, updated: now, current: versionId, draft: null };
}

/** The same states in other files: `moved` by the old path. */
export function withFiles(record: WorkspaceRecord, moved: ReadonlyMap<string, FileRef>): WorkspaceRecord {
  const move = ({ refs, skipped }: StoredParts): StoredParts => ({
    refs: Object.fromEntries(Object.entries(refs).map(([name, { path }]) => [name, moved.get(path)!])),
    skipped,
  });
  return {
    ...record,
    versions: record.versions.map((version) => ({ ...version, stored: move(version.stored) })),
    draft: record.draft && { ...record.draft, stored: move(record.draft.stored) },
    ...(record.shelf && { shelf: move(record.shelf) }),
  };
}

/** Whether opening both gives the same state. */
export function sameFiles(a: WorkspaceRecord, b: WorkspaceRecord): boolean {
  const paths = filesOf(b);
  return a.current === b.current && [...filesOf(a).keys()].every((path) => paths.has(path));
}
