import { asciiDigits } from './other-digits';

/** Years before the first ones of Japanese eras, and of the calendar of Taiwan, and how many a Thai year is ahead. */
const ERAS: Readonly<Record<string, number>> = {
  令和: 2018,
  平成: 1988,
  昭和: 1925,
  大正: 1911,
  R: 2018,
  H: 1988,
  S: 1925,
  T: 1911,
  民國: 1911,
  民国: 1911,
};
const ERA = /^(令和|平成|昭和|大正|民國|民国|[RHST](?=\.?\d))\.?\s*(元|\d{1,3})/u;
const TAIWAN = /^([6-9]\d|1\d\d)(?=\/\d{1,2}\/\d{1,2}(?!\d))/;
const BUDDHIST_AHEAD = 543;
/** A year from here on is one of the Buddhist calendar: 2400 to 2643 are 1857 to 2100. */
const BUDDHIST = /(?<!\d)(2[4-6]\d\d)(?!\d)/;

/** Milliseconds since 1970; an offset behind them says where the clock stood, not when. */
const MICROSOFT = /^\/Date\((-?\d{1,14})(?:[+-]\d{4})?\)\/$/;

const OPENING_SQUARE = 91;
const SLASH = 47;
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 48 && byte <= 57;

/** Whether a cell that could not be read may be written in a way that {@link plainDate} knows, by its bytes: few are, and the rest are not made text. */
export function isOtherDate(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start]!;
  if (first === OPENING_SQUARE || first === SLASH) return true;
  if ('RHST'.includes(String.fromCharCode(first))) return true;
  if (isDigit(first) && isDigit(bytes[start + 1]) && isDigit(bytes[start + 2]) && bytes[start + 3] === SLASH) return true;
  for (let at = start; at < end; at++) if (bytes[at]! >= 0xd9) return true;
  return false;
}

/**
 * A date as ASCII and our calendar have it: digits and marks of full width or of other scripts, dashes as minus signs, years of Japanese eras and of Taiwan
 * (`令和6年`, `R6.1.5`, `民國113年`, `113/01/05`), the bracket that logs of web servers open, `/Date(…)/` of Microsoft's JSON.
 */
export function plainDate(text: string): string {
  return asciiDigits(text.normalize('NFKC'))
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/^\[|\]$/g, '')
    .replace(MICROSOFT, (_, ms: string) => new Date(Number(ms)).toISOString())
    .replace(ERA, (_, era: string, year: string) => String(ERAS[era]! + (year === '元' ? 1 : Number(year))))
    .replace(TAIWAN, (year) => String(ERAS['民國']! + Number(year)));
}

/** The date with its year as our calendar has it, in place of that of the Buddhist calendar, which is in use in Thailand; null where it has none. */
export function withoutBuddhistYear(text: string): string | null {
  return BUDDHIST.test(text) ? text.replace(BUDDHIST, (year) => String(Number(year) - BUDDHIST_AHEAD)) : null;
}
