import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCsv, ingestFile } from '../../../../workers/ingest';
import { dateReader } from '../../../../workers/ingest/dates';
import { dateWriter } from '../../../../workers/ingest/date-writer';
import { wholeDay, zone } from '../../../../workers/math/zone';
import type { FillMethod } from '../../../../workers/protocol/attribute-cleaning';
import { fillMethods } from '../../../../workers/protocol/attribute-cleaning';
import { DIRT_DEFAULTS, OUTLIER_METHODS, type OutlierSettings } from '../../../../workers/protocol/cleaning';
import { drive } from '../../../../workers/protocol/progress';
import type { AttributeRecipe, MappingRecipe } from '../../../../workers/protocol/recipe';
import { CLEANING, failure, fileOf, mappingOf, rejectedText } from '../support';

const usersMapping = (attributes: readonly AttributeRecipe[], rest: Partial<MappingRecipe> = {}, id = true): MappingRecipe =>
  mappingOf(
    { ...(id ? { id: 'user' as const } : {}), ...Object.fromEntries(attributes.map(({ name }) => [name, 'other' as const])) },
    { kind: 'users', attributes: [...attributes], ...rest },
  );

const read = async (text: string, mapping: MappingRecipe) => (await drive(ingestFile(fileOf(text), mapping, CLEANING, []))).ingested;
type Read = Awaited<ReturnType<typeof read>>;

/** What the table says of each user, in words; null where it says nothing. */
function said({ events }: Read): (string | number | null)[][] {
  const { ids, columns } = events.attributes!.table;
  return ids.map((id, row) => [
    id,
    ...columns.map(({ values, coded }) =>
      values ? (Number.isNaN(values[row]) ? null : values[row]!) : (coded!.names[coded!.codes[row]!] ?? null),
    ),
  ]);
}

const column = (ingested: Read, name: string) => {
  const at = ingested.events.attributes!.table.columns.findIndex((each) => each.name === name);
  return said(ingested).map((row) => row[at + 1]!);
};

async function cleanText(text: string, mapping: MappingRecipe, { rejected, cleaned }: Read): Promise<string> {
  const blob = await drive(cleanCsv({ file: fileOf(text), mapping, rejected, cleaned: cleaned! }));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await blob.arrayBuffer());
}

const filled = (as: AttributeRecipe['as'], method: FillMethod, constant?: string | number): AttributeRecipe => ({
  name: 'x',
  as,
  missing: { method, ...(constant === undefined ? {} : { constant }) },
  ...(as === 'date' ? { dateFormat: 'dmy' as const } : {}),
});

