import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../workers/protocol/errors';
import type { Progress } from '../../../workers/protocol/progress';
import { makeSampleShop, sampleTruth, SEGMENTS } from '../../../workers/sample';
import { HEADER, readShop, sampleText, type ShopRow } from './shop-rows';

const USERS = 3000;
const SEED = 5;

describe('the sample shop', () => {
  let text: string;
  let rows: ShopRow[];
  beforeAll(async () => {
    text = await sampleText({ seed: SEED, drift: false, users: USERS });
    rows = readShop(text);
  });

  it('is a plain CSV: a header, nine columns, no quotes, a line end at the end', () => {
    expect(text.slice(0, text.indexOf('\n'))).toBe(HEADER);
    expect(text.endsWith('\n')).toBe(true);
    expect(text).not.toMatch(/["\r]/);
    expect(
      text
        .split('\n')
        .slice(0, -1)
        .filter((line) => line.split(',').length !== 9),
    ).toEqual([]);
  });

  it('has about 25 events a user, and at least four of everybody', () => {
    const events = countBy(rows, (row) => row.user);
    expect(events.size).toBe(USERS);
    expect(rows.length / USERS).toBeGreaterThan(22);
    expect(rows.length / USERS).toBeLessThan(32);
    expect(Math.min(...events.values())).toBeGreaterThanOrEqual(4);
  });

  it('runs over the 18 calendar months from January 2024, in the order of time', () => {
    const months = [...new Set(rows.map((row) => row.month))];
    expect(months).toHaveLength(18);
    expect([months[0], months[17]]).toEqual(['2024-01', '2025-06']);
    expect(rows.every((row, i) => i === 0 || rows[i - 1]!.time <= row.time)).toBe(true);
    expect(
      rows.every((row) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(row.time) && !Number.isNaN(Date.parse(`${row.time.replace(' ', 'T')}Z`))),
    ).toBe(true);
    expect(rows[0]!.time.slice(0, 10)).toBe('2024-01-01');
    expect(rows.at(-1)!.time.slice(0, 10)).toBe('2025-06-30');
  });

  it('has no row twice', () => {
    const lines = text.split('\n').slice(0, -1);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('keeps its books: orders belong to one user and one time, refunds come after what they give back', () => {
    const orders = new Map<string, ShopRow>();
    const bought = new Map<string, ShopRow>();
    const inOrder = (row: ShopRow) => {
      const first = orders.get(row.order) ?? row;
      orders.set(row.order, first);
      const key = `${row.order}/${row.product}`;
      const fresh = !bought.has(key);
      bought.set(key, row);
      return fresh && row.user === first.user && row.time === first.time && row.session === first.session;
    };
    const givesBack = (row: ShopRow) => {
      const back = bought.get(`${row.order}/${row.product}`);
      return (
        back !== undefined && row.user === back.user && row.price === back.price && row.quantity === back.quantity && row.time > back.time
      );
    };
    const wrong = rows.filter((row) => {
      if (row.type === 'purchase') return !inOrder(row);
      if (row.type === 'refund') return !givesBack(row);
      return row.order !== '' || (row.type === 'search' ? row.product + row.category + row.price !== '' : !(Number(row.price) > 0));
    });
    expect(wrong).toEqual([]);
    // Order numbers rise with time.
    const numbers = [...orders.keys()].map(Number);
    expect(numbers.every((number, i) => i === 0 || number > numbers[i - 1]!)).toBe(true);
  });

  it('names every session by one id that belongs to one user', () => {
    const owner = new Map<string, string>();
    const wrong = rows.filter((row) => {
      if (row.session === '') return row.type !== 'refund';
      const known = owner.get(row.session) ?? row.user;
      owner.set(row.session, known);
      return known !== row.user;
    });
    expect(wrong).toEqual([]);
  });

  it('gives each product one category, and popular products most of the views', () => {
    const category = new Map<string, string>();
    for (const row of rows) category.set(row.product, category.get(row.product) ?? row.category);
    expect(rows.filter((row) => category.get(row.product) !== row.category)).toEqual([]);
    const views = [
      ...countBy(
        rows.filter((row) => row.type === 'view'),
        (row) => row.product,
      ).values(),
    ].sort((a, b) => b - a);
    const top = views.slice(0, Math.floor(views.length / 10)).reduce((sum, count) => sum + count, 0);
    expect(top / views.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0.25);
  });

  it('has no trend and no season where no drift is planted: every segment has the same users a month but for chance', () => {
    const { segmentOf } = sampleTruth({ seed: SEED, drift: false, users: USERS });
    for (const segment of SEGMENTS) {
      const byMonth = activeByMonth(rows.filter((row) => segmentOf.get(row.user) === segment && row.type !== 'refund'));
      const counts = [...byMonth.values()].map((users) => users.size);
      const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      const chi = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
      // χ² with 17 degrees of freedom exceeds 40.8 once in a thousand; the counts vary less than Poisson's.
      expect(counts).toHaveLength(18);
      expect(chi, segment).toBeLessThan(40.8);
    }
  });

  it('gives the same bytes for the same options, and others for another seed', async () => {
    expect(await sampleText({ seed: SEED, drift: false, users: USERS })).toBe(text);
    expect(await sampleText({ seed: SEED + 1, drift: false, users: USERS })).not.toBe(text);
  });
});

describe('the truth of the sample', () => {
  it('knows every user, with the planted shares', async () => {
    const { segmentOf } = sampleTruth({ seed: SEED, drift: true, users: USERS });
    const users = new Set(readShop(await sampleText({ seed: SEED, drift: true, users: USERS })).map((row) => row.user));
    expect([...users].every((user) => segmentOf.has(user))).toBe(true);
    expect(segmentOf.size).toBe(users.size);
    const sizes = countBy([...segmentOf.values()], (segment) => segment);
    expect([...sizes.keys()].sort()).toEqual([...SEGMENTS].sort());
    for (const size of sizes.values()) expect(size / USERS).toBeGreaterThan(0.1);
  });

  it('does not follow the order of the ids', () => {
    const { segmentOf } = sampleTruth({ seed: SEED, drift: true, users: USERS });
    const early = [...segmentOf.values()].slice(0, USERS / 2);
    for (const segment of SEGMENTS) {
      const inHalf = early.filter((each) => each === segment).length / early.length;
      const overall = [...segmentOf.values()].filter((each) => each === segment).length / USERS;
      expect(Math.abs(inHalf - overall)).toBeLessThan(0.05);
    }
  });

  it('lists no month without drift', () => {
    expect(sampleTruth({ seed: SEED, drift: false, users: USERS }).driftMonths).toEqual([]);
  });
});

describe('planted drift', () => {
  const options = { seed: SEED, users: USERS };
  const { segmentOf, months, driftMonths } = sampleTruth({ ...options, drift: true });
  let without: ShopRow[];
  let withDrift: ShopRow[];
  beforeAll(async () => {
    without = readShop(await sampleText({ ...options, drift: false }));
    withDrift = readShop(await sampleText({ ...options, drift: true }));
  });

  it('leaves the months before it as they were', () => {
    const before = (rows: ShopRow[]) => rows.filter((row) => row.month < driftMonths[0]!);
    expect(driftMonths[0]! > '2024-06').toBe(true);
    expect(before(withDrift)).toEqual(before(without));
  });

  it('leaves at least three events of everybody', () => {
    expect(Math.min(...countBy(withDrift, (row) => row.user).values())).toBeGreaterThanOrEqual(3);
  });

  it('takes the bargain hunters from about 24 % of the active users to about 15 %', () => {
    const shares = [...activeByMonth(withDrift)].map(([month, users]) => {
      const hunters = [...users].filter((user) => segmentOf.get(user) === 'bargain-hunters').length;
      return { month, share: hunters / users.size };
    });
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const faded = shares.filter(({ month }) => months.fade.includes(month)).map(({ share }) => share);
    const usual = shares.filter(({ month }) => !months.fade.includes(month)).map(({ share }) => share);
    expect(mean(usual)).toBeGreaterThan(0.21);
    expect(mean(usual)).toBeLessThan(0.27);
    expect(mean(faded)).toBeGreaterThan(0.12);
    expect(mean(faded)).toBeLessThan(0.17);
    expect(Math.max(...faded)).toBeLessThan(Math.min(...usual));
  });

  it('loses close to half of the orders in the months of the checkout problem, of every segment that orders', () => {
    const rate = (rows: ShopRow[], inMonths: (month: string) => boolean) => {
      const own = rows.filter((row) => inMonths(row.month));
      return own.filter((row) => row.type === 'purchase').length / own.filter((row) => row.type === 'cart').length;
    };
    for (const segment of SEGMENTS.filter((each) => each !== 'browsers')) {
      const own = withDrift.filter((row) => segmentOf.get(row.user) === segment);
      const bad = rate(own, (month) => months.checkout.includes(month));
      const good = rate(own, (month) => month < months.checkout[0]!);
      expect(bad / good, segment).toBeGreaterThan(0.35);
      expect(bad / good, segment).toBeLessThan(0.75);
    }
  });

  it('shows the new category and the new event type in their months only, the latter with few users', () => {
    const garden = withDrift.filter((row) => row.category === 'Garden');
    expect([...new Set(garden.map((row) => row.month))]).toEqual(months.launch);
    const trial = withDrift.filter((row) => row.type === 'wishlist');
    expect([...new Set(trial.map((row) => row.month))]).toEqual(months.trial);
    expect(new Set(trial.map((row) => row.user)).size / USERS).toBeLessThan(0.01);
    expect(without.some((row) => row.category === 'Garden' || row.type === 'wishlist')).toBe(false);
  });
});

describe('making the sample', () => {
  it('reports progress up to the total', async () => {
    const reports: Progress[] = [];
    await sampleText({ seed: 1, drift: true, users: 1500 }, (progress) => reports.push(progress));
    expect(reports.every((report, i) => report.stage === 'read' && (i === 0 || report.done >= reports[i - 1]!.done))).toBe(true);
    expect(reports.at(-1)!.done).toBe(reports.at(-1)!.total);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const stage = makeSampleShop({ seed: 1, drift: true, users: 2000 }, controller.signal);
    await stage.next();
    controller.abort();
    await expect(stage.next()).rejects.toThrow(AppError);
    await expect(stage.next()).resolves.toMatchObject({ done: true });
  });
});

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

function activeByMonth(rows: readonly ShopRow[]): Map<string, Set<string>> {
  const users = new Map<string, Set<string>>();
  for (const row of rows) {
    if (!users.has(row.month)) users.set(row.month, new Set());
    users.get(row.month)!.add(row.user);
  }
  return users;
}
