/** Where files are kept. A file is only ever looked for where it was put. */
export type Place = 'opfs' | 'indexeddb';

/** `<workspace id>/<file name>`. */
export type FilePath = string;

export const filePath = (folder: string, name: string): FilePath => `${folder}/${name}`;
export const folderOf = (path: FilePath): string => path.slice(0, path.indexOf('/'));
export const nameOf = (path: FilePath): string => path.slice(path.indexOf('/') + 1);

/** Files that are written once under a name never used before, read, and removed. */
export interface FileStore {
  readonly place: Place;
  /** Resolves when the bytes are on the device. A write that fails, or is cut off, may leave a part of them. */
  write(path: FilePath, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
  /** null: no such file. */
  read(path: FilePath): Promise<Blob | null>;
  /** Nothing happens where there is no such file. */
  remove(path: FilePath): Promise<void>;
  list(): Promise<FilePath[]>;
}

/** The file may be gone by the time it is read, or changed, which a browser refuses to read. */
export class UnreadableError extends Error {
  constructor(cause: unknown) {
    super('the source could not be read', { cause });
    this.name = 'UnreadableError';
  }
}

const CHUNK_BYTES = 4 << 20;

/** @throws UnreadableError where the Blob's own bytes cannot be had, as opposed to a failure to write them. */
export async function* chunksOfBlob(blob: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  for (let at = 0; at < blob.size; at += CHUNK_BYTES) {
    let bytes: ArrayBuffer;
    try {
      bytes = await blob.slice(at, at + CHUNK_BYTES).arrayBuffer();
    } catch (cause) {
      throw new UnreadableError(cause);
    }
    yield new Uint8Array(bytes);
  }
}
