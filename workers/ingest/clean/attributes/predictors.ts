import type { AttributeColumn } from '../../../protocol/tables';
import { startAtMean } from '../regression';
import { figuresOf } from './user-rows';

/** Of more columns those most closely related to the one that is predicted are looked at. */
const MOST_PREDICTORS = 20;
/** Rows on which that is judged, at most, and values of a category: its most frequent ones. */
const JUDGED_ROWS = 1000;
const JUDGED_LEVELS = 3;
/** Values of a category that a prediction tells apart: the most frequent ones. */
const MOST_LEVELS = 8;

/** What the columns of a table may be predicted from. */
export class Predictors {
  private readonly candidates: readonly AttributeColumn[];
  private readonly judged = new Map<AttributeColumn, readonly Float64Array[]>();

  constructor(columns: readonly AttributeColumn[]) {
    // What was made from an outcome would tell the segments of it.
    this.candidates = columns.filter((column) => !column.label && (figuresOf(column) !== null || column.as === 'category'));
  }

  /** In the order of the table. */
  of(target: AttributeColumn): readonly AttributeColumn[] {
    const others = this.candidates.filter((column) => column !== target);
    if (others.length <= MOST_PREDICTORS) return others;
    const own = this.vectors(target);
    const ranked = others.map((column, place) => ({ column, place, strength: closeness(own, this.vectors(column)) }));
    ranked.sort((a, b) => b.strength - a.strength || a.place - b.place);
    const chosen = ranked.slice(0, MOST_PREDICTORS).sort((a, b) => a.place - b.place);
    return chosen.map(({ column }) => column);
  }

  private vectors(column: AttributeColumn): readonly Float64Array[] {
    let known = this.judged.get(column);
    if (!known) this.judged.set(column, (known = inFigures(column, JUDGED_LEVELS).map((figures) => standardised(evenly(figures)))));
    return known;
  }
}

/** A predictor in figures, without gaps: these stand at the mean. None for a column that says nothing. */
export function hintsOf(predictor: AttributeColumn): Float64Array[] {
  const told = inFigures(predictor, MOST_LEVELS).map((figures) => startAtMean(figures).filled);
  return told.filter((figures) => !Number.isNaN(figures[0]));
}

/** A category as 1 for the rows that have one of its most frequent values, else 0, value by value; NaN where a row has none. */
function inFigures(column: AttributeColumn, levels: number): readonly Float64Array[] {
  const figures = figuresOf(column);
  if (figures) return [figures];
  const { codes, names } = column.coded!;
  const counts = new Float64Array(names.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const ranked = names.map((_, code) => code).sort((a, b) => counts[b]! - counts[a]! || a - b);
  return ranked.slice(0, levels).map((level) => Float64Array.from(codes, (code) => (code < 0 ? NaN : Number(code === level))));
}

/** Greatest correlation, 0 … 1, of any two of the vectors; rows where either has a gap count as unrelated. */
function closeness(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  let most = 0;
  for (const x of a) {
    for (const y of b) {
      let sum = 0;
      for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
      most = Math.max(most, Math.abs(sum));
    }
  }
  return most;
}

function evenly(figures: Float64Array): Float64Array {
  const rows = Math.min(figures.length, JUDGED_ROWS);
  return Float64Array.from({ length: rows }, (_, i) => figures[Math.floor((i * figures.length) / rows)]!);
}

/** With mean 0 and length 1, gaps at 0; zeros where nothing varies. */
function standardised(figures: Float64Array): Float64Array {
  const { filled, known } = startAtMean(figures);
  if (known.length === 0) return new Float64Array(figures.length);
  const mean = filled.reduce((sum, figure) => sum + figure, 0) / filled.length;
  const length = Math.hypot(...filled.map((figure) => figure - mean));
  return filled.map((figure) => (length > 0 ? (figure - mean) / length : 0));
}
