import { cellText, countsOf } from './cells';
import { asciiDigits } from './other-digits';

/** Currencies that are written in letters or Chinese characters; ISO 4217 codes are checked apart. */
const WRITTEN = 'Rs\\.?|Rp\\.?|RM|Fr\\.?|kr\\.?|zł|Kč|Ft|лв\\.?|руб\\.?|р\\.?|грн\\.?|TL|DH|đ|บาท|درهم|ريال|元|圆|圓|円|원|人民币';
const CURRENCY = `(?:[A-Za-z]{0,3}\\p{Sc}[A-Z]{0,2}|[A-Za-z]{3}|${WRITTEN})`;
/** Powers of ten that characters of Chinese, Japanese and Korean stand for behind a figure; these are written in no other sense. */
const POWER_SIGNS: Readonly<Record<string, number>> = { 千: 3, 천: 3, 万: 4, 萬: 4, 만: 4, 亿: 8, 億: 8, 억: 8 };
const SIGNS = Object.keys(POWER_SIGNS).join('');
const AMOUNT = new RegExp(`^([+-]?)(${CURRENCY}?)([+-]?)([\\d.,]+(?:[eE][+-]?\\d+|[${SIGNS}])?)(${CURRENCY}?)(%?)(-?)$`, 'u');
/** Powers that letters stand for, which may stand for units as well: see {@link usesPowerLetters}. `w` is what people type for 万. */
const POWER_LETTERS: Readonly<Record<string, number>> = { k: 3, tsd: 3, w: 4, M: 6, mn: 6, mio: 6, B: 9, bn: 9, mrd: 9 };
const LETTERED =
  /^([^A-Za-z\d.,]*(?:[A-Z]{0,3}[^A-Za-z\d.,])?)([\d.,]+)\s?(k|K|M|B|w|tsd|mn|mio|bn|mrd|Tsd|Mn|Mio|Bn|Mrd)\.?(?![A-Za-z])(.*)$/u;
const BRACKETED = new RegExp(`^(${CURRENCY}?)\\(([^()]*)\\)(${CURRENCY}?)$`, 'u');
const ISO_CURRENCIES: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('currency'), 'RMB', 'LEI']);
/** What most cells are: nothing but the figure. */
const BARE = /^-?\d{1,15}(?:\.\d{1,15})?$/;
/** Signs that stand in no figure, and more dashes than any has: those of dates, addresses, ids. Quick to find, unlike what a figure may be made of. */
const NO_FIGURE = /[:/@#&<>{}|;?!\\]|-[^-]*-[^-]*-/;
/** Nothing that is a digit, or may become one when it is normalised. */
const NO_DIGIT = /^[^\d\u0080-\uffff]*$/;
/** What most cells of a column of prices are. */
export const POINTED = /^\d+\.\d{1,2}$/;
/** Thousands in threes, or in twos after the first three as in India. */
const GROUPED = /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?$/;
/** Marks that can only stand for thousands, points among them. */
const POINT_GROUPED = /^\d{1,3}(?:\.\d{3}){2,}$/;
/** White space, marks of thousands that are no digits, and invisible signs. */
const LEFT_OUT = /[\s'’_\u200b-\u200f\u202a-\u202e\ufeff]+/g;
/** A whole figure and two decimals. */
const CENTS = /^\d+[.,]\d{2}$/;
/** In the place of decimals of whole amounts: `12.–`, `12,-`. */
const NO_CENTS = /[.,](?:-|\u2013|\u2014){1,2}(?=\D*$)/;
const PLAIN = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * Number in the cell, NaN where there is none. Up to 15 digits with a point are read by position (exactly rounded, since both the digits
 * and the power of ten are exact); anything else goes through {@link numberOf}. The cell must be trimmed.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number, decimalComma: boolean, lettered = false): number {
  let at = start;
  const negative = bytes[at] === 45;
  if (negative || bytes[at] === 43) at++;
  let digits = 0;
  let decimals = -1;
  let mantissa = 0;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= 48 && byte <= 57) {
      mantissa = mantissa * 10 + (byte - 48);
      digits++;
      if (decimals >= 0) decimals++;
    } else if (byte === 46 && decimals < 0 && !decimalComma) decimals = 0;
    else return numberOf(cellText(bytes, start, end), decimalComma, lettered);
  }
  if (digits === 0 || digits > 15) return numberOf(cellText(bytes, start, end), decimalComma, lettered);
  const value = decimals > 0 ? mantissa / POWERS[decimals]! : mantissa;
  return negative ? 0 - value : value;
}

