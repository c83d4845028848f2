import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateReader } from '../../../workers/ingest/dates';
import { dateFormatsOf } from '../../../workers/ingest/profile';
import { zone } from '../../../workers/math/zone';
import type { DateFormat } from '../../../workers/protocol/recipe';

function parse(text: string, format: DateFormat, zoneName = 'UTC'): number {
  const bytes = new TextEncoder().encode(`junk${text}9junk`);
  return dateReader(format, zone(zoneName))(bytes, 4, bytes.length - 5);
}

describe('dates', () => {
  const T = Date.UTC(2019, 9, 1, 17, 59, 13, 273);
  const MINUTE = Date.UTC(2019, 9, 1, 17, 59);
  const DAY = Date.UTC(2019, 9, 1);

  it.each<[string, DateFormat, number]>([
    ['2019-10-01 17:59:13.273932', 'iso', T],
    ['2019-10-01T17:59:13.273Z', 'iso', T],
    ['2019-10-01 17:59:13,273 UTC', 'iso', T],
    ['2019-10-02T01:59:13.273+08:00', 'iso', T],
    ['2019-10-01T12:29:13.273-0530', 'iso', T],
    ['2019-10-01 17:59', 'iso', MINUTE],
    ['2019-10-01', 'iso', DAY],
    ['2019-10-01T24:00:00', 'iso', DAY + 86_400_000],
    ['2019/10/1 17:59', 'ymd', MINUTE],
    ['2019.10.01', 'ymd', DAY],
    ['2019年10月1日 17:59', 'ymd', MINUTE],
    ['2019年10月01日17时59分', 'ymd', MINUTE],
    ['2019/10/1 下午5:59', 'ymd', MINUTE],
    ['2019年10月1日下午5:59', 'ymd', MINUTE],
    ['01.10.2019 17:59', 'dmy', MINUTE],
    ['1/10/19', 'dmy', DAY],
    ['1 October 2019', 'dmy', DAY],
    ['01-Oct-2019 17:59', 'dmy', MINUTE],
    ['01/Oct/2019:17:59:00 +0000', 'dmy', MINUTE],
    ['Tue, 1 Oct 2019 17:59:00 GMT', 'dmy', MINUTE],
    ['10/1/2019 5:59 PM', 'mdy', MINUTE],
    ['10/01/2019, 5:59:00 p.m.', 'mdy', MINUTE],
    ['10/1/2019 5:59\u202fPM', 'mdy', MINUTE],
    ['Oct 1, 2019', 'mdy', DAY],
    ['10/1/2019 12:00 AM', 'mdy', DAY],
    ['20191001', 'yyyymmdd', DAY],
    ['20191001175900', 'yyyymmdd', MINUTE],
    ['20191001 17:59', 'yyyymmdd', MINUTE],
    [String(MINUTE / 1000), 'epoch-s', MINUTE],
    [`${T / 1000}`, 'epoch-s', T],
    [String(T), 'epoch-ms', T],
    [`${T}932`, 'epoch-us', T],
    ['1.5699527E+12', 'epoch-ms', 1.5699527e12],
    [`${T}000001`, 'epoch-ns', T],
    [`${T}999999`, 'epoch-ns', T],
    ['43739.749305555558', 'excel', MINUTE],
    ['43739', 'excel', DAY],
    ['43739,749305555558', 'excel', MINUTE],
    ['43739,749', 'excel', DAY + 64_714_000],
    ['1569952753,273', 'epoch-s', T],
    ['20191001T175900Z', 'yyyymmdd', MINUTE],
    ['2019-10-01 17:59:13.273932123Z', 'iso', T],
    ['2019年10月1日 17时59分', 'ymd', MINUTE],
    ['2019年10月1日 5:59 下午', 'ymd', MINUTE],
    ['2019/10/1 上午 12:00', 'ymd', DAY],
    ['2019-10-1 PM 5:59', 'ymd', MINUTE],
    ['Tue Oct 01 2019 17:59:00 GMT+0000 (Coordinated Universal Time)', 'mdy', MINUTE],
    ['Wed Oct 02 2019 01:59:00 GMT+0800 (中国标准时间)', 'mdy', MINUTE],
    ['1. Okt. 2019 17:59', 'dmy', MINUTE],
    ['1 ottobre 2019', 'dmy', DAY],
    ['1 Outubro 2019', 'dmy', DAY],
    ['2019-10-01 13:59 -04:00', 'iso', MINUTE],
    ['October 1st, 2019', 'mdy', DAY],
    ['1st October 2019', 'dmy', DAY],
    ['1st of October 2019 at 5:59 PM', 'dmy', MINUTE],
    ['Tue Oct 01 17:59:00 UTC 2019', 'mdy', MINUTE],
    ['Tue Oct  1 17:59:00 2019', 'mdy', MINUTE],
    ['Tue Oct 01 17:59:00 CST 2019', 'mdy', MINUTE],
    ['01-OCT-19 05.59.00 PM', 'dmy', MINUTE],
    ['01-OCT-19 05.59.13.273932 PM', 'dmy', T],
    ['02-OCT-19 01.59.13.273000000 AM +08:00', 'dmy', T],
    ['01OCT2019:17:59:00', 'dmy', MINUTE],
    ['1 de octubre de 2019', 'dmy', DAY],
    ['1 de outubro de 2019 às 17:59', 'dmy', MINUTE],
    ['1er octobre 2019', 'dmy', DAY],
    ['1º de octubre de 2019 a las 5:59 p. m.', 'dmy', MINUTE],
    ['1 oct. 2019 à 17 h 59', 'dmy', MINUTE],
    ['1. Oktober 2019', 'dmy', DAY],
    ['Dienstag, 1. Oktober 2019, 17:59 Uhr', 'dmy', MINUTE],
    ['mar. 1 oct. 2019', 'dmy', DAY],
    ['Mar 5, 2024', 'mdy', Date.UTC(2024, 2, 5)],
    ['1 октября 2019 г., 17:59', 'dmy', MINUTE],
    ["1 Oct '19", 'dmy', DAY],
    ['1.10.2019 17.59', 'dmy', MINUTE],
    ['17:59 01/10/2019', 'dmy', MINUTE],
    ['17:59:00 Oct 01, 2019 PDT', 'mdy', MINUTE],
    ['2019년 10월 1일', 'ymd', DAY],
    ['2019년 10월 1일 오후 5:59', 'ymd', MINUTE],
    ['2019. 10. 1. 오전 12:00', 'ymd', DAY],
    ['2019年10月1日 17时59分', 'ymd', MINUTE],
    ['2019年10月1日(火) 午後5時59分', 'ymd', MINUTE],
    ['2019/10/01 火曜日', 'ymd', DAY],
    ['2019-10-01 星期二 17:59', 'ymd', MINUTE],
    ['2019-10-01 晚上11:30', 'ymd', DAY + 23.5 * 3_600_000],
    ['2019-10-01 中午12:05', 'ymd', DAY + 725 * 60_000],
    ['2019-10-01 中午1:05', 'ymd', DAY + 785 * 60_000],
    ['2019-10-01 凌晨3:05', 'ymd', DAY + 185 * 60_000],
    ['２０１９年１０月１日　１７：５９', 'ymd', MINUTE],
    ['19/10/01', 'ymd', DAY],
    ['20191001 175900', 'yyyymmdd', MINUTE],
    ['20191001T175913.273Z', 'yyyymmdd', T],
    ['20191001175913273', 'yyyymmdd', T],
    ['2019-10-01 17', 'iso', DAY + 17 * 3_600_000],
    ['2019-10-01T17', 'iso', DAY + 17 * 3_600_000],
    ['2019-W40-2', 'iso', DAY],
    ['2019-10-02 01:59:00 +0800 CST', 'iso', MINUTE],
    ['2019-10-01 17:59:13.273932 +0000 UTC m=+0.000012', 'iso', T],
    ['2019-10-02T01:59:00+08:00[Asia/Shanghai]', 'iso', MINUTE],
    ['2019-10-01T12:59:00−05:00', 'iso', MINUTE],
    ['2019-10-01T17:59:00Z[UTC]', 'iso', MINUTE],
    ['2019-10-01 17:59:00 UTC (Coordinated Universal Time)', 'iso', MINUTE],
    ['2019-10-01 17:59:13:273', 'ymd', T],
    ['2019-10-01 17:59 UTC+8', 'ymd', MINUTE - 8 * 3_600_000],
    ['2019:10:01 17:59:13.273', 'ymd', T],
    ['2019:10:02 01:59:00+08:00', 'ymd', MINUTE],
    ['2019:10:01', 'ymd', DAY],
    ['令和元年10月1日', 'ymd', DAY],
    ['平成31年10月1日 17時59分', 'ymd', MINUTE],
    ['R1.10.1', 'ymd', DAY],
    ['R01/10/01 17:59', 'ymd', MINUTE],
    ['民國108年10月1日', 'ymd', DAY],
    ['108/10/01 17:59', 'ymd', MINUTE],
    ['01/10/2562', 'dmy', DAY],
    ['1 October 2562 17:59', 'dmy', MINUTE],
    ['2562/10/01', 'ymd', DAY],
    ['٢٠١٩-١٠-٠١ ١٧:٥٩', 'ymd', MINUTE],
    ['۰۱/۱۰/۲۰۱۹', 'dmy', DAY],
    ['๐๑/๑๐/๒๕๖๒', 'dmy', DAY],
    ['[01/Oct/2019:17:59:00', 'dmy', MINUTE],
    [`/Date(${T})/`, 'iso', T],
    [`/Date(${T}+0800)/`, 'iso', T],
    ['[01/Oct/2019:17:59:00 +0000]', 'dmy', MINUTE],
  ])('%s as %s', (text, format, expected) => {
    expect(parse(text, format)).toBe(expected);
  });

  it.each<[string, DateFormat]>([
    ['2019-02-30', 'iso'],
    ['2019-13-01', 'iso'],
    ['0000-00-00 00:00:00', 'iso'],
    ['2019-10-01 25:00', 'iso'],
    ['2019-10-01 10:61', 'iso'],
    ['2019-10-01x', 'iso'],
    ['2019-10-01 ', 'iso'],
    ['2019-10-01 10:00 Zulu', 'iso'],
    ['2019/10/01', 'iso'],
    ['29/02/2019', 'dmy'],
    ['13/13/2019', 'dmy'],
    ['10/13/2019 13:00 PM', 'mdy'],
    ['1 Octopus 2019', 'dmy'],
    ['20190229', 'yyyymmdd'],
    ['2019100', 'yyyymmdd'],
    ['541312140123456', 'epoch-s'],
    ['soon', 'epoch-ms'],
    ['', 'iso'],
    ['60', 'excel'],
    ['9999999', 'excel'],
    ['123', 'epoch-ns'],
    ['1 jui 2019', 'dmy'],
    ['2019-10-01 10:00 (noon)', 'iso'],
    ['5', 'days-since-previous'],
    ['Oct-19', 'mdy'],
    ['October 2019', 'mdy'],
    ['2019-10', 'ymd'],
    ['2019-W40', 'iso'],
    ['2019-W54-1', 'iso'],
    ['2019-W40-8', 'iso'],
    ['2019-274', 'iso'],
    ['2019-10-01 晚上12:05', 'ymd'],
    ['2019-10-01 很久5:59', 'ymd'],
    ['2019-10-01 10:00 XYZ', 'iso'],
    ['2019-10-01 10:00 UTC x', 'iso'],
    ['01102019', 'dmy'],
    ['1 de 2019', 'dmy'],
    ['Blu Oct 01 17:59:00 UTC 2019', 'mdy'],
    ['20191001 17590', 'yyyymmdd'],
    ['17:59:13', 'ymd'],
    ['2019:1:5', 'ymd'],
    ['108.10.01', 'ymd'],
    ['192.168.1.1', 'ymd'],
    ['R2D2', 'ymd'],
    ['/Date(soon)/', 'iso'],
    ['令和6年13月1日', 'ymd'],
    ['2019:10-01', 'ymd'],
    ['2019:10:01:17', 'iso'],
    ['0000:00:00 00:00:00', 'ymd'],
  ])('%s is no date as %s', (text, format) => {
    expect(parse(text, format)).toBeNaN();
    expect(parse(text, format, 'Asia/Shanghai')).toBeNaN();
  });

  it('agrees with Date.UTC on any time', () => {
    const time = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2150, 0) });
    fc.assert(
      fc.property(time, (at) => {
        const iso = new Date(at).toISOString();
        const [year, month, day] = iso.slice(0, 10).split('-');
        const clock = iso.slice(11, 23);
        expect(parse(iso, 'iso')).toBe(at);
        expect(parse(`${iso.slice(0, 10)} ${clock}`, 'ymd')).toBe(at);
        expect(parse(`${day}.${month}.${year} ${clock}`, 'dmy')).toBe(at);
        expect(parse(`${month}/${day}/${year} ${clock}`, 'mdy')).toBe(at);
        expect(parse(`${year}${month}${day} ${clock}`, 'yyyymmdd')).toBe(at);
        expect(parse(String(at), 'epoch-ms')).toBe(at);
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
          expect([name, parse(`${date.day} ${name} ${date.year} 7:05`, 'dmy')]).toEqual([name, at + 425 * 60_000]);
          expect(parse(`${name} ${date.day}, ${date.year}`, 'mdy')).toBe(at);
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
          expect([texts[format], read(bytes, 0, bytes.length)]).toEqual([texts[format], parse(texts[format], format)]);
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
          expect([text, parse(text, format)]).toEqual([text, at]);
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
        expect(parse(`${year}-W${String(week).padStart(2, '0')}-${weekday}`, 'iso')).toBe(day * 86_400_000);
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
          expect([time, parse(`${date.getUTCFullYear()}/${date.getUTCMonth() + 1}/${date.getUTCDate()} ${time}`, 'ymd')]).toEqual([
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
        expect(parse(serial, 'excel')).toBe(date.getTime() + second * 1000);
        expect(parse(serial, 'excel', 'Asia/Shanghai') + 8 * 3_600_000).toBeCloseTo(date.getTime() + second * 1000, -7);
      }),
    );
  });

  it('reads nanoseconds to the very millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 631_152_000_000, max: 4_102_444_799_999 }), fc.integer({ min: 0, max: 999_999 }), (ms, rest) => {
        expect(parse(`${ms}${String(rest).padStart(6, '0')}`, 'epoch-ns')).toBe(ms);
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
          expect(byPosition(bytes, 0, bytes.length), `${day} ${time}`).toBe(parse(`${day.replaceAll('-', '/')} ${time}`, 'ymd', zoneName));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes times without a zone as wall-clock times, others at their word', () => {
    expect(parse('2024-07-01 12:00', 'iso', 'Asia/Shanghai')).toBe(Date.UTC(2024, 6, 1, 4));
    expect(parse('2024-07-01', 'iso', 'America/New_York')).toBe(Date.UTC(2024, 6, 1, 4));
    expect(parse('2024-07-01T12:00Z', 'iso', 'Asia/Shanghai')).toBe(Date.UTC(2024, 6, 1, 12));
    expect(parse(String(MINUTE), 'epoch-ms', 'Asia/Shanghai')).toBe(MINUTE);
  });
});

