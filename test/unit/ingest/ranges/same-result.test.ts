import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inlineRanges, inlineTables } from '../../../fixtures/inline-ranges';
import { DIRT_DEFAULTS, type DirtSettings } from '../../../../workers/protocol/cleaning';
import { AppError } from '../../../../workers/protocol/errors';
import { CLEANING, fileOf, mappingOf, read } from '../support';
import type { IngestOptions, Ingested } from '../../../../workers/ingest';

const COLUMNS = ['user', 'time', 'event', 'title', 'price', 'order'] as const;
const mappingWith = (order: 'order' | 'session' | 'title', title: 'item' | 'text' = 'item') =>
  mappingOf(
    { user: 'user', time: 'time', event: 'event', title, price: 'value', order },
    { purchaseTypes: ['buy'], refundTypes: ['refund'] },
  );
const MAPPING = mappingWith('order');
const WITH_SESSIONS = mappingWith('session');
const WITH_CLOCKS = mappingOf({ user: 'user', time: 'time', event: 'event', title: 'item', price: 'clock', order: 'order' });
const WITH_TEXTS = mappingWith('title', 'text');

/** `compiled`: as {@link inlineRanges}. */
const inRanges = (rangeBytes: number, chunkBytes?: number, compiled?: readonly boolean[], restBytes?: number): IngestOptions => ({
  ranges: { reader: inlineRanges(3, chunkBytes, compiled, restBytes), sorter: inlineTables(), rangeBytes, smallestFile: 0 },
});

/** Settings that leave all rows as they are, and such that leave out or write some. */
const dirt: fc.Arbitrary<Partial<DirtSettings>> = fc.constantFrom(
  {},
  {},
  { netRefunds: true },
  { nearDuplicateSeconds: 60 },
  { outliers: { ...DIRT_DEFAULTS.outliers, method: 'isolation' as const } },
  { outliers: { ...DIRT_DEFAULTS.outliers, method: 'clip' as const } },
  { suspects: { eventsPerHour: 1, excludeBots: true, excludeTests: true } },
  { missing: { ...DIRT_DEFAULTS.missing, value: { method: 'neighbours' as const, constant: 0 } } },
  { missing: { ...DIRT_DEFAULTS.missing, quantity: { method: 'drop' as const, constant: 1 } } },
);

type Outcome = Ingested | { readonly code: string; readonly params: unknown };

async function outcome(
  text: string | Uint8Array<ArrayBuffer>,
  options?: IngestOptions,
  cleaning = CLEANING,
  mapping = MAPPING,
): Promise<Outcome> {
  try {
    const { events, quality, rejected } = await read(fileOf(text), mapping, cleaning, options);
    // A zone holds functions, which are never equal.
    return { events: { ...events, zone: { name: events.zone.name, offset: Math.abs } }, quality, rejected };
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, params: error.params };
    throw error;
  }
}

interface Dialect {
  readonly delimiter: string;
  readonly newline: string;
  readonly quote: string;
  /** What stands before a quote within quotes. */
  readonly escape: string;
  readonly blank: string;
}

const dialect: fc.Arbitrary<Dialect> = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t', '|', '  '),
    newline: fc.constantFrom('\n', '\r\n', '\r'),
    quote: fc.constantFrom('"', '"', "'"),
    backslash: fc.constantFrom(false, false, true),
    blank: fc.constantFrom('', '', ' '),
  })
  .map(({ backslash, ...rest }) => ({ ...rest, escape: backslash ? '\\' : rest.quote }));

/** Cells with delimiters, line ends and quotes inside, characters of two to four bytes, and quotes where none belong. */
const title = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('plain', 'Größe', '手机壳', '🐟🐟', '', 'a b', '12', '012') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['a,b', 'x;y', 'one\ntwo', 'say "hi"', "it's", '"', '\n\n', 'a,b,c\nd,e,f,g,h,i\n', '手"机\n壳', ',buy,', '\\"\\', "'𝒳\n'"],
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom('"', "'", '\\', '\n', ',', 'é', '𝒳', 'a', ' '), maxLength: 30 }) },
);

