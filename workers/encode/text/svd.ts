import { symmetricEigen } from '../../math/eigen';
import type { Random } from '../../math/random';

/** Sparse rows: the entries of row r are `offsets[r] … offsets[r + 1] − 1` of `at` (columns) and `values`. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  readonly offsets: Uint32Array;
  readonly at: Uint32Array;
  readonly values: Float64Array;
}

export interface TruncatedSvd {
  /** Largest first; only those that are not zero to rounding, so that there may be fewer than asked for. */
  readonly values: Float64Array;
  /** columns × values.length, row-major: the right singular vectors are its columns, orthonormal, the entry of largest magnitude positive. */
  readonly vectors: Float64Array;
}

/** Some milliseconds of work. */
export const ROWS_A_STEP = 256;
/** Directions tried beyond those asked for. */
const OVERSAMPLING = 10;
const POWER_ITERATIONS = 2;
/** Squares of singular values below this share of the largest's are rounding. */
const SMALLEST_SQUARE = 1e-10;

/**
 * The largest singular values of A and their right vectors by the randomized range finder on Aᵀ with two power iterations (Halko, Martinsson
 * & Tropp, SIAM Review 53(2), 2011, algorithms 4.4 and 5.1): Z spans (AᵀA)² Aᵀ G for a Gaussian G, and the small matrix (AZ)ᵀ(AZ) is
 * diagonalised. A is gone through row by row, so that nothing as long as its rows is held. Exact where A has no more rows or columns than
 * `count` + 10, or no more rank. Yields the share that is done, every {@link ROWS_A_STEP} rows.
 */
export function* truncatedSvd(a: SparseRows, count: number, rng: Random): Generator<number, TruncatedSvd, void> {
  const width = Math.min(count + OVERSAMPLING, a.rows, a.columns);
  const passes = POWER_ITERATIONS + 2;
  const first = throughRows(a, width, (_, product) => fill(product, () => rng.normal()));
  let basis = orthonormal(yield* part(first, 0, passes), width);
  for (let i = 0; i < POWER_ITERATIONS; i++) {
    const from = basis;
    const pass = throughRows(a, width, (row, product) => times(a, row, from, product));
    basis = orthonormal(yield* part(pass, i + 1, passes), width);
  }
  const { values: squares, vectors: turn } = symmetricEigen(yield* part(gram(a, basis, width), passes - 1, passes), width);
  const kept = squares.subarray(0, count).filter((square) => square > 0 && square > SMALLEST_SQUARE * squares[0]!);
  const vectors = new Float64Array(a.columns * kept.length);
  for (let column = 0; column < a.columns; column++) {
    for (let k = 0; k < kept.length; k++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += basis[column * width + j]! * turn[k * width + j]!;
      vectors[column * kept.length + k] = sum;
    }
  }
  fixSigns(vectors, kept.length);
  return { values: kept.map(Math.sqrt), vectors };
}

/** Shares of one pass of several as those of all. */
export function* part<T>(steps: Generator<number, T, void>, before: number, parts: number): Generator<number, T, void> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield (before + step.value) / parts;
  }
}

/** Aᵀ P, columns × width, where `write` gives the rows of P in order. */
function* throughRows(
  a: SparseRows,
  width: number,
  write: (row: number, product: Float64Array) => void,
): Generator<number, Float64Array, void> {
  const result = new Float64Array(a.columns * width);
  const product = new Float64Array(width);
  for (let row = 0; row < a.rows; row++) {
    write(row, product);
    for (let i = a.offsets[row]!; i < a.offsets[row + 1]!; i++) {
      const to = a.at[i]! * width;
      const value = a.values[i]!;
      for (let j = 0; j < width; j++) result[to + j]! += value * product[j]!;
    }
    if (row % ROWS_A_STEP === ROWS_A_STEP - 1) yield (row + 1) / a.rows;
  }
  return result;
}

/** One row of A times a matrix of columns × product.length. */
function times(a: SparseRows, row: number, matrix: Float64Array, product: Float64Array): void {
  product.fill(0);
  for (let i = a.offsets[row]!; i < a.offsets[row + 1]!; i++) {
    const from = a.at[i]! * product.length;
    const value = a.values[i]!;
    for (let j = 0; j < product.length; j++) product[j]! += value * matrix[from + j]!;
  }
}

/** (AZ)ᵀ(AZ), width × width. */
function* gram(a: SparseRows, basis: Float64Array, width: number): Generator<number, Float64Array, void> {
  const result = new Float64Array(width * width);
  const product = new Float64Array(width);
  for (let row = 0; row < a.rows; row++) {
    times(a, row, basis, product);
    for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) result[i * width + j]! += product[i]! * product[j]!;
    if (row % ROWS_A_STEP === ROWS_A_STEP - 1) yield (row + 1) / a.rows;
  }
  return result;
}

/**
 * The columns of a matrix (row-major, `width` of them) made orthonormal in place by modified Gram–Schmidt, twice, which is enough for
 * orthogonality to rounding (Giraud, Langou & Rozložník 2005). A column that depends on those before it becomes zero.
 */
function orthonormal(matrix: Float64Array, width: number): Float64Array {
  const dot = (i: number, j: number) => {
    let sum = 0;
    for (let row = 0; row < matrix.length; row += width) sum += matrix[row + i]! * matrix[row + j]!;
    return sum;
  };
  for (let j = 0; j < width; j++) {
    const before = dot(j, j);
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < j; i++) {
        const share = dot(i, j);
        for (let row = 0; row < matrix.length; row += width) matrix[row + j]! -= share * matrix[row + i]!;
      }
    }
    const left = dot(j, j);
    const scale = left > 1e-24 * before ? 1 / Math.sqrt(left) : 0;
    for (let row = 0; row < matrix.length; row += width) matrix[row + j]! *= scale;
  }
  return matrix;
}

function fixSigns(vectors: Float64Array, width: number): void {
  for (let k = 0; k < width; k++) {
    let largest = 0;
    for (let at = k; at < vectors.length; at += width) if (Math.abs(vectors[at]!) > Math.abs(largest) + 1e-12) largest = vectors[at]!;
    if (largest < 0) for (let at = k; at < vectors.length; at += width) vectors[at]! *= -1;
  }
}

function fill(values: Float64Array, next: () => number): void {
  for (let i = 0; i < values.length; i++) values[i] = next();
}
