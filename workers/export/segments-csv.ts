import { BOM, csvCell } from '../math/csv';
import type { ExportWords } from '../protocol/engine';
import type { FeatureMatrix } from '../protocol/features';
import type { Segmentation } from '../protocol/model';

const ROWS_A_PART = 2048;

/** A column beside the segments, of what is predicted of users or how firmly they belong, by row of the matrix; null: blank. */
export interface UserColumn {
  readonly id: string;
  value(row: number): number | string | null;
}

/**
 * One line a user: `user,segment,name,distance` and then every feature under its id, in its own unit, blank where missing.
 * `segment` counts from 1, as on the screen; of users without one, `segment` and `name` say so in the words given, and `distance` is blank. `distance` is
 * Euclidean, in the embedding, to the own centre.
 * UTF-8 with a byte-order mark and CRLF, so that spreadsheets open it right; text cannot run as a formula.
 *
 * @param userIds EventTable.userIds, which matrix.userIndex points into.
 * @param words The segments' names as shown, by segment id, and what users without one are in.
 * @param some `rows`: the rows of the matrix to write, in this order; all of them where none are given. `shares`: the probability of the own segment by
 * row, for a mixture and for HDBSCAN (0 without a segment), which becomes the column `probability` behind `distance`. `predicted`: columns behind that.
 */
export function segmentsCsv(
  matrix: FeatureMatrix,
  userIds: readonly string[],
  segmentation: Segmentation,
  { names, none }: Pick<ExportWords, 'names' | 'none'>,
  {
    rows,
    shares,
    predicted = [],
  }: {
    readonly rows?: Uint32Array | undefined;
    readonly shares?: Float64Array | undefined;
    readonly predicted?: readonly UserColumn[];
  } = {},
): Blob {
  const { features, raw, specs, userIndex } = matrix;
  const users = rows?.length ?? matrix.users;
  const { labels, distances } = segmentation;
  const header = [
    'user',
    'segment',
    'name',
    'distance',
    ...(shares ? ['probability'] : []),
    ...predicted.map(({ id }) => id),
    ...specs.map((spec) => spec.id),
  ]
    .map(csvCell)
    .join(',');
  const nameCells = names.map(csvCell);
  const noCells = `${csvCell(none)},${csvCell(none)}`;
  const encoder = new TextEncoder();
  const parts: BlobPart[] = [encoder.encode(`${BOM}${header}\r\n`)];
  for (let from = 0; from < users; from += ROWS_A_PART) {
    const to = Math.min(users, from + ROWS_A_PART);
    let text = '';
    for (let line = from; line < to; line++) {
      const row = rows?.[line] ?? line;
      if (row >= matrix.users) throw new RangeError(`no user ${row}`);
      const label = labels[row]!;
      text += `${csvCell(userIds[userIndex[row]!] ?? '')},${label < 0 ? noCells : `${label + 1},${nameCells[label] ?? ''}`},${singleText(distances[row]!)}`;
      if (shares) text += `,${singleText(shares[row]!)}`;
      for (const column of predicted) text += `,${predictedText(column.value(row))}`;
      const end = (row + 1) * features;
      for (let cell = row * features; cell < end; cell++) text += `,${doubleText(raw[cell]!)}`;
      text += '\r\n';
    }
    parts.push(encoder.encode(text));
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

/**
 * At most 14 significant digits: exact to a cent up to 10¹² of any currency, without the rounding of sums (4.300000000000001).
 * Blank where there is no number.
 */
function doubleText(value: number): string {
  if (Number.isInteger(value)) return String(value === 0 ? 0 : value);
  return Number.isFinite(value) ? String(Number(value.toPrecision(14))) : '';
}

/** Seven significant digits, as many as a single-precision number holds in any case. */
function singleText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(7))) : '';
}

function predictedText(value: number | string | null): string {
  return typeof value === 'number' ? singleText(value) : csvCell(value ?? '');
}
