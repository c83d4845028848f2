import { breather } from '../math/breathe';
import { AppError, throwIfAborted } from '../protocol/errors';
import type { Embedding } from '../protocol/model';
import type { Stage } from '../protocol/progress';
import { applyEncoder } from './dense';
import { fuse } from './fused';
import type { Rows } from './rows';
import { readUsers } from './sequence/encode-sequences';

/** Rows encoded between two reports, some 10 ms of work. */
const ROWS_A_STEP = 4096;

/**
 * The embedding of a refreshed matrix under the same encoder: taken for those rows alone whose scaled features changed, copied for the others.
 * Bitwise the same as taking all, since rows do not affect each other. A network that reads events in order reads all users again.
 *
 * @param before row of the matrix that `previous` embeds for each row of `matrix`; −1 for users without one
 * @throws AppError `cancelled`
 */
export async function* refreshEmbedding(
  previous: Embedding,
  embedded: Rows,
  matrix: Rows,
  before: Int32Array,
  signal?: AbortSignal,
): Stage<Embedding> {
  throwIfAborted(signal);
  const { users, features, scaled } = matrix;
  const { dims, encoder, sequence, fusion } = previous;
  yield { stage: 'encode', done: 0, total: 1 };
  const breathe = breather();
  const pause = async () => {
    await breathe();
    throwIfAborted(signal);
  };
  if (sequence || fusion) {
    const told = matrix.told?.() ?? null;
    if (sequence && !told) throw new AppError('no-order');
    const read = sequence ? yield* readUsers(sequence, told!, 1, signal) : new Float32Array();
    if (!fusion) return { ...previous, users, data: read };
    return { ...previous, users, data: applyEncoder(encoder, await fuse(fusion, matrix, told, read, pause), users) };
  }
  if (encoder.length === 0) return { ...previous, users, data: scaled.slice() };
  const data = new Float32Array(users * dims);
  const changed = new Uint32Array(users);
  let count = 0;
  for (let row = 0; row < users; row++) {
    const old = before[row]!;
    if (old < 0 || !sameRow(scaled, row * features, embedded.scaled, old * features, features)) changed[count++] = row;
    else data.set(previous.data.subarray(old * dims, (old + 1) * dims), row * dims);
  }
  for (let from = 0; from < count; from += ROWS_A_STEP) {
    const rows = changed.subarray(from, Math.min(from + ROWS_A_STEP, count));
    const gathered = new Float32Array(rows.length * features);
    rows.forEach((row, at) => gathered.set(scaled.subarray(row * features, (row + 1) * features), at * features));
    const made = applyEncoder(encoder, gathered, rows.length);
    rows.forEach((row, at) => data.set(made.subarray(at * dims, (at + 1) * dims), row * dims));
    yield { stage: 'encode', done: from + rows.length, total: count };
    await pause();
  }
  return { ...previous, users, data };
}

function sameRow(a: Float32Array, i: number, b: Float32Array, j: number, width: number): boolean {
  for (let f = 0; f < width; f++) if (a[i + f] !== b[j + f]) return false;
  return true;
}
