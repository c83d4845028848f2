import type { Catalogue } from '../../../workers/store/catalogue';
import type { Device } from '../../../workers/store/device';
import type { FilePath, FileStore } from '../../../workers/store/files';
import type { Locks } from '../../../workers/store/locks';
import type { WorkspaceRecord } from '../../../workers/store/record';

/** What happens at an operation: nothing, an error, or the end of the tab, after which no operation does anything. */
export interface Faults {
  /** Counted from 1; 0: never. */
  readonly at: number;
  readonly how: 'kill' | 'fail' | 'full';
}

export const killed = () => new DOMException('the tab is gone', 'AbortError');

/** Storage that outlives the tabs opened on it. */
export class Disk {
  readonly files = new Map<FilePath, Uint8Array<ArrayBuffer>>();
  records = new Map<string, WorkspaceRecord>();
  readonly locks = new Map<string, object>();
  capacity = Number.POSITIVE_INFINITY;

  get used(): number {
    return [...this.files.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** A tab on this disk. `operations` counts what it did. */
  tab(faults: Faults = { at: 0, how: 'kill' }): Tab {
    return new Tab(this, faults);
  }
}

export class Tab implements Device {
  operations = 0;
  readonly written: string[] = [];
  readonly files: FileStore;
  readonly catalogue: Catalogue;
  readonly locks: Locks;
  #dead = false;

  constructor(disk: Disk, faults: Faults) {
    const operation = async (): Promise<void> => {
      await Promise.resolve();
      this.operations++;
      if (!this.#dead && this.operations !== faults.at) return;
      if (faults.how === 'kill') this.#dead = true;
      if (faults.how === 'full') throw new DOMException('no room', 'QuotaExceededError');
      throw faults.how === 'fail' ? new DOMException('the disk', 'UnknownError') : killed();
    };
    this.files = {
      place: 'opfs',
      write: async (path, chunks) => {
        await operation();
        if (disk.files.has(path)) throw new Error(`${path} is written twice`);
        disk.files.set(path, new Uint8Array(0));
        this.written.push(path);
        for await (const chunk of chunks) {
          await operation();
          if (disk.used + chunk.length > disk.capacity) throw new DOMException('no room', 'QuotaExceededError');
          const before = disk.files.get(path)!;
          const after = new Uint8Array(before.length + chunk.length);
          after.set(before);
          after.set(chunk, before.length);
          disk.files.set(path, after);
        }
        await operation();
      },
      read: async (path) => {
        await operation();
        const bytes = disk.files.get(path);
        return bytes ? new Blob([bytes]) : null;
      },
      remove: async (path) => {
        await operation();
        disk.files.delete(path);
      },
      list: async () => {
        await operation();
        return [...disk.files.keys()];
      },
    };
    this.catalogue = {
      all: async () => {
        await operation();
        return structuredClone([...disk.records.values()]);
      },
      update: async (change) => {
        await operation();
        const records = structuredClone(disk.records);
        const { put, remove = [], result } = change(structuredClone(records));
        if (put) records.set(put.id, structuredClone(put));
        for (const id of remove) records.delete(id);
        await operation();
        disk.records = records;
        return result;
      },
    };
    this.locks = {
      acquire: async (name) => {
        await Promise.resolve();
        if (disk.locks.has(name)) return null;
        disk.locks.set(name, this);
        return () => disk.locks.delete(name);
      },
    };
  }

  async room(): Promise<number> {
    return Number.POSITIVE_INFINITY;
  }

  /** What the browser does when a tab ends. */
  end(disk: Disk): void {
    this.#dead = true;
    for (const [name, owner] of disk.locks) if (owner === this) disk.locks.delete(name);
  }
}
