import { attribute, type XmlHandler } from './xml-scanner';

/** How numbers under a style are to be read: as a date or time of day, or as an id with so many digits (`00000`). */
export type NumberKind = 'date' | number | null;

/** Built-in formats that are dates (ECMA-376, 18.8.30, with those of the East Asian languages); 46 counts hours and is none. */
const DATE_FORMATS: readonly (readonly [from: number, to: number])[] = [
  [14, 22],
  [27, 36],
  [45, 45],
  [47, 47],
  [50, 58],
];

/** Whether a number format shows dates or times of day: letters of dates outside quotes, escapes and brackets; `[h]` counts hours. */
function isDateCode(code: string): boolean {
  const first = code.replace(/"[^"]*"|\\.|[_*]./g, '').split(';')[0]!;
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return false;
  return /[ymdhs]/i.test(first.replace(/\[[^[\]]*\]|general/gi, ''));
}

function kindOf(format: number, code: string | undefined): NumberKind {
  if (code !== undefined) return /^0{2,}$/.test(code) ? code.length : isDateCode(code) ? 'date' : null;
  return DATE_FORMATS.some(([from, to]) => format >= from && format <= to) ? 'date' : null;
}

/** Reads `xl/styles.xml`. */
export class StylesReader implements XmlHandler {
  readonly kinds: NumberKind[] = [];
  private readonly codes = new Map<number, string>();
  private inCellFormats = false;

  open(name: string, attributes: string): void {
    if (name === 'numFmt') this.codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
    else if (name === 'cellXfs') this.inCellFormats = true;
    else if (name === 'xf' && this.inCellFormats) {
      const format = Number(attribute(attributes, 'numFmtId') ?? 0);
      this.kinds.push(kindOf(format, this.codes.get(format)));
    }
  }

  close(name: string): void {
    if (name === 'cellXfs') this.inCellFormats = false;
  }
}

const DAY = 86_400_000;
/** Days from 1970-01-01 back to day 0 of Excel's calendar, which holds a 29 February 1900; before it the count is one off. */
const EPOCH_1900 = 25_569;
const EPOCH_1904 = 24_107;
const LAST_SERIAL = 2_958_466;

/**
 * An Excel serial number as `2024-01-31`, `2024-01-31 13:45:00` or, below one day, `13:45:00`; milliseconds where there are any. Null where it is outside
 * Excel's calendar (1900 to 9999).
 */
export function serialText(serial: number, from1904: boolean): string | null {
  if (!(serial >= 0 && serial < LAST_SERIAL)) return null;
  const early = !from1904 && serial < 60 ? 1 : 0;
  const ms = Math.round((serial + early - (from1904 ? EPOCH_1904 : EPOCH_1900)) * DAY);
  const iso = new Date(ms).toISOString();
  const date = iso.slice(0, 10);
  const time = iso.slice(11, iso.endsWith('.000Z') ? 19 : 23);
  if (serial < 1) return time;
  return time === '00:00:00' ? date : `${date} ${time}`;
}

/** A number's text in a cell: whole ones as they stand, others as the shortest text of the same double, since Excel writes 2.55 as 2.5499999999999998. */
export function numberText(raw: string, kind: NumberKind, from1904: boolean): string {
  const text = raw.trim();
  const value = Number(text);
  if (text === '' || Number.isNaN(value)) return text;
  if (kind === 'date') return serialText(value, from1904) ?? text;
  const plain = /^-?\d+$/.test(text) ? text : plainNumber(value);
  return typeof kind === 'number' && /^\d+$/.test(plain) ? plain.padStart(kind, '0') : plain;
}

/** Characters of a number that is shown. */
export const LONGEST_NUMBER = 60;

/**
 * A number's text in a cell that also holds how the number is shown: as it is shown where that is the number with zeros before it, as ids are written; else as
 * {@link numberText} has it.
 */
export function shownNumberText(raw: string, shown: string): string {
  const text = numberText(raw, null, false);
  const padded = shown.length > LONGEST_NUMBER ? '' : shown.trim();
  return /^0\d+$/.test(padded) && padded.replace(/^0+(?=\d)/, '') === text ? padded : text;
}

/** Without an exponent where it is a whole number. */
function plainNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
}
