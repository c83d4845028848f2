import { describe, expect, it } from 'vitest';
import { FLAG } from '../../../workers/protocol/events';
import { hasSharedData, readAsProposed, sharedFile, sharedText, SKIPPED, splitLine } from './support';

describe.skipIf(!hasSharedData)(`published files (${SKIPPED})`, () => {
  it('Online Retail: counts as published, money and orders as a slow reading gives them', async () => {
    const { events, quality } = await readAsProposed(sharedFile('online-retail.csv.gz'));
    const lines = sharedText('online-retail.csv.gz').split('\n').slice(1);
    const seen = new Set<string>();
    const orders = new Set<string>();
    const revenue = new Map<string, number>();
    let noUser = 0;
    let duplicates = 0;
    let cancelled = 0;
    for (const line of lines) {
      if (line === '') continue;
      const cells = splitLine(line);
      if (cells[6] === '') noUser++;
      else if (seen.has(line)) duplicates++;
      else {
        seen.add(line);
        const month = cells[4]!.slice(0, 7);
        revenue.set(month, (revenue.get(month) ?? 0) + Number(cells[3]) * Number(cells[5]));
        if (cells[0]!.startsWith('C')) cancelled++;
        else orders.add(`${cells[6]} ${cells[0]}`);
      }
    }
    // Figures of the data set's own description: 541,909 rows, 135,080 of them without a customer, 4,372 customers.
    expect(quality).toMatchObject({ rowsRead: 541_909, users: 4372, duplicates, orders: orders.size, refundRows: cancelled });
    expect(quality.rejected['no-user']).toBe(noUser);
    expect(noUser).toBe(135_080);
    expect(quality.kept).toBe(541_909 - noUser - duplicates);
    expect(quality.byMonth.map(({ month }) => month)).toEqual([...revenue.keys()].sort());
    for (const month of quality.byMonth) expect(month.revenue).toBeCloseTo(revenue.get(month.month)!, 4);
    expect(events.userIds[0]).toBe('17850');
    expect(events.flags.filter((flag) => flag === FLAG.refund)).toHaveLength(cancelled);
  });

  it('CDNOW: 69,659 purchases of 23,570 customers', async () => {
    const { quality, events } = await readAsProposed(sharedFile('cdnow.txt'));
    const rows = sharedText('cdnow.txt')
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const distinct = [...new Set(rows)];
    const money = distinct.reduce((sum, row) => sum + Number(row.split(/\s+/)[3]), 0);
    expect(quality).toMatchObject({ rowsRead: 69_659, users: 23_570, kept: distinct.length });
    expect(quality.revenue).toBeCloseTo(money, 4);
    expect([quality.from, quality.to]).toEqual([Date.UTC(1997, 0, 1), Date.UTC(1998, 5, 30)]);
    expect(events.userIds.slice(0, 2)).toEqual(['00001', '00002']);
  });

  it('simple-shop: 32,283 events of 3,751 users, 12 types', async () => {
    const { quality } = await readAsProposed(sharedFile('simple-shop.csv'));
    const types = new Map<string, number>();
    for (const line of sharedText('simple-shop.csv').trim().split('\n').slice(1)) {
      const type = line.split(',')[1]!;
      types.set(type, (types.get(type) ?? 0) + 1);
    }
    expect(quality).toMatchObject({ rowsRead: 32_283, kept: 32_283, users: 3751 });
    expect(Object.fromEntries(quality.eventTypes.map(({ type, rows }) => [type, rows]))).toEqual(Object.fromEntries(types));
    expect(quality.eventTypes).toHaveLength(12);
    expect(quality.orders).toBe(types.get('payment_done'));
  });

  it('ecom: 31,106 events of 600 users', async () => {
    const { quality } = await readAsProposed(sharedFile('ecom.csv.gz'));
    const lines = sharedText('ecom.csv.gz').trim().split('\n').slice(1);
    expect(quality).toMatchObject({ rowsRead: 31_106, users: 600, kept: new Set(lines).size });
  });

  it('REES46: all 17,435 rows, the last of which is cut off', async () => {
    const { quality, events } = await readAsProposed(sharedFile('rees46-head.csv'));
    const lines = sharedText('rees46-head.csv').trim().split(/\r?\n/).slice(1);
    const whole = [...new Set(lines.filter((line) => line.split(',').length === 9))];
    const money = whole.filter((line) => line.includes(',purchase,')).reduce((sum, line) => sum + Number(line.split(',')[6]), 0);
    expect(quality).toMatchObject({ rowsRead: 17_435, kept: whole.length });
    expect(quality.rejected).toMatchObject({ 'cut-off': 1, ragged: 0 });
    expect(quality.readingNotes).toEqual([{ key: 'cut-off', line: 17_436, count: 1 }]);
    expect(quality.revenue).toBeCloseTo(money, 6);
    expect(events.session!.keys).toHaveLength(2 * new Set(whole.map((line) => line.split(',')[8])).size);
  });

  it('complete journey: baskets of 2,377 households', async () => {
    const { quality, events } = await readAsProposed(sharedFile('complete-journey-transactions.csv.gz'));
    const lines = sharedText('complete-journey-transactions.csv.gz').trim().split('\n').slice(1);
    const cells = lines.map((line) => line.split(','));
    expect(quality.rowsRead).toBe(lines.length);
    expect(quality.users).toBe(new Set(cells.map((row) => row[0])).size);
    expect(quality.orders).toBe(new Set(cells.map((row) => `${row[0]} ${row[2]}`)).size);
    expect(quality.revenue).toBeCloseTo(
      cells.reduce((sum, row) => sum + Number(row[5]), 0),
      4,
    );
    expect(events.order!.names.every((name) => /^\d+$/.test(name))).toBe(true);
  });
});
