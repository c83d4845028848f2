import { zone } from '../math/zone';
import { DATE_FORMATS, type DateFormat } from '../protocol/recipe';
import { isMissingText } from './cells';
import { dateReader } from './dates';
import { numberOf, usesDecimalComma } from './numbers';

const MOST_VALUES = 60;
/** A format fits if it reads so large a share of the cells, so that dirty files keep theirs. */
const FITTING_SHARE = 0.5;
const EARLY_CELLS = 40;
/** Formats that read equally many cells stand in this order: day before month unless the cells prove the other. */
const PREFERENCE: readonly DateFormat[] = ['iso', 'ymd', 'yyyymmdd', 'epoch-ms', 'epoch-us', 'epoch-s', 'dmy', 'mdy'];
const PLAUSIBLE_FROM: Readonly<Record<'epoch' | 'calendar', number>> = { epoch: Date.UTC(1990, 0), calendar: Date.UTC(1900, 0) };
const PLAUSIBLE_TO = Date.UTC(2100, 0);

/** What a column's sampled cells show. Shares are of the cells that are not missing. */
export interface ColumnFacts {
  readonly name: string;
  readonly cells: number;
  readonly distinct: number;
  readonly missing: number;
  readonly examples: readonly string[];
  readonly values: readonly { readonly value: string; readonly count: number }[] | null;
  readonly dateFormats: readonly DateFormat[];
  readonly numericShare: number;
  readonly wholeShare: number;
  readonly largest: number;
  readonly decimalComma: boolean;
  /** Ids such as `17850.0`: digits all through, with decimals of zero. */
  readonly zeroDecimals: boolean;
}

/** Facts of column `index` over sampled rows. */
export function columnFacts(name: string, index: number, rows: readonly (readonly string[])[]): ColumnFacts {
  const all = rows.map((row) => (row[index] ?? '').trim());
  const cells = all.filter((cell) => !isMissingText(cell));
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const decimalComma = usesDecimalComma(cells);
  let numeric = 0;
  let whole = 0;
  let largest = 0;
  for (const [cell, count] of counts) {
    const value = numberOf(cell, decimalComma);
    if (Number.isNaN(value)) continue;
    numeric += count;
    if (Number.isInteger(value)) whole += count;
    largest = Math.max(largest, Math.abs(value));
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1]);
  return {
    name,
    cells: cells.length,
    distinct: counts.size,
    missing: all.length - cells.length,
    examples: ranked.slice(0, 3).map(([value]) => value),
    values: counts.size > MOST_VALUES ? null : ranked.map(([value, count]) => ({ value, count })),
    dateFormats: dateFormatsOf(cells),
    numericShare: cells.length === 0 ? 0 : numeric / cells.length,
    wholeShare: cells.length === 0 ? 0 : whole / cells.length,
    largest,
    decimalComma,
    zeroDecimals: hasZeroDecimals(cells),
  };
}

/** Whether all cells are digits, some of them with a point and zeros behind it. */
export function hasZeroDecimals(cells: readonly string[]): boolean {
  let decimals = false;
  for (const cell of cells) {
    if (!/^\d+(?:\.0+)?$/.test(cell)) return false;
    decimals ||= cell.includes('.');
  }
  return decimals;
}

/**
 * Formats that read at least half of the cells, best first. `dmy` stands before `mdy` unless more cells can be read as `mdy`, or, where
 * both read all, only `mdy` puts the rows in order of time.
 */
export function dateFormatsOf(cells: readonly string[]): DateFormat[] {
  if (cells.length === 0) return [];
  const encode = (some: readonly string[]) => some.map((cell) => new TextEncoder().encode(cell));
  // Most columns hold no dates at all, which their first cells show.
  const early = encode(cells.slice(0, EARLY_CELLS));
  const possible = DATE_FORMATS.filter((format) => fit(format, early).read > 0);
  const encoded = possible.length === 0 ? early : encode(cells);
  const fits = possible.map((format) => fit(format, encoded)).filter((found) => found.read >= cells.length * FITTING_SHARE);
  const settled = (found: Fit) => (found.format === 'mdy' && found.backwards === 0 ? 1 : 0);
  return fits
    .sort((a, b) => {
      if (a.read !== b.read) return b.read - a.read;
      const rivals = (a.format === 'dmy' && b.format === 'mdy') || (a.format === 'mdy' && b.format === 'dmy');
      if (rivals && a.backwards > 0 !== b.backwards > 0) return settled(b) - settled(a);
      return PREFERENCE.indexOf(a.format) - PREFERENCE.indexOf(b.format);
    })
    .map((found) => found.format);
}

interface Fit {
  readonly format: DateFormat;
  /** Cells read to a plausible time. */
  readonly read: number;
  /** Cells that lie before the one above them. */
  readonly backwards: number;
}

function fit(format: DateFormat, cells: readonly Uint8Array[]): Fit {
  const reader = dateReader(format, zone('UTC'));
  const from = PLAUSIBLE_FROM[format.startsWith('epoch') ? 'epoch' : 'calendar'];
  let read = 0;
  let backwards = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const cell of cells) {
    const time = reader(cell, 0, cell.length);
    if (time >= from && time < PLAUSIBLE_TO) {
      read++;
      if (time < last) backwards++;
      last = time;
    }
  }
  return { format, read, backwards };
}