/**
 * Number written for people: `="…"` around it, signs or codes of currency before or after it, thousands separators, a decimal comma if the
 * file uses one (a figure that holds both marks says by itself which is which), brackets for negative amounts, percent (`12.5%` is 0.125), powers of ten
 * (`1.2万` is 12000). NaN for anything else.
 *
 * @param lettered letters stand for powers, too: `1.5k` is 1500
 */
export function numberOf(text: string, decimalComma: boolean, lettered = false): number {
  if (!decimalComma && BARE.test(text)) return Number(text) + 0;
  if (NO_FIGURE.test(text) || NO_DIGIT.test(text)) return Number.NaN;
  if (lettered) {
    const [, before, figure, letters, behind] = LETTERED.exec(text) ?? [];
    const plain = figure === undefined ? Number.NaN : numberOf(`${before}${figure}${behind}`, decimalComma);
    if (plain === plain) return Number(`${plain}e${POWER_LETTERS[letters!] ?? POWER_LETTERS[letters!.toLowerCase()]!}`);
  }
  let body = asciiDigits(text.normalize('NFKC')).replace(LEFT_OUT, '').replace(NO_CENTS, '').replaceAll('\u2212', '-');
  if (body.startsWith('="') && body.endsWith('"')) body = body.slice(2, -1);
  let sign = 1;
  const bracketed = body.includes('(') ? BRACKETED.exec(body) : null;
  if (bracketed !== null) {
    if (/[+-]/.test(bracketed[2]!.replace(/[eE][+-]/, ''))) return Number.NaN;
    body = `${bracketed[1]}${bracketed[2]}${bracketed[3]}`;
    sign = -1;
  }
  const match = AMOUNT.exec(body);
  if (match === null || ![match[2]!, match[5]!].every(isCurrency)) return Number.NaN;
  const signs = `${match[1]}${match[3]}${match[7]}`;
  if (signs.length > 1) return Number.NaN;
  if (signs === '-') sign = -sign;
  const power = POWER_SIGNS[match[4]!.at(-1)!];
  const figure = plainFigure(power === undefined ? match[4]! : match[4]!.slice(0, -1), decimalComma);
  if (!PLAIN.test(figure)) return Number.NaN;
  const size = Number(power === undefined ? figure : `${figure}e${power}`);
  const value = match[6] === '%' ? (sign * size) / 100 : sign * size;
  return Number.isFinite(value) ? value + 0 : Number.NaN;
}

const isCurrency = (sign: string) => !/^[A-Za-z]{3}$/.test(sign) || ISO_CURRENCIES.has(sign.toUpperCase());

/** Digits with a decimal point at most; unchanged where the marks make no sense. */
function plainFigure(figure: string, decimalComma: boolean): string {
  const commaLast = figure.lastIndexOf(',') > figure.lastIndexOf('.');
  const both = figure.includes(',') && figure.includes('.');
  // `1.234,50`, `1,234.50`, and money with its two decimals have one reading, whatever the rest of the column does.
  const swap = both || CENTS.test(figure) ? commaLast : decimalComma;
  const pointed = swap ? figure.replace(/[.,]/g, (mark) => (mark === ',' ? '.' : ',')) : figure;
  if (GROUPED.test(pointed)) return pointed.replaceAll(',', '');
  return POINT_GROUPED.test(pointed) ? pointed.replaceAll('.', '') : pointed;
}

