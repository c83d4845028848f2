import { zone } from '../math/zone';
import type { DateOrder, MarkBasis } from '../protocol/ingest';
import { DATE_FORMATS, type DateFormat } from '../protocol/recipe';
import { contentText, countsOf, saysNothing } from './cells';
import { dateOrderOf, yearComesFirst } from './date-order';
import { dateReader } from './dates';
import { isFigureFormat } from './epochs';
import { isMaskedText } from './masked';
import { markEvidence, type MarkDecision, type MarkEvidence } from './decimal-marks';
import { numberOf, usesPowerLetters } from './numbers';
import { zoneNamesOf } from './zone-names';
import { isSeveralWords } from './several-words';

const MOST_VALUES = 60;
const EXAMPLES = 3;
/** A format fits if it reads so large a share of the cells, so that dirty files keep theirs. */
const FITTING_SHARE = 0.5;
const EARLY_CELLS = 40;
const SOME_CELLS = 400;
/** Of some cells: a format that reads so few of them does not read half of all. */
const UNLIKELY_SHARE = 0.3;
/** Formats that read equally many cells stand in this order. */
const PREFERENCE: readonly DateFormat[] = ['iso', 'ymd', 'yyyymmdd', 'epoch-ms', 'epoch-us', 'epoch-ns', 'epoch-s', 'dmy', 'mdy', 'excel'];
const PLAUSIBLE_FROM: Readonly<Record<'figure' | 'calendar', number>> = { figure: Date.UTC(1990, 0), calendar: Date.UTC(1900, 0) };
const PLAUSIBLE_TO = Date.UTC(2100, 0);

const encoder = new TextEncoder();

/** What a column's sampled cells show. Shares are of the cells that are not missing. */
export interface ColumnFacts {
  readonly name: string;
  readonly cells: number;
  readonly distinct: number;
  readonly missing: number;
  readonly examples: readonly string[];
  readonly values: readonly { readonly value: string; readonly count: number }[] | null;
  readonly dateFormats: readonly DateFormat[];
  /** null where no cell is a date that could be read both ways. */
  readonly dateOrder: DateOrder | null;
  /** Zones that dates name without saying how far from UTC they are: `EST`. */
  readonly zoneNames: readonly string[];
  readonly numericShare: number;
  readonly wholeShare: number;
  readonly largest: number;
  /** Of whole numbers, the share of those that end in 0. */
  readonly roundShare: number;
  /** How many decimals most cells with decimals have; 0 without such cells. */
  readonly usualDecimals: number;
  readonly negativeShare: number;
  /** Of the value that stands there most often. */
  readonly topShare: number;
  readonly decimalComma: boolean;
  readonly marks: MarkEvidence;
  /** What {@link decimalComma} rests on, once the whole file has been looked at. */
  readonly markBasis: MarkBasis;
  /** A cell in which a letter stands for a power of ten; null where none does. */
  readonly lettered: string | null;
  /** Ids such as `17850.0`: digits all through, with decimals of zero. */
  readonly zeroDecimals: boolean;
  /** Cells that hide part of what they say (`t**1`). */
  readonly maskedShare: number;
  /** Of the different values that are no numbers, at most some hundreds of them: the share of those of several words, see {@link isSeveralWords}. */
  readonly severalWords: number;
}

/** Facts of column `index` over sampled rows. `mark`: the decimal mark, where more than the column's own cells say it. */
export function columnFacts(name: string, index: number, rows: readonly (readonly string[])[], mark?: MarkDecision): ColumnFacts {
  const all = rows.map((row) => contentText(row[index] ?? ''));
  const cells = all.filter((cell) => !saysNothing(cell));
  const counts = countsOf(cells);
  const marks = markEvidence(counts);
  const decimalComma = mark?.comma ?? marks.commas > marks.points;
  const dateFormats = dateFormatsOf(cells, counts);
  const lettered = usesPowerLetters(counts.keys(), decimalComma);
  let numeric = 0;
  let whole = 0;
  let round = 0;
  let largest = 0;
  const decimals = new Map<number, number>();
  let negative = 0;
  let masked = 0;
  counts.forEach((count, cell) => {
    if (isMaskedText(cell)) masked += count;
    const value = numberOf(cell, decimalComma, lettered);
    if (Number.isNaN(value)) return;
    numeric += count;
    if (Number.isInteger(value)) whole += count;
    if (Number.isInteger(value / 10)) round += count;
    const places = decimalsOf(cell, decimalComma);
    if (places > 0) decimals.set(places, (decimals.get(places) ?? 0) + count);
    largest = Math.max(largest, Math.abs(value));
    if (value < 0) negative += count;
  });
  const few = counts.size <= MOST_VALUES;
  const ranked = few ? [...counts].sort((a, b) => b[1] - a[1]) : mostFrequent(counts, EXAMPLES);
  return {
    name,
    cells: cells.length,
    distinct: counts.size,
    missing: all.length - cells.length,
    examples: ranked.slice(0, EXAMPLES).map(([value]) => value),
    values: !few ? null : ranked.map(([value, count]) => ({ value, count })),
    dateFormats,
    dateOrder: dateFormats.some((format) => format === 'dmy' || format === 'mdy') ? dateOrderOf(cells) : null,
    zoneNames: dateFormats.length === 0 || isFigureFormat(dateFormats[0]!) ? [] : zoneNamesOf(counts.keys()),
    numericShare: cells.length === 0 ? 0 : numeric / cells.length,
    wholeShare: cells.length === 0 ? 0 : whole / cells.length,
    largest,
    roundShare: whole === 0 ? 0 : round / whole,
    usualDecimals: [...decimals].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0,
    negativeShare: cells.length === 0 ? 0 : negative / cells.length,
    topShare: cells.length === 0 ? 0 : ranked[0]![1] / cells.length,
    decimalComma,
    marks,
    markBasis: mark?.basis ?? 'cells',
    lettered: lettered ? [...counts.keys()].find((cell) => Number.isNaN(numberOf(cell, decimalComma)))! : null,
    zeroDecimals: hasZeroDecimals(counts.keys()),
    maskedShare: cells.length === 0 ? 0 : masked / cells.length,
    severalWords: numeric > cells.length / 2 ? 0 : shareOfSeveralWords(counts.keys()),
  };
}

