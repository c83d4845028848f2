import { chunksOf } from '../../math/chunks';
import { AppError } from '../../protocol/errors';
import { readingFile } from '../source';

/** Read beyond a range at a time: what its last record needs is short in nearly all files. */
const BEYOND = 1 << 16;

/**
 * The file's bytes from `from` on, without an end: first those of the range, as the platform reads them, then a little at a time. Whoever has
 * what it needs stops.
 *
 * @throws AppError `file-changed` where there are fewer bytes than the file had, `file-unreadable`
 */
export async function* bytesFrom(file: File, from: number, to: number): AsyncGenerator<Uint8Array, void, void> {
  let at = from;
  for (let end = Math.max(to, from + 1); at < file.size; end = at + BEYOND) {
    const chunks = chunksOf(file.slice(at, end).stream());
    const stop = Math.min(end, file.size);
    try {
      for (;;) {
        const { done, value } = await readingFile(file, () => chunks.next());
        if (done) break;
        at += value.length;
        yield value;
      }
    } finally {
      await chunks.return();
    }
    if (at !== stop) throw new AppError('file-changed', { name: file.name });
  }
}

export async function sliceOf(file: File, from: number, to: number): Promise<Uint8Array> {
  return readingFile(file, async () => new Uint8Array(await file.slice(from, to).arrayBuffer()));
}
