import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ingest, previewFile } from '../../../workers/ingest';
import { FLAG } from '../../../workers/protocol/events';
import { CLEANING, failure, fileOf, mappingOf, read, readAsProposed, rejectedRows, rejectedText } from './support';

const EVENTS = mappingOf(
  { user: 'user', time: 'time', event: 'event', price: 'value', qty: 'quantity', order: 'order' },
  {
    purchaseTypes: ['buy'],
    refundTypes: ['refund'],
    cancelPrefix: 'C',
    valueIs: 'unit',
  },
);
const HEADER = 'user,time,event,price,qty,order\n';

describe('the event table', () => {
  it('is sorted by user in order of appearance, then time, then place in the file', async () => {
    const { events } = await read(
      fileOf(`${HEADER}b,2024-01-02,x,,,\na,2024-01-03,y,,,\nb,2024-01-01,z,,,\na,2024-01-03,w,,,\nb,2024-01-02,v,,,\n`),
      EVENTS,
    );
    expect(events.userIds).toEqual(['b', 'a']);
    expect([...events.userOffsets]).toEqual([0, 3, 5]);
    expect([...events.time]).toEqual([1, 2, 2, 3, 3].map((day) => Date.UTC(2024, 0, day)));
    expect([...events.type.codes].map((code) => events.type.names[code])).toEqual(['z', 'x', 'v', 'y', 'w']);
  });

  it('gives money to purchases and takes it back for refunds', async () => {
    const { events, quality } = await read(
      fileOf(
        `${HEADER}a,2024-01-01,view,9.99,,\na,2024-01-02,buy,2.50,4,O1\na,2024-01-03,buy,2.50,-1,O2\na,2024-01-04,refund,3.00,1,O3\n` +
          `a,2024-01-05,buy,2.00,3,C4\na,2024-01-06,buy,,2,O5\na,2024-01-07,buy,5,,O5\n`,
      ),
      EVENTS,
    );
    expect([...events.value!]).toEqual([0, 10, -2.5, -3, -6, 0, 5]);
    expect([...events.quantity!]).toEqual([1, 4, -1, -1, -3, 2, 1]);
    const { purchase, refund } = FLAG;
    expect([...events.flags]).toEqual([0, purchase, refund, refund, refund, purchase, purchase]);
    expect(quality).toMatchObject({ refundRows: 3, refundValue: 11.5, revenue: 3.5, orders: 2, usersWithPurchase: 1 });
  });

  it('takes every row for a purchase where there are no types, and tells refunds', async () => {
    const mapping = mappingOf({ id: 'user', day: 'time', total: 'value' });
    const { events, quality } = await read(
      fileOf('id,day,total\n1,2024-01-01,5\n1,2024-02-01,-2\n2,2024-02-01,1\n2,2024-02-01,3\n'),
      mapping,
    );
    expect(events.type.names).toEqual(['purchase', 'refund']);
    expect(events.purchaseCodes).toEqual([0]);
    expect(quality.orders).toBe(2);
    expect(quality.byMonth).toEqual([
      { month: '2024-01', events: 1, users: 1, orders: 1, revenue: 5 },
      { month: '2024-02', events: 3, users: 2, orders: 1, revenue: 2 },
    ]);
    const plain = await read(fileOf('id,day\n1,2024-01-01\n2,2024-01-01\n'), mappingOf({ id: 'user', day: 'time' }));
    expect(plain.events).toMatchObject({ value: null, quantity: null, item: null });
    expect(plain.events.type.names).toEqual(['purchase']);
    expect(plain.quality.revenue).toBeNull();
  });

  it('writes ids without decimals of zero where the whole column has them, and trims', async () => {
    const mapping = mappingOf({ id: 'user', day: 'time', item: 'item' });
    const { events } = await read(fileOf('id,day,item\n17850.0,2024-01-01,1.0\n 17850.0 ,2024-01-02,x.0\n13047.0,2024-01-01,\n'), mapping);
    expect(events.userIds).toEqual(['17850', '13047']);
    expect(events.item!.names).toEqual(['1.0', 'x.0']);
    expect([...events.item!.codes]).toEqual([0, 1, -1]);
  });

  it('places naive times by the wall clocks of the zone, and months, too', async () => {
    const mapping = mappingOf({ id: 'user', day: 'time' }, { timeZone: 'Asia/Shanghai' });
    const { events, quality } = await read(fileOf('id,day\n1,2024-02-01 00:30\n1,2024-02-01 02:00\n'), mapping);
    expect(events.time[0]).toBe(Date.UTC(2024, 0, 31, 16, 30));
    expect(quality.byMonth.map(({ month }) => month)).toEqual(['2024-02']);
  });

  it('reads decimal commas', async () => {
    const { quality } = await readAsProposed(fileOf('user;date;price;qty\na;2024-01-01;1.234,50;2\nb;2024-01-02;0,50;1\n'));
    expect(quality.revenue).toBe(2469.5);
  });

  it('reads what spreadsheets wrap: ids as formulas and texts, amounts with signs, dates as days', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => {
      const id = `69${1000 + (i % 5)}00012345678`;
      const wrapped = [`="${id}"`, `'${id}`, `\t${id}`, `${id}`, `\u00a0${id} `][i % 5]!;
      return `${wrapped};${45_047 + i / 2};¥1.${String(i).padStart(3, '0')},50元;'${i};45047`;
    });
    const file = fileOf(`member id;order date;amount;order no;discount price\n${rows.join('\n')}\n`);
    const preview = await previewFile(file);
    expect(preview.mapping).toMatchObject({ dateFormat: 'excel', decimalMark: ',', valueIs: 'line' });
    expect(preview.mapping.columns.map(({ role }) => role)).toEqual(['user', 'time', 'value', 'order', 'other']);
    const { quality, events } = await read(file, preview.mapping);
    expect([...events.userIds].sort()).toEqual([0, 1, 2, 3, 4].map((i) => `69${1000 + i}00012345678`));
    // 45,047 is 2023-05-01.
    expect([quality.from, quality.to]).toEqual([Date.UTC(2023, 4, 1), Date.UTC(2023, 4, 20, 12)]);
    expect(quality.revenue).toBeCloseTo(40 * 1000.5 + (39 * 40) / 2, 6);
    expect(events.order!.names).toHaveLength(40);
    expect(events.order!.names).toContain('7');
  });

  it('takes the decimal mark that the recipe names', async () => {
    const mapping = mappingOf({ id: 'user', day: 'time', total: 'value' });
    const file = fileOf('id;day;total\na;2024-01-01;1.234\nb;2024-01-02;5.678\n');
    expect((await read(file, mapping)).quality.revenue).toBeCloseTo(6.912, 9);
    expect((await read(file, { ...mapping, decimalMark: ',' })).quality.revenue).toBe(6912);
  });

  it('finds its columns by name in a file with another order of columns', async () => {
    const mapping = mappingOf({ user: 'user', time: 'time', event: 'event' });
    const { events } = await read(fileOf('event,extra,time,user\nx,1,2024-01-01,a\n'), mapping);
    expect(events.userIds).toEqual(['a']);
    expect(events.type.names).toEqual(['x']);
    expect((await failure(read(fileOf('event,time\nx,2024-01-01\n'), mapping))).code).toBe('mapping-no-user');
  });
});

