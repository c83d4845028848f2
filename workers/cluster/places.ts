import type { Segmentation } from '../protocol/model';
import { memberships } from './mixture';
import { nearestCentres } from './nearest';
import { DensePlaces, type PlacedDense } from './place-dense';

/**
 * Gives rows the segment that they belong to, part by part: rows × dims, row-major. `probabilities`: of a mixture, that of the component that a row is given; what is a
 * strength is of dense regions.
 */
export type Places = (
  data: Float32Array,
  rows: number,
) => { readonly labels: Int32Array; readonly probabilities?: Float64Array } & Partial<PlacedDense>;

/** The nearest centre; of a mixture, the most probable component; of dense regions, the one that the row is in, if any. */
export function placesOf(
  { centres, k, mixture, density }: Pick<Segmentation, 'centres' | 'k' | 'mixture' | 'density'>,
  dims: number,
): Places {
  if (density) {
    const dense = new DensePlaces(density, dims);
    return (data, rows) => dense.place(data, rows);
  }
  if (mixture) {
    return (data, rows) => {
      const { labels, shares } = memberships(data, rows, dims, mixture);
      return { labels, probabilities: Float64Array.from(labels, (label, row) => shares[row * mixture.k + label]!) };
    };
  }
  return (data, rows) => nearestCentres(data, rows, dims, centres, k);
}
