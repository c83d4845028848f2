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

/** What units are multiplied by where a share of them is left out: 0, or what makes up for those that are (inverted dropout, Srivastava et al. 2014). */
export function kept(length: number, share: number, rng: Random): Float32Array {
  return Float32Array.from({ length }, () => (rng.next() < share ? 0 : 1 / (1 - share)));
}

/**
 * The same for the hidden layers of an autoencoder between its input and its code, each row × its units; null where none is left out. The decoder keeps its
 * units: it has nothing but a small code to restore all from.
 *
 * @param hidden widths of these layers
 */
export function keptUnits(hidden: readonly number[], rows: number, share: number, rng: Random): readonly Float32Array[] | null {
  return share === 0 ? null : hidden.map((width) => kept(rows * width, share, rng));
}

export function normals(length: number, rng: Random): Float32Array {
  return Float32Array.from({ length }, () => rng.normal());
}
