export interface Move {
  /** Rows × dims, row-major. */
  readonly data: Float32Array;
  /** One a row; null: 1 each. */
  readonly weights: Float32Array | null;
  readonly dims: number;
  readonly k: number;
  readonly labels: Int32Array;
  /** Squared distance of each row to its own centre. */
  readonly squares: Float32Array;
  /** (dims + 1 or more) × k: weighted sums by dimension, then the masses. Changed. */
  readonly sums: Float32Array;
  /** dims × k. Moved. */
  readonly centres: Float32Array;
}

/**
 * Moves centres to the means of their rows after giving each cluster without mass the row farthest from its own centre, taken
 * from a cluster that keeps others. A cluster for which there is no such row stays where it is.
 *
 * @returns the summed squared shift
 */
export function moveWithReseed({ data, weights, dims, k, labels, squares, sums, centres }: Move): number {
  const masses = sums.subarray(dims * k, (dims + 1) * k);
  const weightOf = (row: number): number => (weights === null ? 1 : weights[row]!);
  for (let j = 0; j < k; j++) {
    if (masses[j]! > 0) continue;
    let farthest = -1;
    let most = 0;
    for (let row = 0; row < labels.length; row++) {
      const weight = weightOf(row);
      if (weight > 0 && squares[row]! > most && masses[labels[row]!]! > weight) {
        most = squares[row]!;
        farthest = row;
      }
    }
    if (farthest < 0) continue;
    const weight = weightOf(farthest);
    const from = labels[farthest]!;
    for (let d = 0; d < dims; d++) {
      const value = weight * data[farthest * dims + d]!;
      sums[d * k + from] = sums[d * k + from]! - value;
      sums[d * k + j] = sums[d * k + j]! + value;
    }
    masses[from] = masses[from]! - weight;
    masses[j] = weight;
    labels[farthest] = j;
  }
  let shift = 0;
  for (let cell = 0; cell < dims * k; cell++) {
    const mass = masses[cell % k]!;
    if (mass <= 0) continue;
    const next = Math.fround(sums[cell]! / mass);
    shift += (next - centres[cell]!) ** 2;
    centres[cell] = next;
  }
  return shift;
}