/** A row as `[cells, how its title is written]`. */
const row = fc.tuple(
  fc.constantFrom('u1', 'u2', '用户3', 'null', '', '7', '007', ' 7', '999999999', '1000000000', '0'),
  fc.constantFrom(
    '2024-01-01',
    '2024-01-02 10:00',
    '2024-01-02 10:00:07',
    '2023-02-29T10:00:00Z',
    '2024-02-29 10:00:00 UTC',
    'soon',
    '',
    '1901-01-01',
  ),
  fc.constantFrom('view', 'buy', 'refund', '', '1', '01'),
  title,
  fc.constantFrom('1', '2.5', '-3', '-0.10', ' 7', 'abc', ''),
  fc.constantFrom('o1', 'o2', '', '-0', '17850.0', '17850'),
  fc.constantFrom('quoted', 'quoted', 'bare', 'stray'),
);

const line = fc.oneof(
  {
    weight: 12,
    arbitrary: row.map(([user, time, event, name, price, order, style]) => ({ cells: [user, time, event, name, price, order], style })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        ['u1', '2024-01-01'],
        [],
        [' '],
        Array.from({ length: 9 }, () => 'x'),
        COLUMNS,
        ['Total', '', '', '', '12.5', ''],
        ['', '', '', '', '', ''],
        ['country', 'share'],
      )
      .map((cells) => ({ cells, style: 'bare' })),
  },
);

