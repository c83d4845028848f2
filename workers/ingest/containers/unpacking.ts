import { chunksOf } from '../../math/chunks';
import { AppError } from '../../protocol/errors';
import type { ByteFlow } from './flow';

const MB = 1 << 20;
/**
 * What packed data may unpack to. Event files shrink five to fifty times, rarely a hundred times; deflate reaches a thousand with data that says
 * nothing. Small files may do as they like: the limit is against bombs, not against zeros.
 */
export const LIMITS = {
  ratio: 250,
  freeBytes: 64 * MB,
  /** Of one file, whatever its ratio: more than any browser could work through. */
  bytes: 64 * 1024 * MB,
  /** What has to be held whole because it cannot be read front to back: an archive within an archive, a workbook's strings. */
  heldBytes: 1024 * MB,
} as const;

/** Whether so many bytes may come of so many packed ones. */
export function isPlausible(packed: number, unpacked: number): boolean {
  return unpacked <= LIMITS.bytes && (unpacked <= LIMITS.freeBytes || unpacked <= packed * LIMITS.ratio);
}

/**
 * What a file of so many bytes is made into, for as long as that is plausible.
 *
 * @throws AppError `packed-too-large` (params: name) beyond {@link LIMITS}
 */
export async function* plausible(chunks: AsyncIterable<Uint8Array>, packed: number, name: string): AsyncGenerator<Uint8Array, void, void> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (!isPlausible(packed, length)) throw new AppError('packed-too-large', { name });
    yield chunk;
  }
}

/**
 * Unpacks a flow of bytes with what the platform has. Holds a few chunks at a time.
 *
 * @param packed bytes that the flow has in all
 * @throws AppError `packed-damaged` (params: name) where the data is no such data or does not fit its own checksum, `packed-too-large`
 * beyond {@link LIMITS}.
 */
export async function* unpacked(
  flow: ByteFlow,
  format: 'gzip' | 'deflate-raw',
  packed: number,
  name: string,
): AsyncGenerator<Uint8Array, void, void> {
  let length = 0;
  try {
    for await (const chunk of chunksOf(flow.stream.pipeThrough(new DecompressionStream(format)))) {
      length += chunk.length;
      if (!isPlausible(packed, length)) throw new AppError('packed-too-large', { name });
      yield chunk;
    }
  } catch (cause) {
    // Trouble with the file itself comes through as it is: see readingFile.
    if (cause instanceof AppError || (cause instanceof DOMException && cause.name !== 'DataError')) throw cause;
    throw new AppError('packed-damaged', { name }, { cause });
  }
}
