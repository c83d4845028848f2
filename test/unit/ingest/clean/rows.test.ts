import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTestName } from '../../../../workers/ingest/clean/suspects';
import { DIRT_DEFAULTS, type DirtSettings } from '../../../../workers/protocol/cleaning';
import { FLAG } from '../../../../workers/protocol/events';
import { inlineRanges } from '../../../fixtures/inline-ranges';
import { CLEANING, fileOf, mappingOf, read } from '../support';

const START = Date.UTC(2024, 2, 1);
const at = (second: number) => new Date(START + second * 1000).toISOString();
const cleaning = (settings: Partial<DirtSettings>) => ({ ...CLEANING, dropDuplicates: false, ...settings });
const clicks = mappingOf({ user: 'user', time: 'time', event: 'event', item: 'item' });
const sales = mappingOf({ user: 'user', time: 'time', item: 'item', order: 'order', price: 'value', qty: 'quantity' }, { valueIs: 'unit' });
const SALES = 'user,time,item,order,price,qty\n';

const clickArb = fc.record({
  user: fc.constantFrom('a', 'b'),
  second: fc.integer({ min: 0, max: 60 }),
  event: fc.constantFrom('view', 'cart'),
  item: fc.constantFrom('x', 'y', ''),
});
type Click = typeof clickArb extends fc.Arbitrary<infer C> ? C : never;
const clickFile = (rows: readonly Click[]) =>
  fileOf(`user,time,event,item\n${rows.map(({ user, second, event, item }) => `${user},${at(second)},${event},${item}`).join('\n')}\n`);

describe('near duplicates', () => {
  it('are those that comparing every pair of rows finds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(clickArb, { minLength: 1, maxLength: 25 }), fc.integer({ min: 0, max: 15 }), async (rows, seconds) => {
        const order = rows.map((_, i) => i).sort((i, j) => rows[i]!.second - rows[j]!.second || i - j);
        const stays: number[] = [];
        for (const i of order) {
          const same = (j: number) => (['user', 'event', 'item'] as const).every((key) => rows[i]![key] === rows[j]![key]);
          if (!stays.some((j) => same(j) && rows[i]!.second - rows[j]!.second <= seconds)) stays.push(i);
        }
        const { events, quality } = await read(clickFile(rows), clicks, cleaning({ nearDuplicateSeconds: seconds }));
        expect(quality.dirt!.nearDuplicates).toBe(rows.length - stays.length);
        expect(quality.duplicates).toBe(rows.length - stays.length);
        const expected = stays.map((i) => [rows[i]!.user, START + rows[i]!.second * 1000].join()).sort();
        const users = Array.from(events.time, (_, row) => events.userIds[events.userOffsets.findIndex((offset) => offset > row) - 1]!);
        expect(users.map((user, row) => [user, events.time[row]].join()).sort()).toEqual(expected);
      }),
    );
  });
});

