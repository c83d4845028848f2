import { SPACE, TAB } from './byte-kinds';
import { typeScore } from './cell-types';
import { quoteOf, SEPARATORS, type Delimiter, type Dialect } from './dialect';
import { splitUnknown } from './first-look';
import { cellTexts } from './record-texts';
import { Records } from './records';
import { hasBoxBar } from './box-drawing';
import { barsOf, boxOf, hasRule } from './sniff-bars';
import { isHeadedEvenly, splitHeaded, widthsOf } from './sniff-header';
import { settingOf, type FoundSetting } from './sniff-setting';
import { wrappedDelimiter } from './wrapped-lines';

/** Text on which the dialect is decided; more where that holds but a few records. */
const SAMPLE_BYTES = 1 << 17;
const FEW_RECORDS = 20;
/** Cells whose types are looked at for each candidate. */
const TYPED_CELLS = 3000;
/** What a dialect without any delimiter scores. */
const ONE_COLUMN = 1e-3;
/** A delimiter stands at least so often, for each line end: cells may run over many lines, and notes stand around the table. */
const LEAST_PER_LINE = 0.02;
/** Share of the cells that begin with a blank from which the blank belongs to the delimiter. */
const BLANK_SHARE = 0.9;
/** Share of the best score from which a dialect that has a header is taken. */
const LEAST_HEADED = 0.5;
/** Of what stands in times of day, and in texts for emphasis, as well as between cells. */
const LIKELIHOOD: Readonly<Partial<Record<Delimiter, number>>> = { ':': 0.75, '#': 0.9, '*': 0.9, '!': 0.9, '~': 0.9 };
const SPACES_LIKELIHOOD = 0.7;
/** Of columns that are set with gaps or below each other, which texts seldom are. */
const SET_LIKELIHOOD = 0.9;
/** Lines on which a setting rests. */
const SET_LINES = 1000;
/** Share of empty cells from which single spaces do not separate. */
const MOST_EMPTY = 0.1;

const BACKSLASH = 92;
const DOUBLE_QUOTE = 34;
const PLUS = 43;
const DASH = 45;

const isSpaced = (delimiter: Delimiter) => delimiter === ' ' || delimiter === 'spaces';

interface Candidate {
  readonly dialect: Dialect;
  readonly score: number;
}

/**
 * The dialect under which the text is most table-like: records of one width, cells of known types, regular quotes. After van den Burg,
 * Nazábal & Sutton (2019), Wrangling messy CSV files by detecting row and type patterns: consistency = pattern score × type score. The
 * number of row patterns is taken as the inverse of Simpson's index of the widths, so that a few notes around a table count for little.
 *
 * `text`: UTF-8; `whole`: its end is the file's. `given`: what a person has decided.
 */
export function sniffDialect(text: Uint8Array, whole: boolean, given: Partial<Dialect> = {}): Dialect {
  const sample = sampleOf(text);
  const final = whole && sample.length === text.length;
  const newlines = newlinesOf(sample).filter((found) => given.newline === undefined || found.newline === given.newline);
  const ways = (newlines.length > 0 ? newlines : [{ newline: given.newline! }]).map((lineEnds) => ({
    lineEnds,
    lines: linesOf(sample, final, lineEnds),
  }));
  const drawn = drawnDialect(sample, ways, given);
  if (drawn !== null) return drawn;
  const wrapped = wrappedDialect(sample, ways, given);
  if (wrapped !== null) return wrapped;
  const dialects = dialectsOf(sample, ways, given);
  let best: Candidate | null = null;
  for (const dialect of dialects) {
    const reached = score(sample, final, dialect, best?.score ?? 0);
    if (best === null || reached > best.score) best = { dialect, score: reached };
  }
  const dialect = headedDialect(sample, final, best!, dialects) ?? best!.dialect;
  if (isSpaced(dialect.delimiter) || dialect.setting) return dialect;
  const { after, before } = blanksAround(sample, final, dialect);
  return {
    ...dialect,
    ...(given.blankAfterDelimiter === undefined && after && { blankAfterDelimiter: true }),
    ...(before && { blankBeforeDelimiter: true }),
  };
}

