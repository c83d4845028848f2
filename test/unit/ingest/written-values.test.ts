import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../workers/ingest';
import { ClockReader, clockWritingOf } from '../../../workers/ingest/clock-reader';
import type { PreviewNote } from '../../../workers/protocol/ingest';
import { failure, fileOf, mappingOf, read, readAsProposed } from './support';

const rows = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => `${row(i)}\n`).join('');

async function noteOf(text: string, key: PreviewNote['key']): Promise<PreviewNote | undefined> {
  const { notes = [] } = await previewFile(fileOf(text));
  return notes.find((note) => note.key === key);
}

describe('what dates do not say', () => {
  it('zones that are merely named are named to the person, and the times read on the clocks of the chosen zone', async () => {
    const text = `user,date,event\n${rows(20, (i) => `u${i % 4},"Jan ${i + 1}, 2024 3:05:07 PM ${i % 2 === 0 ? 'PST' : 'PDT'}",view`)}`;
    expect(await noteOf(text, 'zone-names')).toMatchObject({ tone: 'watch', params: { column: 'date', zones: 'PST · PDT' } });
    expect((await readAsProposed(fileOf(text))).quality.from).toBe(Date.UTC(2024, 0, 1, 15, 5, 7));
    expect(await noteOf(text.replace(/P[SD]T/g, 'UTC'), 'zone-names')).toBeUndefined();
  });

  it('months without a day are no dates, and the person hears why', async () => {
    for (const [header, month] of [
      ['date', 'Jan-24'],
      ['month', '2024-01'],
      ['月份', '2024年1月'],
      ['Monat', '01/2024'],
    ]) {
      const text = `user,${header},event\n${rows(20, (i) => `u${i % 4},${month},view`)}`;
      expect(await noteOf(text, 'months-only')).toMatchObject({ tone: 'act', params: { column: header, example: month } });
    }
    expect(await noteOf(`user,date,event\n${rows(20, (i) => `u${i % 4},2024-01-0${(i % 9) + 1},view`)}`, 'months-only')).toBeUndefined();
  });
});

describe('marks in figures that could be read in two ways', () => {
  const day = (i: number) => `2024-01-${String((i % 28) + 1).padStart(2, '0')}`;
  const priced = (price: (i: number) => string, delimiter = ',', date = day) =>
    `user${delimiter}date${delimiter}price${delimiter}rating\n${rows(24, (i) => [`u${i % 4}`, date(i), price(i), ''].join(delimiter))}`;
  const cases: [why: string, text: string, first: number, note: PreviewNote['key'] | undefined, basis?: string][] = [
    ['cells of the column', priced((i) => (i % 2 ? '12,50' : '1.234'), ';'), 1234, undefined],
    ['another column', priced(() => '1.234', ';').replaceAll(';\n', ';4,5\n'), 1234, 'open-marks-thousands', 'file'],
    ['another column, of points', priced(() => '1.234', ';').replaceAll(';\n', ';4.5\n'), 1.234, 'open-marks-decimals', 'file'],
    ['whole figures below 1,000', priced((i) => (i % 2 ? '950' : '1.234')), 1234, 'open-marks-thousands', 'grouping'],
    ['whole figures from 1,000 on', priced((i) => (i % 2 ? '9500' : '1.234')), 1.234, 'open-marks-decimals', 'habit'],
    ['semicolons', priced(() => '1.234', ';'), 1234, 'open-marks-thousands', 'delimiter'],
    ['semicolons and commas', priced(() => '1,234', ';'), 1.234, 'open-marks-decimals', 'delimiter'],
    [
      'dots in dates',
      priced(
        () => '1.234',
        '\t',
        (i) => `${i + 1}.01.2024`,
      ),
      1234,
      'open-marks-thousands',
      'dates',
    ],
    ['habit', priced(() => '1.234'), 1.234, 'open-marks-decimals', 'habit'],
    ['habit with commas', priced(() => '"1,234"'), 1234, 'open-marks-thousands', 'habit'],
  ];

  it.each(cases)('%s', async (_, text, first, key, basis) => {
    const { mapping, notes = [] } = await previewFile(fileOf(text));
    const { events } = await read(fileOf(text), mapping);
    expect([...events.value!]).toContain(first);
    const note = notes.find((each) => each.key.startsWith('open-marks'));
    expect([note?.key, note?.params['basis']]).toEqual([key, basis]);
    // What was decided is in the recipe, and can be decided otherwise there.
    if (key !== undefined) expect(mapping.decimalMark).toBeDefined();
  });

  it('is a point where the file itself is none of text', async () => {
    const lines = Array.from({ length: 24 }, (_, i) => JSON.stringify({ user: `u${i % 4}`, date: day(i), price: 1.234, rating: 5 }));
    const file = fileOf(lines.join('\n'), 'events.jsonl');
    const { mapping, notes } = await previewFile(file);
    expect([mapping.decimalMark, notes]).toEqual([undefined, []]);
    expect([...(await read(file, mapping)).events.value!]).toContain(1.234);
  });
});