function written(
  { delimiter, newline, quote, escape, blank }: Dialect,
  lines: readonly { cells: readonly string[]; style: string }[],
  closed: boolean,
): string {
  const cell = (text: string, column: number, style: string) => {
    if (column !== 3 || style === 'bare') return text.replace(/["'\r\n]/g, '');
    if (style === 'stray') return text.replace(/[\r\n]/g, '');
    const inner = escape === quote ? text : text.replaceAll('\\', '\\\\');
    return quote + inner.replaceAll(quote, escape + quote) + quote;
  };
  const rows = lines.map(({ cells, style }) => cells.map((text, column) => cell(text, column, style)).join(delimiter + blank));
  return [COLUMNS.join(delimiter + blank), ...rows].join(newline) + (closed ? newline : '');
}

const file = fc
  .record({
    dialect,
    lines: fc.array(line, { minLength: 1, maxLength: 40 }),
    copies: fc.boolean(),
    closed: fc.boolean(),
    mark: fc.boolean(),
    notes: fc.constantFrom('', 'Export of «everything»', '\n\nExport, 2024'),
    ending: fc.constantFrom('', '\nSource: the shop\n', '\ncountry;share\nde;3\nfr;2', 'Total\n\nnote', '"u1'),
    /** Of the text, where it is cut off. */
    share: fc.option(fc.double({ min: 0.5, max: 1, noNaN: true })),
  })
  .map(({ dialect: written_, lines, copies, closed, mark, notes, ending, share }) => {
    const all = copies ? [...lines, ...lines.slice(0, 10)] : lines;
    const preamble = notes === '' ? '' : notes.replaceAll('\n', written_.newline) + written_.newline;
    const text = `${mark ? '\uFEFF' : ''}${preamble}${written(written_, all, closed)}${ending.replaceAll('\n', written_.newline)}`;
    const bytes = new TextEncoder().encode(text);
    // Within characters, too.
    return share === null ? bytes : bytes.slice(0, Math.ceil(share * bytes.length));
  });

describe('a file read in ranges', () => {
  it('gives what reading it in one piece gives, wherever it is cut, with a kernel and without', async () => {
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 64 }),
        fc.boolean(),
        fc.constantFrom(undefined, 0.3, 0.7),
        fc.constantFrom(MAPPING, WITH_SESSIONS, WITH_CLOCKS, WITH_TEXTS),
        fc.constantFrom([true], [true], [false], [true, false]),
        fc.constantFrom(undefined, 0, 1, 7, 64),
        dirt,
        async (bytes, rangeBytes, chunkBytes, drop, share, mapping, compiled, restBytes, settings) => {
          const cleaning = { ...CLEANING, ...settings, dropDuplicates: drop, ...(share && { sample: { share, seed: 1 } }) };
          const parts = await outcome(bytes, inRanges(rangeBytes, chunkBytes, compiled, restBytes), cleaning, mapping);
          expect(parts).toEqual(await outcome(bytes, undefined, cleaning, mapping));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('gives it for text of nothing but quotes, delimiters and line ends', async () => {
    const noise = fc.string({ unit: fc.constantFrom('"', '"', "'", '\\', ',', ',', '\n', '\r', 'é', '7', 'u'), maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(noise, fc.integer({ min: 1, max: 40 }), async (rest, rangeBytes) => {
        const text = `${COLUMNS.join()}\nu1,2024-01-01,buy,"t",1,o\nu2,2024-01-02,buy,t,1,o\n${rest}`;
        expect(await outcome(text, inRanges(rangeBytes))).toEqual(await outcome(text));
      }),
      { numRuns: 150 },
    );
  });

  it('gives it where a record is longer than the kernel holds, and others are read meanwhile', async () => {
    const row = (i: number, name: string) => `u${i % 3},2024-01-0${(i % 9) + 1},buy,${name},1,o${i}`;
    const long = 'x'.repeat(3_000_000);
    const rows = Array.from({ length: 300 }, (_, i) => row(i, i === 100 ? long : `n${i % 7}`));
    const { events, quality } = await read(fileOf(`${COLUMNS.join()}\n${rows.join('\n')}\n`), MAPPING, CLEANING, inRanges(1 << 20));
    expect(quality).toMatchObject({ rowsRead: 300, kept: 300 });
    expect(events.item!.names.map((name) => (name === long ? 'long' : name))).toEqual(expect.arrayContaining(['long', 'n0', 'n6']));
    expect(events.order!.names).toHaveLength(300);
  });

  it('keeps texts by their beginnings, whichever ranges they stand in', async () => {
    const long = '长'.repeat(400);
    const rows = Array.from({ length: 60 }, (_, i) => `u${i % 5},2024-01-0${(i % 9) + 1},buy,"${long}${i}, ""x""",1,t${i % 3}`);
    const text = `${COLUMNS.join()}\n${rows.join('\n')}\nu9,2024-01-01,buy,short,1,null\n`;
    const whole = await outcome(text, undefined, CLEANING, WITH_TEXTS);
    if (!('events' in whole)) throw new Error(whole.code);
    // 170 characters of three bytes are the most that 512 hold.
    expect(whole.events.text).toMatchObject({ names: [long.slice(0, 170), 'short'], full: false });
    expect(whole.events.title!.names).toHaveLength(3);
    expect(whole.events.title!.codes.at(-1)).toBe(-1);
    for (const rangeBytes of [30, 900, 20_000]) expect(await outcome(text, inRanges(rangeBytes), CLEANING, WITH_TEXTS)).toEqual(whole);
  });

  it('finds duplicates, lines and names over the borders of ranges', async () => {
    const rows = Array.from({ length: 70 }, (_, i) => `u${i % 7},2024-01-0${(i % 9) + 1},buy,"titel ${i % 5}, ""ä""\nzwei",1,o${i % 11}`);
    const text = `${COLUMNS.join()}\n${rows.join('\n')}\n,2024-01-01,buy,x,1,o\n`;
    const whole = await read(fileOf(text), MAPPING);
    expect(whole.quality).toMatchObject({ rowsRead: 71, kept: 70, duplicates: 0 });
    for (const rangeBytes of [2, 50, 777]) {
      const parts = await read(fileOf(`${text}${rows.slice(0, 40).join('\n')}`), MAPPING, CLEANING, inRanges(rangeBytes));
      expect(parts.quality).toMatchObject({ rowsRead: 111, kept: 70, duplicates: 40, rejected: { 'no-user': 1 } });
      expect([...parts.rejected.lines]).toEqual([142]);
      expect(parts.events.userIds).toEqual(['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6']);
      expect([...parts.events.item!.names].sort()).toEqual(Array.from({ length: 5 }, (_, i) => `titel ${i}, "ä"\nzwei`));
    }
  });
});