function dialectsOf(sample: Uint8Array, ways: Ways, given: Partial<Dialect>): Dialect[] {
  return delimitersOf(sample, given.delimiter).flatMap((delimiter) =>
    ways.flatMap(({ lineEnds, lines }) => {
      const found = settingIn(lines, delimiter);
      return quotings(sample, given).flatMap((quoting) =>
        (found.setting ? [false] : blanksOf(sample, delimiter, quoting, given)).map((blank): Dialect => ({
          delimiter,
          ...lineEnds,
          ...quoting,
          ...(blank && { blankAfterDelimiter: true }),
          ...found,
        })),
      );
    }),
  );
}

/**
 * What a header does not hold separates within cells: `a;b;c` in a column of lists, the parts of browsers' names, times of day. Where the first record is one
 * cell under the best dialect and names columns under another, of as many cells as nearly all records, that is taken, whatever quotes are out of place.
 */
function headedDialect(sample: Uint8Array, final: boolean, best: Candidate, dialects: readonly Dialect[]): Dialect | null {
  if (isSpaced(best.dialect.delimiter) || best.dialect.setting || widthsOf(splitUnknown(sample, final, best.dialect))[0] !== 1) return null;
  let headed: Candidate | null = null;
  for (const dialect of dialects) {
    if (dialect.delimiter === best.dialect.delimiter || isSpaced(dialect.delimiter) || dialect.setting) continue;
    const reached = score(sample, final, dialect, headed?.score ?? best.score * LEAST_HEADED, true);
    if (reached > 0 && isHeadedEvenly(splitHeaded(sample, final, dialect))) headed = { dialect, score: reached };
  }
  return headed?.dialect ?? null;
}

/** Lines that are in quotes as a whole; null where they are none, which the first byte tells of most texts. */
function wrappedDialect(sample: Uint8Array, ways: Ways, given: Partial<Dialect>): Dialect | null {
  if (sample[0] !== DOUBLE_QUOTE || given.quote === "'") return null;
  for (const { lineEnds, lines } of ways) {
    const delimiter = wrappedDelimiter(lines);
    if (delimiter !== null && (given.delimiter ?? delimiter) === delimiter) return { delimiter, ...lineEnds, setting: { by: 'wrapped' } };
  }
  return null;
}

/** A table of box drawing, or with its bars below the corners of a rule: nothing else looks like these; null where the text is none. */
function drawnDialect(sample: Uint8Array, ways: Ways, given: Partial<Dialect>): Dialect | null {
  if (given.delimiter !== undefined && given.delimiter !== '|') return null;
  const boxed = hasBoxBar(sample);
  if (!boxed && !somewhere(sample, PLUS, (at) => sample[at - 1] === DASH && sample[at + 1] === DASH)) return null;
  for (const { lineEnds, lines } of ways) {
    const { setting, rules } = boxed ? boxOf(lines) : barsOf(lines);
    if (setting?.by === 'bars' && (setting.box || setting.grid)) return { delimiter: '|', ...lineEnds, setting, ...(rules && { rules }) };
  }
  return null;
}

/** As much of the text's beginning as shows how it is written. */
export function sampleOf(text: Uint8Array): Uint8Array {
  let size = SAMPLE_BYTES;
  while (size < text.length && !hasLines(text.subarray(0, size), FEW_RECORDS)) size *= 2;
  return text.subarray(0, size);
}

function hasLines(text: Uint8Array, least: number): boolean {
  let lines = 0;
  for (let i = 0; i < text.length && lines < least; i++) if (text[i] === 10 || text[i] === 13) lines++;
  return lines >= least;
}

type LineEnds = Pick<Dialect, 'newline' | 'mixedNewlines'>;
type Ways = readonly { readonly lineEnds: LineEnds; readonly lines: readonly string[] }[];

function newlinesOf(sample: Uint8Array): LineEnds[] {
  let feeds = 0;
  let returns = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] === 10) feeds++;
    else if (sample[i] === 13 && sample[i + 1] !== 10 && i + 1 < sample.length) returns++;
  }
  if (returns === 0) return [{ newline: '\n' }];
  if (feeds === 0) return [{ newline: '\r' }];
  const either: LineEnds[] = [{ newline: '\n', mixedNewlines: true }, { newline: '\r' }];
  // What stands in more places than line feeds do is no character of a cell, but in quotes, where it ends nothing either way.
  return returns > feeds ? either : [{ newline: '\n' }, ...either];
}

