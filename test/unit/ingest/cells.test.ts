import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { contentEnd, contentStart, contentText, isBare, isMissing, isMissingText } from '../../../workers/ingest/cells';
import { csvCell } from '../../../workers/math/csv';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function content(text: string): string {
  const bytes = encoder.encode(`x${text}x`);
  const end = bytes.length - 1;
  const [from, to] = [contentStart(bytes, 1, end), contentEnd(bytes, 1, end)];
  return from >= to ? '' : decoder.decode(bytes.subarray(from, to));
}

/** White space of cells, by code point: what is at most U+0020, and the wide signs that exports carry. */
const SPACES = new Set([0xa0, 0x3000, 0xfeff, 0x202f]);
const isSpace = (code: number) =>
  code <= 32 || SPACES.has(code) || (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e);

/** The same rule, over characters. */
function slowContent(text: string): string {
  const trim = (characters: string[]): string[] => {
    const first = characters.findIndex((each) => !isSpace(each.codePointAt(0)!));
    const last = characters.findLastIndex((each) => !isSpace(each.codePointAt(0)!));
    return first < 0 ? [] : characters.slice(first, last + 1);
  };
  const whole = [...text];
  const first = whole.findIndex((each) => !isSpace(each.codePointAt(0)!));
  // What would run as a formula stands behind an apostrophe.
  if (whole[first] === "'" && ['=', '@', '\t', '\r'].includes(whole[first + 1] ?? '')) return slowContent(whole.slice(first + 1).join(''));
  const trimmed = trim(whole).join('');
  const formula = /^="([^]*)"$/.exec(trimmed);
  if (formula !== null && trimmed.length >= 3) return trim([...formula[1]!]).join('');
  const quoted = /^'([\d+-][^]*?)'?$/.exec(trimmed);
  return quoted === null ? trimmed : trim([...quoted[1]!]).join('');
}

describe('what a cell says', () => {
  it.each([
    ['="123456789012345678"', '123456789012345678'],
    ['=""', ''],
    ['="', '="'],
    ['=SUM(A1)', '=SUM(A1)'],
    ["'13800000000", '13800000000'],
    ["'13800000000'", '13800000000'],
    ["'+86 138", '+86 138'],
    ["'t Hart", "'t Hart"],
    ["'=SUM(A1)", '=SUM(A1)'],
    ['\'="007"', '007'],
    ["'@anna", '@anna'],
    ["'@'b'", "@'b'"],
    ["'\t6912345", '6912345'],
    ["'\t", ''],
    ["'\r", ''],
    ["'", "'"],
    ['\t6912345', '6912345'],
    ['\ufeff\u00a0 王五\u3000', '王五'],
    ['\u202a13800\u202c', '13800'],
    ['﹏', '﹏'],
    ['、', '、'],
  ])('%j says %j', (text, expected) => {
    expect(content(text)).toBe(expected);
    expect(contentText(text)).toBe(expected);
  });

  it('agrees with a slow reading of any cell, as bytes and as text', () => {
    const sign = fc.constantFrom(
      '=',
      '"',
      "'",
      ' ',
      '\t',
      '\u00a0',
      '\u3000',
      '\ufeff',
      '\u200b',
      '\u202c',
      '1',
      '-',
      '@',
      '\r',
      'a',
      '中',
      '　',
      '😀',
      'é',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(sign, { maxLength: 9 }).map((signs) => signs.join('')),
          fc.string({ unit: 'grapheme' }),
        ),
        (text) => {
          expect(content(text)).toBe(slowContent(text));
          expect(contentText(text)).toBe(slowContent(text));
          const bytes = encoder.encode(text);
          if (bytes.length > 0 && isBare(bytes, 0, bytes.length)) expect(slowContent(text)).toBe(text);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is the same after the cell was written so that no spreadsheet runs it', () => {
    const sign = fc.constantFrom('=', '@', '+', '-', '\t', '\r', "'", '"', ' ', '0', '7', 'x', ',');
    fc.assert(
      fc.property(
        fc.array(sign, { maxLength: 7 }).map((signs) => signs.join('')),
        (text) => {
          // Of a figure in apostrophes both are left out.
          fc.pre(!/^[+-].*'\s*$/s.test(text));
          const { data } = Papa.parse<string[]>(`${csvCell(text)},x`, { delimiter: ',', newline: '\n' });
          expect(content(data[0]![0]!)).toBe(content(text));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is missing where nothing is left, or a marker', () => {
    for (const text of ['', ' ', '=""', '\u00a0', 'null', ' NaN ', '="N/A"', '\\N', '\tNone']) {
      const bytes = encoder.encode(text);
      expect([text, isMissing(bytes, 0, bytes.length)]).toEqual([text, true]);
      expect(isMissingText(text)).toBe(true);
    }
    for (const text of ['0', 'nullable', 'NA1', "'", '=', '-', 'no']) {
      const bytes = encoder.encode(text);
      expect([text, isMissing(bytes, 0, bytes.length)]).toEqual([text, false]);
      expect(isMissingText(text)).toBe(false);
    }
  });
});
