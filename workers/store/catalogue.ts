import { AppError } from '../protocol/errors';
import type { WorkspaceRecord } from './record';
import { storageError } from './trouble';

/** What a transaction leaves: records to store, ids to remove, and what to tell the caller. */
export interface Change<T> {
  readonly put?: WorkspaceRecord;
  readonly remove?: readonly string[];
  readonly result: T;
}

/** The records of all workspaces. */
export interface Catalogue {
  all(): Promise<WorkspaceRecord[]>;
  /**
   * One transaction: nobody else reads or writes between what `change` is given and what it returns, and either all of it is kept or
   * nothing. Where `change` throws, nothing is changed.
   */
  update<T>(change: (records: ReadonlyMap<string, WorkspaceRecord>) => Change<T>): Promise<T>;
}

/** Why there is no such record: it was never there, or it was while the workspace was open and has been taken away since. */
export type Missing = 'gone' | 'evicted';

const missingError = (missing: Missing) => (missing === 'gone' ? new AppError('workspace-gone') : storageError('evicted'));

/** @throws AppError `workspace-gone` or `storage-evicted`. */
export async function findRecord(catalogue: Catalogue, id: string, missing: Missing): Promise<WorkspaceRecord> {
  const record = (await catalogue.all()).find((candidate) => candidate.id === id);
  if (!record) throw missingError(missing);
  return record;
}

/** Changes one record in a transaction. @throws AppError `workspace-gone` or `storage-evicted`. */
export function reviseRecord(
  catalogue: Catalogue,
  id: string,
  missing: Missing,
  change: (record: WorkspaceRecord) => WorkspaceRecord,
): Promise<WorkspaceRecord> {
  return catalogue.update((records) => {
    const before = records.get(id);
    if (!before) throw missingError(missing);
    const after = change(before);
    return { put: after, result: after };
  });
}
