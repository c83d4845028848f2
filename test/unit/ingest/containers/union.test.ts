import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { cleanCsv, previewFile } from '../../../../workers/ingest';
import { readTable } from '../../../../workers/ingest/read-table';
import { fileSet, filesOfSet } from '../../../../workers/protocol/file-set';
import { drive } from '../../../../workers/protocol/progress';
import type { ReadingNote } from '../../../../workers/protocol/reading';
import { zipOf } from '../../../fixtures/zip';
import { failure, fileOf, mappingOf, read, rejectedText } from '../support';
import { lines, textOf } from './support';

const CORE = ['user', 'time', 'event', 'price', 'item', 'shop', 'city', 'device'];
const OFTEN = ['channel', 'coupon'];

type Row = Readonly<Record<string, string>>;
interface Month {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly row: Row; readonly surplus: number }[];
}

/** Few values, so that some rows come again; `surplus`: cells that the row has more than its header, fewer where negative. Most rows are whole. */
const month: fc.Arbitrary<Month> = fc.subarray(OFTEN).chain((some) =>
  fc.record({
    columns: fc.shuffledSubarray([...CORE, ...some], { minLength: CORE.length + some.length }),
    rows: fc.array(
      fc.record({
        row: fc.record({
          user: fc.constantFrom('u1', 'u2'),
          time: fc.constantFrom('2024-01-01', '2024-02-02 10:00:00'),
          event: fc.constantFrom('view', 'buy'),
          price: fc.constantFrom('1', '2.5'),
          item: fc.constant('a "b", c'),
          shop: fc.constant('S 1'),
          city: fc.constantFrom('Köln', ''),
          device: fc.constant('web'),
          channel: fc.constantFrom('mail', 'ads'),
          coupon: fc.constantFrom('X9', ''),
        }),
        surplus: fc.constantFrom(0, 0, 0, 0, -1, 1, 2),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  }),
);

const quoted = (cell: string) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** As many whole rows as there are others, and one more: what stands at the end may be a note. */
const allRows = ({ rows }: Month): Month['rows'] => [
  ...rows,
  ...[...rows, rows[0]!].map(({ row }, i) => ({ row: { ...row, user: `v${i}` }, surplus: 0 })),
];

/** A month as a file: its own columns alone. */
function written(each: Month): string {
  const { columns } = each;
  const cellsOf = ({ row, surplus }: Month['rows'][number]) => {
    const cells = columns.map((column) => row[column]!);
    return surplus < 0 ? cells.slice(0, surplus) : [...cells, ...new Array<string>(surplus).fill('more')];
  };
  return lines(columns.join(','), ...allRows(each).map((row) => cellsOf(row).map(quoted).join(',')));
}

/** Rows that no earlier one repeats: in all columns, or in those of all months, where one of the two has nothing in the others. */
function firstOfEach(whole: readonly string[], inAll: readonly boolean[]): string[] {
  const rows = whole.map((row) => JSON.parse(row) as string[]);
  const repeats = (row: readonly string[], other: readonly string[]) => {
    const isBare = (cells: readonly string[]) => cells.every((cell, i) => inAll[i]! || cell === '');
    return row.every((cell, i) => cell === other[i] || (!inAll[i]! && isBare(row) !== isBare(other)));
  };
  return whole.filter((_, at) => !rows.slice(0, at).some((earlier) => repeats(rows[at]!, earlier)));
}

const notesOf = (notes: readonly ReadingNote[]) =>
  notes.filter(({ key }) => key.startsWith('columns-')).map(({ key, count, params }) => [key, count, params!['columns'], params!['files']]);

describe('files that gain or lose columns', () => {
  it('are the union of their rows by name, whatever the months', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(month, { minLength: 2, maxLength: 5 }), async (months) => {
        const set = fileSet(months.map((each, i) => new File([written(each)], `${i + 1}.csv`)));
        const columns: string[] = [];
        for (const each of months) for (const column of each.columns) if (!columns.includes(column)) columns.push(column);
        const whole: string[] = [];
        const ragged: string[] = [];
        months.forEach((each, i) => {
          const { columns: own } = each;
          allRows(each).forEach(({ row, surplus }, at) => {
            if (surplus === 0) whole.push(JSON.stringify(columns.map((column) => (own.includes(column) ? row[column] : ''))));
            else ragged.push(`${i + 1}.csv,${at + 2},ragged`);
          });
        });
        const kept = firstOfEach(
          whole,
          columns.map((column) => months.every((each) => each.columns.includes(column))),
        );
        const roles = { user: 'user', time: 'time', event: 'event', price: 'value' } as const;
        const mapping = mappingOf(Object.fromEntries(columns.map((name) => [name, roles[name as keyof typeof roles] ?? 'other'])));
        const ingested = await read(set, mapping);
        expect(ingested.quality).toMatchObject({
          rowsRead: whole.length + ragged.length,
          kept: kept.length,
          duplicates: whole.length - kept.length,
          rejected: { ragged: ragged.length },
        });
        const table = await readTable(set);
        expect(table.header).toEqual(columns);
        const clean = await (await drive(cleanCsv({ file: set, mapping, rejected: ingested.rejected, cleaned: ingested.cleaned! }))).text();
        const [names, ...cells] = Papa.parse<string[]>(clean.replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data;
        expect(names).toEqual(columns);
        expect(cells.map((row) => JSON.stringify(row))).toEqual(kept);
        const rejected = await rejectedText(set, mapping, ingested);
        expect(rejected.match(/^\d+\.csv,\d+,ragged/gm) ?? []).toEqual(ragged);
        for (const name of columns) {
          const without = months.flatMap(({ columns: own }, i) => (own.includes(name) ? [] : [`${i + 1}.csv`]));
          const told = notesOf(table.announcements).filter(([, , names]) => String(names).split(', ').includes(name));
          const having = months.map((_, i) => `${i + 1}.csv`).filter((file) => !without.includes(file));
          const few = without.length > having.length;
          expect(told.map(([key, , , files]) => [key, files])).toEqual(
            without.length === 0 ? [] : [few ? ['columns-only-in', having.join(', ')] : ['columns-not-in', without.join(', ')]],
          );
        }
      }),
      { numRuns: 18 },
    );
  });

  it('are announced beside the preview, and read as one table, in a ZIP as well', async () => {
    const files = [
      { name: '2024-01.csv', content: lines('user,time,event,price', 'u1,2024-01-01,buy,1', 'u2,2024-01-02,view,2') },
      { name: '2024-02.csv', content: lines('Channel,time,user,price,event', 'mail,2024-02-01,u1,3,buy', 'Channel,time,user,price,event') },
      { name: '2024-03.csv', content: lines('user,time,event,price,channel,', 'u2,2024-03-01,buy,4,ads,', 'u3,2024-03-01,buy,5,ads,') },
      { name: '2024-04.csv', content: lines('u4,2024-04-01,buy,6') },
    ];
    const mapping = mappingOf({ user: 'user', time: 'time', event: 'event', price: 'value', Channel: 'category' });
    for (const file of [fileSet(files.map(({ name, content }) => new File([content], name))), fileOf(zipOf(files), 'year.zip')]) {
      expect((await textOf(file)).columns).toEqual(['user', 'time', 'event', 'price', 'Channel']);
      const { readingNotes, columns } = await previewFile(file);
      expect(notesOf(readingNotes!)).toEqual([['columns-not-in', 1, 'Channel', '2024-01.csv, 2024-04.csv']]);
      expect(columns.map(({ name }) => name)).toEqual(['user', 'time', 'event', 'price', 'Channel']);
      const ingested = await read(file, mapping);
      // An update shows no preview of the files that it adds.
      expect(notesOf(ingested.quality.readingNotes!)).toEqual(notesOf(readingNotes!));
      expect(ingested.quality).toMatchObject({ rowsRead: 7, kept: 6, rejected: { 'repeated-header': 1, ragged: 0 } });
      expect(ingested.quality.missing.find(({ column }) => column === 'Channel')).toMatchObject({ missing: 3 });
      const { category, userIds, userOffsets } = ingested.events;
      const namesOf = (user: string) => {
        const at = userIds.indexOf(user);
        return [...category!.codes.subarray(userOffsets[at]!, userOffsets[at + 1]!)].map((code) => category!.names[code] ?? '');
      };
      expect([namesOf('u1'), namesOf('u2'), namesOf('u3'), namesOf('u4')]).toEqual([['', 'mail'], ['', 'ads'], ['ads'], ['']]);
    }
  });

  it('are one table under the names that a person gave, which are kept with the mapping and announced', async () => {
    const set = fileSet([
      new File([lines('user,time,price', 'u1,2024-01-01,1')], 'a.csv'),
      new File([lines('stamp,amount,kunde', '2024-02-01,2,u2')], 'b.csv'),
      new File([lines('user,time,price,amount', 'u3,2024-03-01,3,9')], 'c.csv'),
    ]);
    const renamed = [
      { from: 'kunde', to: 'user' },
      { from: 'stamp', to: 'time' },
      { from: 'amount', to: 'price' },
    ];
    const pair = fileSet((await filesOfSet(set))!.slice(0, 2));
    expect((await failure(previewFile(pair))).code).toBe('files-differ');
    const { mapping, readingNotes } = await previewFile(pair, undefined, { renamed });
    expect(mapping.reading).toEqual({ renamed });
    expect(notesOf(readingNotes!)).toEqual([['columns-renamed', 3, 'stamp → time, amount → price, kunde → user', 'b.csv']]);
    const { events } = await read(pair, mapping);
    expect([events.userIds, [...events.value!]]).toEqual([
      ['u1', 'u2'],
      [1, 2],
    ]);
    // A file that has the column itself has another beside it.
    expect((await failure(previewFile(set, undefined, { renamed }))).params).toMatchObject({ name: 'c.csv', columns: '+ amount' });
  });

  it('keep a column that bears the name which another is to have, however it is written', async () => {
    const set = fileSet([
      new File([lines('user,time,price,amount', 'u1,2024-01-01,1,7')], 'a.csv'),
      new File([lines('user,time,amount, Price', 'u2,2024-02-01,9,2')], 'b.csv'),
      new File([lines('user,time,Betrag,amount', 'u3,2024-03-01,3,8')], 'c.csv'),
    ]);
    const { mapping } = await previewFile(set, undefined, {
      renamed: [
        { from: 'betrag ', to: 'price' },
        { from: 'amount', to: 'price' },
      ],
    });
    const priced = {
      ...mapping,
      columns: mapping.columns.map((column) => ({ ...column, role: column.name === 'price' ? 'value' : column.role })),
    };
    const { events } = await read(set, priced as typeof mapping);
    expect([...events.value!]).toEqual([1, 2, 3]);
  });

  it('are renamed from the names that they have, in whatever order it was said', async () => {
    const set = fileSet([
      new File([lines('user,time,price', 'u1,2024-01-01,1')], 'a.csv'),
      new File([lines('buyer,user,price', 'u2,2024-02-01,2')], 'b.csv'),
      new File([lines('buyer,time,price', 'u3,2024-03-01,3')], 'c.csv'),
    ]);
    const renamed = [
      { from: 'buyer', to: 'user' },
      { from: 'user', to: 'time' },
    ];
    for (const pairs of [renamed, renamed.toReversed()]) {
      const { mapping } = await previewFile(set, undefined, { renamed: pairs });
      const { events } = await read(set, mapping);
      expect(events.userIds).toEqual(['u1', 'u2', 'u3']);
      expect([...events.time].map((time) => new Date(time).getUTCMonth())).toEqual([0, 1, 2]);
    }
  });

  it('that are objects have what stands in few rows, and after their beginnings alone, under the column of the others', async () => {
    const row = (i: number) => ({
      user: `u${i % 90}`,
      time: new Date(Date.UTC(2024, 0, 1) + i * 60_000).toISOString(),
      event: 'view',
      item: `p${i % 7}`,
    });
    const written = (count: number, from: number, coupon: (i: number) => object) =>
      lines(...Array.from({ length: count }, (_, i) => JSON.stringify({ ...row(from + i), ...coupon(i) })));
    const set = fileSet([
      new File([written(9_000, 0, (i) => (i < 8_991 ? {} : { coupon: `late${i - 8_991}` }))], 'a.jsonl'),
      new File([written(50, 40_000, () => ({ coupon: 'b' }))], 'b.jsonl'),
    ]);
    const mapping = mappingOf({ user: 'user', time: 'time', event: 'event', item: 'item', coupon: 'category' });
    const { quality, events } = await read(set, mapping);
    expect(quality).toMatchObject({ rowsRead: 9_050, kept: 9_050, readingNotes: [], unwrapped: { laterFields: [] } });
    const { codes, names } = events.category!;
    const found = [...codes].flatMap((code) => names[code] ?? []).sort();
    expect(found).toEqual([...new Array<string>(50).fill('b'), ...Array.from({ length: 9 }, (_, i) => `late${i}`)]);
  });

  it('belong together where they share most columns, among them those that say who, when, what and how much', async () => {
    const read = (...headers: string[]) =>
      failure(
        textOf(
          fileSet(
            headers.map(
              (header, i) =>
                new File(
                  [
                    lines(
                      header,
                      ...[1, 2, 3].map((n) =>
                        header
                          .split(',')
                          .map((_, c) => `${n}${c}`)
                          .join(','),
                      ),
                    ),
                  ],
                  `${i}.csv`,
                ),
            ),
          ),
        ),
      );
    const codes = async (...headers: string[]) => (await read(...headers)).code;
    const events = 'user_id,timestamp,item_id,channel';
    const orders = 'order_id,customer_id,date,sku,quantity,price,status,channel';
    expect(await codes(events, `${events},device`)).toBe('none');
    // By and by, from month to month.
    const growing = [events, `${events},a`, `${events},a,b`, `${events},a,b,c`, `${events},a,b,c,d`];
    expect(await codes(...growing)).toBe('none');
    // In the end too few would be in all of them.
    expect(await codes(...growing, `${events},a,b,c,d,e`)).toBe('files-differ');
    const kinds: readonly (readonly [string, string])[] = [
      ['order_id,customer_id,order_date,amount,status', 'customer_id,name,email,city,country'],
      ['order_id,customer_id,order_status,order_purchase_timestamp', 'order_id,payment_sequential,payment_type,payment_value'],
      ['customer_id,name,email,city,country,since', 'customer_id,name,street,city,country,zip'],
      ['order_id,customer_id,date,sku,quantity,price,status', 'order_id,customer_id,date,sku,quantity,reason'],
      ['session_id,timestamp,item_id,category', 'session_id,timestamp,item_id,price,quantity'],
      // One column more alone, but the one that makes a view a purchase.
      ['sessionId,userId,itemId,timeframe,eventdate', 'sessionId,userId,timeframe,eventdate,ordernumber,itemId'],
      ['user_id,item_id,rating,timestamp', 'user_id,item_id,tag,timestamp'],
      // The same column under another name.
      ['user,time,event,item,shop,city,device,channel,price', 'user,time,event,item,shop,city,device,channel,amount'],
      [events, 'user_id,timestamp,item_id'],
      // Refunds have all that purchases have, and their amounts are not revenue.
      [orders, `${orders},refund_reason,refunded_by`],
      [orders, `${orders},returned`],
      [orders, `${orders},cancelReason`],
      [orders, `${orders},退款时间`],
    ];
    expect(await codes(orders, `${orders},returning_customer`)).toBe('none');
    for (const [one, other] of kinds) {
      expect([one, await codes(one, other)]).toEqual([one, 'files-differ']);
      expect([other, await codes(other, one)]).toEqual([other, 'files-differ']);
    }
    expect((await read('user,time,event,item,price', 'user,time,item,city')).params).toEqual({
      name: '1.csv',
      first: '0.csv',
      columns: '− event, − price, + city',
    });
  });
});