describe('cleaning', () => {
  it('rejects by the first reason that applies and keeps the rest', async () => {
    const file = fileOf(
      `${HEADER}a,2024-01-01,buy,1,1,o\n,2024-01-01,buy,1,1,o\nnull,2024-01-01,buy,1,1,o\n${'u'.repeat(1001)},2024-01-01,buy,1,1,o\n` +
        `a,,buy,1,1,o\na,2024-02-30,buy,1,1,o\na,2024-01-01,buy,abc,1,o\na,2024-01-01,view,abc,1,o\na,2024-01-01,buy,1,1\n` +
        `a,2024-01-01,buy,1,1,o,x\na,2024-01-01,buy,1,2,o,\n\na,2024-01-01,buy,1,1,o\n${'v'.repeat(1000)},2024-01-01,buy,1,1,o\n`,
    );
    const ingested = await read(file, EVENTS);
    expect(ingested.quality).toMatchObject({
      rowsRead: 13,
      kept: 4,
      duplicates: 1,
      rejected: { 'no-user': 2, 'user-too-long': 1, 'no-time': 1, 'bad-date': 1, 'bad-number': 1, ragged: 2, 'implausible-date': 0 },
    });
    expect([...ingested.rejected.lines]).toEqual([3, 4, 5, 6, 7, 8, 10, 11]);
    const csv = await rejectedText(file, EVENTS, ingested);
    expect(csv.startsWith('\uFEFFline,reason,user,time,event,price,qty,order\r\n')).toBe(true);
    const lines = csv.split('\r\n');
    expect(lines[1]).toBe('3,no-user,,2024-01-01,buy,1,1,o');
    expect(lines[6]).toBe('8,bad-number,a,2024-01-01,buy,abc,1,o');
    expect(lines[7]).toBe('10,ragged,a,2024-01-01,buy,1,1');
    expect(lines).toHaveLength(10);
  });

  it('names the line on which a rejected record starts, past quoted line ends', async () => {
    const mapping = mappingOf({ user: 'user', note: 'other', time: 'time' });
    const file = fileOf('user,note,time\na,"one\ntwo\nthree",2024-01-01\n,"=x\n""y""",2024-01-01\nb,z,never\n');
    const ingested = await read(file, mapping);
    expect([...ingested.rejected.lines]).toEqual([5, 7]);
    expect(await rejectedText(file, mapping, ingested)).toBe(
      '\uFEFFline,reason,user,note,time\r\n5,no-user,,"\'=x\n""y""",2024-01-01\r\n7,bad-date,b,z,never\r\n',
    );
  });

  it('rejects dates far from the median, and duplicates of such rows, whatever their order', async () => {
    const good = Array.from({ length: 9 }, (_, i) => `u${i % 3},2024-01-0${i + 1}`);
    const odd = ['u1,1970-01-01', 'u9,2099-01-01', 'u1,1970-01-01', 'u0,2024-01-01'];
    const mapping = mappingOf({ user: 'user', time: 'time' });
    for (const rows of [[...good, ...odd], [...odd, ...good], [...odd, ...good].reverse()]) {
      const ingested = await read(fileOf(`user,time\n${rows.join('\n')}\n`), mapping);
      expect(ingested.quality).toMatchObject({ rowsRead: 13, kept: 9, duplicates: 1, users: 3 });
      expect(ingested.quality.rejected['implausible-date']).toBe(3);
      expect([...ingested.events.userIds].sort()).toEqual(['u0', 'u1', 'u2']);
      expect([...ingested.rejected.lines]).toEqual([...ingested.rejected.lines].sort((a, b) => a - b));
    }
    const wide = await read(fileOf(`user,time\n${[...good, ...odd].join('\n')}\n`), mapping, { ...CLEANING, maxYearsFromMedian: 100 });
    expect(wide.quality.rejected['implausible-date']).toBe(0);
  });

  it('keeps duplicates where it is told to', async () => {
    const file = fileOf('user,time\na,2024-01-01\na,2024-01-01\n');
    const mapping = mappingOf({ user: 'user', time: 'time' });
    expect((await read(file, mapping)).quality).toMatchObject({ kept: 1, duplicates: 1 });
    expect((await read(file, mapping, { ...CLEANING, dropDuplicates: false })).quality).toMatchObject({ kept: 2, duplicates: 0 });
  });

  it('loses no row of any dirty file, and agrees with a slow reading of it', async () => {
    const user = fc.constantFrom('a', 'b', 'c', ' a ', '', 'null', 'x'.repeat(1001));
    const time = fc.constantFrom('2024-01-01', '2024-01-02 10:00', '2024-03-05T01:02:03Z', '', 'soon', '2024-02-30', '1901-01-01');
    const event = fc.constantFrom('view', 'buy', 'refund', '');
    const price = fc.constantFrom('1', '2.5', '', 'abc', '-3');
    const row = fc
      .tuple(user, time, event, price, fc.constantFrom('1', '2', 'q', ''), fc.constantFrom('o1', 'C2', ''))
      .map((cells) => cells.join(','));
    const line = fc.oneof(
      { weight: 9, arbitrary: row },
      { weight: 1, arbitrary: fc.constantFrom('', 'a,b', '1,2,3,4,5,6,7', 'a,2024-01-01,buy,1,1,o1,', 'a,"open') },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 64 }), async (lines, chunkBytes) => {
        const text = `${HEADER}${GOOD.join('\n')}\n${lines.join('\n')}\n`;
        const { quality, events, rejected } = await read(fileOf(text), EVENTS, CLEANING, { chunkBytes });
        expect(quality.rowsRead).toBe(GOOD.length + lines.filter((each) => each !== '').length);
        expect(quality.kept + quality.duplicates + rejectedRows({ quality, events, rejected })).toBe(quality.rowsRead);
        expect(rejected.lines).toHaveLength(rejectedRows({ quality, events, rejected }));
        expect(events.rows).toBe(quality.kept);
        expect(quality.byMonth.reduce((sum, month) => sum + month.events, 0)).toBe(quality.kept);
        const kept = slowKept(lines);
        expect([quality.kept, quality.duplicates]).toEqual([GOOD.length + kept.kept, kept.duplicates]);
      }),
      { numRuns: 150 },
    );
  });
});

