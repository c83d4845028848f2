import { AppError, throwIfAborted } from '../protocol/errors';
import { binaryKind, detectEncoding, isGzip } from './encoding';

/** As much of the file, unpacked, as the proposals rest on. */
export const HEAD_BYTES = 2 << 20;

/** A file opened as text: how its bytes become text, and its beginning. */
export interface Source {
  readonly file: File;
  readonly gzip: boolean;
  readonly encoding: string;
  /** The beginning as UTF-8 without a byte order mark. */
  readonly head: Uint8Array;
  /** `head` is all there is. */
  readonly whole: boolean;
}

/** Part of the file's text as UTF-8, and how many bytes of the file have been read by then. */
export interface TextChunk {
  readonly utf8: Uint8Array;
  readonly bytesRead: number;
}

/**
 * Reads the beginning of the file and finds out how it is written. `given`: a label for TextDecoder that counts in place of a guess.
 *
 * @throws AppError `file-empty`, `file-binary` (params: kind), `file-changed`, `file-unreadable`.
 */
export async function openSource(file: File, signal?: AbortSignal, given?: string): Promise<Source> {
  if (file.size === 0) throw new AppError('file-empty', { name: file.name });
  return readingFile(file, async () => {
    throwIfAborted(signal);
    const start = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    const gzip = isGzip(start);
    const { bytes, whole } = gzip ? await unpackedHead(file) : { bytes: start, whole: start.length >= file.size };
    throwIfAborted(signal);
    const kind = given === undefined ? binaryKind(bytes) : null;
    if (kind !== null) throw new AppError('file-binary', { name: file.name, kind });
    const encoding = given ?? detectEncoding(bytes);
    return { file, gzip, encoding, head: recoder(encoding)(bytes, whole), whole };
  });
}

/**
 * The whole text as UTF-8, in chunks of `chunkBytes` of the unpacked file, whatever pieces the platform reads. A chunk is valid until the next.
 *
 * @throws AppError `file-changed` if the file is changed or removed meanwhile, `file-unreadable` if it cannot be read or unpacked, `cancelled`.
 */
export async function* readText(source: Source, chunkBytes: number, signal?: AbortSignal): AsyncGenerator<TextChunk, void, void> {
  const { file } = source;
  const { lastModified } = file;
  const recode = recoder(source.encoding);
  const { stream, counted } = byteStream(file, source.gzip);
  const reader = stream.getReader();
  const cut = new Cutter(chunkBytes);
  let unpacked = 0;
  const bytesRead = () => (source.gzip ? counted() : unpacked);
  try {
    for (;;) {
      const { done, value } = await readingFile(file, () => reader.read());
      throwIfAborted(signal);
      if (done) break;
      unpacked += value.length;
      for (const chunk of cut.chunks(value)) yield { utf8: recode(chunk, false), bytesRead: bytesRead() };
    }
    const rest = recode(cut.rest(), true);
    if (rest.length > 0) yield { utf8: rest, bytesRead: bytesRead() };
    if (bytesRead() !== file.size || file.lastModified !== lastModified) throw new AppError('file-changed', { name: file.name });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function byteStream(file: File, gzip: boolean): { stream: ReadableStream<Uint8Array>; counted: () => number } {
  if (!gzip) return { stream: file.stream(), counted: () => 0 };
  let count = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      count += chunk.length;
      controller.enqueue(chunk);
    },
  });
  return { stream: file.stream().pipeThrough(counter).pipeThrough(new DecompressionStream('gzip')), counted: () => count };
}

/** Cuts a stream of pieces of any size into chunks of one size. */
class Cutter {
  private readonly chunk: Uint8Array;
  private filled = 0;

  constructor(size: number) {
    this.chunk = new Uint8Array(size);
  }

  *chunks(piece: Uint8Array): Generator<Uint8Array, void, void> {
    const size = this.chunk.length;
    for (let at = 0; at < piece.length;) {
      const taken = piece.subarray(at, at + size - this.filled);
      this.chunk.set(taken, this.filled);
      at += taken.length;
      this.filled += taken.length;
      if (this.filled < size) return;
      this.filled = 0;
      yield this.chunk;
    }
  }

  rest(): Uint8Array {
    return this.chunk.subarray(0, this.filled);
  }
}

async function unpackedHead(file: File): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const reader = byteStream(file, true).stream.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  let whole = false;
  while (length < HEAD_BYTES) {
    const { done, value } = await reader.read();
    if (done) {
      whole = true;
      break;
    }
    parts.push(value);
    length += value.length;
  }
  await reader.cancel().catch(() => undefined);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, whole };
}

/** Turns bytes of the file into UTF-8 without a byte order mark, whatever the cuts between the calls. */
function recoder(encoding: string): (bytes: Uint8Array, last: boolean) => Uint8Array {
  if (encoding === 'utf-8') return withoutMark();
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  return (bytes, last) => encoder.encode(decoder.decode(bytes, { stream: !last }));
}

function withoutMark(): (bytes: Uint8Array) => Uint8Array {
  const mark = [0xef, 0xbb, 0xbf];
  let matched = 0;
  let started = false;
  return (bytes) => {
    if (started || bytes.length === 0) return bytes;
    let at = 0;
    while (at < bytes.length && matched < 3 && bytes[at] === mark[matched]) {
      at++;
      matched++;
    }
    if (matched < 3 && at === bytes.length) return new Uint8Array(0);
    started = true;
    if (matched === 3 || matched === at) return matched === 3 ? bytes.subarray(at) : bytes;
    const whole = new Uint8Array(matched - at + bytes.length);
    whole.set(mark.slice(0, matched - at));
    whole.set(bytes, matched - at);
    return whole;
  };
}

/**
 * Runs what reads the file. A failure becomes `file-changed` where the platform says that the file is gone or was written to, or where it
 * can no longer be read at all; `file-unreadable` otherwise, as for a packed file that is damaged.
 */
export async function readingFile<T>(file: File, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
    const gone = name === 'NotReadableError' || name === 'NotFoundError' || !(await isReadable(file));
    throw new AppError(gone ? 'file-changed' : 'file-unreadable', { name: file.name }, { cause });
  }
}

async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
