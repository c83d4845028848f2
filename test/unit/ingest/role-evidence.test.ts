import { describe, expect, it } from 'vitest';
import { checkMapping, previewFile } from '../../../workers/ingest';
import { CASES, day } from './role-cases';
import { fileOf, readAsProposed } from './support';

const table = (header: string | null, row: (i: number) => string, count = 60) =>
  fileOf([...(header === null ? [] : [header]), ...Array.from({ length: count }, (_, i) => row(i))].join('\n') + '\n');

async function previewOf(file: File) {
  const preview = await previewFile(file);
  const roles = Object.fromEntries(preview.mapping.columns.flatMap(({ name, role }) => (role === 'other' ? [] : [[role, name]])));
  return { ...preview, roles, noteKeys: (preview.notes ?? []).map(({ key }) => key) };
}

describe('money and counts', () => {
  it('an amount that is mostly 1 is a quantity where another column is called after money, and no other is', async () => {
    const row = (i: number) => `${day(i)},c${i % 7},p${i % 5},${i % 3 === 0 ? 2 : 1},${(i % 3 === 0 ? 2 : 1) * (10 + (i % 5))}`;
    const { roles } = await previewOf(table('Date,Customer ID,Product ID,Amount,Sales Price', row));
    expect(roles).toMatchObject({ quantity: 'Amount', value: 'Sales Price' });
    const spent = await previewOf(table('Date,Customer ID,Amount,List Price', (i) => `${day(i)},c${i % 7},${20 + i},${30 + i}`));
    expect(spent.roles).toMatchObject({ value: 'Amount' });
    expect(spent.roles).not.toHaveProperty('quantity');
  });

  it('a price that grows with the quantity is that of the row, and one that does not is that of a piece', async () => {
    const sold = (grows: boolean) => (i: number) => {
      const [quantity, price] = [1 + (i % 4), 10.25 + (i % 3)];
      return `c${i % 7},${day(i)},p${i % 3},${quantity},${(grows ? price * quantity : price).toFixed(2)}`;
    };
    const header = 'customer_id,date,category,quantity,price';
    const revenue = Array.from({ length: 60 }, (_, i) => (1 + (i % 4)) * (10.25 + (i % 3))).reduce((a, b) => a + b, 0);
    for (const grows of [true, false]) {
      const file = table(header, sold(grows));
      expect((await previewFile(file)).mapping.valueIs).toBe(grows ? 'line' : 'unit');
      expect((await readAsProposed(file)).quality.revenue).toBeCloseTo(revenue, 6);
    }
  });

  it('says so where amounts are in cents, or mostly below 0', async () => {
    const cents = await previewOf(table('user_id,created_at,price_cents', (i) => `u${i % 7},${day(i)},${1000 + i}`));
    expect(cents.noteKeys).toContain('small-units');
    for (const name of [
      'amount (cents)',
      'Total [minor units]',
      '支付金额（分）',
      '实付金额(单位：分)',
      '支付金额（厘）',
      'amount (EUR)',
      '支付金额（元）',
      '金额（含积分）',
    ]) {
      const { noteKeys, roles } = await previewOf(table(`user_id,created_at,${name}`, (i) => `u${i % 7},${day(i)},${1000 + i}`));
      expect([roles['value'], noteKeys.includes('small-units')]).toEqual([name, !/EUR|元|积分/.test(name)]);
    }
    const debits = await previewOf(table('user_id,created_at,amount', (i) => `u${i % 7},${day(i)},${i % 9 === 0 ? '' : '-'}${10 + i}`));
    expect(debits.noteKeys).toContain('mostly-negative');
    expect(cents.noteKeys).not.toContain('mostly-negative');
  });

  it('finds amounts whose names end in a currency', async () => {
    for (const name of ['Betrag CHF', '"Сумма, руб."', 'Total Price EUR'])
      expect((await previewOf(table(`customer_id;date;${name}`, (i) => `c${i % 7};${day(i)};${i}.50`))).roles['value']).toBeDefined();
    const { roles } = await previewOf(table('customer_id,date,discount_eur', (i) => `c${i % 7},${day(i)},${i}.50`));
    expect(roles).not.toHaveProperty('value');
  });
});

