const PLAIN_NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const FORMULA_START = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** Written at the start of a CSV file, so that spreadsheets read the rest as UTF-8. */
export const BOM = '\uFEFF';

/**
 * One cell of a CSV file: quoted where RFC 4180 needs it, and safe to open in a spreadsheet. A cell that begins with `=`, `+`, `-`, `@`,
 * tab or carriage return could run as a formula there, so an apostrophe is put before it (OWASP, CSV injection); a plain number stays as it is.
 */
export function csvCell(text: string): string {
  const safe = FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One record of a CSV file, without its line end. */
export function csvRow(cells: readonly string[]): string {
  return cells.map(csvCell).join(',');
}