/** More rows than the property adds, so that the median is theirs. */
const GOOD = Array.from({ length: 50 }, (_, i) => `z,2024-01-01,buy,1,1,g${i}`);

/** The rules once more, a row at a time over strings, for the cells that the property above makes. */
function slowKept(lines: readonly string[]): { kept: number; duplicates: number } {
  const seen = new Set<string>(GOOD);
  let kept = 0;
  let duplicates = 0;
  for (const line of lines) {
    const cells = line.split(',');
    if (cells.length === 7 && cells[6] === '') cells.pop();
    if (cells.length !== 6) continue;
    const [user, time, event, price, qty] = cells as [string, string, string, string, string];
    if (['', 'null'].includes(user.trim()) || user.length > 1000) continue;
    if (!['2024-01-01', '2024-01-02 10:00', '2024-03-05T01:02:03Z', '1901-01-01'].includes(time)) continue;
    if (['buy', 'refund'].includes(event) && (price === 'abc' || qty === 'q')) continue;
    if (time === '1901-01-01') continue;
    const key = cells.join(',');
    if (seen.has(key)) duplicates++;
    else kept++;
    seen.add(key);
  }
  return { kept, duplicates };
}

describe('reading in chunks', () => {
  it('gives the same table for any chunk, with characters of several bytes on every edge', async () => {
    const text = `${HEADER}${Array.from({ length: 12 }, (_, i) => `用户${i % 4}𝒳é,2024-01-0${(i % 9) + 1},"bu""y, ${i}",1,1,o`).join('\n')}`;
    const whole = await read(fileOf(text), EVENTS);
    for (let chunkBytes = 1; chunkBytes < 40; chunkBytes++) {
      const { events, quality } = await read(fileOf(text), EVENTS, CLEANING, { chunkBytes });
      expect(events.userIds).toEqual(whole.events.userIds);
      expect(events.type).toEqual(whole.events.type);
      expect(quality).toEqual(whole.quality);
    }
    expect(whole.events.userIds[0]).toBe('用户0𝒳é');
    expect(whole.events.type.names).toContain('bu"y, 3');
  });

  it('reports bytes of the file and rows, and stops when asked to', async () => {
    const file = fileOf(`${HEADER}${'a,2024-01-01,buy,1,1,o\n'.repeat(2000)}`);
    const reports: number[] = [];
    for await (const progress of ingest(file, EVENTS, CLEANING, undefined, { chunkBytes: 4096 })) {
      expect(progress).toMatchObject({ stage: 'read', total: file.size });
      reports.push(progress.done);
    }
    expect(reports.at(-1)).toBe(file.size);
    expect(reports).toEqual([...reports].sort((a, b) => a - b));

    const stop = new AbortController();
    const stage = ingest(file, EVENTS, CLEANING, stop.signal, { chunkBytes: 4096 });
    await stage.next();
    stop.abort();
    expect(
      (
        await failure(
          (async () => {
            for (;;) if ((await stage.next()).done) return;
          })(),
        )
      ).code,
    ).toBe('cancelled');
  });
});