/** The most common first. */
function delimitersOf(sample: Uint8Array, given: Delimiter | undefined): readonly Delimiter[] {
  if (given !== undefined) return given === ' ' ? ['spaces', ' '] : [given];
  const counts = new Uint32Array(256);
  for (let i = 0; i < sample.length; i++) counts[sample[i]!]!++;
  const least = Math.max(1, LEAST_PER_LINE * Math.max(counts[10]!, counts[13]!));
  const often = (separator: string) => counts[separator.charCodeAt(0)]! >= least;
  const found = SEPARATORS.filter(often);
  // Where each line has a tab, spaces stand within the cells.
  const tabbed = counts[9]! >= Math.max(1, counts[10]!, counts[13]!);
  return [...(found.length > 0 ? found : ([','] as const)), ...(often(' ') && !tabbed ? (['spaces', ' '] as const) : [])];
}

/** The first lines as text. */
function linesOf(sample: Uint8Array, final: boolean, { newline, mixedNewlines }: LineEnds): readonly string[] {
  const text = new TextDecoder().decode(sample);
  const lines = text.split(mixedNewlines ? /\r\n?|\n/ : newline === '\r' ? '\r' : /\r?\n/, SET_LINES + 1);
  if (!final || lines.length > SET_LINES) lines.pop();
  return lines;
}

function settingIn(lines: readonly string[], delimiter: Delimiter): FoundSetting {
  if (delimiter === ' ' || delimiter.length === 2) return {};
  if (delimiter === 'spaces') return settingOf(lines);
  const bars = delimiter === '|' ? barsOf(lines) : {};
  return bars.setting || !hasRule(lines, delimiter) ? bars : { rules: true };
}

type Quoting = Pick<Dialect, 'quote' | 'escape'>;

function quotings(sample: Uint8Array, given: Partial<Dialect>): Quoting[] {
  const found: Quoting[] = [];
  for (const quote of given.quote === undefined ? (['"', "'"] as const) : [given.quote]) {
    const code = quote.charCodeAt(0);
    if (quote === "'" && given.quote === undefined && !wraps(sample, code)) continue;
    const escaped = somewhere(sample, code, (at) => sample[at - 1] === BACKSLASH);
    if (given.escape !== 'backslash') found.push({ quote, escape: 'doubled' });
    if (given.escape === 'backslash' || (given.escape === undefined && escaped)) found.push({ quote, escape: 'backslash' });
  }
  return found;
}

/** Whether something begins with the quote, at a line's start or after what is no letter or digit, and something ends with it likewise. */
function wraps(sample: Uint8Array, quote: number): boolean {
  const inWord = (byte: number | undefined) =>
    byte !== undefined && ((byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte >= 128);
  let opens = 0;
  let closes = 0;
  for (let at = sample.indexOf(quote); at >= 0; at = sample.indexOf(quote, at + 1)) {
    if (!inWord(sample[at - 1])) opens++;
    if (!inWord(sample[at + 1])) closes++;
  }
  return opens > 0 && closes > 0;
}

/**
 * Consistency of the sample under a dialect, 0 to 1. What could not lift the score above `beaten` is not looked at.
 *
 * @param headed the first record names the columns, so that its width tells how records with quotes out of place are read; these do not count then
 */
function score(sample: Uint8Array, final: boolean, dialect: Dialect, beaten: number, headed = false): number {
  const spaced = isSpaced(dialect.delimiter);
  const most = spaced ? (dialect.setting ? SET_LIKELIHOOD : SPACES_LIKELIHOOD) : (LIKELIHOOD[dialect.delimiter] ?? 1);
  if (most <= beaten) return 0;
  const records = headed ? splitHeaded(sample, final, dialect) : splitUnknown(sample, final, dialect);
  // A sample that is cut within its first record counts that as one.
  if (records.rows === 0) records.split(true);
  const { rows, firstCell } = records;
  if (rows === 0) return 0;
  const widths = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const width = firstCell[row + 1]! - firstCell[row]!;
    widths.set(width, (widths.get(width) ?? 0) + 1);
  }
  let simpson = 0;
  let pattern = 0;
  // Cells between two delimiters in one would be empty: what separates twice must not lose against its half.
  const per = dialect.delimiter.length === 2 ? 2 : 1;
  for (const [width, count] of widths) {
    simpson += (count / rows) ** 2;
    pattern += (count / rows) * (Math.max(ONE_COLUMN, per * (width - 1)) / (per * (width - 1) + 1));
  }
  // A file that is cut off within quotes is a little less likely than one that is not.
  const regular = headed ? 1 : (1 - records.irregular.length / (records.cut < 0 ? rows : rows + 1)) ** 2;
  const likely = spaced && !dialect.setting ? spacedShare(records, widths) : most;
  // Any text is one record of one width where nothing ends it.
  const upper = (simpson * pattern * regular * likely * rows) / (rows + 1);
  return upper <= beaten ? 0 : upper * typesOf(records, per);
}

