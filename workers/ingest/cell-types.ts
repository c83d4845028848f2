import { isMissingText } from './cells';

const LONGEST_FIGURE = 40;
const SIGN = '[+\\-−]?';
const MONEY = '(?:\\p{Sc}|US\\$|R\\$|HK\\$|NT\\$|元|円|원|đ|kr|zł|Kč|Ft|TL|Rp\\.?|RM|руб\\.?|грн\\.?|USD|EUR|GBP|CNY|RMB|CHF)?';
const NUMBER = new RegExp(
  `^\\(?${SIGN}\\s?${MONEY}\\s?${SIGN}(?:\\d[\\d.,'’\\s]*|[.,]\\d+)(?:[eE][+-]?\\d+)?[千천万萬만亿億억]?\\s?(?:${MONEY}|%|‰)\\)?$`,
  'u',
);
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)[a-zé]*\\.?';
const CLOCK =
  '(?:[T\\s,]+|[日\\s]*)(?:[上下]午)?\\d{1,2}[:时]\\d{1,2}(?:[:分]\\d{0,2})?秒?(?:[.,]\\d+)?\\s?(?:[ap]\\.?m\\.?)?\\s?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?';
const NUMERIC_DATE = '(?:\\d{1,4}[-/.年]\\d{1,2}(?:[-/.月]\\d{1,4}日?|月)?|\\d{4}:\\d{2}:\\d{2})';
const NAMED_DATE = `(?:\\d{1,2}(?:st|nd|rd|th)?[-\\s./]*${MONTH}(?:[-\\s./,']*\\d{2,4})?|${MONTH}[-\\s./,']*\\d{1,4}(?:[,\\s]+\\d{4})?)`;
const DATE = new RegExp(`^(?:${NUMERIC_DATE}|${NAMED_DATE})(?:${CLOCK})?$`, 'iu');
const TIME = /^\d{1,3}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[ap]m)?$/i;

/** Whether the cell is a number, an amount, a date or a time of day. */
export function isFigure(cell: string): boolean {
  if (cell.length > LONGEST_FIGURE) return false;
  const text = cell.trim();
  return /\d/.test(text) && (NUMBER.test(text) || TIME.test(text) || DATE.test(text));
}

const PERIOD = /^(?:\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)?|(?:\d{1,2}[-/.]){1,2}\d{4})$/;

/** Whether the cell is a day or a month as a column of figures is named by it, with a year of four digits or the month's name. */
export function isPeriod(cell: string): boolean {
  const text = cell.trim();
  return PERIOD.test(text) || (/[a-z]{3}/i.test(text) && isFigure(text) && DATE.test(text));
}

const PLAIN = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}\s\-_.'’&/()%#@+,:!?=*$]*$/u;
const LEFT_OVER = /^["']|["']$|\r(?!\n)|[\t|;\u0001-\u0008\u001e\u001f]/;
const WRAPPED = /^(?:"[^]*"|'[^]*')$/;
const LOOKED_AT = 200;

/**
 * How well the cell is of a known type, 0 to 1: missing, figures, plain words; less for other text, and next to nothing where it begins or
 * ends with a quote or holds what separates cells elsewhere, which is what cells look like under a wrong dialect.
 */
export function typeScore(cell: string): number {
  if (cell === '' || isMissingText(cell) || isFigure(cell)) return 1;
  const trimmed = cell.trim();
  const text = trimmed.length > LOOKED_AT ? trimmed.slice(0, LOOKED_AT) + trimmed.at(-1)! : trimmed;
  if (WRAPPED.test(text)) return /^(?:"""|''')/.test(text) ? 0.01 : 0.02;
  if (LEFT_OVER.test(text)) return 0.1;
  if (/\S,\S|\S {2,}\S/.test(text)) return 0.4;
  return PLAIN.test(text) ? 1 : 0.9;
}
