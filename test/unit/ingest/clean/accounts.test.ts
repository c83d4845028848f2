import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCsv } from '../../../../workers/ingest';
import { CATEGORY_FILLS, DIRT_DEFAULTS, NUMBER_FILLS, OUTLIER_METHODS, type DirtSettings } from '../../../../workers/protocol/cleaning';
import { KIND, type CodedColumn, type EventTable } from '../../../../workers/protocol/events';
import { AppError } from '../../../../workers/protocol/errors';
import { drive } from '../../../../workers/protocol/progress';
import { VALUE_MEANINGS, type CleaningRecipe } from '../../../../workers/protocol/recipe';
import { CLEANING, fileOf, mappingOf, read, rejectedRows, rejectedText } from '../support';

const START = Date.UTC(2024, 2, 1);
const HEADER = 'user,time,event,item,category,price,qty,order';

const rowArb = fc.record({
  user: fc.constantFrom('a', 'b', '@c', 'test-1', ''),
  second: fc.integer({ min: 0, max: 400 }),
  event: fc.constantFrom('buy', 'buy', 'buy', 'view', 'refund'),
  item: fc.constantFrom('x', '=y', '\t07', ''),
  category: fc.constantFrom('red', 'blue', ''),
  price: fc.constantFrom('', '1', '2.55', '2.55', '19.99', '900', 'oops', '0'),
  qty: fc.constantFrom('', '1', '1', '3', '50', '-1', '0'),
  order: fc.constantFrom('', 'O1', 'O2', 'C1'),
});

const settingsArb: fc.Arbitrary<DirtSettings> = fc.record({
  missing: fc.record({
    value: fc.record({ method: fc.constantFrom(...NUMBER_FILLS), constant: fc.constantFrom(0, 7.25) }),
    quantity: fc.record({ method: fc.constantFrom(...NUMBER_FILLS), constant: fc.constantFrom(1, 4) }),
    category: fc.record({ method: fc.constantFrom(...CATEGORY_FILLS), constant: fc.constantFrom('', 'green') }),
  }),
  outliers: fc.record({
    method: fc.constantFrom(...OUTLIER_METHODS),
    low: fc.constantFrom(0, 0.1),
    high: fc.constantFrom(0.8, 1),
    z: fc.constantFrom(1, 3.5),
    score: fc.constantFrom(0.5, 0.7),
  }),
  nearDuplicateSeconds: fc.constantFrom(null, 0, 5, 60),
  suspects: fc.record({ eventsPerHour: fc.constantFrom(2, 6, 1000), excludeBots: fc.boolean(), excludeTests: fc.boolean() }),
  netRefunds: fc.boolean(),
});

const caseArb = fc.record({
  rows: fc.array(rowArb, { minLength: 1, maxLength: 25 }),
  settings: settingsArb,
  valueIs: fc.constantFrom(...VALUE_MEANINGS),
  dropDuplicates: fc.boolean(),
});

type Row = typeof rowArb extends fc.Arbitrary<infer R> ? R : never;

function tableOf(rows: readonly Row[]): File {
  const lines = rows.map(({ user, second, event, item, category, price, qty, order }) =>
    [user, new Date(START + second * 1000).toISOString(), event, item, category, price, qty, order].join(','),
  );
  return fileOf(`${HEADER}\n${lines.join('\n')}\n`);
}

const mapped = (valueIs: (typeof VALUE_MEANINGS)[number]) =>
  mappingOf(
    { user: 'user', time: 'time', event: 'event', item: 'item', category: 'category', price: 'value', qty: 'quantity', order: 'order' },
    { purchaseTypes: ['buy'], refundTypes: ['refund'], cancelPrefix: 'C', valueIs },
  );

const named = (column: CodedColumn | null) => column && Array.from(column.codes, (code) => column.names[code] ?? null);

