import { AppError } from '../../protocol/errors';
import type { ReadingNote } from '../../protocol/reading';

/** Where a row stands for the person: in which part of the file, null where there is but one, and on which line (of a sheet: row). From 1. */
export interface Place {
  readonly part: string | null;
  readonly line: number;
  /** The row was no row in the file already: the text ends within it, or it is no object of a JSON text. Its text is one cell. */
  readonly broken?: 'cut' | 'broken';
  /** The text that the row is from ends here, without a line end. */
  readonly unended?: boolean;
}

/** One pass over a table's text. */
export interface TextFlow {
  /** In the encoding of the text. A chunk is valid until the next. */
  readonly chunks: AsyncGenerator<Uint8Array, void, void>;
  /** Bytes of the file that have been read so far. */
  bytesRead(): number;
  /** Where a line of the text (from 1) comes from, once it has been read. */
  place(line: number): Place;
}

/** A table within a file, as text that can be read from its beginning any number of times. */
export interface TableText {
  /** What the person knows it by: the file, the path in an archive, or the sheet. */
  readonly name: string;
  /** The text is the bytes of the file itself, so that it may be read from any place. */
  readonly plain: boolean;
  /** The text was made of something else, as UTF-8: no encoding need be found, and none can be chosen. */
  readonly made?: boolean;
  /** The rows are the objects of a JSON text, and what is none of them is broken. */
  readonly objects?: boolean;
  /** Fields that the rows have but the header lacks; they come to light as the text is read. */
  readonly laterFields: ReadonlySet<string>;
  /** Fields of the rows that are no columns, since too few rows of the beginning have them. */
  readonly sparseFields?: readonly string[];
  /** What had to be decided to make one table of several. */
  readonly joinNotes?: readonly ReadingNote[];
  /** Places of the columns that some of several tables lack. */
  readonly unevenColumns?: readonly number[];
  /** `also`: fields that objects may have beside the columns, which are columns then, the last ones; of other texts there is no more than they hold. */
  open(also?: readonly string[]): TextFlow;
}

export const NO_FIELDS: ReadonlySet<string> = new Set();

/** Bytes of a file on their way, and how many of the file's own have been taken. */
export interface ByteFlow {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  taken(): number;
}

/** A Blob's bytes, counted as they leave it. */
export function blobFlow(blob: Blob): ByteFlow {
  let count = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      count += chunk.length;
      controller.enqueue(chunk);
    },
  });
  return { stream: blob.stream().pipeThrough(counter), taken: () => count };
}

/** The first `most` bytes, and whether they are all. */
export async function beginning(
  chunks: AsyncGenerator<Uint8Array, void, void>,
  most: number,
): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let whole = true;
  for await (const chunk of chunks) {
    const part = chunk.slice(0, most - length);
    parts.push(part);
    length += part.length;
    if (length >= most) {
      whole = false;
      break;
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, whole };
}

/**
 * The bytes as a Blob, for what cannot be read front to back.
 *
 * @throws AppError `packed-too-large` (params: name) beyond `most` bytes
 */
export async function heldBlob(chunks: AsyncGenerator<Uint8Array, void, void>, most: number, name: string): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > most) throw new AppError('packed-too-large', { name });
    parts.push(chunk.slice());
  }
  return new Blob(parts);
}
