import { AppError } from '../../protocol/errors';
import { readingFile } from '../source';

/** Read with a range: what its last record needs in nearly all files. Where it needs more, so many times as much is read at a time. */
export const REST_BYTES = 1 << 13;
const BEYOND = 8;

/** Bytes handed on at a time: small enough to stay in the processor's cache. */
const PIECE_BYTES = 1 << 18;

/**
 * The file's bytes from `from` on, without an end: first those of the range and a few more, then a little at a time. Whoever has what it needs stops, by
 * `return`. A piece is its reader's until the next one is asked for: its memory is then used again.
 *
 * @param rest bytes of the range that follows
 * @throws AppError `file-changed` where there are fewer bytes than the file had, `file-unreadable`
 */
export async function* bytesFrom(file: File, from: number, to: number, rest: number): AsyncGenerator<Uint8Array, void, void> {
  let at = from;
  for (let end = Math.max(to, from) + rest; at < file.size; end = at + Math.max(1, BEYOND * rest)) {
    const stop = Math.min(end, file.size);
    for await (const piece of pieces(file, at, stop)) {
      at += piece.length;
      yield piece;
    }
    if (at !== stop) throw new AppError('file-changed', { name: file.name });
  }
}

/**
 * Bytes `from` … `to` − 1 by one stream into the same memory again and again: an array for all of them at once would be new memory for each range, which waits
 * for the garbage collector. Where streams do not read into memory, or one stalls, the rest is such an array.
 */
async function* pieces(file: File, from: number, to: number): AsyncGenerator<Uint8Array, void, void> {
  let at = from;
  const stream = streamOf(file.slice(from, to));
  if (stream !== null) {
    let memory = new ArrayBuffer(Math.min(PIECE_BYTES, to - from));
    held.add(stream);
    try {
      // Whether the stream has ended is not asked once all has come.
      while (at < to) {
        const got = await readingFile(file, () => filled(stream.reader, memory, Math.min(memory.byteLength, to - at)));
        if (got === null) break;
        memory = got.memory;
        if (got.length === 0) return;
        at += got.length;
        yield new Uint8Array(memory, 0, got.length);
      }
    } finally {
      // Nobody waits for it: what is left is of no use.
      stream.reader.cancel().catch(() => undefined);
      held.delete(stream);
    }
  }
  if (at < to) yield await sliceOf(file, at, to);
}

/** Fills the memory as far as the stream goes; null where it stalls. */
async function filled(reader: ReadableStreamBYOBReader, memory: ArrayBuffer, most: number) {
  let length = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stalled = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), STALLED_MS)));
  try {
    while (length < most) {
      const got = await Promise.race([reader.read(new Uint8Array(memory, length, most - length)), stalled]);
      if (!got?.value) return null;
      memory = got.value.buffer;
      length += got.value.length;
      if (got.done) break;
    }
    return { memory, length };
  } finally {
    clearTimeout(timer);
  }
}

interface ByteStream {
  readonly blob: Blob;
  readonly reader: ReadableStreamBYOBReader;
}

/** A piece takes a millisecond or so; where a disk is that slow, reading all at once does no harm. Chromium 156 has been seen never to end a read whose blob nothing else held. */
const STALLED_MS = 1000;
/** So that none of them is collected while it is read. */
const held = new Set<ByteStream>();

function streamOf(blob: Blob): ByteStream | null {
  try {
    return { blob, reader: blob.stream().getReader({ mode: 'byob' }) };
  } catch {
    return null;
  }
}

export async function sliceOf(file: File, from: number, to: number): Promise<Uint8Array> {
  return readingFile(file, async () => new Uint8Array(await file.slice(from, to).arrayBuffer()));
}
