/** Keeps the normal equations solvable where predictors repeat each other; in units of the rows. */
const RIDGE = 1e-9;

/** A fitted linear relation: prediction = intercept + Σ weights[j] · x[j]. */
export interface LinearFit {
  readonly intercept: number;
  readonly weights: Float64Array;
}

/**
 * Least squares with an intercept over the rows given, by the normal equations of standardised predictors with a ridge of 1e-9. Predictors that do
 * not vary get weight 0.
 *
 * @param predictors one array a predictor
 * @param rows which rows to fit on, at least one
 */
export function leastSquares(predictors: readonly Float64Array[], target: Float64Array, rows: Uint32Array): LinearFit {
  const p = predictors.length;
  const centre = new Float64Array(p);
  const scale = new Float64Array(p);
  const n = rows.length;
  for (let j = 0; j < p; j++) {
    const x = predictors[j]!;
    let sum = 0;
    for (const row of rows) sum += x[row]!;
    centre[j] = sum / n;
    let squares = 0;
    for (const row of rows) squares += (x[row]! - centre[j]!) ** 2;
    scale[j] = Math.sqrt(squares / n);
  }
  let mean = 0;
  for (const row of rows) mean += target[row]! / n;

  const a = new Float64Array(p * p);
  const b = new Float64Array(p);
  const z = new Float64Array(p);
  for (const row of rows) {
    for (let j = 0; j < p; j++) z[j] = scale[j]! > 0 ? (predictors[j]![row]! - centre[j]!) / scale[j]! : 0;
    const y = target[row]! - mean;
    for (let i = 0; i < p; i++) {
      b[i]! += z[i]! * y;
      for (let j = i; j < p; j++) a[i * p + j]! += z[i]! * z[j]!;
    }
  }
  for (let i = 0; i < p; i++) {
    a[i * p + i]! += RIDGE * n;
    for (let j = 0; j < i; j++) a[i * p + j] = a[j * p + i]!;
  }
  const solved = choleskySolve(a, b, p);
  const weights = solved.map((weight, j) => (scale[j]! > 0 ? weight / scale[j]! : 0));
  return { intercept: mean - weights.reduce((sum, weight, j) => sum + weight * centre[j]!, 0), weights };
}

/** x with A·x = b for a symmetric positive definite n × n matrix, row-major (Golub & Van Loan, 4.2). */
export function choleskySolve(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      l[i * n + j] = i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / l[j * n + j]!;
    }
  }
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= l[i * n + k]! * x[k]!;
    x[i]! /= l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= l[k * n + i]! * x[k]!;
    x[i]! /= l[i * n + i]!;
  }
  return x;
}
