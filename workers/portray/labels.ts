import { isAffirmative } from '../math/affirmative';
import { wilson } from '../math/statistics';
import type { EventTable } from '../protocol/events';
import type { FeatureMatrix } from '../protocol/features';
import type { Segmentation } from '../protocol/model';
import type { LabelFigure } from '../protocol/portraits';
import type { AttributeColumn } from '../protocol/tables';

const Z95 = 1.959963984540054;
/** Values of an outcome that are shown, the most frequent ones; of two values one says all. */
const MOST_LEVELS = 4;

/**
 * The outcomes that the file brings, by segment: the share of a value with its Wilson interval, or the mean of a number with its normal one,
 * each over the users of whom it is known. An empty list for every segment where there are none.
 */
export function labelFigures({ attributes }: EventTable, matrix: FeatureMatrix, { k, labels }: Segmentation): LabelFigure[][] {
  const figures: LabelFigure[][] = Array.from({ length: k }, () => []);
  if (!attributes) return figures;
  const groupOf = (row: number) => ({ row: attributes.rowOf[matrix.userIndex[row]!]!, group: labels[row]! });
  for (const column of attributes.table.columns) {
    if (!column.label || column.as === 'text') continue;
    const tally = column.values ? tallyNumbers(column.values) : null;
    const shown = tally ? [tally] : levelsOf(column, matrix, groupOf).map((level) => tallyLevel(column, level));
    for (const one of shown) {
      const sums = Array.from({ length: k + 1 }, () => ({ n: 0, sum: 0, squares: 0 }));
      for (let i = 0; i < matrix.users; i++) {
        const { row, group } = groupOf(i);
        const x = row < 0 ? Number.NaN : one.value(row);
        if (Number.isNaN(x)) continue;
        for (const at of group < 0 ? [k] : [group, k]) {
          const sum = sums[at]!;
          sum.n++;
          sum.sum += x;
          sum.squares += x * x;
        }
      }
      const overall = sums[k]!.sum / sums[k]!.n;
      figures.forEach((list, group) =>
        list.push({ column: column.name, level: one.level, overall, ...interval(sums[group]!, one.level !== null) }),
      );
    }
  }
  return figures;
}

interface Tally {
  readonly level: string | null;
  /** Of a row of the table; NaN where it is not known. */
  readonly value: (row: number) => number;
}

function tallyNumbers(values: Float64Array): Tally {
  return { level: null, value: (row) => values[row]! };
}

function tallyLevel({ coded }: AttributeColumn, code: number): Tally {
  const { codes, names } = coded!;
  return { level: names[code]!, value: (row) => (codes[row]! < 0 ? Number.NaN : codes[row] === code ? 1 : 0) };
}

/** Codes of the values to show, by their number of users. */
function levelsOf({ coded }: AttributeColumn, matrix: FeatureMatrix, groupOf: (row: number) => { readonly row: number }): number[] {
  const { codes, names } = coded!;
  const counts = new Float64Array(names.length);
  for (let i = 0; i < matrix.users; i++) {
    const { row } = groupOf(i);
    const code = row < 0 ? -1 : codes[row]!;
    if (code >= 0) counts[code]!++;
  }
  const found = names.map((_, code) => code).filter((code) => counts[code]! > 0);
  found.sort((a, b) => counts[b]! - counts[a]! || a - b);
  if (found.length === 2) return [found.find((code) => isAffirmative(names[code]!)) ?? found[1]!];
  return found.slice(0, MOST_LEVELS);
}

function interval({ n, sum, squares }: { n: number; sum: number; squares: number }, isShare: boolean) {
  const value = sum / n;
  if (n === 0) return { value, low: Number.NaN, high: Number.NaN, users: 0 };
  if (isShare) {
    const [low, high] = wilson(sum, n);
    return { value, low, high, users: n };
  }
  const variance = n > 1 ? Math.max(0, squares - n * value * value) / (n - 1) : 0;
  const half = Z95 * Math.sqrt(variance / n);
  return { value, low: value - half, high: value + half, users: n };
}