describe('a missing attribute', () => {
  const csv = (cells: readonly string[]) => `id,x\n${cells.map((cell, i) => `u${i},${cell}`).join('\n')}\n`;
  const last = async (cells: readonly string[], recipe: AttributeRecipe) => {
    const ingested = await read(csv([...cells, '']), usersMapping([recipe]));
    expect(ingested.quality.attributeDirt!.gaps).toEqual([{ name: 'x', rows: 1, filled: recipe.missing!.method === 'default' ? 0 : 1 }]);
    return column(ingested, 'x').at(-1);
  };

  it.each([
    ['default', null],
    ['mean', 10 / 4],
    ['median', 1.5],
    ['min', -1],
    ['max', 8],
    ['mode', 1],
    ['constant', 7],
  ] as const)('of a number: %s', async (method, expected) => {
    expect(await last(['-1', '1', '1', '2', '8', '4'].slice(0, 6), filled('number', method, 7))).toBe(
      method === 'mean' ? 15 / 6 : expected,
    );
  });

  it.each([
    ['mode', 'b'],
    ['constant', 'unknown'],
    ['default', null],
  ] as const)('of a category: %s', async (method, expected) => {
    expect(await last(['a', 'b', 'b', 'c'], filled('category', method, ' unknown '))).toBe(expected);
  });

  it.each([
    ['median', '20-29'],
    ['max', '30+'],
    ['mode', 'under 20'],
  ] as const)('of bands: %s', async (method, expected) => {
    expect(
      await last(
        ['20-29', 'under 20', '30+', 'under 20', '20-29', '30+', 'under 20', '20-29', '30+', '30+', 'under 20'].slice(0, 9),
        filled('ordered', method),
      ),
    ).toBe(expected);
  });

  it.each([
    ['median', Date.UTC(2024, 2, 2)],
    ['min', Date.UTC(2024, 2, 1)],
    // The mean, 2024-03-04T16:00, in whole days.
    ['mean', Date.UTC(2024, 2, 4)],
  ] as const)('of a date: %s', async (method, expected) => {
    expect(await last(['01/03/2024', '02/03/2024', '11/03/2024'], filled('date', method))).toBe(expected);
  });

  it('stays where the method does not fit the kind, and where nothing tells it', async () => {
    const stays = async (recipe: AttributeRecipe, cells: readonly string[]) =>
      column(await read(csv([...cells, '']), usersMapping([recipe, { name: 'id2', as: 'ignore' }])), 'x').at(-1);
    expect(await stays(filled('category', 'mean'), ['a', 'b'])).toBeNull();
    expect(await stays(filled('number', 'constant', 'seven'), ['1', '2'])).toBeNull();
    expect(await stays(filled('category', 'constant', ' '), ['a', 'b'])).toBeNull();
    expect(fillMethods({ as: 'category', label: true })).toEqual(['default', 'drop']);
    expect(fillMethods({ as: 'ignore' })).toEqual([]);
  });

  it('of an outcome is never made up, and an outcome tells no attribute', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({
      x: i % 7 === 3 ? '' : String(i % 2),
      z: String((i * 37) % 11),
      y: i % 2 ? 'Yes' : 'No',
    }));
    const text = (withOutcome: boolean) =>
      `id,x,z,y\n${rows.map(({ x, z, y }, i) => `u${i},${x},${z},${i === 9 ? '' : withOutcome ? y : 'No'}`).join('\n')}\n`;
    const at = async (method: FillMethod, withOutcome: boolean) =>
      read(
        text(withOutcome),
        usersMapping([
          { name: 'x', as: 'number', missing: { method } },
          { name: 'z', as: 'number' },
          { name: 'y', as: 'category', label: true, missing: { method: 'mode' } },
        ]),
      );
    for (const method of ['regression', 'neighbours'] as const) {
      const told = await at(method, true);
      expect(column(told, 'x')).toEqual(column(await at(method, false), 'x'));
      expect(column(told, 'y')[9]).toBeNull();
    }
  });
});

