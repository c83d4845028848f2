import { AppError } from '../../protocol/errors';
import { readingFile } from '../source';

/** Read beyond a range at a time: what its last record needs is short in nearly all files. */
const BEYOND = 1 << 16;

/**
 * The file's bytes from `from` on, without an end: first those of the range at once, which costs the platform less than a stream of them, then a little at a
 * time. Whoever has what it needs stops.
 *
 * @throws AppError `file-changed` where there are fewer bytes than the file had, `file-unreadable`
 */
export async function* bytesFrom(file: File, from: number, to: number): AsyncGenerator<Uint8Array, void, void> {
  let at = from;
  for (let end = Math.max(to, from + 1); at < file.size; end = at + BEYOND) {
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
