import { cellText } from './cells';

const CURRENCY =
  '(?:\\p{Sc}|US\\$|CA\\$|HK\\$|NT\\$|R\\$|A\\$|USD|EUR|GBP|CNY|RMB|JPY|KRW|INR|AUD|CAD|CHF|HKD|TWD|SGD|BRL|RUB|SEK|NOK|DKK|PLN|CZK|TRY|MXN|ZAR|Rs\\.?|kr\\.?|zł|Kč|元|圆|円|원)';
const AMOUNT = new RegExp(`^([+-]?)${CURRENCY}?([+-]?)([\\d.,]+(?:[eE][+-]?\\d+)?)${CURRENCY}?(-?)$`, 'u');
const GROUPED = /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?$/;
const PLAIN = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * Number in the cell, NaN where there is none. Up to 15 digits with a point are read by position (exactly rounded, since both the digits
 * and the power of ten are exact); anything else goes through {@link numberOf}. The cell must be trimmed.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number, decimalComma: boolean): number {
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
    else return numberOf(cellText(bytes, start, end), decimalComma);
  }
  if (digits === 0 || digits > 15) return numberOf(cellText(bytes, start, end), decimalComma);
  const value = decimals > 0 ? mantissa / POWERS[decimals]! : mantissa;
  return negative ? 0 - value : value;
}

/**
 * Number written for people: signs of currency before or after it, thousands separators, a decimal comma if the file uses one, brackets
 * for negative amounts. NaN for anything else.
 */
export function numberOf(text: string, decimalComma: boolean): number {
  let body = text.normalize('NFKC').replace(/[\s'’_]/g, '');
  let sign = 1;
  if (body.startsWith('(') && body.endsWith(')')) {
    body = body.slice(1, -1);
    sign = -1;
  }
  const match = AMOUNT.exec(body);
  if (match === null) return Number.NaN;
  const signs = `${match[1]}${match[2]}${match[4]}`;
  if (signs.length > 1) return Number.NaN;
  if (signs === '-') sign = -sign;
  let figure = match[3]!;
  if (decimalComma) figure = figure.replace(/[.,]/g, (mark) => (mark === ',' ? '.' : ','));
  if (GROUPED.test(figure)) figure = figure.replaceAll(',', '');
  if (!PLAIN.test(figure)) return Number.NaN;
  const value = sign * Number(figure);
  return Number.isFinite(value) ? value + 0 : Number.NaN;
}

/** Whether the comma is the decimal mark in these cells: `12,50` and `1.234,5` speak for it, `12.50` and `1,234.5` against it. `1,234` says nothing. */
export function usesDecimalComma(cells: readonly string[]): boolean {
  let commas = 0;
  let points = 0;
  for (const cell of cells) {
    if (!cell.includes(',') && !cell.includes('.')) continue;
    const marks = cell.replace(/[^\d.,]/g, '');
    if (/^\d*,(?:\d{1,2}|\d{4,})$/.test(marks) || /^\d{1,3}(?:\.\d{3})+,\d*$/.test(marks) || /^0,\d+$/.test(marks)) commas++;
    else if (/^\d*\.(?:\d{1,2}|\d{4,})$/.test(marks) || /^\d{1,3}(?:,\d{3})+\.\d*$/.test(marks) || /^0\.\d+$/.test(marks)) points++;
  }
  return commas > points;
}