describe('predicted attributes', () => {
  it('by regression follow a linear relation over numbers and categories', async () => {
    const base = { red: 5, blue: -3 };
    const rows = Array.from({ length: 80 }, (_, i) => ({ a: (i * 29) % 53, kind: i % 2 ? ('red' as const) : ('blue' as const) }));
    const y = rows.map(({ a, kind }) => 2.5 * a + base[kind]);
    const text = `id,a,kind,y\n${rows.map(({ a, kind }, i) => `u${i},${a},${kind},${i % 9 === 4 ? '' : y[i]}`).join('\n')}\n`;
    const mapping = usersMapping([
      { name: 'a', as: 'number' },
      { name: 'kind', as: 'category' },
      { name: 'y', as: 'number', missing: { method: 'regression' } },
    ]);
    const ingested = await read(text, mapping);
    // Predictions stay within what is known.
    const known = y.filter((_, i) => i % 9 !== 4);
    const expected = y.map((value) => Math.min(Math.max(...known), Math.max(Math.min(...known), value)));
    column(ingested, 'y').forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
    expect(ingested.quality.attributeDirt!.gaps).toEqual([{ name: 'y', rows: 9, filled: 9 }]);
  });

  it('by neighbours are what the five nearest rows say, by a full sort', async () => {
    const cell = fc.record({ a: fc.integer({ min: 0, max: 20 }), kind: fc.constantFrom('p', 'q', ''), gap: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 3, maxLength: 30 }), async (rows) => {
        const text = `id,a,kind,y\n${rows.map(({ a, kind, gap }, i) => `u${i},${a},${kind},${gap ? '' : i * 3}`).join('\n')}\n`;
        const mapping = usersMapping([
          { name: 'a', as: 'number' },
          { name: 'kind', as: 'category' },
          { name: 'y', as: 'number', missing: { method: 'neighbours' } },
        ]);
        const found = column(await read(text, mapping), 'y');
        const mean = rows.reduce((sum, { a }) => sum + a, 0) / rows.length;
        const sd = Math.sqrt(rows.reduce((sum, { a }) => sum + (a - mean) ** 2, 0) / rows.length);
        rows.forEach(({ a, kind, gap }, i) => {
          if (!gap) return expect(found[i]).toBe(i * 3);
          const near = rows
            .map((row, j) => ({ y: j * 3, known: !row.gap, d: (sd === 0 ? 0 : ((row.a - a) / sd) ** 2) + (row.kind === kind ? 0 : 1) }))
            .filter(({ known }) => known);
          if (near.length === 0) return expect(found[i]).toBeNull();
          near.sort((p, q) => p.d - q.d);
          // Of rows that are equally near up to rounding either may count.
          const edge = near[Math.min(5, near.length) - 1]!.d;
          const sure = near.filter(({ d }) => d < edge - 1e-9);
          const maybe = near.filter(({ d }) => Math.abs(d - edge) <= 1e-9).map((one) => one.y);
          const left = Math.min(5, near.length) - sure.length;
          const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0);
          const low =
            (sum(sure.map((one) => one.y)) +
              sum(
                maybe
                  .slice()
                  .sort((p, q) => p - q)
                  .slice(0, left),
              )) /
            Math.min(5, near.length);
          const high =
            (sum(sure.map((one) => one.y)) +
              sum(
                maybe
                  .slice()
                  .sort((p, q) => q - p)
                  .slice(0, left),
              )) /
            Math.min(5, near.length);
          expect(found[i] as number).toBeGreaterThanOrEqual(low - 1e-9);
          expect(found[i] as number).toBeLessThanOrEqual(high + 1e-9);
        });
      }),
      { numRuns: 25 },
    );
  });

  it('of a wide table are told by the columns that are related to them', async () => {
    const noise = (i: number, j: number) => ((i * 7919 + j * 104_729 + i * i * 31 + j * j * i) % 997) / 997;
    const names = Array.from({ length: 40 }, (_, j) => `n${j}`);
    const lines = Array.from({ length: 300 }, (_, i) => {
      const cells = names.map((_name, j) => noise(i, j).toFixed(4));
      const y = (3 * Number(cells[33]) - Number(cells[38])).toFixed(6);
      return { y: Number(y), line: `u${i},${cells.join(',')},${i % 10 === 7 ? '' : y}` };
    });
    const ingested = await read(
      `id,${names.join(',')},y\n${lines.map(({ line }) => line).join('\n')}\n`,
      usersMapping([
        ...names.map((name) => ({ name, as: 'number' as const })),
        { name: 'y', as: 'number', missing: { method: 'regression' } },
      ]),
    );
    column(ingested, 'y').forEach((value, i) => expect(Math.abs((value as number) - lines[i]!.y)).toBeLessThan(0.2));
  });
});

