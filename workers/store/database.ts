import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Catalogue } from './catalogue';
import type { FilePath, FileStore } from './files';
import type { WorkspaceRecord } from './record';

interface Schema extends DBSchema {
  workspaces: { key: string; value: WorkspaceRecord };
  /** Used where there is no origin private file system. */
  files: { key: FilePath; value: Blob };
}

type Database = IDBPDatabase<Schema>;

/**
 * The database of all workspaces. `onLost` is called when the browser closes it: its data were cleared, or a later Shoal in another
 * tab wants to change its form. Open it anew then.
 *
 * @throws DOMException where the browser denies it.
 */
export async function openDatabase(onLost: () => void): Promise<Database> {
  const database: Database = await openDB<Schema>('shoal', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('workspaces', { keyPath: 'id' });
      fresh.createObjectStore('files');
    },
    blocking() {
      database.close();
      onLost();
    },
    terminated: onLost,
  });
  return database;
}

export function databaseCatalogue(database: Database): Catalogue {
  return {
    all: () => database.getAll('workspaces'),
    async update(change) {
      // Strict: told that it is done, a person may switch the machine off.
      const transaction = database.transaction('workspaces', 'readwrite', { durability: 'strict' });
      const { store } = transaction;
      // Awaited below in every case; without a handler of its own a failure in between would count as unhandled.
      transaction.done.catch(() => undefined);
      try {
        const records = new Map((await store.getAll()).map((record) => [record.id, record]));
        const { put, remove = [], result } = change(records);
        await Promise.all([...(put ? [store.put(put)] : []), ...remove.map((id) => store.delete(id))]);
        await transaction.done;
        return result;
      } catch (error) {
        abort(transaction);
        throw transaction.error ?? error;
      }
    },
  };
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}

/** Files as Blobs in the database. */
export function databaseFiles(database: Database): FileStore {
  return {
    place: 'indexeddb',
    async write(path, chunks) {
      const parts: BlobPart[] = [];
      for await (const chunk of chunks) parts.push(chunk as Uint8Array<ArrayBuffer>);
      const transaction = database.transaction('files', 'readwrite', { durability: 'strict' });
      await Promise.all([transaction.store.add(new Blob(parts), path), transaction.done]);
    },
    read: async (path) => (await database.get('files', path)) ?? null,
    remove: (path) => database.delete('files', path),
    list: () => database.getAllKeys('files'),
  };
}
