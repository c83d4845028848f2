import type { Activations } from '../../../../workers/protocol/looks';
import type { GridBand } from '../../../charts/grid-map';
import { segmentColour } from '../../../charts/palette';

/** Rows of each segment, in the order of the picture; `dark`: in the colours of the dark theme. */
export function bandsOf(segments: Int32Array, nameOf: (segment: number) => string, dark: boolean): GridBand[] {
  const bands: GridBand[] = [];
  segments.forEach((segment, row) => {
    if (row > 0 && segments[row - 1] === segment) return;
    let to = row + 1;
    while (to < segments.length && segments[to] === segment) to++;
    bands.push({ from: row, to, name: nameOf(segment), colour: segmentColour(segment, dark) });
  });
  return bands;
}

/** bands × units: mean activations of the rows of each band. */
export function bandMeans(values: Float32Array, units: number, bands: readonly GridBand[]): Float64Array {
  const means = new Float64Array(bands.length * units);
  bands.forEach(({ from, to }, band) => {
    for (let row = from; row < to; row++) {
      for (let unit = 0; unit < units; unit++) means[band * units + unit]! += values[row * units + unit]! / (to - from);
    }
  });
  return means;
}

/** The unit of whose variance most lies between the bands (η²), and how much; null where none varies. */
export function unitApart(
  { values, segments }: Pick<Activations, 'values' | 'segments'>,
  bands: readonly GridBand[],
): { readonly unit: number; readonly share: number } | null {
  const rows = segments.length;
  const units = values.length / rows;
  const means = bandMeans(values, units, bands);
  let best: { unit: number; share: number } | null = null;
  for (let unit = 0; unit < units; unit++) {
    let mean = 0;
    let squares = 0;
    for (let row = 0; row < rows; row++) mean += values[row * units + unit]! / rows;
    for (let row = 0; row < rows; row++) squares += (values[row * units + unit]! - mean) ** 2;
    const between = bands.reduce((sum, { from, to }, band) => sum + (to - from) * (means[band * units + unit]! - mean) ** 2, 0);
    if (squares > 1e-9 * rows && (best === null || between / squares > best.share)) best = { unit, share: between / squares };
  }
  return best;
}

/** The unit whose activation has the widest range over the rows; null where none moves. */
export function unitMoving(values: Float32Array, units: number): number | null {
  let best = -1;
  let widest = 0;
  for (let unit = 0; unit < units; unit++) {
    let low = Infinity;
    let high = -Infinity;
    for (let at = unit; at < values.length; at += units) {
      low = Math.min(low, values[at]!);
      high = Math.max(high, values[at]!);
    }
    if (high - low > widest) {
      widest = high - low;
      best = unit;
    }
  }
  return best < 0 ? null : best;
}