describe('outliers of attributes', () => {
  const text = `id,a,b,y\n${Array.from({ length: 60 }, (_, i) => `u${i},${i === 7 ? 9000 : i % 10},${i === 40 ? -8000 : i % 13},${i === 3 ? 1e6 : 1}`).join('\n')}\n`;
  const mapping = (outliers: Partial<OutlierSettings>) =>
    usersMapping(
      [
        { name: 'a', as: 'number' },
        { name: 'b', as: 'number' },
        { name: 'y', as: 'number', label: true },
      ],
      {
        outliers: { ...DIRT_DEFAULTS.outliers, ...outliers },
      },
    );

  it('stay unless somebody chooses otherwise, and are counted', async () => {
    const { quality } = await read(text, mapping({}));
    expect(quality.kept).toBe(60);
    expect(quality.attributeDirt).toMatchObject({ clipped: 0, touches: { zScore: 2 } });
  });

  it.each(['z-score', 'isolation'] as const)('are left out with line and reason: %s', async (method) => {
    const ingested = await read(text, mapping({ method, score: 0.65 }));
    const { quality } = ingested;
    expect(quality.rejected.outlier).toBe(2);
    expect(quality.rowsRead).toBe(quality.kept + 2);
    expect(ingested.events.userIds).not.toContain('u7');
    // The outcome is no reason.
    expect(ingested.events.userIds).toContain('u3');
    expect(await rejectedText(fileOf(text), mapping({ method }), ingested)).toBe(
      '\uFEFFline,reason,id,a,b,y\r\n9,outlier,u7,9000,7,1\r\n42,outlier,u40,0,-8000,1\r\n',
    );
  });

  it('are clipped to the quantiles', async () => {
    const ingested = await read(text, mapping({ method: 'clip', low: 0.05, high: 0.95 }));
    const values = ingested.events.attributes!.table.columns.map((each) => each.values!);
    expect(Math.max(...values[0]!)).toBe(9);
    expect(Math.min(...values[1]!)).toBe(0);
    expect(Math.max(...values[2]!)).toBe(1e6);
    expect(ingested.quality.attributeDirt).toMatchObject({ touches: { clip: ingested.quality.attributeDirt!.clipped } });
    expect(ingested.quality.kept).toBe(60);
  });
});

describe('rows without ids', () => {
  it('that repeat another count, and go where that is asked for', async () => {
    const text = 'x,k\n1,a\n2,b\n1,a\n1,a\n2,c\n';
    const attributes: AttributeRecipe[] = [
      { name: 'x', as: 'number' },
      { name: 'k', as: 'category' },
    ];
    const kept = await read(text, usersMapping(attributes, {}, false));
    expect(kept.quality).toMatchObject({ kept: 5, duplicates: 0, attributeDirt: { repeated: 2 } });
    const mapping = usersMapping(attributes, { dropRepeated: true }, false);
    const dropped = await read(text, mapping);
    expect(dropped.quality).toMatchObject({ rowsRead: 5, kept: 3, duplicates: 2, attributeDirt: { repeated: 2 } });
    // Ids are the rows' own numbers, whatever is left out.
    expect(dropped.events.userIds).toEqual(['1', '2', '5']);
    expect(await cleanText(text, mapping, dropped)).toBe('\uFEFFx,k\r\n1,a\r\n2,b\r\n2,c\r\n');
    expect((await read('id,x\na,1\na,1\n', usersMapping([{ name: 'x', as: 'number' }]))).quality.attributeDirt!.repeated).toBeNull();
  });
});

