import { describe, expect, it } from 'vitest';
import { dateFormatsOf } from '../../../workers/ingest/profile';

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
    expect(dateFormatsOf(['2024010309', '2024010310'])[0]).toBe('yyyymmdd');
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
