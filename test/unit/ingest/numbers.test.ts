import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberOf, parseNumber, usesDecimalComma, usesPowerLetters } from '../../../workers/ingest/numbers';

function parse(text: string, decimalComma = false): number {
  const bytes = new TextEncoder().encode(`7${text}7`);
  return parseNumber(bytes, 1, bytes.length - 1, decimalComma);
}

describe('numbers', () => {
  it('reads every finite number that JavaScript writes, bit for bit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parse(String(value))).toBe(value + 0);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6 }), (figure, decimals) => {
        const text = (figure / 10 ** decimals).toFixed(decimals);
        expect(parse(text)).toBe(Number(text) + 0);
      }),
    );
  });

  it.each<[string, boolean, number]>([
    ['1,234.50', false, 1234.5],
    ['1,234', false, 1234],
    ['12,34,567', false, 1_234_567],
    ['1.234,50', true, 1234.5],
    ['12,5', true, 12.5],
    ['1.234', true, 1234],
    ['$1,234.50', false, 1234.5],
    ['-$5.00', false, -5],
    ['€ 12,50', true, 12.5],
    ['12,50 €', true, 12.5],
    ['¥99', false, 99],
    ['￥99.90', false, 99.9],
    ['99.00元', false, 99],
    ['USD 10', false, 10],
    ['(12.50)', false, -12.5],
    ['12.50-', false, -12.5],
    ["1'234.5", false, 1234.5],
    ['1 234,5', true, 1234.5],
    ['+3', false, 3],
    ['.5', false, 0.5],
    ['5.', false, 5],
    ['1e3', false, 1000],
    ['-0', false, 0],
    ['="12.50"', false, 12.5],
    ['12.5%', false, 0.125],
    ['-3%', false, -0.03],
    ['(€1.234,50)', true, -1234.5],
    ['$(12.50)', false, -12.5],
    ['(12.50) CHF', false, -12.5],
    ['1.234,50', false, 1234.5],
    ['1,234.50', true, 1234.5],
    ['1.234.567', false, 1_234_567],
    ['1,234,567', true, 1_234_567],
    ['NZ$ 12', false, 12],
    ['12 THB', false, 12],
    ['IDR 12.000', true, 12_000],
    ['１２，３４５．６７元', false, 12_345.67],
    ['人民币99', false, 99],
    ['\u22125.00', false, -5],
    ['\u202a$5\u202c', false, 5],
    ["'12", false, 12],
    ['5,00 €', false, 5],
    ['12.50 €', true, 12.5],
    ['12.-', false, 12],
    ["CHF 1'200.–", false, 1200],
    ['12,-', true, 12],
    ['€ 12,–', false, 12],
    ['Rp 12.000', true, 12_000],
    ['12 lei', false, 12],
    ['1.2万', false, 12_000],
    ['¥3.05萬', false, 30_500],
    ['1.15亿元', false, 115_000_000],
    ['3億円', false, 300_000_000],
    ['-2,5万', true, -25_000],
    ['12만원', false, 120_000],
    ['5千', false, 5000],
    ['١٬٢٣٤٫٥٠', false, 1234.5],
    ['۱۲۳', false, 123],
    ['๑๒๓.๕', false, 123.5],
    ['₹१२', false, 12],
  ])('%s (comma decimal: %s) is %d', (text, comma, expected) => {
    expect(parse(text, comma)).toBe(expected);
  });

  it.each([
    'abc',
    '1.2.3',
    '1,2',
    '12abc',
    '--5',
    '$',
    '.',
    '1e999',
    'ten',
    '5-3',
    'C123',
    '1,23,4',
    'ABC 12',
    '%',
    '5%%',
    '(-5)',
    '((5))',
    '1.2.3,4',
    '12 km',
    '=12',
    '万',
    '1万2',
    '5千克',
    '1.5k',
    '2M',
  ])('%s is no number', (text) => {
    expect(parse(text)).toBeNaN();
  });

  it.each<[string, number]>([
    ['1.5k', 1500],
    ['2M', 2_000_000],
    ['$3.1K', 3100],
    ['-€4.5 Mio.', -4_500_000],
    ['1.1 Mrd. €', 1_100_000_000],
    ['US$2bn', 2_000_000_000],
    ['1.2w', 12_000],
    ['1,234k', 1_234_000],
    ['12.5', 12.5],
    ['3.05万', 30_500],
  ])('%s is %d where letters stand for powers of ten', (text, expected) => {
    expect(numberOf(text, false, true)).toBe(expected);
  });

  it.each(['2MB', '5km', 'k', '1.5kk', 'MK5', 'x2M', '3 Bikes', '5m', '8G'])('%s is no number then, either', (text) => {
    expect(numberOf(text, false, true)).toBeNaN();
  });

  it('takes letters for powers where a whole column shows that they are', () => {
    expect(usesPowerLetters(['1.5k', '300', '2M'], false)).toBe(true);
    expect(usesPowerLetters(['$5K', '$10K'], false)).toBe(true);
    expect(usesPowerLetters(['1.2w', '3w', '8000'], false)).toBe(true);
    expect(usesPowerLetters(['900k', '2M'], false)).toBe(true);
    // Sizes, gold, and words among them.
    expect(usesPowerLetters(['3M', '6M', '12M'], false)).toBe(false);
    expect(usesPowerLetters(['14K', '18K', '585'], false)).toBe(false);
    expect(usesPowerLetters(['1.5k', 'many', 'few', '20'], false)).toBe(false);
    expect(usesPowerLetters(['300', '12.50'], false)).toBe(false);
  });

  it('reads what Intl writes in compact notation, to its own precision', () => {
    const formats = ['en', 'zh', 'ja', 'ko'].map(
      (language) => new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 0, max: 8 }),
        fc.constantFrom(...formats),
        (figure, power, format) => {
          const value = figure * 10 ** power;
          expect(numberOf(format.format(value), false, true)).toBe(value);
        },
      ),
    );
  });

  it('finds the decimal mark from the cells', () => {
    expect(usesDecimalComma(['12,50', '7,00', '1.200,00'])).toBe(true);
    expect(usesDecimalComma(['12.50', '1,200.00'])).toBe(false);
    expect(usesDecimalComma(['1,234', '5,678'])).toBe(false);
    expect(usesDecimalComma([])).toBe(false);
    expect(usesDecimalComma(['1.234', '1.234.567'])).toBe(true);
    expect(usesDecimalComma(['1,234', '1,234,567'])).toBe(false);
    expect(usesDecimalComma(['1.234 €', '12,5 €', '(0,125)'])).toBe(true);
  });

  it('reads any amount that Intl writes in any of these languages, once its column has told the decimal mark', () => {
    const locales = ['en-US', 'de-DE', 'fr-FR', 'en-IN', 'de-CH', 'pt-BR', 'sv-SE', 'zh-CN', 'ja-JP', 'pl-PL'];
    const currency = fc.constantFrom('USD', 'EUR', 'GBP', 'CNY', 'CHF', 'SEK', 'PLN', 'BRL', 'INR');
    const display = fc.constantFrom<Intl.NumberFormatOptions['currencyDisplay']>('symbol', 'code', 'narrowSymbol');
    const sign = fc.constantFrom<Intl.NumberFormatOptions['currencySign']>('standard', 'accounting');
    fc.assert(
      fc.property(
        fc.constantFrom(...locales),
        currency,
        display,
        sign,
        fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 20 }),
        (locale, code, currencyDisplay, currencySign, cents) => {
          const format = new Intl.NumberFormat(locale, { style: 'currency', currency: code, currencyDisplay, currencySign });
          const cells = cents.map((amount) => format.format(amount / 100));
          const comma = usesDecimalComma(cells);
          expect(cells.map((cell) => parse(cell.trim(), comma))).toEqual(cents.map((amount) => Number((amount / 100).toFixed(2)) + 0));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
