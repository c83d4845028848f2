import { squaredBetween } from '../math/distance';
import type { Segmentation } from '../protocol/model';

/** How far a code is on the side of a segment. */
export interface Margin {
  /** Labels of the segment and of the next nearest. */
  readonly label: number;
  readonly next: number;
  /** Squared distance to the next centre less that to the own: above 0 where the own is nearer. */
  readonly margin: number;
  /** ∂ margin / ∂ code: the same everywhere, 2·(own − next). */
  readonly gradient: Float64Array;
}

/** @param label the segment; −1: the nearest one. @throws RangeError where there is no other segment */
export function marginOf(code: Float32Array, { centres, k }: Pick<Segmentation, 'centres' | 'k'>, label: number): Margin {
  if (k < 2) throw new RangeError('a margin needs two segments');
  const dims = code.length;
  const all = Float64Array.from([...centres, ...code]);
  const squares = Array.from({ length: k }, (_, segment) => squaredBetween(all, segment * dims, k * dims, dims));
  const nearest = squares.map((_, segment) => segment).sort((a, b) => squares[a]! - squares[b]! || a - b);
  const own = label >= 0 ? label : nearest[0]!;
  const next = nearest.find((segment) => segment !== own)!;
  const gradient = Float64Array.from({ length: dims }, (_, d) => 2 * (centres[own * dims + d]! - centres[next * dims + d]!));
  return { label: own, next, margin: squares[next]! - squares[own]!, gradient };
}
