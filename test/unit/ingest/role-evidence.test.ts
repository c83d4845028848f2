import { describe, expect, it } from 'vitest';
import { checkMapping, previewFile } from '../../../workers/ingest';
import { fileOf, readAsProposed } from './support';

const day = (i: number) => `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`;
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

interface Case {
  readonly of: string;
  readonly header: string | null;
  readonly row: (i: number) => string;
  readonly rows?: number;
  /** null: no column may have the role. */
  readonly roles?: Readonly<Record<string, string | null>>;
  readonly kind?: string;
  readonly read?: Readonly<Record<string, unknown>>;
}

const pick = (i: number, ...values: readonly string[]) => values[i % values.length]!;
const ledger = (...types: string[]) => ({
  row: (i: number) => `t${i},u${i % 7},${pick(i, ...types)},10,${day(i)}`,
  read: { revenue: 0 },
});

describe('what looks like one thing and is another', () => {
  it.each<Case>([
    {
      of: 'a ledger keeps its types',
      header: 'transaction_id,user_id,type,amount,created_at',
      ...ledger('deposit', 'withdrawal', 'transfer', 'bet'),
      roles: { event: 'type' },
    },
    {
      of: 'games keep their events',
      header: 'transaction_id,user_id,event_name,amount,created_at',
      ...ledger('spin', 'win', 'bonus'),
      roles: { event: 'event_name' },
    },
    {
      of: 'parcels keep their events',
      header: 'order_id,customer_id,event,total,timestamp',
      ...ledger('picked', 'packed', 'dispatched'),
      roles: { event: 'event' },
    },
    {
      of: 'quotes are no orders',
      header: 'order_id,customer_id,type,amount,date',
      ...ledger('gift', 'quote', 'credit note'),
      roles: { event: 'type' },
    },
    {
      of: 'one kind of order among known ones',
      header: 'order_id,customer_id,type,amount,date',
      row: (i) => `o${i},u${i % 7},${pick(i, 'Online', 'In-Store', 'Pickup')},10,${day(i)}`,
      roles: { event: null },
      read: { revenue: 600 },
    },
    ...[12, 19, 20].map((rows) => ({
      of: `purchases alone, beside a platform, of ${rows} rows`,
      header: 'user_id,event_name,event_time,type,revenue',
      row: (i: number) => `u${i % 7},purchase,${day(i)},${pick(i, 'ios', 'android')},10`,
      rows,
      roles: { event: 'event_name' },
      read: { orders: rows, revenue: 10 * rows },
    })),
    {
      of: 'whether somebody bought is no money',
      header: 'user_id,session_id,timestamp,page_views,purchase',
      row: (i) => `u${i % 7},s${i >> 1},${day(i)},${i % 9},${i % 5 ? 0 : 1}`,
      roles: { value: null },
    },
    {
      of: 'how often somebody bought is no money',
      header: 'user_id,session_id,timestamp,page_views,purchase',
      row: (i) => `u${i % 7},s${i >> 1},${day(i)},${i % 9},${i % 4}`,
      roles: { value: null },
    },
    {
      of: 'list prices are money',
      header: 'customer_id,date,product_id,quantity,list_price',
      row: (i) => `c${i % 7},${day(i)},p${i % 5},1,25`,
      roles: { value: 'list_price' },
      read: { revenue: 1500 },
    },
    {
      of: 'prices of plans are money',
      header: 'user_id,date,plan,plan_price',
      row: (i) => `u${i % 13},${day(i)},${pick(i, 'Basic', 'Pro')},30`,
      roles: { value: 'plan_price' },
      read: { revenue: 1800 },
    },
    {
      of: 'without a header, thousands marks',
      header: null,
      row: (i) => `${day(i)},cust${10 + (i % 12)},"${1 + (i % 8)},${100 + i}.50"`,
      roles: { value: 'column 3' },
    },
    {
      of: 'without a header, one decimal',
      header: null,
      row: (i) => `${day(i)},cust${10 + (i % 12)},${9 + (i % 40)}.9`,
      roles: { value: 'column 3' },
    },
    {
      of: 'without a header, whole amounts',
      header: null,
      row: (i) => `${day(i)},cust${10 + (i % 12)},${1000 + (i % 30) * 130}`,
      roles: { item: null },
    },
    {
      of: 'without a header, quantities in equal shares beside prices',
      header: null,
      row: (i) => `${day(i)},cust${10 + (i % 12)},${1 + (i % 6)},${9 + (i % 40)}.25`,
      roles: { quantity: 'column 3', value: 'column 4' },
    },
    ...[12, 19, 20, 60].flatMap((rows): Case[] => [
      {
        of: `members or not, of ${rows} rows`,
        header: 'Date,Customer,Member,Total',
        row: (i) => `${day(i)},${pick(i, 'Ann Lee', 'Bob Ray', 'Cy Day', 'Di Fox', 'Ed Gay')},${pick(i, 'Yes', 'No', 'No')},10`,
        rows,
        roles: { user: 'Customer' },
        read: { users: 5 },
      },
      {
        of: `accounts of a ledger, of ${rows} rows`,
        header: 'Date,Num,Customer,Account,Amount',
        row: (i) =>
          `${day(i)},${1000 + i},${pick(i, 'Ann Lee', 'Bob Ray', 'Cy Day', 'Di Fox', 'Ed Gay')},${pick(i, 'Sales', 'Services', 'Sales')},10`,
        rows,
        roles: { user: 'Customer' },
        read: { users: 5 },
      },
      {
        of: `one user's accounts, of ${rows} rows`,
        header: 'user_id,account,date,amount',
        row: (i) => `42,${pick(i, 'checking', 'savings')},${day(i)},10`,
        rows,
        roles: { user: 'user_id' },
      },
    ]),
    {
      of: 'a till where two of five say nobody',
      header: 'date,receipt_no,customer_id,member,total',
      row: (i) => `${day(i)},r${i},${i % 5 < 2 ? '' : `c${i % 9}`},${pick(i, 'Y', 'N')},10`,
      roles: { user: 'customer_id' },
    },
    {
      of: 'a till where half are customer 0',
      header: 'date,receipt_no,customer_id,member,total',
      row: (i) => `${day(i)},r${i},${i % 2 ? 0 : 100 + (i % 18)},${pick(i, 'Y', 'N')},10`,
      roles: { user: 'customer_id' },
    },
    {
      of: 'visits by phone or not',
      header: 'date,user_id,mobile,event',
      row: (i) => `${day(i)},${i % 2 ? '' : `u${i % 18}`},${pick(i, 'true', 'false', 'true')},view`,
      roles: { user: 'user_id' },
    },
    ...[48, 62].map((share) => ({
      of: `${share} % signed in`,
      header: 'user_id,device_id,event,ts',
      row: (i: number) => `${(i * 37) % 100 < share ? `u${i % 23}` : ''},d${i % 31},view,${day(i)}`,
      rows: 100,
      roles: { user: 'user_id' },
    })),
    {
      of: 'the clock of the client in ms',
      header: 'user_id,event,client_ts',
      row: (i) => `u${i % 7},view,${1_704_067_200_000 + i * 3_600_000}`,
      roles: { time: 'client_ts', user: 'user_id' },
      kind: 'events',
    },
    {
      of: 'the clock of the client in seconds',
      header: 'user_id,event,client_timestamp',
      row: (i) => `u${i % 7},view,${1_704_067_200 + i * 3600}`,
      roles: { time: 'client_timestamp' },
      kind: 'events',
    },
    {
      of: 'paths are no users',
      header: 'ts,session_id,path,event',
      row: (i) => `${day(i)},s${i >> 2},/shop/blue-running-shoe-${100 + (i % 25)},view`,
      roles: { user: 'session_id' },
    },
    ...['cta_button_blue_2024_', 'email_welcome_variant_2024_', 'SpringSaleWelcomeMail'].map((start) => ({
      of: `${start} is no user`,
      header: 'ts,placement,event',
      row: (i: number) => `${day(i)},${start}${10 + (i % 25)},view`,
      roles: { user: null },
    })),
    {
      of: 'artists are no users',
      header: 'ts,artist_id,ms_played',
      row: (i) => `${day(i)},4Z8W4fKeB5YxbusRsdQV${10 + (i % 25)},2000`,
      roles: { user: null },
    },
    {
      of: 'sessions come before a key of anything',
      header: 'session_id,ts,id,event',
      row: (i) => `s${i >> 2},2024-01-01T10:${10 + (i % 50)}:00Z,${500 + (i % 11)},view`,
      roles: { user: 'session_id' },
    },
    {
      of: 'kinds of cards are no users',
      header: 'Loyalty Number,Loyalty Card,Date,Points',
      row: (i) => `${100100 + (i % 13)},${pick(i, 'Star', 'Nova', 'Aurora')},${day(i)},${i}`,
      roles: { user: 'Loyalty Number' },
    },
    {
      of: 'kinds of cards alone are no users',
      header: 'Loyalty Card,Date,Total',
      row: (i) => `${pick(i, 'Star', 'Nova', 'Aurora')},${day(i)},10`,
      roles: { user: null },
    },
    {
      of: 'hours without a header are no money',
      header: null,
      row: (i) => `${day(i)},cust${10 + (i % 12)},${3 + (i % 40)}.${(i * 7) % 10}`,
      roles: { value: null },
    },
    {
      of: 'what became of messages is an event',
      header: 'recipient,metric,timestamp',
      row: (i) => `m${i % 9}@x.org,${pick(i, 'sent', 'opened', 'clicked')},${day(i)}`,
      roles: { event: 'metric' },
    },
    {
      of: 'points are no users',
      header: 'date,loyalty_points,amount',
      row: (i) => `${day(i)},${(i % 5) * 100},10`,
      roles: { user: null },
    },
    {
      of: 'the how manieth visit is no user',
      header: 'timestamp,session_number,page',
      row: (i) => `2024-01-01T10:${10 + (i % 50)}:00Z,${1 + (i % 4)},/p${i % 7}`,
      roles: { user: null },
    },
    {
      of: 'when it was sent is not when it was bought',
      header: 'customer_id,order_date,total,shipped_at',
      row: (i) => `c${i % 7},${day(i)},10,${day(i)}T15:00:00Z`,
      roles: { time: 'order_date' },
    },
    {
      of: 'when it was done, rather than when it was stored',
      header: 'date,user_id,ingested_at,action_ts',
      row: (i) => `${day(i)},u${i % 7},${day(i)}T15:00:00Z,${day(i)}T10:00:00Z`,
      roles: { time: 'action_ts' },
    },
    ...[12, 19, 20, 60].map((rows) => ({
      of: `the stage of a customer, of ${rows} rows`,
      header: 'customer_id,stage,signup_date,city',
      row: (i: number) => `c${i},${pick(i, 'lead', 'customer', 'churned')},${day(i)},${pick(i, 'Rome', 'Oslo')}`,
      rows,
      roles: { event: null },
    })),
    {
      of: 'dates that cannot be read are dates',
      header: 'Date,Store,Units,Sales',
      row: (i) => `${1 + (i % 28)}th of Jan,${pick(i, 'A', 'B')},${i % 9},${10 + i}.5`,
      kind: 'events',
      roles: { time: 'Date' },
    },
    ...[12, 19, 20].map((rows) => ({
      of: `films, of ${rows} rows`,
      header: 'user_id,timestamp,title,minutes',
      row: (i: number) => `u${i % 7},${day(i)},Film number ${i},${20 + i}`,
      rows,
      roles: { item: 'title' },
    })),
    {
      of: 'what was paid for, in words',
      header: 'user_id,date,description,amount',
      row: (i) => `u${i % 7},${day(i)},Payment for lesson ${i},${20 + i}`,
      roles: { item: null },
    },
  ])('$of', async ({ header, row, rows = 60, roles: expected = {}, kind, read }) => {
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