describe('files that cannot be read', () => {
  const mapping = mappingOf({ user: 'user', time: 'time' });

  it('says what the mapping lacks', async () => {
    expect((await failure(read(fileOf('user,time\na,2024-01-01\n'), mappingOf({ user: 'user', time: 'other' })))).code).toBe(
      'mapping-no-time',
    );
    expect((await failure(read(fileOf('user,time\na,2024-01-01\n'), mappingOf({ user: 'other', time: 'time' })))).code).toBe(
      'mapping-no-user',
    );
  });

  it('says that no date can be read, with an example', async () => {
    expect(await failure(read(fileOf('user,time\na,soon\nb,later\n'), mapping))).toEqual({
      code: 'dates-unparsable',
      params: { column: 'time', example: 'soon', format: 'iso' },
    });
  });

  it('says that no row was kept, and why most were not', async () => {
    expect(await failure(read(fileOf('user,time\n,2024-01-01\n,2024-01-01\na,\n'), mapping))).toEqual({
      code: 'rows-none-kept',
      params: { rows: 3, reason: 'no-user' },
    });
  });

  it('says that the file changed while it was read', async () => {
    const file = fileOf('user,time\na,2024-01-01\n');
    file.stream = () =>
      new ReadableStream({
        pull() {
          throw new DOMException('gone', 'NotReadableError');
        },
      });
    expect((await failure(read(file, mapping))).code).toBe('file-changed');
    const longer = fileOf('user,time\na,2024-01-01\n');
    longer.stream = () => new Blob(['user,time\na,2024-01-01\nb,2024-01-01\n']).stream();
    expect((await failure(read(longer, mapping))).code).toBe('file-changed');
  });
});