/**
 * Whether the comma is the decimal mark in these cells: `12,50`, `1.234,5` and `1.234.567` speak for it, `12.50`, `1,234.5` and `1,234,567`
 * against it. `1,234` and `1.234` say nothing. Where the mark is `told`, they are not asked.
 */
export function usesDecimalComma(cells: Iterable<string>, told?: '.' | ','): boolean {
  if (told !== undefined) return told === ',';
  let commas = 0;
  let points = 0;
  for (const [cell, count] of countsOf(cells)) {
    if (!cell.includes(',') && !cell.includes('.')) continue;
    if (POINTED.test(cell)) {
      points += count;
      continue;
    }
    const said = decimalMarkIn(cell);
    if (said === ',') commas += count;
    else if (said === '.') points += count;
  }
  return commas > points;
}

/** What most cells are not: a figure, and letters behind it. */
const ENDS_IN_LETTER = /\d\s?[A-Za-z]/;
/** Share of a column's cells that must be numbers where letters stand for powers of ten. */
const NEARLY_ALL = 0.95;

/**
 * Whether letters behind figures are powers of ten in these cells: nearly all are numbers then, and decimals (`1.5k`), a currency or several letters (`900k`,
 * `2M`) show that they are none of a size or a unit (`2M`, `14K`).
 *
 * @param cells those that are not missing, or the different ones among them
 */
export function usesPowerLetters(cells: Iterable<string>, decimalComma: boolean): boolean {
  const seen = new Set<string>();
  let shown = false;
  const all = [...cells];
  const isLettered = (cell: string) => ENDS_IN_LETTER.test(cell) && LETTERED.test(cell);
  for (const cell of all) {
    if (!isLettered(cell)) continue;
    const [, before, figure, letters, behind] = LETTERED.exec(cell)!;
    seen.add(letters!);
    shown ||= /[.,]/.test(figure!) || /\p{Sc}/u.test(before! + behind!);
  }
  if (seen.size === 0 || (seen.size === 1 && !shown)) return false;
  return all.filter((cell) => !isLettered(cell) && Number.isNaN(numberOf(cell, decimalComma))).length <= (1 - NEARLY_ALL) * all.length;
}

/** Digits and marks of a figure; nothing of words, whatever stands between them. */
export function marksOf(cell: string): string {
  return /\d/.test(cell) ? cell.replace(/[^\d.,]/g, '').replace(/(?<![.,])[.,]+$/, '') : '';
}

/** Currencies that have no decimals, so that a mark before three digits is one of thousands: đồng, rupiah, won, yen. */
const WHOLE_CURRENCY = /[₫đĐ₩원円]|\b(?:VN[DĐ]|IDR|Rp|KRW|JPY)(?![A-Za-z])/;

/** As {@link decimalMarkOf} has it, of a cell with what stands about the figure. */
export function decimalMarkIn(cell: string): '.' | ',' | null {
  const marks = marksOf(cell);
  if (/^\d{1,3}[.,]\d{3}$/.test(marks) && WHOLE_CURRENCY.test(cell)) return marks.includes('.') ? ',' : '.';
  return decimalMarkOf(marks);
}

/** The mark before decimals in a figure whose marks have one reading; null where they have several. */
function decimalMarkOf(marks: string): '.' | ',' | null {
  if (/^\d*,(?:\d{1,2}|\d{4,})$/.test(marks) || /^0,\d+$/.test(marks)) return ',';
  if (/^\d*\.(?:\d{1,2}|\d{4,})$/.test(marks) || /^0\.\d+$/.test(marks)) return '.';
  if (/^\d{1,3}(?:\.\d{3})+,\d+$/.test(marks) || POINT_GROUPED.test(marks)) return ',';
  return /^\d{1,3}(?:,\d{2,3})*,\d{3}\.\d+$/.test(marks) || /^\d{1,3}(?:,\d{2,3})+,\d{3}$/.test(marks) ? '.' : null;
}
