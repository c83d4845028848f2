/** A mean m becomes exp(slope · ln m + intercept). */
export interface GammaCalibration {
  readonly slope: number;
  readonly intercept: number;
}

const MAX_STEPS = 100;
const MAX_HALVINGS = 30;
const TOLERANCE = 1e-10;

/**
 * A gamma regression with logarithmic link of amounts on the logarithm of what was predicted of them (McCullagh & Nelder, Generalized Linear Models, 8.3), by
 * Newton's method with halved steps: for amounts what Platt's calibration is for probabilities. A slope that would turn the order round is taken as 0.
 *
 * @param logMean by row; rows that the prediction was not fitted on
 * @param y amounts ≥ 0, some above it
 */
export function fitGammaCalibration(logMean: Float64Array, y: Float64Array): GammaCalibration {
  const n = y.length;
  const centre = logMean.reduce((sum, z) => sum + z, 0) / n;
  const z = logMean.map((one) => one - centre);
  const constant = Math.log(y.reduce((sum, one) => sum + one, 0) / n);
  const flat = { slope: 0, intercept: constant };
  if (z.every((one) => Math.abs(one) < 1e-9)) return flat;
  const costOf = (intercept: number, slope: number) => {
    let cost = 0;
    for (let i = 0; i < n; i++) cost += y[i]! * Math.exp(-(intercept + slope * z[i]!)) + intercept + slope * z[i]!;
    return cost;
  };
  let [a, b] = [constant, 0];
  let cost = costOf(a, b);
  for (let step = 0; step < MAX_STEPS; step++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const ratio = y[i]! * Math.exp(-(a + b * z[i]!));
      ga += 1 - ratio;
      gb += (1 - ratio) * z[i]!;
      haa += ratio;
      hab += ratio * z[i]!;
      hbb += ratio * z[i]! ** 2;
    }
    const determinant = haa * hbb - hab * hab;
    if (Math.abs(ga) + Math.abs(gb) <= TOLERANCE * n || !(determinant > 0)) break;
    const da = (hbb * ga - hab * gb) / determinant;
    const db = (haa * gb - hab * ga) / determinant;
    let size = 1;
    let lower = costOf(a - da, b - db);
    for (let halving = 0; halving < MAX_HALVINGS && !(lower < cost); halving++) {
      size /= 2;
      lower = costOf(a - size * da, b - size * db);
    }
    if (!(lower < cost)) break;
    a -= size * da;
    b -= size * db;
    cost = lower;
  }
  return b > 0 ? { slope: b, intercept: a - b * centre } : flat;
}

export const calibrateMean = ({ slope, intercept }: GammaCalibration, logMean: number): number => Math.exp(slope * logMean + intercept);
