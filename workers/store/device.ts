import type { Catalogue } from './catalogue';
import { databaseCatalogue, databaseFiles, openDatabase } from './database';
import type { FileStore } from './files';
import { noLocks, webLocks, type Locks } from './locks';
import { openOpfs } from './opfs-files';
import { storageError } from './trouble';

/** All that keeping a workspace asks of a browser; a test hands in another. */
export interface Device {
  readonly files: FileStore;
  readonly catalogue: Catalogue;
  readonly locks: Locks;
  /** Bytes that may still be stored, by the browser's estimate. */
  room(): Promise<number>;
}

/**
 * The storage of this browser: IndexedDB for the records, and the origin private file system for files, or IndexedDB for those as well
 * where it is missing or denied.
 *
 * @throws AppError `storage-denied`; DOMException where opening fails in another way.
 */
export async function openBrowserDevice(onLost: () => void): Promise<Device> {
  if (typeof indexedDB === 'undefined') throw storageError('denied');
  const database = await openDatabase(onLost);
  // Both are missing from pages without https.
  const { storage, locks }: { storage?: StorageManager; locks?: LockManager } = navigator;
  return {
    files: (await opfs(storage)) ?? databaseFiles(database),
    catalogue: databaseCatalogue(database),
    locks: locks ? webLocks(locks) : noLocks,
    async room() {
      const { quota, usage = 0 } = (await storage?.estimate?.()) ?? {};
      return quota === undefined ? Number.POSITIVE_INFINITY : quota - usage;
    },
  };
}

async function opfs(storage: StorageManager | undefined): Promise<FileStore | null> {
  if (!storage?.getDirectory) return null;
  try {
    return await openOpfs(storage);
  } catch {
    // Private windows of several browsers have the function and refuse its use, each with an error of its own.
    return null;
  }
}
