/** As much of a FileSystemDirectoryHandle as is used. */
export interface Folder {
  readonly name: string;
  values(): AsyncIterable<{ readonly kind: string; readonly name: string; getFile?(): Promise<File> }>;
}

export interface WatchListener {
  /** @param files that were there already, and are not brought */
  started(files: number): void;
  /** Whether a file could be taken in now; else it waits. */
  ready(): boolean;
  /** A file that is new or has grown, and has come to rest. The watch goes on when this has ended. */
  arrived(file: File): Promise<void>;
  /** The folder can no longer be read. */
  lost(): void;
}

interface Seen {
  readonly size: number;
  readonly modified: number;
}

/** How often the folder is looked at while the page is visible. */
const POLL_MS = 5_000;
/** Data by its name, but not the lock files that a spreadsheet program keeps beside an open workbook. */
const WATCHED = /^(?!~\$).*\.(?:csv|tsv|gz|zip|xlsx|xls|ods|parquet|jsonl|ndjson)$/i;

interface Observer {
  observe(folder: Folder): Promise<void>;
  disconnect(): void;
}
type ObserverClass = new (changed: () => void) => Observer;

const same = (a: Seen | undefined, b: Seen) => a?.size === b.size && a.modified === b.modified;

/**
 * Looks for files that are new in a folder or have grown. A file is taken when two looks in a row find it the same, so that one that is still
 * being written is left alone. Where the browser tells of changes by itself, the next look comes sooner.
 */
export class FolderWatch {
  readonly #folder: Folder;
  readonly #listener: WatchListener;
  /** Files as they were when they were taken, or when the watch began. */
  readonly #taken = new Map<string, Seen>();
  /** Files as the look before found them. */
  #before = new Map<string, Seen>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #observer: Observer | null = null;
  #looking = false;
  #stopped = false;

  constructor(folder: Folder, listener: WatchListener) {
    this.#folder = folder;
    this.#listener = listener;
  }

  async start(): Promise<void> {
    const files = await this.#list();
    if (!files) return;
    for (const [name, file] of files) this.#taken.set(name, seenOf(file));
    this.#before = new Map(this.#taken);
    this.#listener.started(files.size);
    this.#timer = setInterval(() => void this.look(), POLL_MS);
    await this.#observe();
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#observer?.disconnect();
  }

  /** One look at the folder. */
  async look(): Promise<void> {
    if (this.#looking || this.#stopped || globalThis.document?.visibilityState === 'hidden') return;
    this.#looking = true;
    try {
      const files = await this.#list();
      if (!files) return;
      const before = this.#before;
      this.#before = new Map([...files].map(([name, file]) => [name, seenOf(file)]));
      for (const [name, file] of files) {
        const seen = seenOf(file);
        if (file.size === 0 || same(this.#taken.get(name), seen) || !same(before.get(name), seen)) continue;
        if (this.#stopped || !this.#listener.ready()) return;
        this.#taken.set(name, seen);
        await this.#listener.arrived(file);
      }
    } finally {
      this.#looking = false;
    }
  }

  /** By name; null once the folder cannot be read. */
  async #list(): Promise<Map<string, File> | null> {
    try {
      const files = new Map<string, File>();
      for await (const entry of this.#folder.values()) {
        if (entry.kind !== 'file' || !WATCHED.test(entry.name)) continue;
        const file = await entry.getFile!().catch((error: unknown) => {
          // Removed since it was listed.
          if ((error as Error | null)?.name === 'NotFoundError') return null;
          throw error;
        });
        if (file) files.set(entry.name, file);
      }
      return files;
    } catch {
      if (!this.#stopped) this.#listener.lost();
      this.stop();
      return null;
    }
  }

  async #observe(): Promise<void> {
    const Known = (globalThis as { FileSystemObserver?: ObserverClass }).FileSystemObserver;
    if (!Known) return;
    try {
      const observer = new Known(() => void this.look());
      await observer.observe(this.#folder);
      if (this.#stopped) observer.disconnect();
      else this.#observer = observer;
    } catch {
      // The looks at intervals are enough.
    }
  }
}

const seenOf = ({ size, lastModified }: File): Seen => ({ size, modified: lastModified });