describe('a table under any settings', () => {
  const settings = fc.record({
    n: fc.constantFrom(...fillMethods({ as: 'number' })),
    d: fc.constantFrom(...fillMethods({ as: 'date' })),
    b: fc.constantFrom(...fillMethods({ as: 'ordered' })),
    c: fc.constantFrom(...fillMethods({ as: 'category' })),
    outliers: fc.constantFrom(...OUTLIER_METHODS),
    zone: fc.constantFrom('UTC', 'America/Sao_Paulo', 'Asia/Shanghai'),
    format: fc.constantFrom('dmy' as const, 'mdy' as const, 'iso' as const, 'yyyymmdd' as const, 'excel' as const),
  });
  const row = fc.record({
    id: fc.constantFrom('', 'ann', 'bob', 'cleo', 'dan', 'eve', 'fay', 'gil', 'hal', 'ida', 'jo', '=kim'),
    n: fc.constantFrom('', '', '1,5', '-2', '0', '3,25', '1000', 'n/a', 'many'),
    day: fc.constantFrom(-1, 0, 1, 200, 400),
    b: fc.constantFrom('', 'low', 'medium', 'high', 'other'),
    c: fc.constantFrom('', 'x', 'y; "quoted"', '-z'),
  });
  const START = Date.UTC(2023, 0, 1);
  const dated = (day: number, format: string) => {
    if (day < 0) return '';
    const [year, month, date] = new Date(START + day * 86_400_000).toISOString().slice(0, 10).split('-');
    if (format === 'excel') return String(44_927 + day);
    return {
      dmy: `${date}.${month}.${year}`,
      mdy: `${month}/${date}/${year}`,
      iso: `${year}-${month}-${date}`,
      yyyymmdd: `${year}${month}${date}`,
    }[format]!;
  };

  it('adds up, and its clean file reads as the same table', async () => {
    let whole = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 14 }), settings, async (others, { zone: timeZone, format, ...asked }) => {
        // A row that is whole, so that none is taken for a line above the table.
        const rows = [{ id: 'zoe', n: '1', day: 0, b: 'low', c: 'x' }, ...others];
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = `id;n;d;b;c\n${rows.map(({ id, n, day, b, c }) => [id, n, dated(day, format), b, quoted(c)].join(';')).join('\n')}\n`;
        const attributes: AttributeRecipe[] = [
          { name: 'n', as: 'number', missing: { method: asked.n, constant: -4.5 } },
          { name: 'd', as: 'date', dateFormat: format, missing: { method: asked.d } },
          { name: 'b', as: 'ordered', missing: { method: asked.b } },
          { name: 'c', as: 'category', missing: { method: asked.c, constant: '=none' } },
        ];
        const outliers = { ...DIRT_DEFAULTS.outliers, method: asked.outliers, low: 0.1, high: 0.8, z: 1.5, score: 0.6 };
        const mapping = usersMapping(attributes, { outliers, timeZone });
        const plain = usersMapping(
          attributes.map(({ missing: _, ...rest }) => rest),
          { timeZone },
        );
        let ingested: Read;
        try {
          ingested = await read(text, mapping);
        } catch (error) {
          expect(await failure(Promise.reject(error))).toMatchObject({ code: 'rows-none-kept' });
          return;
        }
        const { quality, rejected, events } = ingested;
        expect(quality.rowsRead).toBe(rows.length);
        expect(quality.kept + quality.duplicates + Object.values(quality.rejected).reduce((a, b) => a + b)).toBe(rows.length);
        expect([...rejected.lines]).toEqual([...rejected.lines].sort((a, b) => a - b));
        const before = said(await read(text, plain));
        const drops = (['n', 'd', 'b', 'c'] as const).flatMap((name, i) => (asked[name] === 'drop' ? [i + 1] : []));
        expect(quality.rejected['missing-value']).toBe(before.filter((cells) => drops.some((at) => cells[at] === null)).length);
        expect(events.users).toBe(quality.kept);

        const clean = await cleanText(text, mapping, ingested);
        expect(said(await read(clean, plain)).map(told)).toEqual(said(ingested).map(told));
        whole++;
      }),
      { numRuns: 60 },
    );
    expect(whole).toBeGreaterThan(15);
  });
  /** Of fewer than three bands that are left nobody can say that `other` is none. */
  const told = ([id, n, d, b, c]: readonly (string | number | null)[]) => [id, n, d, b === 'other' ? null : b, c];
});

describe('dates that are written', () => {
  it('read as the same day, in every format and zone', () => {
    const formats = ['iso', 'ymd', 'dmy', 'mdy', 'yyyymmdd', 'epoch-s', 'epoch-ms', 'epoch-us', 'epoch-ns', 'excel'] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2150, 0, 1) }),
        fc.constantFrom(...formats),
        fc.constantFrom('UTC', 'America/Sao_Paulo', 'Asia/Kolkata', 'Pacific/Apia'),
        (time, format, name) => {
          const there = zone(name);
          const day = wholeDay(time, there);
          expect(day).toBeLessThanOrEqual(time);
          const cell = new TextEncoder().encode(dateWriter(format, there)(day));
          expect(dateReader(format, there)(cell, 0, cell.length)).toBe(day);
        },
      ),
    );
  });
});
