/** Eigenpairs of a symmetric matrix, largest eigenvalue first. */
export interface Eigen {
  /** n values, descending. */
  readonly values: Float64Array;
  /** n × n, row-major: row i is the unit eigenvector of value i, its entry of largest magnitude positive. */
  readonly vectors: Float64Array;
}

const MAX_SWEEPS = 64;

/**
 * Eigenvalues and eigenvectors of a symmetric n × n matrix (row-major; only its symmetric part is read) by the cyclic
 * Jacobi method (Golub & Van Loan, Matrix Computations, 8.5): rotations to machine precision, orthonormal vectors.
 * O(n³) a sweep, some 6 to 10 sweeps: meant for n up to a few hundred.
 *
 * @throws RangeError if the matrix is not n × n or has a value that is not finite.
 */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  if (matrix.length !== n * n) throw new RangeError(`expected ${n} x ${n} values, got ${matrix.length}`);
  const a = new Float64Array(n * n);
  let scale = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const value = (matrix[i * n + j]! + matrix[j * n + i]!) / 2;
      if (!Number.isFinite(value)) throw new RangeError(`entry ${i}, ${j} is not finite`);
      a[i * n + j] = value;
      scale = Math.max(scale, Math.abs(value));
    }
  }
  if (scale === 0) scale = 1;
  let norm = 0;
  for (let i = 0; i < a.length; i++) {
    a[i] = a[i]! / scale;
    norm += a[i]! ** 2;
  }
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;

  const small = 1e-30 * norm;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p * n + q]! ** 2;
    if (off <= small) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  return sorted(a, v, n, scale);
}

/** One Jacobi rotation that makes entry (p, q) zero. Rows of v collect the rotations, so they end as eigenvectors. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = Math.abs(theta) > 1e150 ? 1 / (2 * theta) : (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const kp = a[k * n + p]!;
    const kq = a[k * n + q]!;
    a[k * n + p] = c * kp - s * kq;
    a[k * n + q] = s * kp + c * kq;
  }
  const rowP = p * n;
  const rowQ = q * n;
  for (let k = 0; k < n; k++) {
    const pk = a[rowP + k]!;
    const qk = a[rowQ + k]!;
    a[rowP + k] = c * pk - s * qk;
    a[rowQ + k] = s * pk + c * qk;
    const vp = v[rowP + k]!;
    const vq = v[rowQ + k]!;
    v[rowP + k] = c * vp - s * vq;
    v[rowQ + k] = s * vp + c * vq;
  }
  a[rowP + q] = 0;
  a[rowQ + p] = 0;
}

function sorted(a: Float64Array, v: Float64Array, n: number, scale: number): Eigen {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]! || i - j);
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    values[to] = a[from * n + from]! * scale;
    const row = v.subarray(from * n, from * n + n);
    let largest = 0;
    for (const entry of row) if (Math.abs(entry) > Math.abs(largest) + 1e-12) largest = entry;
    const sign = largest < 0 ? -1 : 1;
    for (let k = 0; k < n; k++) vectors[to * n + k] = sign * row[k]!;
  });
  return { values, vectors };
}