/** Digits behind the decimal mark of a cell that is a number. */
function decimalsOf(cell: string, comma: boolean): number {
  const mark = cell.lastIndexOf(comma ? ',' : '.');
  return mark < 0 ? 0 : /^\d*/.exec(cell.slice(mark + 1))![0].length;
}

function shareOfSeveralWords(values: Iterable<string>): number {
  let looked = 0;
  let several = 0;
  for (const value of values) {
    if (isSeveralWords(value)) several++;
    if (++looked === SOME_CELLS) break;
  }
  return looked === 0 ? 0 : several / looked;
}

/** The `most` cells that stand there most often, of equally many the first ones: columns of ids would take long to sort. */
function mostFrequent(counts: ReadonlyMap<string, number>, most: number): [string, number][] {
  const found: [string, number][] = [];
  counts.forEach((count, cell) => {
    if (found.length === most && count <= found[most - 1]![1]) return;
    let at = found.length;
    while (at > 0 && found[at - 1]![1] < count) at--;
    found.splice(at, 0, [cell, count]);
    found.length = Math.min(found.length, most);
  });
  return found;
}

/** Whether all cells are digits, some of them with a point and zeros behind it. */
export function hasZeroDecimals(cells: Iterable<string>): boolean {
  let decimals = false;
  for (const cell of cells) {
    if (!/^\d+(?:\.0+)?$/.test(cell)) return false;
    decimals ||= cell.includes('.');
  }
  return decimals;
}

/**
 * Formats that read at least half of the cells, best first: those that read more before others, and of `dmy` and `mdy` the one that
 * {@link dateOrderOf} decides for.
 */
export function dateFormatsOf(cells: readonly string[], counts: ReadonlyMap<string, number> = countsOf(cells)): DateFormat[] {
  if (cells.length === 0) return [];
  // Most columns hold no dates at all, which their first cells show; others few that a format reads, which some cells show.
  const early = encoded(cells.slice(0, EARLY_CELLS));
  const possible = DATE_FORMATS.filter((format) => readable(format, early) > 0);
  const step = Math.ceil(cells.length / SOME_CELLS);
  const some = possible.length === 0 ? [] : encoded(cells.filter((_, i) => i % step === 0));
  const likely = possible.filter((format) => readable(format, some) >= some.length * UNLIKELY_SHARE);
  const distinct = likely.length === 0 ? [] : encoded([...counts.keys()]);
  const times = [...counts.values()];
  const fits = withoutYearFirst(likely, cells)
    .map((format) => ({ format, read: readable(format, distinct, times) }))
    .filter(({ read }) => read >= cells.length * FITTING_SHARE);
  const dateOrder = fits.filter(({ format }) => format === 'dmy' || format === 'mdy').length === 2 ? dateOrderOf(cells) : null;
  return fits
    .sort((a, b) => {
      const rivals = (a.format === 'dmy' && b.format === 'mdy') || (a.format === 'mdy' && b.format === 'dmy');
      if (rivals && dateOrder !== null) return a.format === dateOrder.order ? -1 : 1;
      return b.read - a.read || PREFERENCE.indexOf(a.format) - PREFERENCE.indexOf(b.format);
    })
    .map(({ format }) => format);
}

/** Dates such as `24/01/05` are read in three ways; that the year comes first is one of them only where the cells speak for it. */
function withoutYearFirst(formats: readonly DateFormat[], cells: readonly string[]): readonly DateFormat[] {
  const rivals = formats.includes('ymd') && !formats.includes('iso') && (formats.includes('dmy') || formats.includes('mdy'));
  return rivals && yearComesFirst(cells) === false ? formats.filter((format) => format !== 'ymd') : formats;
}

const encoded = (cells: readonly string[]) => cells.map((cell) => encoder.encode(cell));

/** How many cells are read to a plausible time; `counts`: how often each of them stands there. */
function readable(format: DateFormat, cells: readonly Uint8Array[], counts?: readonly number[]): number {
  const reader = dateReader(format, zone('UTC'));
  const from = PLAUSIBLE_FROM[isFigureFormat(format) ? 'figure' : 'calendar'];
  let read = 0;
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    const time = reader(cell, 0, cell.length);
    if (time >= from && time < PLAUSIBLE_TO) read += counts?.[i] ?? 1;
  }
  return read;
}