describe('who the user is', () => {
  it('is told by the column that is filled, tells users apart and does not name guests', async () => {
    const roles = async (header: string, row: (i: number) => string) => (await previewOf(table(header, row, 120))).roles['user'];
    expect(await roles('user_id,visitor_id,date', (i) => `${i % 3 ? '' : `u${i % 7}`},v${i % 11},${day(i)}`)).toBe('visitor_id');
    expect(await roles('user_id,email,date', (i) => `${i % 4 ? 0 : i % 30},m${i % 30}@x.org,${day(i)}`)).toBe('email');
    expect(await roles('Customer,Email,Date', (i) => `${['Ann Lee', 'Bob Ray', 'Cy Day'][i % 3]},m${i % 9}@x.org,${day(i)}`)).toBe('Email');
    expect(await roles('Buyer Username,Buyer Email,Date', (i) => `b${i % 9},x@members.org,${day(i)}`)).toBe('Buyer Username');
    expect(await roles('user_id,visitor_id,date', (i) => `u${i % 7},v${i % 11},${day(i)}`)).toBe('user_id');
  });

  it('is told of, where one of many users has a great part of the rows', async () => {
    const of = (crowd: number) => previewOf(table('user_id,date', (i) => `${i % crowd ? `u${i % 40}` : 'guest'},${day(i)}`, 120));
    expect((await of(3)).notes).toContainEqual({
      key: 'crowded-user',
      tone: 'watch',
      params: { column: 'user_id', example: 'guest', share: 1 / 3 },
    });
    expect((await of(30)).noteKeys).not.toContain('crowded-user');
  });

  it('is an id that comes again at other times, and no order or seller', async () => {
    const row = (i: number) => `${86000 + (i % 20)},${day(i)},${i}.50`;
    expect((await previewOf(table('id,date,amount', row))).roles).toMatchObject({ user: 'id', time: 'date' });
    // The lines of an order have one day.
    const orders = await previewOf(table('id,date,amount', (i) => `${86000 + (i >> 1)},${day(i >> 1)},${i}.50`));
    expect(orders.roles).not.toHaveProperty('user');
    const token = (i: number) => `rxIP2f2aN0rYNp9toI0Obt7N${10 + (i % 20)}=`;
    expect((await previewOf(table('msno,date,total_secs', (i) => `${token(i)},${day(i)},${i}.5`))).roles).toEqual({
      user: 'msno',
      time: 'date',
    });
    const sellers = await previewOf(
      table('order_id,seller_id,date,price', (i) => `o${i},${'ab12'.repeat(7)}${1000 + (i % 20)},${day(i)},${i}`),
    );
    expect(sellers.roles).not.toHaveProperty('user');
  });

  it('is each session where nothing else says who it is', async () => {
    const shown = await previewOf(
      table('session,aid,ts,type', (i) => `${500 + (i >> 2)},${i % 9},${1_704_067_200 + i * 60},${i % 5 ? 'clicks' : 'orders'}`),
    );
    expect(shown.roles).toEqual({ user: 'session', item: 'aid', time: 'ts', event: 'type' });
    expect(shown.noteKeys).toContain('sessions-as-users');
    const known = await previewOf(table('session,user_id,ts', (i) => `${500 + (i >> 2)},u${i % 9},${1_704_067_200 + i * 60}`));
    expect(known.roles).toMatchObject({ user: 'user_id', session: 'session' });
    expect(known.noteKeys).not.toContain('sessions-as-users');
  });
});

describe('when it was', () => {
  const late = (i: number) => `${day(i)} 21:05:${10 + (i % 40)}`;

  it('is the column with the time of day where another has the same days alone', async () => {
    expect((await previewOf(table('date,user_id,visit_start_time', (i) => `${day(i)},u${i % 7},${late(i)}`))).roles['time']).toBe(
      'visit_start_time',
    );
    // Filled for some rows, or of other days.
    expect((await previewOf(table('date,user_id,paid_time', (i) => `${day(i)},u${i % 7},${i % 2 ? late(i) : ''}`))).roles['time']).toBe(
      'date',
    );
    expect((await previewOf(table('date,user_id,paid_time', (i) => `${day(i)},u${i % 7},${late(i + 9)}`))).roles['time']).toBe('date');
  });

  it('is no time of day alone', async () => {
    const row = (i: number) => `u${i % 7},${i + 10}.5,"Jan ${1 + (i % 28)}, 2024",9:${10 + (i % 40)}:07 PM`;
    expect((await previewOf(table('Email,Total,Date created,Time', row))).roles).toMatchObject({ time: 'Date created', clock: 'Time' });
  });

  it('with an hour behind eight digits is not in 2034', async () => {
    const { quality } = await readAsProposed(table('user_id,hour', (i) => `u${i % 7},202401${10 + (i % 10)}0${i % 10}`));
    expect([quality.from, quality.to]).toEqual([Date.UTC(2024, 0, 10), Date.UTC(2024, 0, 19, 9)]);
  });
});

