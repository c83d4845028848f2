import type { Device } from './device';
import type { FilePath } from './files';
import { noLocks } from './locks';
import type { WorkspaceRecord } from './record';

/** Storage that lasts as long as the tab: for files to save and to open where the browser keeps nothing. */
export function memoryDevice(): Device {
  const files = new Map<FilePath, Blob>();
  const records = new Map<string, WorkspaceRecord>();
  return {
    files: {
      place: 'indexeddb',
      async write(path, chunks) {
        const parts: BlobPart[] = [];
        // Copies: what is written must not change with what it was written from.
        for await (const chunk of chunks) parts.push(new Blob([chunk as Uint8Array<ArrayBuffer>]));
        files.set(path, new Blob(parts));
      },
      read: (path) => Promise.resolve(files.get(path) ?? null),
      remove: (path) => Promise.resolve(void files.delete(path)),
      list: () => Promise.resolve([...files.keys()]),
    },
    catalogue: {
      all: () => Promise.resolve([...records.values()]),
      async update(change) {
        const { put, remove = [], result } = change(new Map(records));
        if (put) records.set(put.id, put);
        for (const id of remove) records.delete(id);
        return result;
      },
    },
    locks: noLocks,
    room: () => Promise.resolve(Number.POSITIVE_INFINITY),
  };
}
