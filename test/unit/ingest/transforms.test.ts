import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { previewFile } from '../../../workers/ingest';
import { FLAG } from '../../../workers/protocol/events';
import { defaultRecipe, RecipeSchema } from '../../../workers/protocol/recipe';
import { random } from '../../../workers/math/random';
import { instacart, instacartOrders } from '../../fixtures/presets/research';
import { csvOf } from '../../fixtures/presets/sheet';
import { failure, fileOf, mappingOf, read, rejectedText } from './support';

const LINES = mappingOf(
  { Name: 'order', Email: 'user', Status: 'status', 'Created at': 'time', Price: 'value', Quantity: 'quantity' },
  { valueIs: 'unit', fillDown: true, cancelledStates: ['refunded'], unpaidStates: ['pending'] },
);
const HEADER = 'Name,Email,Status,Created at,Price,Quantity\n';

describe('filling down by order', () => {
  it('takes from the same order only, wherever its lines stand', async () => {
    const file = fileOf(
      `${HEADER}#1,a@x,paid,2024-01-01,1.00,1\n#1,,,,2.00,3\n#2,,paid,2024-01-02,4.00,1\n#3,c@x,refunded,2024-01-03,8.00,1\n#1,,,,16.00,1\n` +
        `#3,,,,32.00,2\n,,,,64.00,1\n`,
    );
    const { quality, events, rejected } = await read(file, LINES);
    expect(events.userIds).toEqual(['a@x', 'c@x']);
    expect([...events.value!]).toEqual([1, 6, 16, 0, 0]);
    expect([...events.flags].map((flag) => flag === FLAG.refund)).toEqual([false, false, false, true, true]);
    // Guest #2 and the line of no order have no user; nothing ran over from the order before.
    expect(quality.rejected['no-user']).toBe(2);
    expect([...rejected.lines]).toEqual([4, 8]);
    expect(quality.orders).toBe(1);
    expect(await rejectedText(file, LINES, { quality, events, rejected })).toContain('4,no-user,#2,,paid,2024-01-02,4.00,1');
    expect(Object.fromEntries(quality.missing.map(({ column, missing }) => [column, missing]))).toEqual({
      Name: 1,
      Email: 2,
      Status: 1,
      'Created at': 1,
      Price: 0,
      Quantity: 0,
    });
  });

  it('lets a later line say otherwise for the lines below it', async () => {
    const { events } = await read(fileOf(`${HEADER}#1,a,paid,2024-01-01,1,1\n#1,b,,,1,1\n#1,,,,1,2\n`), LINES);
    expect([events.userIds, [...events.userOffsets]]).toEqual([
      ['a', 'b'],
      [0, 1, 3],
    ]);
  });
});

describe('order states', () => {
  it('cancel an order without money that no other row brought, and leave unpaid ones out of the purchases', async () => {
    const { quality, events } = await read(
      fileOf(
        `${HEADER}#1,a,paid,2024-01-01,10,2\n#2,a,refunded,2024-01-02,7,1\n#3,a,pending,2024-01-03,5,1\n#4,a,unheard of,2024-01-04,1,1\n`,
      ),
      LINES,
    );
    expect([...events.value!]).toEqual([20, 0, 0, 1]);
    expect([...events.flags]).toEqual([FLAG.purchase, FLAG.refund, 0, FLAG.purchase]);
    expect(events.type.names).toEqual(['purchase', 'refund', 'unpaid order']);
    expect(quality).toMatchObject({ orders: 2, revenue: 21, refundRows: 1, refundValue: 0 });
  });

  it('give types to the kinds of orders that there are, and no others', async () => {
    const typesOf = async (lines: string) => {
      const { events, quality } = await read(fileOf(`${HEADER}${lines}`), LINES);
      return [events.type.names, events.purchaseCodes, quality.eventTypes.map(({ type, rows }) => [type, rows])];
    };
    expect(await typesOf('#1,a,paid,2024-01-01,10,2\n#3,a,pending,2024-01-03,5,1\n')).toEqual([
      ['purchase', 'unpaid order'],
      [0],
      [
        ['purchase', 1],
        ['unpaid order', 1],
      ],
    ]);
    expect(await typesOf('#3,a,pending,2024-01-03,5,1\n#2,a,refunded,2024-01-02,7,1\n')).toEqual([
      ['refund', 'unpaid order'],
      [],
      [
        ['refund', 1],
        ['unpaid order', 1],
      ],
    ]);
  });

  it('are found in files of no known layout, where most values are states of orders', async () => {
    const rows = (states: readonly string[]) =>
      Array.from({ length: 60 }, (_, i) => `u${i % 9},2024-01-${10 + (i % 20)},o${i},${states[i % states.length]},5`).join('\n');
    const orders = await previewFile(
      fileOf(`customer_id,order_date,order_id,status,amount\n${rows(['delivered', 'Cancelled', 'unpaid'])}\n`),
    );
    expect(orders.mapping).toMatchObject({ cancelledStates: ['Cancelled'], unpaidStates: ['unpaid'] });
    expect(orders.mapping.columns[3]!.role).toBe('status');
    const chinese = await previewFile(
      fileOf(`用户ID,下单时间,订单号,订单状态,金额\n${rows(['交易成功', '已取消', '未发货，退款成功', '部分退款'])}\n`),
    );
    expect(chinese.mapping.cancelledStates).toEqual(['已取消', '未发货，退款成功']);
    expect(chinese.notes!.map(({ key }) => key)).toEqual(['partly-refunded', 'cancelled-states']);
    for (const states of [
      ['active', 'gold', 'cancelled'],
      ['200', '404'],
      ['delivered', 'shipped'],
    ]) {
      const other = await previewFile(fileOf(`customer_id,order_date,order_id,status,amount\n${rows(states)}\n`));
      expect(other.mapping.columns[3]!.role).toBe('other');
      expect(other.mapping.cancelledStates).toBeUndefined();
    }
  });
});

