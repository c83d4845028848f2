/** A day of January 2024, the same for rows that are 28 apart. */
export const day = (i: number) => `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`;

/** A file whose columns look like something that they are not, and what they are. */
export interface Case {
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

export const CASES: readonly Case[] = [
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
    of: 'the number of a visit is no user',
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
];
