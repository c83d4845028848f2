import type { Random } from '../math/random';

/** The rows of a matrix, in the order given. @param rows row-major, `width` values each */
export function rowsInOrder(rows: Float32Array, width: number, order: Uint32Array): Float32Array {
  const batch = new Float32Array(order.length * width);
  for (let i = 0; i < order.length; i++) {
    const row = order[i]! * width;
    for (let f = 0; f < width; f++) batch[i * width + f] = rows[row + f]!;
  }
  return batch;
}

/** The values with a share of them at zero, the mean of every feature (Vincent et al. 2008); the same array where none are. */
export function corrupted(values: Float32Array, share: number, rng: Random): Float32Array {
  return share === 0 ? values : values.map((value) => (rng.next() < share ? 0 : value));
}

export function normals(length: number, rng: Random): Float32Array {
  return Float32Array.from({ length }, () => rng.normal());
}
