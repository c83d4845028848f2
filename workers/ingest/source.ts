import { AppError, throwIfAborted } from '../protocol/errors';
import type { Unwrapped } from '../protocol/ingest';
import { beginning, type TableText, type TextFlow } from './containers/flow';
import { binaryKind, detectEncoding } from './encoding';
import { probeBytes } from './probe-bytes';

/** As much of the file, unpacked, as the proposals rest on. */
export const HEAD_BYTES = 2 << 20;

/** A table of a file opened as text: how its bytes become text, and its beginning. */
export interface Source {
  readonly file: File;
  readonly text: TableText;
  /** What the file was wrapped in; null for plain text. */
  readonly unwrapped: Unwrapped | null;
  /** Some of the text stands in the file as it is, so that its encoding and delimiter can be chosen. */
  readonly written: boolean;
  readonly encoding: string;
  /** The beginning as UTF-8 without a byte order mark. */
  readonly head: Uint8Array;
  /** Bytes of the text that `head` was made of. */
  readonly headBytes: number;
  /** `head` is all there is. */
  readonly whole: boolean;
}

/** Part of the table's text as UTF-8, how many bytes of the file have been read by then, and where lines of the text so far come from. */
export interface TextChunk {
  readonly utf8: Uint8Array;
  readonly bytesRead: number;
  readonly place: TextFlow['place'];
}

/**
 * Reads the beginning of a table's text and finds out how it is encoded.
 *
 * @param given a label for TextDecoder that counts in place of a guess
 * @throws AppError `file-binary` (params: name, kind), and what reading the text throws
 */
export async function sourceOf(
  file: File,
  text: TableText,
  unwrapped: Unwrapped | null,
  given?: string,
  headBytes = HEAD_BYTES,
): Promise<Source> {
  const { bytes, whole } = await beginning(text.open().chunks, headBytes);
  const chosen = text.made ? 'utf-8' : given;
  const kind = chosen === undefined ? binaryKind(bytes) : null;
  if (kind !== null) throw new AppError('file-binary', { name: text.name, kind });
  const encoding = chosen ?? detectEncoding(whole || !text.plain || !isAscii(bytes) ? bytes : await laterBytes(file, bytes.length));
  const head = recoder(encoding)(bytes, whole);
  return { file, text, unwrapped, written: text.made !== true, encoding, head, headBytes: bytes.length, whole };
}

function isAscii(bytes: Uint8Array): boolean {
  // Nearly all of these texts are, so that looking at all of them without branches is quicker.
  let any = 0;
  for (let i = 0; i < bytes.length; i++) any |= bytes[i]!;
  return any < 0x80;
}

/** Plain ASCII says nothing of the encoding, but lines further on may. */
async function laterBytes(file: File, from: number): Promise<Uint8Array> {
  return new Uint8Array(await new Blob((await probeBytes(file, from)) as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

/** What the source was wrapped in, with what reading it brought to light. */
export function unwrappedOf({ unwrapped, text }: Source): { unwrapped?: Unwrapped } {
  return unwrapped ? { unwrapped: { ...unwrapped, laterFields: [...text.laterFields] } } : {};
}

/**
 * The whole text as UTF-8, in chunks of `chunkBytes` of the unpacked text, whatever pieces the platform reads. A chunk is valid until the next.
 *
 * @throws AppError `file-changed` if the file is changed or removed meanwhile, `file-unreadable` if it cannot be read, `cancelled`, and what the
 * container's own reading throws.
 */
export async function* readText(source: Source, chunkBytes: number, signal?: AbortSignal): AsyncGenerator<TextChunk, void, void> {
  const { file, text } = source;
  const { lastModified } = file;
  const recode = recoder(source.encoding);
  const flow = text.open();
  const cut = new Cutter(chunkBytes);
  const chunk = (utf8: Uint8Array): TextChunk => ({ utf8, bytesRead: Math.min(flow.bytesRead(), file.size), place: flow.place });
  try {
    for (;;) {
      const { done, value } = await readingFile(file, () => flow.chunks.next());
      throwIfAborted(signal);
      if (done) break;
      for (const piece of cut.chunks(value)) yield chunk(recode(piece, false));
    }
    const rest = recode(cut.rest(), true);
    if (rest.length > 0) yield chunk(rest);
    if ((text.plain && flow.bytesRead() !== file.size) || file.lastModified !== lastModified) {
      throw new AppError('file-changed', { name: file.name });
    }
  } finally {
    await flow.chunks.return().catch(() => undefined);
  }
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

/** Turns bytes of the file into UTF-8 without a byte order mark, whatever the cuts between the calls. */
function recoder(encoding: string): (bytes: Uint8Array, last: boolean) => Uint8Array {
  if (encoding === 'utf-8') return withoutMark();
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  // See decoded.ts for why the last bytes are part of the stream, too.
  return (bytes, last) => encoder.encode(decoder.decode(bytes, { stream: true }) + (last ? decoder.decode() : ''));
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