describe('figures with powers of ten behind them', () => {
  const text = (cells: readonly string[], name = 'amount') =>
    `user,date,${name}\n${rows(24, (i) => `u${i % 4},2024-01-${String(i + 1).padStart(2, '0')},${cells[i % cells.length]}`)}`;

  it.each([
    [['1.5k', '2M', '300'], 8 * (1500 + 2_000_000 + 300), '1.5k'],
    [['$2.5K', '$10K', '$900'], 8 * (2500 + 10_000 + 900), '$2.5K'],
    [['1.2w', '3w', '8000'], 8 * (12_000 + 30_000 + 8000), '1.2w'],
  ])('are amounts where the column shows it, and the person hears so: %j', async (cells, revenue, example) => {
    const file = text(cells);
    expect((await readAsProposed(fileOf(file))).quality).toMatchObject({ kept: 24, revenue });
    expect(await noteOf(file, 'power-letters')).toMatchObject({ tone: 'watch', params: { column: 'amount', example } });
  });

  it('in Chinese characters are amounts of themselves', async () => {
    const file = text(['1.2万', '3亿', '500'], '金额');
    expect((await readAsProposed(fileOf(file))).quality.revenue).toBe(8 * (12_000 + 300_000_000 + 500));
    expect(await noteOf(file, 'power-letters')).toBeUndefined();
  });

  it('are no amounts where letters may be sizes', async () => {
    const { mapping } = await previewFile(fileOf(text(['2M', '4M', '8M'])));
    expect(mapping.columns.map(({ role }) => role)).toEqual(['user', 'time', 'other']);
  });

  it('are numbers of users, too', async () => {
    const { tables } = await previewFile(fileOf(`user,followers\n${rows(60, (i) => `u${i},${i % 3 ? `${i}.5k` : i * 7}`)}`));
    expect(tables!.attributes[1]).toMatchObject({ as: 'number' });
  });
});

