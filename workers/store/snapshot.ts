import { BlobSource } from './byte-source';
import { decode, encode } from './codec';
import { crc32 } from '../math/crc32';
import { DamageError, NewerError } from './damage';
import { chunksOfBlob, filePath, UnreadableError, type FilePath, type FileStore } from './files';
import type { FileRef, SkipReason, StoredParts } from './record';
import { AppError } from '../protocol/errors';
import { storageError } from './trouble';

/** What a state consists of, by name. A part that is the same object as before has not changed. A Blob is kept byte for byte. */
export type Parts = Readonly<Record<string, object>>;

/** A person's own file larger than this is not kept: the events that were read from it are. */
export const SOURCE_LIMIT = 1 << 30;
/** Left free beside a person's own file, for results to come. */
const RESERVE = 64 << 20;
/** Of a person's own file, so that opening a workspace does not read all of it. */
const CHECKED_OF_BLOB = 1 << 16;

export interface SnapshotSpace {
  readonly files: FileStore;
  room(): Promise<number>;
  /** Never the same twice. */
  newId(): string;
}

/** Writes parts to files and reads them back, and knows which object is in which file already. */
export class Snapshots {
  readonly #space: SnapshotSpace;
  readonly #refs = new WeakMap<object, FileRef>();

  constructor(space: SnapshotSpace) {
    this.#space = space;
  }

  /**
   * Writes the parts that are not in one of the files `kept` already. Person's own files (Blobs) are left out, with a note of the
   * reason, where they are too large, there is no room, or they can no longer be read. `onFile` is told each path before it is
   * written.
   *
   * @throws DOMException as the store does; TypeError where a part is not plain data.
   */
  async save(folder: string, parts: Parts, kept: ReadonlyMap<FilePath, FileRef>, onFile: (path: FilePath) => void): Promise<StoredParts> {
    const refs: Record<string, FileRef> = {};
    const skipped: Record<string, SkipReason> = {};
    // Results first: the room that is left decides about the files that they came from.
    const blobsLast = Object.entries(parts).sort(([, a], [, b]) => Number(a instanceof Blob) - Number(b instanceof Blob));
    for (const [name, part] of blobsLast) {
      const known = this.#refs.get(part);
      if (known && kept.has(known.path)) {
        refs[name] = known;
        continue;
      }
      const path = filePath(folder, `${name}-${this.#space.newId()}`);
      onFile(path);
      const ref = part instanceof Blob ? await this.#saveBlob(path, part) : await this.#write(path, encode(part), 'value');
      if (typeof ref === 'string') {
        skipped[name] = ref;
      } else {
        refs[name] = ref;
        this.#refs.set(part, ref);
      }
    }
    return { refs, skipped };
  }

  /**
   * @throws AppError `storage-evicted` where a file is missing; DamageError, NewerError where one is not what was written.
   */
  async load({ refs }: StoredParts): Promise<Record<string, object>> {
    const parts: Record<string, object> = {};
    for (const [name, ref] of Object.entries(refs)) {
      const blob = await readFile(this.#space.files, ref);
      const part = ref.kind === 'blob' ? await checkBeginning(blob, ref) : await decodeWhole(blob, ref);
      this.#refs.set(part, ref);
      parts[name] = part;
    }
    return parts;
  }

  /** As {@link load}, but what is gone or damaged is left out. @throws whatever may be no more than a failure of the moment */
  async loadSome({ refs, skipped }: StoredParts): Promise<Record<string, object>> {
    const parts: Record<string, object> = {};
    for (const [name, ref] of Object.entries(refs)) {
      try {
        Object.assign(parts, await this.load({ refs: { [name]: ref }, skipped }));
      } catch (error) {
        if (!(error instanceof DamageError || (error instanceof AppError && error.code === 'storage-evicted'))) throw error;
      }
    }
    return parts;
  }

  async #saveBlob(path: FilePath, blob: Blob): Promise<FileRef | SkipReason> {
    if (blob.size > SOURCE_LIMIT) return 'large';
    if ((await this.#space.room()) < blob.size + RESERVE) return 'full';
    try {
      return await this.#write(path, chunksOfBlob(blob), 'blob');
    } catch (error) {
      if (error instanceof UnreadableError) return 'unreadable';
      if (error instanceof DOMException && error.name === 'QuotaExceededError') return 'full';
      throw error;
    }
  }

  async #write(path: FilePath, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, kind: FileRef['kind']): Promise<FileRef> {
    const { files } = this.#space;
    const limit = kind === 'blob' ? CHECKED_OF_BLOB : Number.POSITIVE_INFINITY;
    const tally = { bytes: 0, crc: 0 };
    await files.write(path, tallied(chunks, limit, tally));
    return { path, place: files.place, bytes: tally.bytes, checked: Math.min(tally.bytes, limit), crc: tally.crc, kind };
  }
}

/** Counts what passes and takes the checksum of its first `limit` bytes. */
async function* tallied<B extends Uint8Array>(
  chunks: AsyncIterable<B> | Iterable<B>,
  limit: number,
  tally: { bytes: number; crc: number },
): AsyncGenerator<B, void, void> {
  for await (const chunk of chunks) {
    if (tally.bytes < limit) tally.crc = crc32(chunk.subarray(0, Math.min(chunk.length, limit - tally.bytes)), tally.crc);
    tally.bytes += chunk.length;
    yield chunk;
  }
}

/** The chunks as they are. @throws DamageError at their end where they are not the file's. */
export async function* verified<B extends Uint8Array>(chunks: AsyncIterable<B>, ref: FileRef): AsyncGenerator<B, void, void> {
  const tally = { bytes: 0, crc: 0 };
  yield* tallied(chunks, ref.checked, tally);
  if (tally.bytes !== ref.bytes || tally.crc !== ref.crc) throw new DamageError(`${ref.path}: checksum`);
}

/**
 * The file that a record names.
 *
 * @throws AppError `storage-evicted`, or `storage-failed` where it was put in a place that cannot be reached now; DamageError where it
 * has another length.
 */
export async function readFile(files: FileStore, ref: FileRef): Promise<Blob> {
  if (ref.place !== files.place) throw storageError('failed', new Error(`${ref.path} is in ${ref.place}`));
  const blob = await files.read(ref.path);
  if (!blob) throw storageError('evicted', new Error(ref.path));
  if (blob.size !== ref.bytes) throw new DamageError(`${ref.path}: ${blob.size} bytes instead of ${ref.bytes}`);
  return blob;
}

async function checkBeginning(blob: Blob, ref: FileRef): Promise<Blob> {
  const beginning = new Uint8Array(await blob.slice(0, ref.checked).arrayBuffer());
  if (crc32(beginning) !== ref.crc) throw new DamageError(`${ref.path}: checksum`);
  return blob;
}

async function decodeWhole(blob: Blob, ref: FileRef): Promise<object> {
  const source = new BlobSource(blob);
  const value = await decode(source).catch(async (error: unknown) => {
    // «Newer» is believed where the bytes are what was written.
    if (error instanceof NewerError) await source.take(source.remaining);
    if (source.crc !== ref.crc) throw new DamageError(`${ref.path}: checksum`);
    throw error;
  });
  if (source.crc !== ref.crc) throw new DamageError(`${ref.path}: checksum`);
  if (typeof value !== 'object' || value === null) throw new DamageError(`${ref.path}: not a part`);
  return value;
}