describe('bots', () => {
  it('are the users with too many moments in some hour, by a slow count', async () => {
    const rowsArb = fc.array(fc.record({ user: fc.constantFrom('a', 'b', 'c'), minute: fc.integer({ min: 0, max: 200 }) }), {
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(rowsArb, fc.integer({ min: 1, max: 12 }), fc.boolean(), async (rows, eventsPerHour, excludeBots) => {
        const peak = (user: string) => {
          const own = [...new Set(rows.filter((row) => row.user === user).map(({ minute }) => minute))];
          return Math.max(0, ...own.map((from) => own.filter((minute) => minute >= from && minute - from <= 60).length));
        };
        const bots = ['a', 'b', 'c'].filter((user) => peak(user) > eventsPerHour);
        const botRows = rows.filter(({ user }) => bots.includes(user)).length;
        const file = fileOf(`user,time,event,item\n${rows.map(({ user, minute }) => `${user},${at(minute * 60)},view,x`).join('\n')}\n`);
        if (excludeBots && botRows === rows.length) return;
        const { quality } = await read(file, clicks, cleaning({ suspects: { eventsPerHour, excludeBots, excludeTests: false } }));
        expect(quality.rejected.bot).toBe(excludeBots ? botRows : 0);
        expect(quality.dirt!.touches.bots).toBe(botRows);
        expect(Object.fromEntries(quality.dirt!.suspects.map(({ user, peak: most }) => [user, most]))).toEqual(
          Object.fromEntries(bots.map((user) => [user, peak(user)])),
        );
      }),
    );
  });

  it('are flagged beside test accounts, and who is both as both, by a slow count', async () => {
    const users = ['a', 'test1', 'b', 'qa-test'];
    const rowsArb = fc.array(fc.record({ user: fc.constantFrom(...users), second: fc.integer({ min: 0, max: 3 }) }), {
      minLength: 1,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(rowsArb, fc.boolean(), fc.boolean(), async (rows, excludeBots, excludeTests) => {
        const moments = (user: string) => new Set(rows.filter((row) => row.user === user).map(({ second }) => second)).size;
        const isBot = (user: string) => moments(user) > 2;
        const isTest = (user: string) => user.includes('test') && moments(user) > 0;
        const rowsOf = (holds: (user: string) => boolean) => rows.filter(({ user }) => holds(user)).length;
        const goes = (user: string) => (excludeTests && isTest(user)) || (excludeBots && isBot(user));
        if (rows.every(({ user }) => goes(user))) return;
        const file = fileOf(`user,time,event,item\n${rows.map(({ user, second }) => `${user},${at(second)},view,x`).join('\n')}\n`);
        const { quality, events } = await read(file, clicks, cleaning({ suspects: { eventsPerHour: 2, excludeBots, excludeTests } }));
        const dirt = quality.dirt!;
        const count = (holds: (user: string) => boolean) => users.filter(holds).length;
        expect([dirt.botUsers, dirt.testUsers, dirt.bothUsers]).toEqual([
          count(isBot),
          count(isTest),
          count((user) => isBot(user) && isTest(user)),
        ]);
        const why = (user: string) => (isBot(user) ? (isTest(user) ? 'both' : 'bot') : isTest(user) ? 'test' : null);
        expect(Object.fromEntries(dirt.suspects.map((suspect) => [suspect.user, suspect.why]))).toEqual(
          Object.fromEntries(users.flatMap((user) => (why(user) ? [[user, why(user)]] : []))),
        );
        // What the settings say they touch is what goes, once.
        const bots = rowsOf((user) => isBot(user) && !(excludeTests && isTest(user)));
        expect([dirt.touches.tests, dirt.touches.bots]).toEqual([rowsOf(isTest), bots]);
        expect([quality.rejected['test-account'], quality.rejected.bot]).toEqual([
          excludeTests ? dirt.touches.tests : 0,
          excludeBots ? dirt.touches.bots : 0,
        ]);
        expect([...events.userIds].sort()).toEqual(users.filter((user) => moments(user) > 0 && !goes(user)).sort());
      }),
    );
  });

  it('are told from test accounts by name', () => {
    for (const name of ['test', 'TEST_17', 'qa-test@shop.eu', 'tester', 'anna@example.com']) expect(isTestName(name)).toBe(true);
    for (const name of ['17850', 'contest', 'testarossa', 'latest', 'anna@examples.com']) expect(isTestName(name)).toBe(false);
  });
});

describe('gaps', () => {
  const file = fileOf(`${SALES}a,2024-01-01,x,1,10,2\na,2024-01-02,x,2,,3\nb,2024-01-03,y,3,30,\nb,2024-01-04,y,4,20,4\n`);
  const filling = (value: DirtSettings['missing']['value']['method'], quantity: DirtSettings['missing']['quantity']['method']) =>
    read(
      file,
      sales,
      cleaning({
        missing: { ...DIRT_DEFAULTS.missing, value: { method: value, constant: 7 }, quantity: { method: quantity, constant: 5 } },
      }),
    );

  it('take prices times units, and are marked', async () => {
    const { events, quality } = await filling('mean', 'constant');
    expect([...events.value!]).toEqual([20, 60, 150, 80]);
    expect([...events.quantity!]).toEqual([2, 3, 5, 4]);
    expect([...events.flags]).toEqual([FLAG.purchase, FLAG.purchase | FLAG.filled, FLAG.purchase | FLAG.filled, FLAG.purchase]);
    expect(quality.dirt!.filled).toEqual({ value: 1, quantity: 1, category: 0 });
    expect([...(await filling('median', 'max')).events.value!]).toEqual([20, 60, 120, 80]);
  });

  it('drop the row where that is asked for', async () => {
    const { events, quality, rejected } = await filling('drop', 'default');
    expect(quality.rejected['missing-value']).toBe(1);
    expect([...rejected.lines]).toEqual([3]);
    expect([...events.value!]).toEqual([20, 30, 80]);
  });

  it('of an order whose total stands on another line are none', async () => {
    const totals = fileOf(`${SALES}a,2024-01-01,x,1,50,1\na,2024-01-01,y,1,,1\na,2024-01-02,x,2,,1\na,2024-01-02,y,2,,1\n`);
    const { events, quality } = await read(
      totals,
      { ...sales, valueIs: 'order' },
      cleaning({ missing: { ...DIRT_DEFAULTS.missing, value: { method: 'mean', constant: 0 } } }),
    );
    expect([...events.value!]).toEqual([50, 0, 50, 0]);
    expect(quality.dirt!.touches.missingValue).toBe(1);
  });
});

describe('rows that an order takes with it', () => {
  it('are among those that a setting says it touches, chosen or not', async () => {
    const totals = { ...sales, valueIs: 'order' } as const;
    const [money, units] = ['value', 'quantity'] as const;
    const orderArb = fc.record({
      lines: fc.integer({ min: 1, max: 4 }),
      total: fc.constantFrom('', '9', '10', '11', '12', '90000'),
      qty: fc.constantFrom('', '1', '2'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(orderArb, { minLength: 3, maxLength: 12 }), async (orders) => {
        const rows = orders.flatMap(({ lines, total, qty }, order) =>
          Array.from({ length: lines }, (_, i) => `u${order % 3},2024-01-${10 + order},i${i},o${order},${total},${i === 0 ? qty : 1}`),
        );
        const file = fileOf(`${SALES}${rows.join('\n')}\n`);
        const told = async (settings: Partial<DirtSettings>) => (await read(file, totals, cleaning(settings)).catch(() => null))?.quality;
        const before = (await told({}))!.dirt!.touches;
        for (const [method, touched] of [
          ['z-score', before.zScore],
          ['isolation', before.isolation],
        ] as const) {
          const after = await told({ outliers: { ...DIRT_DEFAULTS.outliers, method } });
          if (after)
            expect([after.dirt!.touches[method === 'isolation' ? method : 'zScore'], after.rejected.outlier]).toEqual([touched, touched]);
        }
        const drop = { method: 'drop', constant: 0 } as const;
        const lacking = { [money]: orders.filter(({ total }) => total === ''), [units]: orders.filter(({ qty }) => qty === '') };
        for (const role of [money, units]) {
          const after = await told({ missing: { ...DIRT_DEFAULTS.missing, [role]: drop } });
          const gone = lacking[role]!.reduce((sum, { lines }) => sum + lines, 0);
          if (after)
            expect([after.dirt!.touches[role === money ? 'missingValue' : 'missingQuantity'], after.rejected['missing-value']]).toEqual([
              gone,
              gone,
            ]);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('the total of an order', () => {
  it('stays with the lines that are left where the line that it was counted on has a date far from all others', async () => {
    const lines = Array.from({ length: 20 }, (_, i) => `b,2024-01-05,x,${i},10,1`);
    const file = fileOf(`${SALES}a,1950-01-01,x,big,500,1\na,2024-01-05,y,big,500,1\na,2024-01-05,z,big,500,1\n${lines.join('\n')}\n`);
    const { quality } = await read(file, { ...sales, valueIs: 'order' }, cleaning({}));
    expect([quality.rejected['implausible-date'], quality.revenue]).toEqual([1, 20 * 10 + 500]);
  });
});

describe('exact duplicates', () => {
  it('are counted whether they are left out or kept', async () => {
    const rowArb = fc.record({
      user: fc.constantFrom('a', 'b'),
      year: fc.constantFrom(2024, 2024, 2024, 1950),
      day: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(rowArb, { minLength: 1, maxLength: 25 }), fc.boolean(), async (rows, inRanges) => {
        const lines = rows.map(({ user, year, day }) => `${user},${year}-01-0${day},view,x`);
        // A date far from the others is rejected for that, whether it is repeated or not.
        const file = fileOf(
          `user,time,event,item\n${[...lines, ...Array.from({ length: 30 }, (_, i) => `c,2024-01-09,view,y${i}`)].join('\n')}\n`,
        );
        const repeated = lines.filter((line, i) => !line.includes('1950') && lines.indexOf(line) < i).length;
        const options = inRanges ? { ranges: { reader: inlineRanges(2), rangeBytes: 200, smallestFile: 0 } } : {};
        for (const dropDuplicates of [true, false]) {
          const { quality } = await read(file, clicks, { ...CLEANING, dropDuplicates }, options);
          expect([quality.dirt!.touches.duplicates, quality.duplicates]).toEqual([repeated, dropDuplicates ? repeated : 0]);
        }
      }),
    );
  });
});

describe('a gap that was filled', () => {
  const lines = Array.from({ length: 30 }, (_, i) => `u${i},2024-01-01,x,${i},${10 + (i % 3)},${1 + (i % 2)}`);
  const outliers = { ...DIRT_DEFAULTS.outliers, method: 'z-score' as const };
  const missing = {
    ...DIRT_DEFAULTS.missing,
    value: { method: 'constant' as const, constant: 9000 },
    quantity: { method: 'drop' as const, constant: 1 },
  };
  const after = (...gaps: readonly string[]) =>
    read(fileOf(`${SALES}${[...lines, ...gaps].join('\n')}\n`), sales, cleaning({ missing, outliers }));

  it('holds its figure for what comes next, whether or not a row was left out in between', async () => {
    const filled = 'a,2024-01-02,x,90,,1';
    for (const gaps of [[filled], [filled, 'b,2024-01-02,x,91,11,']]) {
      const { quality } = await after(...gaps);
      expect(quality.rejected).toMatchObject({ outlier: 1, 'missing-value': gaps.length - 1 });
    }
  });

  it('of a purchase of no units is no price for what comes next, whether or not a row was left out in between', async () => {
    const filled = 'a,2024-01-02,x,90,,0';
    for (const gaps of [[filled], [filled, 'b,2024-01-02,x,91,11,']]) {
      const { quality } = await after(...gaps);
      expect(quality.rejected).toMatchObject({ outlier: 0, 'missing-value': gaps.length - 1 });
    }
  });

  it('is not counted where its row was left out afterwards', async () => {
    const { quality } = await after('a,2024-01-02,x,90,,1', 'b,2024-01-02,x,91,,');
    expect(quality.rejected).toMatchObject({ outlier: 1, 'missing-value': 1 });
    expect(quality.dirt!.filled).toEqual({ value: 0, quantity: 0, category: 0 });
    expect(quality.dirt!.touches.missingValue).toBe(2);
  });
});

describe('clipping', () => {
  it('leaves no amount and no quantity outside, refunds among them', async () => {
    const lines = Array.from({ length: 50 }, (_, i) => `u${i},2024-01-01,x,${i},${i === 0 ? 5000 : i},${i === 49 ? -900 : 1 + (i % 3)}`);
    const outliers = { ...DIRT_DEFAULTS.outliers, method: 'clip' as const, low: 0, high: 0.9 };
    const { events, quality } = await read(fileOf(`${SALES}${lines.join('\n')}\n`), sales, cleaning({ outliers }));
    const prices = Array.from(events.value!, (value, row) => value / events.quantity![row]!);
    expect(Math.max(...prices)).toBeLessThanOrEqual(45.1 + 1e-9);
    expect(Math.max(...events.quantity!.map(Math.abs))).toBe(3);
    expect(events.quantity![49]).toBe(-3);
    expect(quality.dirt!.clipped).toBe(quality.dirt!.touches.clip);
    expect(quality.kept).toBe(50);
  });
});

describe('refunds', () => {
  const netted = (rows: string) => read(fileOf(SALES + rows), sales, cleaning({ netRefunds: true }));

  it('are taken off the latest purchase of the item before them', async () => {
    const { events, quality } = await netted(
      'a,2024-01-01,x,1,2.55,5\na,2024-01-02,x,2,2.55,4\na,2024-01-03,y,3,2.55,9\na,2024-01-04,x,4,2.55,-3\nb,2024-01-05,x,5,2.55,-1\n',
    );
    expect(quality.rejected.netted).toBe(1);
    expect([...events.quantity!]).toEqual([5, 1, 9, -1]);
    expect(events.value![1]).toBe(2.55);
    // The refund and the purchase.
    expect(quality.dirt).toMatchObject({ reduced: 1, touches: { refunds: 2 } });
    expect(quality.revenue).toBeCloseTo(2.55 * (5 + 1 + 9 - 1), 9);
  });

  it('take the purchase with them where all is given back, and nothing where it is more', async () => {
    const all = await netted('a,2024-01-01,x,1,3,5\na,2024-01-02,x,2,3,-5\na,2024-01-02,y,3,1,1\n');
    expect(all.quality.rejected.netted).toBe(2);
    expect([...all.events.value!]).toEqual([1]);
    expect(all.quality.dirt).toMatchObject({ reduced: 0, touches: { refunds: 2 } });
    const more = await netted('a,2024-01-01,x,1,3,5\na,2024-01-02,x,2,3,-6\n');
    expect(more.quality.rejected.netted).toBe(0);
    expect([...more.events.value!]).toEqual([15, -18]);
  });

  it('of one day find that day’s purchase, however the file is sorted', async () => {
    for (const lines of [
      ['a,2024-01-01,x,1,3,5', 'a,2024-01-01,x,,3,-2'],
      ['a,2024-01-01,x,,3,-2', 'a,2024-01-01,x,1,3,5'],
    ]) {
      const { events, quality } = await netted(`${lines.join('\n')}\n`);
      expect([quality.rejected.netted, [...events.quantity!]]).toEqual([1, [3]]);
    }
    // Not a purchase of the day after.
    expect((await netted('a,2024-01-02,x,1,3,5\na,2024-01-01,x,,3,-2\n')).quality.rejected.netted).toBe(0);
  });

  it('never change the revenue', async () => {
    const rowArb = fc.record({
      user: fc.constantFrom('a', 'b'),
      day: fc.integer({ min: 1, max: 28 }),
      item: fc.constantFrom('x', 'y', ''),
      order: fc.constantFrom('1', '2'),
      price: fc.constantFrom('1', '2.55', '19.99'),
      qty: fc.integer({ min: -4, max: 6 }).filter((qty) => qty !== 0),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(rowArb, { minLength: 1, maxLength: 20 }), async (rows) => {
        const file = fileOf(
          SALES +
            rows
              .map(
                ({ user, day, item, order, price, qty }) =>
                  `${user},2024-01-${String(day).padStart(2, '0')},${item},${order},${price},${qty}\n`,
              )
              .join(''),
        );
        const before = await read(file, sales, cleaning({}));
        // Of a file in which everything was given back nothing is left.
        const after = await read(file, sales, cleaning({ netRefunds: true })).catch(() => null);
        const sum = (figures: Float64Array | null | undefined) => (figures ?? new Float64Array(0)).reduce((a, b) => a + b, 0);
        expect(sum(after?.events.value)).toBeCloseTo(sum(before.events.value), 6);
        expect(sum(after?.events.quantity)).toBe(sum(before.events.quantity));
      }),
    );
  });
});
