import { IsolationForest } from '../../math/isolation-forest';
import { selectQuantile } from '../../math/select';
import { signedLog } from '../../math/signed-log';

/** Median absolute deviation, and mean absolute deviation, to the standard deviation of a normal distribution. */
const MAD_TO_SD = 1.4826;
const MEAN_DEVIATION_TO_SD = 1.2533;
/** Scored before others get a turn: some milliseconds. */
const POINTS_A_TURN = 1024;

/** The bounds that figures are clipped to: quantiles `low` and `high` of those that are there, interpolated. NaN of nothing. */
export function clipBounds(figures: Float64Array, low: number, high: number): readonly [number, number] {
  const there = present(figures);
  const lower = selectQuantile(there, there.length, Math.min(low, high));
  return [lower, selectQuantile(there, there.length, Math.max(low, high))];
}

/** Marks the rows with a figure beyond {@link clipBounds} of its column. */
export function beyondQuantiles(columns: readonly Float64Array[], low: number, high: number): Uint8Array {
  const marks = new Uint8Array(columns[0]?.length ?? 0);
  for (const figures of columns) {
    const [lower, upper] = clipBounds(figures, low, high);
    for (let row = 0; row < figures.length; row++) if (figures[row]! < lower || figures[row]! > upper) marks[row] = 1;
  }
  return marks;
}

/**
 * Centre and scale of the robust z-score: the median, and the median absolute deviation × 1.4826. Where more than half of the figures are equal that
 * deviation is 0, and the mean absolute deviation × 1.2533 stands in (Iglewicz & Hoaglin 1993).
 */
function robustScale(figures: Float64Array): { readonly centre: number; readonly scale: number } {
  const there = present(figures);
  const n = there.length;
  const centre = selectQuantile(there, n, 0.5);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    there[i] = Math.abs(there[i]! - centre);
    sum += there[i]!;
  }
  const mad = selectQuantile(there, n, 0.5);
  return { centre, scale: mad > 0 ? MAD_TO_SD * mad : (MEAN_DEVIATION_TO_SD * sum) / n };
}

/** Marks the rows with a figure further than `z` scales from the centre of its column; none for a column where all are equal. */
export function byRobustZ(columns: readonly Float64Array[], z: number): Uint8Array {
  const marks = new Uint8Array(columns[0]?.length ?? 0);
  for (const figures of columns) {
    const { centre, scale } = robustScale(figures);
    const most = z * scale;
    for (let row = 0; row < figures.length; row++) if (Math.abs(figures[row]! - centre) > most) marks[row] = 1;
  }
  return marks;
}

/**
 * Marks the rows whose score in an isolation forest over the columns is at least `score`. Figures, which spread over orders of magnitude, go in as
 * ln(1 + x) with their sign, and those that are not there as the median.
 *
 * @param columns one array a column
 */
export async function byIsolation(columns: readonly Float64Array[], score: number, pause: () => Promise<void>): Promise<Uint8Array> {
  const rows = columns[0]?.length ?? 0;
  const width = columns.length;
  const points = new Float64Array(rows * width);
  columns.forEach((column, c) => {
    const there = present(column);
    const middle = there.length === 0 ? 0 : selectQuantile(there, there.length, 0.5);
    for (let row = 0; row < rows; row++) points[row * width + c] = signedLog(Number.isNaN(column[row]!) ? middle : column[row]!);
  });
  const marked = new Uint8Array(rows);
  if (rows === 0) return marked;
  const forest = new IsolationForest(points, width);
  const { codes, distinct } = distinctPoints(points, width);
  const scores = new Float64Array(distinct.length / width);
  for (let from = 0; from < scores.length; from += POINTS_A_TURN) {
    scores.set(forest.scores(distinct.subarray(from * width, (from + POINTS_A_TURN) * width)), from);
    await pause();
  }
  for (let row = 0; row < rows; row++) marked[row] = Number(scores[codes[row]!]! >= score);
  return marked;
}

/** The points without repetition, since prices and quantities repeat and a score takes a hundred trees; and which of them each row has. */
function distinctPoints(points: Float64Array, width: number): { readonly codes: Uint32Array; readonly distinct: Float64Array } {
  const rows = points.length / width;
  const codes = new Uint32Array(rows);
  let size = 0;
  for (let column = 0; column < width; column++) {
    const values = new Map<number, number>();
    const pairs = new Map<number, number>();
    for (let row = 0; row < rows; row++) {
      const value = coded(values, points[row * width + column]!);
      // At most the square of the number of rows.
      codes[row] = coded(pairs, codes[row]! * rows + value);
    }
    size = pairs.size;
  }
  const distinct = new Float64Array(size * width);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) distinct[codes[row]! * width + column] = points[row * width + column]!;
  }
  return { codes, distinct };
}

function coded(codes: Map<number, number>, key: number): number {
  const known = codes.get(key);
  if (known !== undefined) return known;
  codes.set(key, codes.size);
  return codes.size - 1;
}

function present(figures: Float64Array): Float64Array {
  const there = new Float64Array(figures.length);
  let n = 0;
  for (let i = 0; i < figures.length; i++) if (!Number.isNaN(figures[i]!)) there[n++] = figures[i]!;
  return there.subarray(0, n);
}
