import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, formatFor } from '../../../src/i18n/format';

const english = formatFor('en');
const chinese = formatFor('zh-CN');

describe('duration', () => {
  it.each([
    [0.42, '0.4 s', '0.4 秒'],
    [9.96, '10 s', '10 秒'],
    [12.3, '12 s', '12 秒'],
    [59.6, '1 min', '1 分'],
    [80, '1 min 20 s', '1 分 20 秒'],
    [3599.6, '1 h', '1 小时'],
    [3600, '1 h', '1 小时'],
    [7510, '2 h 5 min', '2 小时 5 分'],
    [7199, '2 h', '2 小时'],
  ])('%d s', (seconds, en, zh) => {
    expect(english.duration(seconds)).toBe(en);
    expect(chinese.duration(seconds)).toBe(zh);
  });

  it('never shows sixty seconds or sixty minutes', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (seconds) => !/\b60 (s|min)\b/.test(english.duration(seconds))));
  });
});

describe('sentences', () => {
  it('stand apart in English, and need no space in Chinese; what is empty leaves none', () => {
    expect(english.sentences(['One.', '', 'Two.'])).toBe('One. Two.');
    expect(chinese.sentences(['一。', '', '二。'])).toBe('一。二。');
  });
});

describe('brackets and colons', () => {
  it('are those of the language', () => {
    expect([english.aside('purchase', '8'), english.said('May', 'away')]).toEqual(['purchase (8)', 'May: away']);
    expect([chinese.aside('purchase', '8'), chinese.said('5月', '不活跃')]).toEqual(['purchase（8）', '5月：不活跃']);
  });
});

describe('figures', () => {
  it('shortens what needs the room, and nothing below ten thousand', () => {
    expect([3_250, 9_999, 12_000, 1_250_000].map((value) => english.compact(value))).toEqual(['3,250', '9,999', '12K', '1.25M']);
    expect([3_250, 9_999, 12_000, 1_250_000].map((value) => chinese.compact(value))).toEqual(['3,250', '9,999', '1.2万', '125万']);
  });

  it('shortens the figures of an axis all or none, as its largest asks for', () => {
    const axis = (format: typeof english, values: readonly number[]) => values.map((value) => format.compact(value, values.at(-1)));
    expect(axis(english, [0, 8_000, 10_000, 12_000])).toEqual(['0', '8K', '10K', '12K']);
    expect(axis(chinese, [0, 8_000, 10_000, 12_000])).toEqual(['0', '8000', '1万', '1.2万']);
    expect(axis(english, [0, 4_000, 8_000])).toEqual(['0', '4,000', '8,000']);
  });

  it('separates thousands and keeps two decimals of small money only', () => {
    expect(english.number(541909)).toBe('541,909');
    expect(english.money(12.5)).toBe('12.50');
    expect(english.money(8278519.4)).toBe('8,278,519');
    expect(english.percent(0.2411)).toBe('24.1%');
    expect(english.significant(0.031234)).toBe('0.0312');
    expect(english.significant(1.5512e-14)).toBe('1.55E−14');
    expect(english.fixed(0.2, 2)).toBe('0.20');
    // What rounds to nothing has no sign.
    expect(english.fixed(-0.004, 2)).toBe('0.00');
    expect([english.number(-0.001, 2), english.percent(-0.0001), english.money(-0.001), english.compact(-0.001)]).toEqual([
      ...['0', '0.0%', '0.00', '0'],
    ]);
    expect(english.fixed(-0.2, 2)).toBe('−0.20');
  });

  it('shows a missing figure as a dash', () => {
    for (const write of [english.number, english.money, english.percent, english.duration, english.date, english.bytes]) {
      expect(write(Number.NaN)).toBe('–');
    }
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1_500_000, '1.5 MB'],
    [48_000_000, '48 MB'],
    [999_999, '1 MB'],
    [2_300_000_000, '2.3 GB'],
  ])('%d bytes', (bytes, words) => {
    expect(english.bytes(bytes)).toBe(words);
  });

  it('writes dates in the zone asked for', () => {
    const newYear = Date.UTC(2024, 0, 1, 2);
    expect(english.date(newYear)).toBe('Jan 1, 2024');
    expect(english.date(newYear, 'America/New_York')).toBe('Dec 31, 2023');
    expect(english.month('2011-05')).toBe('May 2011');
    expect(chinese.month('2011-05')).toBe('2011年5月');
  });
});

describe('clip', () => {
  it('cuts to the length, by whole characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 1, max: 80 }), (text, length) => {
        const cut = clip(text, length);
        expect([...cut].length).toBeLessThanOrEqual(length + 1);
        // Throws on half a surrogate pair.
        expect(() => encodeURIComponent(cut)).not.toThrow();
      }),
    );
  });

  it('keeps what is short and drops control characters', () => {
    expect(clip('a\n\u0000b', 10)).toBe('a b');
    expect(clip('x'.repeat(100_000), 5)).toBe('xxxxx…');
  });
});