describe('a day and a time of day in two columns', () => {
  const at = Date.UTC(2024, 0, 5, 22, 5, 33);

  it.each([
    ['date,time', '2024-01-05', '22:05:33'],
    ['Order Date,Order Time', '05/01/2024', '10:05:33 PM'],
    ['日期,时间', '2024年1月5日', '下午10:05:33'],
    ['交易日期,交易时间', '20240105', '22:05:33'],
    ['date,time', '20240105', '220533'],
    ['Datum,Uhrzeit', '05.01.2024', '22.05.33'],
    ['date,time', '45296', '0.9205208333'],
    ['date,time', '2024-01-05 00:00:00', '1899-12-30 22:05:33'],
    ['date,time', '2024-01-05T00:00:00+08:00', '22:05:33'],
    ['day,time', '"Jan 5, 2024"', '22:05:33 UTC'],
  ])('%s: %s with %s', async (header, day, clock) => {
    const [a, b] = header.split(',');
    // What comes before noon shows how the others are written.
    const text = `user,${header},event\n${rows(24, (i) => `u${i % 4},${day},${clock},view${i}`)}`;
    const { mapping, notes = [] } = await previewFile(fileOf(text));
    expect(mapping.columns.slice(1, 3)).toEqual([
      { name: a, role: 'time' },
      { name: b, role: 'clock' },
    ]);
    expect(notes.map(({ key }) => key)).toContain('day-and-clock');
    const { events, quality } = await read(fileOf(text), mapping);
    expect(quality.kept).toBe(24);
    expect(new Set(events.time)).toEqual(new Set([at]));
  });

  it('are read on the clocks of the zone, and of the one that is written', async () => {
    const mapping = mappingOf({ user: 'user', date: 'time', time: 'clock' }, { timeZone: 'America/New_York' });
    const text = 'user,date,time\na,2024-07-01,12:00\nb,2024-01-01,12:00\nc,2024-07-01,12:00+08:00\nd,2024-07-01,12:00 GMT\n';
    const { events } = await read(fileOf(text), mapping);
    expect([...events.time]).toEqual([16, 17, 4, 12].map((hour, i) => Date.UTC(2024, i === 1 ? 0 : 6, 1, hour)));
  });

  it.each([
    ['UTC', 0],
    ['Asia/Shanghai', 8],
  ])(
    'is the beginning of the day where the time of day is blank, and a row whose time of day is none is rejected: %s',
    async (zoneName, hours) => {
      const mapping = mappingOf({ user: 'user', date: 'time', time: 'clock' }, { timeZone: zoneName });
      const text = 'user,date,time\na,2024-07-01,\nb,2024-07-01,25:00\nc,,12:00\nd,soon,12:00\ne,2024-07-01,n/a\n';
      const { events, quality } = await read(fileOf(text), mapping);
      expect([events.userIds, [...events.time]]).toEqual([['a', 'e'], Array(2).fill(Date.UTC(2024, 6, 1, -hours))]);
      expect(quality.rejected).toMatchObject({ 'no-time': 1, 'bad-date': 2 });
      expect(await failure(read(fileOf('user,date,time\na,2024-07-01,noon\n'), mapping))).toMatchObject({
        code: 'dates-unparsable',
        params: { example: 'noon' },
      });
    },
  );

  it('fill down with the order', async () => {
    const mapping = mappingOf({ user: 'user', order: 'order', date: 'time', time: 'clock', item: 'item' }, { fillDown: true });
    const text = 'user,order,date,time,item\na,o1,2024-07-01,12:00,x\n,o1,,,y\nb,o2,2024-07-02,13:00,x\n';
    const { events } = await read(fileOf(text), mapping);
    expect([...events.time]).toEqual([Date.UTC(2024, 6, 1, 12), Date.UTC(2024, 6, 1, 12), Date.UTC(2024, 6, 2, 13)]);
  });

  it('are not joined where the dates have their own time of day, nor with durations or what has another name', async () => {
    const clockOf = async (header: string, row: (i: number) => string) => {
      const { mapping } = await previewFile(fileOf(`user,event,${header}\n${rows(24, (i) => `u${i % 4},view,${row(i)}`)}`));
      return mapping.columns.find(({ role }) => role === 'clock')?.name;
    };
    expect(await clockOf('date,time', (i) => `2024-01-05 10:${10 + i},10:${10 + i}`)).toBeUndefined();
    expect(await clockOf('date,time_on_site', (i) => `2024-01-05,0:${10 + i}:00`)).toBeUndefined();
    expect(await clockOf('date,duration', (i) => `2024-01-05,0:${10 + i}:00`)).toBeUndefined();
    expect(await clockOf('date,count', (i) => `2024-01-05,${10 + i}`)).toBeUndefined();
    expect(await clockOf('date,Delivery Time,Order Time', (i) => `2024-01-05,12:${10 + i},10:${10 + i}`)).toBe('Order Time');
  });

  it('reads any second of the day, however the column writes it', () => {
    const two = (figure: number) => String(figure).padStart(2, '0');
    const written = (second: number) => {
      const [h, m, s] = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
      return {
        clock: `${h}:${two(m)}:${two(s)}`,
        twelve: `${h % 12 === 0 ? 12 : h % 12}:${two(m)}:${two(s)} ${h < 12 ? 'am' : 'pm'}`,
        signs: `${two(h)}时${two(m)}分${two(s)}秒`,
        digits: String(h * 10_000 + m * 100 + s),
        fraction: (second / 86_400).toFixed(10),
        serial: (45_296 + second / 86_400).toFixed(10),
      };
    };
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 86_399 }), { minLength: 30, maxLength: 40 }), (seconds) => {
        // The longest figure tells that there are seconds.
        const all = [...seconds, 86_399].map(written);
        for (const form of Object.keys(written(0)) as (keyof ReturnType<typeof written>)[]) {
          const cells = all.map((each) => each[form]);
          const reader = new ClockReader(clockWritingOf(cells));
          const got = cells.map((cell) => reader.read(new TextEncoder().encode(cell), 0, cell.length + (form === 'signs' ? 6 : 0)));
          expect([form, got]).toEqual([form, [...seconds, 86_399].map((second) => second * 1000)]);
        }
      }),
      { numRuns: 30 },
    );
  });
});
