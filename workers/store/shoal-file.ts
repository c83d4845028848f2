import * as v from 'valibot';
import { chunksOf } from '../math/chunks';
import { crc32 } from '../math/crc32';
import { DamageError, NewerError } from './damage';
import { chunksOfBlob } from './files';
import { RecordSchema } from './record-schema';
import { filesOf, type FileRef, type WorkspaceRecord } from './record';
import { verified } from './snapshot';
import { StreamSource, streamOf } from './streams';

/**
 * A workspace as one file. Beginning and end are the same in every version of the format:
 *
 *     8 bytes   SHOAL CR LF SUB: refused by whatever takes it for text
 *     4 bytes   version of the format, uint32 little-endian
 *     4 bytes   0
 *     …         gzip: length of the manifest (uint32), the manifest (JSON), then the files in its order, end to end
 *     4 bytes   CRC-32 of all bytes before
 */
const MAGIC = [0x53, 0x48, 0x4f, 0x41, 0x4c, 0x0d, 0x0a, 0x1a] as const;
/** 2: with a shelf, and 3: with a run that was put back among the results, which earlier versions knew nothing of and would take for damage. */
const SHOAL_VERSION = 3;
const HEADER_BYTES = 16;
const TRAILER_BYTES = 4;
const MANIFEST_LIMIT = 256 << 20;

const Manifest = v.object({ record: RecordSchema, order: v.array(v.string()) });

/** A file of the workspace. */
export interface PackedFile {
  readonly ref: FileRef;
  readonly content: Blob;
}

/** The earliest version that can read it. */
function versionOf({ versions, shelf }: WorkspaceRecord): number {
  if (versions.some(({ kind }) => kind === 'put-back')) return SHOAL_VERSION;
  return Object.keys(shelf?.refs ?? {}).length > 0 ? 2 : 1;
}

/**
 * Stops where `onBytes`, told how many of the files' bytes are done, throws.
 *
 * @throws DamageError where a file is not what was written.
 */
export async function packShoal(
  record: WorkspaceRecord,
  files: readonly PackedFile[],
  onBytes: (done: number) => void = () => undefined,
): Promise<Blob> {
  const manifest = new TextEncoder().encode(JSON.stringify({ record, order: files.map(({ ref }) => ref.path) }));
  async function* content(): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    yield new Uint8Array(Uint32Array.of(manifest.length).buffer);
    yield manifest;
    let done = 0;
    for (const { ref, content } of files) {
      for await (const chunk of verified(chunksOfBlob(content), ref)) {
        onBytes((done += chunk.length));
        yield chunk;
      }
    }
  }
  const header = new Uint8Array(HEADER_BYTES);
  header.set(MAGIC);
  new DataView(header.buffer).setUint32(MAGIC.length, versionOf(record), true);
  const packed = new Gathered();
  packed.add(header);
  for await (const chunk of chunksOf(streamOf(content()).pipeThrough(new CompressionStream('gzip')))) packed.add(chunk);
  return packed.finish();
}

const PIECE_BYTES = 16 << 20;

/** Chunks as a Blob: a browser may move what is in a Blob out of memory, unlike what is in arrays. */
class Gathered {
  readonly #pieces: Blob[] = [];
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #bytes = 0;
  #crc = 0;

  add(chunk: Uint8Array<ArrayBuffer>): void {
    this.#crc = crc32(chunk, this.#crc);
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes >= PIECE_BYTES) this.#fold();
  }

  finish(): Blob {
    this.#chunks.push(new Uint8Array(Uint32Array.of(this.#crc).buffer));
    this.#fold();
    return new Blob(this.#pieces, { type: 'application/x-shoal' });
  }

  #fold(): void {
    this.#pieces.push(new Blob(this.#chunks));
    this.#chunks = [];
    this.#bytes = 0;
  }
}

/**
 * The beginning and the end of the file, before anything in it is believed.
 *
 * @returns false where it is no such file at all.
 * @throws DamageError where it is not as it was written; NewerError where a later version wrote it.
 */
export async function checkShoal(file: Blob): Promise<boolean> {
  const header = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
  if (header.length === 0 || !MAGIC.every((byte, i) => i >= header.length || header[i] === byte)) return false;
  const end = file.size - TRAILER_BYTES;
  if (end < HEADER_BYTES) throw new DamageError('cut short');
  let crc = 0;
  for await (const chunk of chunksOfBlob(file.slice(0, end))) crc = crc32(chunk, crc);
  const trailer = new DataView(await file.slice(end).arrayBuffer());
  if (trailer.getUint32(0, true) !== crc) throw new DamageError('checksum of the file');
  const version = new DataView(header.buffer).getUint32(MAGIC.length, true);
  if (version > SHOAL_VERSION) throw new NewerError(version);
  return true;
}

/**
 * Reads a file that {@link checkShoal} found good: each file goes to `onFile`, which reads its bytes to their end; then the
 * record that names them is returned.
 *
 * @throws DamageError where it does not hold what it says, though its checksum is right.
 */
export async function unpackShoal(
  file: Blob,
  onFile: (ref: FileRef, chunks: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<WorkspaceRecord> {
  const packed = file.slice(HEADER_BYTES, file.size - TRAILER_BYTES);
  const source = new StreamSource(streamOf(chunksOfBlob(packed)).pipeThrough(new DecompressionStream('gzip')));
  try {
    const [length] = new Uint32Array((await source.take(4)).buffer);
    if (length! > MANIFEST_LIMIT) throw new DamageError('manifest too long');
    const { record, order } = parseManifest(await source.take(length!));
    const named = filesOf(record);
    if (order.length !== named.size || new Set(order).size !== named.size || !order.every((path) => named.has(path)))
      throw new DamageError('not the files of the manifest');
    for (const path of order) {
      const ref = named.get(path)!;
      await onFile(ref, verified(source.chunks(ref.bytes), ref));
    }
    await source.end();
    return record;
  } finally {
    await source.cancel();
  }
}

function parseManifest(bytes: Uint8Array): v.InferOutput<typeof Manifest> {
  try {
    return v.parse(Manifest, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw new DamageError('manifest', { cause });
  }
}