/** Everything that an event table says, without the marks of what was filled. */
function plain(events: EventTable) {
  const { userIds, userOffsets, time, flags, value, quantity, type, item, category, order } = events;
  return {
    userIds: [...userIds],
    userOffsets: [...userOffsets],
    time: [...time],
    flags: Array.from(flags, (flag) => flag & KIND),
    value: value && [...value],
    quantity: quantity && [...quantity],
    codes: [type, item, category, order].map(named),
  };
}

describe('cleaning', () => {
  it('accounts for every row under any setting, and writes a clean file that reads as what was kept', async () => {
    await fc.assert(
      fc.asyncProperty(caseArb, async ({ rows, settings, valueIs, dropDuplicates }) => {
        const file = tableOf(rows);
        const mapping = mapped(valueIs);
        const cleaning: CleaningRecipe = { ...CLEANING, dropDuplicates, ...settings };
        const ingested = await read(file, mapping, cleaning).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'rows-none-kept') return null;
          throw error;
        });
        if (ingested === null) return;
        const { quality, events, rejected, cleaned } = ingested;
        expect(quality.rowsRead).toBe(rows.length);
        expect(quality.kept + quality.duplicates + rejectedRows(ingested)).toBe(rows.length);
        expect(quality.kept).toBe(events.rows);
        expect(quality.dirt!.nearDuplicates).toBeLessThanOrEqual(quality.duplicates);
        const lines = (await rejectedText(file, mapping, ingested)).trimEnd().split('\r\n').slice(1);
        expect(lines).toHaveLength(rejectedRows(ingested));
        for (const figure of [...events.value!, ...events.quantity!]) expect(Number.isFinite(figure)).toBe(true);

        const blob = await drive(cleanCsv({ file, mapping, rejected, cleaned: cleaned! }));
        const again = await read(new File([blob], 'clean.csv'), mapping, { ...CLEANING, dropDuplicates: false });
        expect(plain(again.events)).toEqual(plain(events));

        const gone = new Set([...rejected.lines, ...cleaned!.duplicateLines]);
        const before = rows.filter((_, i) => !gone.has(i + 2));
        const after = (await blob.text())
          .trimEnd()
          .split('\r\n')
          .slice(1)
          .map((line) => line.split(','));
        const filledIn = (key: 'price' | 'qty' | 'category', column: number) =>
          before.filter((row, i) => row[key] === '' && after[i]![column] !== '').length;
        expect(quality.dirt!.filled.category).toBe(filledIn('category', 4));
        // Totals that are handed on, and refunds that are taken off, write into blank cells, too.
        if (settings.netRefunds || valueIs === 'order') return;
        expect(quality.dirt!.filled.value).toBe(filledIn('price', 5));
        expect(quality.dirt!.filled.quantity).toBe(filledIn('qty', 6));
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  it('keeps the sign of a clipped figure that is written with a letter', async () => {
    const prices = ['1.5k', '1.2k', '-9.5k', '2.5k', '1.1k', '-9.5k', '1.3k', '1.4k'];
    const file = fileOf(`user,time,price\n${prices.map((price, i) => `u${i % 3},2024-01-0${i + 1},${price}`).join('\n')}\n`);
    const mapping = mappingOf({ user: 'user', time: 'time', price: 'value' });
    const outliers = { ...DIRT_DEFAULTS.outliers, method: 'clip' as const, low: 0, high: 0.5 };
    const { rejected, cleaned, events } = await read(file, mapping, { ...CLEANING, outliers });
    const blob = await drive(cleanCsv({ file, mapping, rejected, cleaned: cleaned! }));
    const cells = (await blob.text())
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[2]!);
    // Half of the magnitudes are below 1450.
    expect(cells.filter((cell) => cell.startsWith('-')).map(Number)).toEqual([-1450, -1450]);
    const again = await read(new File([blob], 'clean.csv'), mapping, CLEANING);
    expect(plain(again.events)).toEqual(plain(events));
  });

  it('fills figures that the clean file can hold', async () => {
    // The mean of 19.99 and 2.55 is 11.269999999999998 in binary.
    const file = fileOf(`${HEADER}\na,2024-03-01,buy,x,red,19.99,,\na,2024-03-01,buy,x,red,2.55,,\na,2024-03-01,buy,x,red,,,\n`);
    const missing = {
      ...DIRT_DEFAULTS.missing,
      value: { method: 'mean', constant: 0 },
      quantity: { method: 'constant', constant: 1 },
    } as const;
    const { events, rejected, cleaned } = await read(file, mapped('unit'), { ...CLEANING, missing });
    expect([...events.value!]).toEqual([19.99, 2.55, 11.27]);
    const text = await (await drive(cleanCsv({ file, mapping: mapped('unit'), rejected, cleaned: cleaned! }))).text();
    expect(text).toContain('red,11.27,1,');
  });

  it('clips no figure that the file does not have', async () => {
    const file = fileOf(`${HEADER}\na,2024-03-01,buy,x,red,,3,\na,2024-03-01,buy,x,red,,,C1\n`);
    const outliers = { method: 'clip', low: 0.1, high: 0.8, z: 1, score: 0.5 } as const;
    const { events, quality, cleaned } = await read(file, mapped('unit'), { ...CLEANING, outliers });
    expect([...events.quantity!]).toEqual([3, -1]);
    expect(quality.dirt!.filled.quantity).toBe(0);
    expect(cleaned!.changes).toMatchObject({ quantity: new Map() });
  });

  it('changes nothing by default, and says what each setting would touch', async () => {
    const file = fileOf(
      `${HEADER}\na,2024-01-01,buy,x,red,,2,O1\na,2024-01-02,buy,x,,5,,O2\na,2024-01-02T00:00:03Z,buy,x,,5,,O2\n` +
        `a,2024-01-03,refund,x,red,5,1,O3\ntest_9,2024-01-03,view,x,red,,,\n`,
    );
    const { events, quality } = await read(file, mapped('unit'));
    expect([...events.value!]).toEqual([0, 5, 5, -5, 0]);
    expect([...events.quantity!]).toEqual([2, 1, 1, -1, 1]);
    expect(quality.kept).toBe(5);
    expect(quality.dirt).toMatchObject({
      touches: { duplicates: 0, missingValue: 1, missingQuantity: 2, missingCategory: 2, nearDuplicates: 1, bots: 0, tests: 1, refunds: 2 },
      filled: { value: 0, quantity: 0, category: 0 },
      nearDuplicates: 0,
      testUsers: 1,
      suspects: [{ user: 'test_9', why: 'test', rows: 1, peak: null }],
    });
    expect(await read(file, mapped('unit'), { ...CLEANING, ...DIRT_DEFAULTS })).toMatchObject({ quality });
  });

  it('writes cells that a spreadsheet takes for text, and keeps the decimal comma', async () => {
    const mapping = mappingOf({ user: 'user', time: 'time', name: 'other', price: 'value' }, { valueIs: 'line', decimalMark: ',' });
    const file = fileOf('user;time;name;price\na;2024-01-01;=HYPERLINK("x");1,50\nb;2024-01-02;"two\nlines";\nc;2024-01-03;;4,00\n');
    const cleaning = { ...CLEANING, missing: { ...DIRT_DEFAULTS.missing, value: { method: 'mean' as const, constant: 0 } } };
    const { rejected, cleaned } = await read(file, mapping, cleaning);
    const text = await (await drive(cleanCsv({ file, mapping, rejected, cleaned: cleaned! }))).text();
    expect(text.replace('\uFEFF', '').split('\r\n')).toEqual([
      'user,time,name,price',
      `a,2024-01-01,"'=HYPERLINK(""x"")","1,50"`,
      'b,2024-01-02,"two\nlines","2,75"',
      'c,2024-01-03,,"4,00"',
      '',
    ]);
  });
});
