import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOrderOf } from '../../../workers/ingest/date-order';
import { dateFormatsOf } from '../../../workers/ingest/profile';
import { previewFile } from '../../../workers/ingest';
import { fileOf } from './support';

const two = (figure: number) => String(figure).padStart(2, '0');

type Style = (day: number, month: number, year: number) => string;
const STYLES: Readonly<Record<'dmy' | 'mdy', readonly Style[]>> = {
  dmy: [
    (d, m, y) => `${two(d)}/${two(m)}/${y}`,
    (d, m, y) => `${d}.${m}.${y}`,
    (d, m, y) => `${d}-${m}-${two(y % 100)} 14:05`,
    (d, m, y) => `${two(d)}/${two(m)}/${y} 02:05:09 PM`,
  ],
  mdy: [
    (d, m, y) => `${two(m)}/${two(d)}/${y}`,
    (d, m, y) => `${m}/${d}/${y} 8:26`,
    (d, m, y) => `${m}-${d}-${two(y % 100)}`,
    (d, m, y) => `${m}/${d}/${y}, 2:05 p.m.`,
  ],
};

const order = fc.constantFrom<'dmy' | 'mdy'>('dmy', 'mdy');
const dateWithin = (days: readonly [number, number]) =>
  fc.record({
    day: fc.integer({ min: days[0], max: days[1] }),
    month: fc.integer({ min: 1, max: 12 }),
    year: fc.integer({ min: 1990, max: 2050 }),
  });

describe('day or month first', () => {
  it('is right for any sample that holds a day after the 12th, in whatever order the rows are', () => {
    const early = fc.array(dateWithin([1, 12]), { maxLength: 30 });
    fc.assert(
      fc.property(
        order,
        fc.nat(3),
        early,
        fc.array(dateWithin([13, 28]), { minLength: 1, maxLength: 3 }),
        fc.nat(),
        (truth, style, rest, late, at) => {
          const dates = [...rest];
          dates.splice(at % (rest.length + 1), 0, ...late);
          const cells = dates.map(({ day, month, year }) => STYLES[truth][style]!(day, month, year));
          const found = dateOrderOf(cells)!;
          expect(found).toMatchObject({ order: truth, proved: true, basis: 'day', cells: cells.length, proofs: late.length, against: 0 });
          expect(cells).toContain(found.example);
          expect(dateFormatsOf(cells)[0]).toBe(truth);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is said to be ambiguous for any sample that holds none', () => {
    fc.assert(
      fc.property(order, fc.nat(3), fc.array(dateWithin([1, 12]), { minLength: 1, maxLength: 30 }), (truth, style, dates) => {
        const cells = dates.map(({ day, month, year }) => STYLES[truth][style]!(day, month, year));
        const found = dateOrderOf(cells)!;
        expect(found.proved).toBe(false);
        expect(found.basis).not.toBe('day');
        expect(dateFormatsOf(cells).slice(0, 2).sort()).toEqual(['dmy', 'mdy']);
        expect(dateFormatsOf(cells)[0]).toBe(found.order);
      }),
    );
  });

  it('goes by the order of rows, then dots, then habit', () => {
    expect(dateOrderOf(['12/1/2010', '12/2/2010', '1/4/2011', '2/1/2011'])).toMatchObject({ order: 'mdy', basis: 'sequence' });
    expect(dateOrderOf(['1/12/2010', '2/12/2010', '4/1/2011', '1/2/2011'])).toMatchObject({ order: 'dmy', basis: 'sequence' });
    expect(dateOrderOf(['01.02.2010', '01.02.2010'])).toMatchObject({ order: 'dmy', basis: 'dots' });
    expect(dateOrderOf(['1/2/2010', '2/1/2010', '1/2/2010'])).toMatchObject({ order: 'dmy', basis: 'habit' });
  });

  it('takes what more cells prove, and counts the others', () => {
    expect(dateOrderOf(['13/1/2020', '14/1/2020', '1/13/2020'])).toMatchObject({ order: 'dmy', proved: true, proofs: 2, against: 1 });
    expect(dateOrderOf(['13/1/2020', '1/13/2020'])).toMatchObject({ proved: false });
  });

  it('has nothing to say of dates with one reading', () => {
    for (const cells of [
      ['2024-01-02'],
      ['2024/1/2'],
      ['2 Jan 2024'],
      ['2024年1月2日'],
      ['20240102'],
      ['1.5', '10.25'],
      ['13/13/2020'],
      [],
    ]) {
      expect(dateOrderOf(cells)).toBeNull();
    }
  });

  it('is part of the preview, over the whole sample', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => `u${i % 9},${1 + (i % 12)}/${i === 390 ? 25 : 1 + (i % 5)}/2024`);
    const preview = await previewFile(fileOf(`user,date\n${rows.join('\n')}\n`));
    expect(preview.dateOrders![1]).toMatchObject({ order: 'mdy', proved: true, proofs: 1, cells: 400 });
    expect(preview.mapping.dateFormat).toBe('mdy');
  });
});
