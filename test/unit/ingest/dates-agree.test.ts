import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateReader } from '../../../workers/ingest/dates';
import { zone } from '../../../workers/math/zone';
import type { DateFormat } from '../../../workers/protocol/recipe';
import { parseDate } from './parse-date';

describe('dates, against other ways to tell them', () => {
  it('agrees with Date.UTC on any time', () => {
    const time = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2150, 0) });
    fc.assert(
      fc.property(time, (at) => {
        const iso = new Date(at).toISOString();
        const [year, month, day] = iso.slice(0, 10).split('-');
        const clock = iso.slice(11, 23);
        expect(parseDate(iso, 'iso')).toBe(at);
        expect(parseDate(`${iso.slice(0, 10)} ${clock}`, 'ymd')).toBe(at);
        expect(parseDate(`${day}.${month}.${year} ${clock}`, 'dmy')).toBe(at);
        expect(parseDate(`${month}/${day}/${year} ${clock}`, 'mdy')).toBe(at);
        expect(parseDate(`${year}${month}${day} ${clock}`, 'yyyymmdd')).toBe(at);
        expect(parseDate(String(at), 'epoch-ms')).toBe(at);
      }),
    );
  });

  it('reads months by the names that Intl gives them, in full and short', () => {
    const month = fc.record({
      year: fc.integer({ min: 1970, max: 2090 }),
      month: fc.integer({ min: 0, max: 11 }),
      day: fc.integer({ min: 1, max: 28 }),
    });
    fc.assert(
      fc.property(
        month,
        fc.constantFrom('en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'da', 'sv', 'nb', 'pl', 'ru', 'tr'),
        fc.constantFrom<'long' | 'short'>('long', 'short'),
        (date, language, style) => {
          const at = Date.UTC(date.year, date.month, date.day);
          // Beside a day some languages decline the name.
          const parts = new Intl.DateTimeFormat(language, { day: 'numeric', month: style, timeZone: 'UTC' }).formatToParts(at);
          const name = parts.find(({ type }) => type === 'month')!.value;
          expect([name, parseDate(`${date.day} ${name} ${date.year} 7:05`, 'dmy')]).toEqual([name, at + 425 * 60_000]);
          expect(parseDate(`${name} ${date.day}, ${date.year}`, 'mdy')).toBe(at);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads a cell the same whatever stood in the cells before it', () => {
    const months = ['1', '01', 'Jan', 'January', '12', 'December'];
    const written = fc.tuple(
      fc.constantFrom('', 'Fri, '),
      fc.constantFrom(...months),
      fc.constantFrom(' ', '-', '/'),
      fc.constantFrom('5', '05', '28', '31', 'x'),
      fc.constantFrom('2024', '24', '204'),
      fc.constantFrom('', ' 7:05', ' 7:05:09 PM'),
    );
    const cell = written.map(([weekday, month, separator, day, year, clock]) => ({
      mdy: `${weekday}${month}${separator}${day}${separator === ' ' ? ', ' : separator}${year}${clock}`,
      dmy: `${weekday}${day}${separator}${month}${separator}${year}${clock}`,
      ymd: `${year}${separator}${month}${separator}${day}${clock}`,
    }));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 20 }), fc.constantFrom('mdy', 'dmy', 'ymd'), (cells, format) => {
        const read = dateReader(format, zone('UTC'));
        for (const texts of cells) {
          const bytes = new TextEncoder().encode(texts[format]);
          expect([texts[format], read(bytes, 0, bytes.length)]).toEqual([texts[format], parseDate(texts[format], format)]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads dates in words as Intl writes them, whatever the day', () => {
    const written: [language: string, format: DateFormat][] = [
      ['en-US', 'mdy'],
      ['en-GB', 'dmy'],
      ['de', 'dmy'],
      ['fr', 'dmy'],
      ['es', 'dmy'],
      ['it', 'dmy'],
      ['pt', 'dmy'],
      ['nl', 'dmy'],
      ['zh', 'ymd'],
      ['ja', 'ymd'],
      ['ko', 'ymd'],
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.constantFrom(...written),
        fc.constantFrom('full', 'long'),
        (day, [language, format], style) => {
          const at = day * 86_400_000;
          const text = new Intl.DateTimeFormat(language, { dateStyle: style as 'full' | 'long', timeZone: 'UTC' }).format(at);
          expect([text, parseDate(text, format)]).toEqual([text, at]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads days of weeks as counting Thursdays does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), (day) => {
        const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
        // A week belongs to the year that its Thursday lies in.
        const thursday = day + 4 - weekday;
        const year = new Date(thursday * 86_400_000).getUTCFullYear();
        let week = 0;
        for (let other = thursday; new Date(other * 86_400_000).getUTCFullYear() === year; other -= 7) week++;
        expect(parseDate(`${year}-W${String(week).padStart(2, '0')}-${weekday}`, 'iso')).toBe(day * 86_400_000);
      }),
    );
  });

  it('reads clocks of twelve hours as Intl writes them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.constantFrom('en-US', 'en-AU', 'zh-CN', 'es-MX', 'ja', 'ko'),
        (second, language) => {
          const at = second * 1000;
          const date = new Date(at);
          const time = new Intl.DateTimeFormat(language, {
            hour: 'numeric',
            minute: '2-digit',
            second: '2-digit',
            hourCycle: 'h12',
            timeZone: 'UTC',
          }).format(at);
          expect([time, parseDate(`${date.getUTCFullYear()}/${date.getUTCMonth() + 1}/${date.getUTCDate()} ${time}`, 'ymd')]).toEqual([
            time,
            at,
          ]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads days of a spreadsheet on the clocks of the zone, as counting days one by one does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 0, max: 86_399 }), (days, second) => {
        const date = new Date(Date.UTC(1970, 0, 1));
        date.setUTCDate(date.getUTCDate() + days);
        // 1970-01-01 is day 25,569.
        const serial = (25_569 + days + second / 86_400).toFixed(10);
        expect(parseDate(serial, 'excel')).toBe(date.getTime() + second * 1000);
        expect(parseDate(serial, 'excel', 'Asia/Shanghai') + 8 * 3_600_000).toBeCloseTo(date.getTime() + second * 1000, -7);
      }),
    );
  });

  it('reads nanoseconds to the very millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 631_152_000_000, max: 4_102_444_799_999 }), fc.integer({ min: 0, max: 999_999 }), (ms, rest) => {
        expect(parseDate(`${ms}${String(rest).padStart(6, '0')}`, 'epoch-ns')).toBe(ms);
      }),
    );
  });

  it('reads the usual writing by position as it reads any other writing, in any zone and about changes of clocks', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Casablanca'];
    // Days about the changes of 2024 and any others; now and then a date or a clock that is none.
    const days = fc.oneof(
      fc.constantFrom(
        '2024-03-31',
        '2024-03-30',
        '2024-10-27',
        '2024-11-03',
        '2024-04-07',
        '2024-04-14',
        '2024-02-29',
        '2023-02-29',
        '2024-13-01',
      ),
      fc.integer({ min: 0, max: 40_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
    );
    const clocks = fc.tuple(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 61 }));
    const anyRows = fc.array(fc.tuple(days, clocks, fc.constantFrom('', 'Z', ' UTC', '+02:00', ' utc', '.5')), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.constantFrom(' ', 'T'), anyRows, (zoneName, between, rows) => {
        const byPosition = dateReader('iso', zone(zoneName));
        const written = new TextEncoder();
        for (const [day, clock, end] of rows) {
          const time = clock.map((part) => String(part).padStart(2, '0')).join(':') + end;
          const bytes = written.encode(`${day}${between}${time}`);
          expect(byPosition(bytes, 0, bytes.length), `${day} ${time}`).toBe(
            parseDate(`${day.replaceAll('-', '/')} ${time}`, 'ymd', zoneName),
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});