describe('what happened', () => {
  it('kinds of orders are no events, so that their money counts', async () => {
    const file = table('order_id,customer_id,type,order_date,total', (i) => `${i},c${i % 7},${i % 3 ? 'standard' : 'express'},${day(i)},5`);
    expect((await previewOf(file)).roles).not.toHaveProperty('event');
    expect((await readAsProposed(file)).quality.revenue).toBe(300);
    const refunds = await previewOf(
      table('order_id,customer_id,type,date,total', (i) => `${i},c${i % 7},${i % 3 ? 'charge' : 'refund'},${day(i)},5`),
    );
    expect(refunds.mapping).toMatchObject({ purchaseTypes: ['charge'], refundTypes: ['refund'] });
  });

  it.each([
    ['Storniert / Abgelehnt', 'Komplett abgeschlossen'],
    ['Batal', 'Selesai'],
    ['취소', '구매확정'],
    ['キャンセル確定', '処理済'],
    ['Отменён', 'Доставлен'],
    ['İptal Edildi', 'Teslim Edildi'],
    ['Geannuleerd', 'Bezorgd'],
  ])('an order that is “%s” brings nothing, one that is “%s” does', async (cancelled, good) => {
    const file = table('order_id;customer_id;date;total;order_status', (i) => `${i};c${i % 7};${day(i)};5;${i % 6 ? good : cancelled}`);
    expect((await readAsProposed(file)).quality).toMatchObject({ kept: 60, refundRows: 10, revenue: 250 });
  });

  it('is rather told by a column with several types than by one that is the same in all rows', async () => {
    const events = await previewOf(
      table('userId,eventTime,eventType,eventName', (i) => `u${i % 7},${day(i)},custom,${i % 5 ? 'viewGoods' : 'paySuccess'}`),
    );
    expect(events.roles['event']).toBe('eventName');
    expect(events.mapping.purchaseTypes).toEqual(['paySuccess']);
    const deals = await previewOf(
      table(
        'Account Name,Close Date,Type,Stage,Amount',
        (i) => `Acme ${i % 7},${day(i)},New Business,${i % 2 ? 'Closed Won' : 'Closed Lost'},5`,
      ),
    );
    expect(deals.roles).toMatchObject({ user: 'Account Name', event: 'Stage' });
    expect(deals.mapping.purchaseTypes).toEqual(['Closed Won']);
  });
});

describe('tables without a header', () => {
  it('of ratings have no quantities, and items beside the users', async () => {
    const { roles } = await previewOf(
      table(null, (i) => `${1 + (i >> 2)}::${100 + ((i * 7) % 90)}::${1 + (i % 5)}::${1_704_067_200 + i * 60}`, 300),
    );
    expect(roles).toEqual({ user: 'column 1', item: 'column 2', time: 'column 4' });
  });

  it('of places have no money', async () => {
    const row = (i: number) => [10 + (i % 30), `${day(i)}T10:00:00Z`, `30.23590${1000 + i}`, `-97.79513${1000 + i}`].join('\t');
    expect((await previewOf(table(null, row, 120))).roles).toEqual({ user: 'column 1', time: 'column 2' });
  });
});

describe('what a row is', () => {
  it('of figures with a day of the month is a user, and of several dates of a key that never comes again, too', async () => {
    const bank = await previewOf(table('age;job;day;month;y', (i) => `${20 + i};clerk;${1 + (i % 28)};may;${i % 2 ? 'yes' : 'no'}`));
    expect(bank.tables!.kind).toBe('users');
    expect(checkMapping(bank)).toBeNull();
    const header = 'master_id,order_channel,first_order_date,last_order_date,customer_value_total';
    const customers = await previewOf(table(header, (i) => `k${1000 + i},App,${day(i)},${day(i + 3)},${i}.5`));
    expect(customers.tables!.kind).toBe('users');
    expect(customers.roles['user']).toBe('master_id');
  });

  it('is a line of an order where orders come again and items do not', async () => {
    const lines = await previewOf(table('order_id,product_id,reordered', (i) => `${2 + (i >> 3)},${1000 + i},${i % 2}`));
    expect(lines.tables!.kind).toBe('events');
  });
});

describe('what looks like one thing and is another', () => {
  it.each(CASES)('$of', async ({ header, row, rows = 60, roles: expected = {}, kind, read }) => {
    const file = table(header, row, rows);
    const { roles, tables } = await previewOf(file);
    for (const [role, name] of Object.entries(expected)) expect([role, roles[role] ?? null]).toEqual([role, name]);
    if (kind !== undefined) expect(tables!.kind).toBe(kind);
    if (read !== undefined) expect((await readAsProposed(file)).quality).toMatchObject(read);
  });
});

describe('what the person is told of the user', () => {
  it('a column called id and no more may be of anything, and one that is called after the user may be empty', async () => {
    const prices = await previewOf(table('id,date,price', (i) => `${500 + (i % 11)},${day(i)},${10 + i}.5`));
    expect(prices.notes).toContainEqual({ key: 'id-as-user', tone: 'watch', params: { column: 'id' } });
    const devices = await previewOf(table('user_id,device_id,date', (i) => `${i % 5 ? '' : `u${i % 7}`},d${i % 11},${day(i)}`));
    expect(devices.roles['user']).toBe('device_id');
    expect(devices.notes).toContainEqual({
      key: 'user-instead',
      tone: 'calm',
      params: { column: 'device_id', wanted: 'user_id', share: 0.8 },
    });
  });
});
