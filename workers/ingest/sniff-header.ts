import { isFigure } from './cell-types';
import type { Dialect } from './dialect';
import { splitUnknown } from './first-look';
import { cellTexts, putsInQuotes } from './record-texts';
import { Records } from './records';

/** Share of the records from which they are as wide as their header. */
const EVENLY = 0.95;

/** Records with quotes out of place are read by the first one's width. */
export function splitHeaded(sample: Uint8Array, final: boolean, dialect: Dialect): Records {
  const records = splitUnknown(sample, final, dialect);
  const [width] = widthsOf(records);
  if (width === undefined || width < 2 || records.irregular.length === 0) return records;
  return new Records(dialect, width, putsInQuotes(records, dialect)).push(sample).split(final);
}

/** Whether the first record names columns, and nearly all others have as many cells. */
export function isHeadedEvenly(records: Records): boolean {
  const [width = 0, ...others] = widthsOf(records);
  if (width < 2 || others.length < 2 || others.filter((other) => other === width).length < EVENLY * others.length) return false;
  const textOf = cellTexts(records);
  const names = Array.from({ length: width }, (_, cell) => textOf(cell).trim());
  return new Set(names).size === width && names.every((name) => name !== '' && !isFigure(name));
}

/** Cells of each record. */
export const widthsOf = ({ rows, firstCell }: Records) => Array.from({ length: rows }, (_, row) => firstCell[row + 1]! - firstCell[row]!);