describe('date formats of a column', () => {
  it('takes the day first unless a cell proves the month', () => {
    expect(dateFormatsOf(['01/02/2020', '02/02/2020', '03/02/2020'])).toEqual(['dmy', 'mdy']);
    expect(dateFormatsOf(['01/02/2020', '01/13/2020', '02/01/2020'])[0]).toBe('mdy');
    expect(dateFormatsOf(['13/01/2020', '01/02/2020'])[0]).toBe('dmy');
  });

  it('lets the order of the rows prove the month', () => {
    expect(dateFormatsOf(['12/1/2010 8:26', '12/2/2010 8:26', '1/4/2011 9:00', '2/1/2011 9:00'])[0]).toBe('mdy');
  });

  it('takes a year of two digits to come first only where the cells speak for it', () => {
    const days = Array.from({ length: 28 }, (_, i) => `24/${String((i % 12) + 1).padStart(2, '0')}/${String(i + 1).padStart(2, '0')}`);
    expect(dateFormatsOf(days)[0]).toBe('ymd');
    expect(dateFormatsOf(days.map((day) => day.split('/').reverse().join('/')))).toEqual(['dmy']);
    expect(dateFormatsOf(['97/01/05', '98/02/06'])[0]).toBe('ymd');
    expect(dateFormatsOf(['01/05/97', '02/06/98'])).toEqual(['dmy', 'mdy']);
  });

  it('tells epochs by their size and finds none in small figures', () => {
    expect(dateFormatsOf(['1572631153', '1572631154'])).toEqual(['epoch-s']);
    expect(dateFormatsOf(['1572631153273'])).toEqual(['epoch-ms']);
    expect(dateFormatsOf(['1572631153273932'])).toEqual(['epoch-us']);
    expect(dateFormatsOf(['19970101', '19980630'])).toEqual(['yyyymmdd']);
    expect(dateFormatsOf(['12', '7', '31'])).toEqual([]);
    expect(dateFormatsOf(['1572631153273932123'])).toEqual(['epoch-ns']);
    expect(dateFormatsOf(['43739.5', '43740'])).toEqual(['excel']);
    expect(dateFormatsOf(['soon', 'later'])).toEqual([]);
  });

  it('reads what cameras write, and no times of day or durations as such', () => {
    expect(dateFormatsOf(['2024:01:05 10:11:12', '2023:12:31 23:59:59'])).toEqual(['ymd']);
    expect(dateFormatsOf(['10:11:12', '23:59:59', '05:06:07'])).toEqual([]);
  });

  it('tells years of two digits about the name of a month from days', () => {
    const days = Array.from({ length: 28 }, (_, i) => String(i + 1).padStart(2, '0'));
    for (const [text, format] of [
      ['DD-JAN-24', 'dmy'],
      ['DD/Jan/24 9:05 AM', 'dmy'],
      ['24-Jan-DD', 'ymd'],
      ['DDMAR24', 'dmy'],
    ] as const) {
      expect(dateFormatsOf(days.map((day) => text.replace('DD', day)))[0]).toBe(format);
    }
    // Of a few days alone the year is taken to stand last.
    expect(dateFormatsOf(['01-JAN-24', '02-FEB-24'])[0]).toBe('dmy');
  });

  it('keeps a format that a few cells miss', () => {
    expect(dateFormatsOf(['2020-01-01', 'n.a.', '2020-01-02', '2020-01-03'])).toEqual(['iso', 'ymd']);
  });
});
