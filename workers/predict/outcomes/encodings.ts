import { applyScale } from '../../features';
import type { FeatureSpec } from '../../protocol/features';
import type { Described } from './described';

/** How users at a cut-off become rows of a model. */
export interface Encoding {
  readonly dims: number;
  /** users × dims, row-major. */
  of(one: Described): Float32Array;
}

/** The features, scaled. */
export const byFeatures = (specs: readonly FeatureSpec[]): Encoding => ({ dims: specs.length, of: ({ raw }) => applyScale(raw, specs) });

/** Columns with mean 0 and deviation 1 over a pool of users; those that do not vary stay 0. */
export function standardised(pool: readonly Described[], dims: number, columnsOf: (one: Described) => Float32Array): Encoding {
  const mean = new Float64Array(dims);
  const scale = new Float64Array(dims);
  const rows = pool.reduce((sum, { users }) => sum + users.length, 0);
  const each = (visit: (value: number, column: number) => void) => {
    for (const one of pool) columnsOf(one).forEach((value, at) => visit(value, at % dims));
  };
  each((value, column) => (mean[column]! += value / rows));
  each((value, column) => (scale[column]! += (value - mean[column]!) ** 2 / rows));
  for (let column = 0; column < dims; column++) scale[column] = scale[column]! > 1e-12 ? 1 / Math.sqrt(scale[column]!) : 0;
  return { dims, of: (one) => columnsOf(one).map((value, at) => (value - mean[at % dims]!) * scale[at % dims]!) };
}

/** Beside each other. */
export function joined(parts: readonly Encoding[]): Encoding {
  const dims = parts.reduce((sum, part) => sum + part.dims, 0);
  return {
    dims,
    of(one) {
      const rows = one.users.length;
      const into = new Float32Array(rows * dims);
      let first = 0;
      for (const part of parts) {
        const x = part.of(one);
        for (let row = 0; row < rows; row++) into.set(x.subarray(row * part.dims, (row + 1) * part.dims), row * dims + first);
        first += part.dims;
      }
      return into;
    },
  };
}
