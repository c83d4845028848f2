import { AppError } from '../../protocol/errors';
import { readingFile } from '../source';

/** Read with a range: what its last record needs in nearly all files. Where it needs more, so many times as much is read at a time. */
export const REST_BYTES = 1 << 13;
const BEYOND = 8;

/**
 * The file's bytes from `from` on, without an end: first those of the range and a few more at once, which costs the platform less than a stream of them, then
 * a little at a time. Whoever has what it needs stops.
 *
 * @param rest bytes of the range that follows
 * @throws AppError `file-changed` where there are fewer bytes than the file had, `file-unreadable`
 */
export async function* bytesFrom(file: File, from: number, to: number, rest: number): AsyncGenerator<Uint8Array, void, void> {
  let at = from;
  for (let end = Math.max(to, from) + rest; at < file.size; end = at + Math.max(1, BEYOND * rest)) {
    const stop = Math.min(end, file.size);
    const bytes = await sliceOf(file, at, stop);
    if (bytes.length !== stop - at) throw new AppError('file-changed', { name: file.name });
    at = stop;
    yield bytes;
  }
}

export async function sliceOf(file: File, from: number, to: number): Promise<Uint8Array> {
  return readingFile(file, async () => new Uint8Array(await file.slice(from, to).arrayBuffer()));
}