/** Spaces stand in every text: they separate only where nearly all records have one width, and figures stand between them. */
function spacedShare(records: Records, widths: ReadonlyMap<number, number>): number {
  const most = Math.max(...[...widths].filter(([width]) => width > 1).map(([, count]) => count), 0);
  if (most < 0.8 * records.rows || emptyInside(records) > MOST_EMPTY) return ONE_COLUMN;
  const textOf = cellTexts(records);
  const last = records.rows - 1;
  for (let cell = records.firstCell[last]!; cell < records.firstCell[last + 1]!; cell++)
    if (/^[-+$€£¥]?\d/.test(textOf(cell))) return SPACES_LIKELIHOOD;
  return records.rows > 2 ? 0.3 : ONE_COLUMN;
}

/** Share of empty cells but for the last of each record: columns that are set with spaces have many where each space separates. */
function emptyInside({ rows, firstCell, starts, ends }: Records): number {
  let cells = 0;
  let empty = 0;
  for (let row = 0; row < rows; row++) {
    for (let cell = firstCell[row]!; cell < firstCell[row + 1]! - 1; cell++, cells++) if (starts[cell] === ends[cell]) empty++;
  }
  return cells === 0 ? 0 : empty / cells;
}

function typesOf(records: Records, per: number): number {
  const textOf = cellTexts(records);
  const cells = records.firstCell[records.rows]!;
  const step = Math.max(1, Math.floor(cells / TYPED_CELLS)) | 1;
  let sum = 0;
  let count = 0;
  for (let cell = 0; cell < cells; cell += step) {
    sum += typeScore(textOf(cell));
    count++;
  }
  return per === 1 ? sum / count : (sum + count) / (2 * count);
}

/** Whether to try it with blanks that belong to the delimiters: quoted cells stand after some. */
function blanksOf(sample: Uint8Array, delimiter: Delimiter, quoting: Quoting, given: Partial<Dialect>): readonly boolean[] {
  if (isSpaced(delimiter)) return [false];
  if (given.blankAfterDelimiter !== undefined) return [given.blankAfterDelimiter];
  const code = delimiter.charCodeAt(0);
  const quote = quoteOf(quoting).charCodeAt(0);
  return somewhere(sample, quote, (at) => sample[at - 1] === SPACE && sample[at - 2] === code) ? [false, true] : [false];
}

/** Whether a byte stands somewhere where `holds`. Many files have no quote at all, which the platform finds sooner than a callback for each byte. */
function somewhere(sample: Uint8Array, byte: number, holds: (at: number) => boolean): boolean {
  for (let at = sample.indexOf(byte); at >= 0; at = sample.indexOf(byte, at + 1)) if (holds(at)) return true;
  return false;
}

/** Whether nearly all cells begin with a blank that stands after a delimiter, outside quotes; and end with one that stands before a delimiter. */
function blanksAround(sample: Uint8Array, final: boolean, dialect: Dialect): { readonly after: boolean; readonly before: boolean } {
  const { rows, firstCell, bytes, starts, ends } = new Records(dialect).push(sample).split(final);
  const quote = quoteOf(dialect).charCodeAt(0);
  const later = { cells: 0, blank: 0 };
  const earlier = { cells: 0, blank: 0 };
  for (let row = 0; row < rows; row++) {
    const last = firstCell[row + 1]! - 1;
    for (let cell = firstCell[row]!; cell <= last; cell++) {
      const from = starts[cell]!;
      const to = ends[cell]!;
      if (from === to) continue;
      if (cell > firstCell[row]!) {
        later.cells++;
        if (bytes[from] === SPACE && bytes[from - 1] !== quote) later.blank++;
      }
      if (cell < last) {
        earlier.cells++;
        const end = bytes[bytes[to] === quote ? to + 1 : to - 1];
        if (end === SPACE || end === TAB) earlier.blank++;
      }
    }
  }
  const nearlyAll = ({ cells, blank }: typeof later) => cells > 0 && blank >= BLANK_SHARE * cells;
  return { after: nearlyAll(later), before: nearlyAll(earlier) };
}
