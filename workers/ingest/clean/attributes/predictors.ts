import { correlation } from '../../../math/correlation';
import type { AttributeColumn } from '../../../protocol/tables';
import { startAtMean, othersMean } from '../regression';
import { figuresOf } from './user-rows';

/** Of more columns those most closely related to the one that is predicted are looked at. */
const MOST_PREDICTORS = 20;
/** Rows on which that is judged. */
const JUDGED_ROWS = 2000;
/** Values of a category that are told apart: the most frequent ones. */
const MOST_LEVELS = 8;

/** What an attribute may be predicted from. An outcome is no predictor: what was made from it would tell the segments of it. */
export function predictorsOf(columns: readonly AttributeColumn[], target: AttributeColumn): readonly AttributeColumn[] {
  const others = columns.filter((column) => column !== target && !column.label && (figuresOf(column) !== null || column.as === 'category'));
  if (others.length <= MOST_PREDICTORS) return others;
  const strength = strengthIn(target);
  const ranked = others.map((column, place) => ({ column, place, strength: strength(column) }));
  ranked.sort((a, b) => b.strength - a.strength || a.place - b.place);
  return ranked
    .slice(0, MOST_PREDICTORS)
    .sort((a, b) => a.place - b.place)
    .map(({ column }) => column);
}

/**
 * How closely a column is related to the target, 0 … 1: the correlation of their figures; of a category, with the mean of the other rows of its value. A
 * category as target stands for whether a row has its most frequent value, and beside figures for the mean of the other rows of its values. A mean that
 * leaves the row itself out falls a little as the row's own figure rises, so that only its rising with it counts.
 */
function strengthIn(target: AttributeColumn): (column: AttributeColumn) => number {
  const figures = figuresOf(target);
  const told = figures ?? indicators(target, 1)[0] ?? new Float64Array(target.coded!.codes.length);
  const step = Math.max(1, Math.floor(told.length / JUDGED_ROWS));
  const sampled = <A extends Float64Array | Int32Array>(list: A) => list.filter((_, row) => row % step === 0) as A;
  const asked = sampled(told);
  const codes = figures ? null : sampled(target.coded!.codes);
  return (column) => {
    const own = figuresOf(column);
    if (own === null) return Math.max(0, correlation(asked, othersMean(asked, sampled(column.coded!.codes))));
    const beside = sampled(own);
    return codes === null ? Math.abs(correlation(beside, asked)) : Math.max(0, correlation(beside, othersMean(beside, codes)));
  };
}

/** 1 for the rows that have one of the most frequent values of a category, else 0, NaN where they have none; value by value. */
function indicators({ coded }: AttributeColumn, most: number): Float64Array[] {
  const { codes, names } = coded!;
  const counts = new Float64Array(names.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const ranked = names.map((_, code) => code).sort((a, b) => counts[b]! - counts[a]! || a - b);
  return ranked.slice(0, most).map((level) => Float64Array.from(codes, (code) => (code < 0 ? NaN : Number(code === level))));
}

/** A predictor in figures, without gaps: these stand at the mean. None for a column that says nothing. */
export function hintsOf(predictor: AttributeColumn): Float64Array[] {
  const own = figuresOf(predictor);
  const told = own ? [own] : indicators(predictor, MOST_LEVELS);
  return told.map((figures) => startAtMean(figures).filled).filter((figures) => !Number.isNaN(figures[0]));
}