describe('an order total on each of its lines', () => {
  const mapping = mappingOf({ order: 'order', user: 'user', time: 'time', total: 'value' }, { valueIs: 'order', cancelPrefix: 'C' });

  it('counts once, and once more where it is given back', async () => {
    const { quality, events } = await read(
      fileOf(
        'order,user,time,total\n1,a,2024-01-01,\n1,a,2024-01-01,30\n1,a,2024-01-01,30.00\n2,b,2024-01-02,5\nC2,b,2024-01-03,5\n,b,2024-01-04,1\n,b,2024-01-05,1\n',
      ),
      mapping,
    );
    expect([...events.value!]).toEqual([0, 30, 0, 5, -5, 1, 1]);
    expect(quality).toMatchObject({ revenue: 32, refundValue: 5 });
  });

  it('is proposed where the name speaks of the order and its lines agree', async () => {
    const file = (name: string, amount: (line: number, order: number) => number) =>
      fileOf(
        `order_id,customer_id,order_date,sku,${name}\n${Array.from({ length: 60 }, (_, i) => `${i >> 1},c${(i >> 1) % 7},2024-01-${10 + (i % 3)},s${i},${amount(i, i >> 1)}`).join('\n')}\n`,
      );
    expect((await previewFile(file('order_total', (_, order) => order * 3.5))).mapping.valueIs).toBe('order');
    expect((await previewFile(file('order_total', (line) => line * 3.5))).mapping.valueIs).toBe('line');
    expect((await previewFile(file('amount', (_, order) => order * 3.5))).mapping.valueIs).toBe('line');
  });
});

describe('relative time', () => {
  it('lays out each user by days between orders, weekday and hour, whatever the order of the rows', async () => {
    const orders = instacartOrders(7);
    const rng = random(7, 'rows');
    const mixed = [...orders].sort(() => rng.next() - 0.5);
    const file = fileOf(csvOf(instacart(7, mixed)));
    const { mapping } = await previewFile(file);
    expect(mapping.relativeTime).toEqual({ number: 'order_number', weekday: 'order_dow', hour: 'order_hour_of_day' });
    for (const timeZone of ['UTC', 'America/New_York']) {
      const { events } = await read(file, { ...mapping, timeZone });
      for (let u = 0; u < events.users; u++) {
        const own = orders.filter(({ user }) => String(user) === events.userIds[u]);
        const wall = Array.from(
          events.time.subarray(events.userOffsets[u], events.userOffsets[u + 1]),
          (t) => new Date(t + events.zone.offset(t)),
        );
        expect(wall.map((t) => t.getUTCHours())).toEqual(own.map(({ hour }) => hour));
        expect(wall.map((t) => t.getUTCDay())).toEqual(own.map(({ weekday }) => weekday));
        const days = wall.map((t) => Math.floor(t.getTime() / 86_400_000));
        expect(days.slice(1).map((day, i) => day - days[i]!)).toEqual(own.slice(1).map(({ gap }) => gap));
      }
    }
  });

  it('puts the morning after an evening on the next day where less than 24 hours count as none', async () => {
    const mapping = mappingOf(
      { user: 'user', n: 'other', days: 'time', hour: 'other', dow: 'other' },
      { dateFormat: 'days-since-previous', relativeTime: { number: 'n', weekday: 'dow', hour: 'hour' } },
    );
    const { events } = await read(fileOf('user,n,days,hour,dow\n1,1,,20,1\n1,2,0,9,2\n1,3,0,22,2\n1,4,6,8,1\n'), mapping);
    expect(Array.from(events.time, (t) => new Date(t).toISOString().slice(0, 13))).toEqual([
      '2000-01-03T20',
      '2000-01-04T09',
      '2000-01-04T22',
      '2000-01-10T08',
    ]);
  });

  it('gives the lines of one order one time, and says what it cannot read', async () => {
    const mapping = mappingOf(
      { user: 'user', n: 'other', days: 'time', item: 'item' },
      { dateFormat: 'days-since-previous', relativeTime: { number: 'n', weekday: null, hour: null } },
    );
    const { events, quality } = await read(
      fileOf('user,n,days,item\n1,1,,a\n1,2,5,b\n1,2,5,c\n1,3,2.0,d\n1,,3,e\n1,4,soon,f\n1,4,-3,g\n1,2,5,b\n'),
      mapping,
    );
    const day = 86_400_000;
    expect(Array.from(events.time, (t) => (t - events.time[0]!) / day)).toEqual([0, 5, 5, 7]);
    expect(quality).toMatchObject({ kept: 4, duplicates: 1, rejected: { 'no-time': 1, 'bad-date': 2 } });
    expect((await failure(read(fileOf('user,n,days,item\n1,1,x,a\n'), mapping))).code).toBe('dates-unparsable');
  });
});

describe('recipes of before', () => {
  it('still parse, and mean what they meant', () => {
    const old = mappingOf({ id: 'user', day: 'time' });
    expect(v.parse(RecipeSchema, defaultRecipe(old)).mapping).toEqual(old);
  });
});
