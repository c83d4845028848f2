import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../workers/ingest';
import { readTable } from '../../../workers/ingest/read-table';
import { encode } from '../../fixtures/encode';
import { inlineRanges } from '../../fixtures/inline-ranges';
import { fileOf, mappingOf, read, readAsProposed } from './support';

const lines = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');
const day = (i: number) => String(1 + (i % 28)).padStart(2, '0');

async function rolesOf(content: string | Uint8Array<ArrayBuffer>): Promise<Readonly<Record<string, string>>> {
  const { mapping } = await previewFile(fileOf(content));
  return Object.fromEntries(mapping.columns.filter(({ role }) => role !== 'other').map(({ name, role }) => [role, name]));
}

describe('lines that are in quotes as a whole', () => {
  const wrap = (line: string) => `"${line.replaceAll('"', '""')}"`;

  it('are read as what they hold, in chunks and in ranges, and the person hears so', async () => {
    const cellOf = fc.constantFrom('a', '', 'Smith, J', 'say "hi"', '12.50', 'x y', '中文');
    const quoted = (cell: string) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cellOf, cellOf, fc.integer({ min: 1, max: 99 })), { minLength: 3, maxLength: 20 }),
        async (cells) => {
          const rows = cells.map(([a, b, figure], i) => [`u${i % 3}`, `2024-01-${day(i)}`, a, b, String(figure)]);
          const text = [['user', 'date', 'name', 'note', 'total'], ...rows].map((row) => `${wrap(row.map(quoted).join(','))}\n`).join('');
          const table = await readTable(fileOf(text), { chunkBytes: 17 });
          expect([table.header, ...table.rows]).toEqual([['user', 'date', 'name', 'note', 'total'], ...rows]);
          expect(table.announcements.map(({ key }) => key)).toEqual(['wrapped-lines']);
        },
      ),
    );
    const text = wrap('user,date,name,total') + '\n' + lines(50, (i) => wrap(`u${i % 7},2024-01-${day(i)},"Smith, J",${i}.5`));
    const { mapping } = await previewFile(fileOf(text));
    const whole = await read(fileOf(text), mapping);
    expect(whole.quality).toMatchObject({ kept: 50, users: 7, revenue: 1250 });
    const ranges = { reader: inlineRanges(3, 11), rangeBytes: 100, smallestFile: 0 };
    expect((await read(fileOf(text), mapping, undefined, { ranges })).quality).toEqual(whole.quality);
  });

  it('are none where a file has one column of texts, or each cell its own quotes', async () => {
    const texts = '"address"\n' + lines(9, (i) => `"${i} Main St, London"`);
    expect((await readTable(fileOf(texts))).header).toEqual(['address']);
    const prose = '"one, two"\n' + lines(9, (i) => `"word ${i}, and another"`);
    expect((await readTable(fileOf(prose))).header).toEqual(['one, two']);
    const cells = '"user","date"\n' + lines(9, (i) => `"u${i}","2024-01-${day(i)}"`);
    expect((await readTable(fileOf(cells))).rows[0]).toEqual(['u0', '2024-01-01']);
  });
});

describe('dates that could be read with the year first', () => {
  it('of Oracle and Jira have it last', async () => {
    for (const [date, from, to] of [
      ['DD-JAN-24', Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 28)],
      ['DD/Jan/24 10:05 AM', Date.UTC(2024, 0, 1, 10, 5), Date.UTC(2024, 0, 28, 10, 5)],
    ] as const) {
      const text = `user,date,total\n${lines(28, (i) => `u${i % 7},${date.replace('DD', day(i))},5`)}`;
      expect((await readAsProposed(fileOf(text))).quality).toMatchObject({ kept: 28, from, to });
    }
  });
});

describe('dates of other calendars, and figures of other scripts', () => {
  it.each([
    ['会員ID,購入日,金額', (i: number) => `M${i % 7},令和6年1月${i + 1}日,${i}`],
    ['รหัสลูกค้า,วันที่,ยอดเงิน', (i: number) => `C${i % 7},${day(i)}/01/2567,${i}`],
    [
      'العميل,التاريخ,المبلغ',
      (i: number) => `ع${i % 7},${`2024-01-${day(i)},${i}`.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]!)}`,
    ],
  ])('%s', async (header, row) => {
    const { quality } = await readAsProposed(fileOf(`${header}\n${lines(28, row)}`));
    expect(quality).toMatchObject({ kept: 28, users: 7, revenue: (27 * 28) / 2, from: Date.UTC(2024, 0, 1), to: Date.UTC(2024, 0, 28) });
  });
});

describe('columns of exports in other languages', () => {
  it.each([
    [
      'Клиент;Дата;Номенклатура;Количество;Сумма',
      'windows-1251',
      (i: number) => `Иванов ${i % 7};${day(i)}.01.2024;Кружка;1;1 ${100 + i},50`,
    ],
    ['Müşteri;Sipariş Tarihi;Ürün;Adet;Tutar', 'windows-1254', (i: number) => `Ayşe ${i % 7};${day(i)}.01.2024;Kupa;1;1.${100 + i},50 TL`],
    [
      'Kupujący;Data zamówienia;Nazwa produktu;Ilość;Wartość',
      'windows-1250',
      (i: number) => `kup${i % 7};${day(i)}.01.2024;Kubek;1;1 ${100 + i},50 zł`,
    ],
    [
      'Người mua;Ngày đặt hàng;Tên sản phẩm;Số lượng;Tổng tiền',
      'utf-8',
      (i: number) => `nguoi${i % 7};${day(i)}/01/2024;Ly;1;1.${100 + i},50₫`,
    ],
  ])('%s', async (header, encoding, row) => {
    const bytes =
      encoding === 'utf-8' ? new TextEncoder().encode(`${header}\n${lines(28, row)}`) : encode(`${header}\n${lines(28, row)}`, encoding);
    const [user, time, item, quantity, value] = header.split(';');
    expect(await rolesOf(bytes)).toEqual({ user, time, item, quantity, value });
    const { quality } = await readAsProposed(fileOf(bytes));
    expect(quality).toMatchObject({ kept: 28, users: 7, revenue: 28 * 1100.5 + (27 * 28) / 2 });
  });

  it('amounts of currencies without decimals have marks of thousands', async () => {
    for (const sign of ['₫', 'đ', ' IDR']) {
      const { quality } = await readAsProposed(
        fileOf(`user,date,total\n${lines(28, (i) => `u${i % 7},2024-01-${day(i)},${i + 1}.000${sign}`)}`),
      );
      expect(quality.revenue).toBe((1000 * 28 * 29) / 2);
    }
    const shown = fileOf(`Pembeli,Tanggal,Harga\n${lines(28, (i) => `u${i % 7},2024-01-${day(i)},${i + 1}.500`)}`);
    expect((await previewFile(shown)).notes).toContainEqual({
      key: 'open-marks-thousands',
      tone: 'watch',
      params: { column: 'Harga', example: '1.500', basis: 'language' },
    });
    expect((await readAsProposed(shown)).quality.revenue).toBe((1000 * 28 * 29) / 2 + 28 * 500);
    // Exports in these languages separate thousands with commas, too.
    for (const header of ['Tanggal,Pelanggan,Harga', 'ngày,khách hàng,số tiền', 'Tarikh,Pelanggan,Harga']) {
      const commas = fileOf(
        `${header.replaceAll(',', '\t')}\n${lines(28, (i) => `2024-01-${day(i)}\tu${i % 7}\t${i + 1},000`)}`,
        'orders.tsv',
      );
      expect((await readAsProposed(commas)).quality.revenue).toBe((1000 * 28 * 29) / 2);
    }
    const fuel = await readAsProposed(fileOf(`user,date,price\n${lines(28, (i) => `u${i % 7},2024-01-${day(i)},1.459 €`)}`));
    expect(fuel.quality.revenue).toBeCloseTo(28 * 1.459, 9);
  });
});

describe('who the users are', () => {
  it('are no currencies and no postcodes', async () => {
    const text = `SKU,Units,Begin Date,Customer Currency,Postal Code of Buyer\n${lines(40, (i) => `S${i % 3},1,2024-01-${day(i)},${i % 2 ? 'USD' : 'EUR'},1011${i % 5}`)}`;
    expect(await rolesOf(text)).not.toHaveProperty('user');
  });

  it('are told by their addresses, whatever the column is called', async () => {
    const text = `Datum;Brutto;Absender\n${lines(40, (i) => `${day(i)}.01.2024;${i},50;kunde${i % 7}@example.de`)}`;
    expect(await rolesOf(text)).toMatchObject({ user: 'Absender', time: 'Datum', value: 'Brutto' });
  });

  it('are properties of events in raw exports', async () => {
    const text = lines(
      40,
      (i) => `{"event":"Purchase","properties":{"time":${1_704_067_200 + i * 3600},"distinct_id":"u${i % 7}","amount":${i}}}`,
    );
    const { mapping } = await previewFile(fileOf(text, 'export.json'));
    expect(mapping.columns.filter(({ role }) => role !== 'other').map(({ name, role }) => [role, name])).toEqual([
      ['event', 'event'],
      ['time', 'properties.time'],
      ['user', 'properties.distinct_id'],
      ['value', 'properties.amount'],
    ]);
  });
});

describe('sums and notes of reports', () => {
  const MAPPING = mappingOf({ Customer: 'user', Clicks: 'quantity', Cost: 'value', Day: 'time' });
  const report = (foot: string) => `Customer,Clicks,Cost,Day\n${lines(20, (i) => `c${i % 7},${i},${i}.50,2024-01-${day(i)}`)}${foot}`;

  it('have dashes where there is nothing to add up', async () => {
    const text = report('Total: Account,190,200.00, --\nTotal: Campaigns,190,200.00, --\n');
    const table = await readTable(fileOf(text));
    expect(table.rows).toHaveLength(20);
    expect(table.rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [22, 'total-row'],
      [23, 'total-row'],
    ]);
    expect((await read(fileOf(text), MAPPING)).quality).toMatchObject({ kept: 20, rejected: { 'total-row': 2 } });
  });

  it('stand below each group with its name', async () => {
    const text = `Customer,Clicks,Cost,Day\n${lines(6, (i) => `c${i},1,5.00,2024-01-01\nc${i} Total,1,5.00,`)}`;
    expect((await read(fileOf(text), MAPPING)).quality).toMatchObject({ kept: 6, rejected: { 'total-row': 6, 'no-time': 0 } });
  });

  it('are sentences with digits, below a column of codes', async () => {
    const foot = ['Closed deals of the year', 'Copyright 2000-2024 Acme', 'Generated By: Jane Doe 2/1/2024 10:00 AM', 'Acme Corp'];
    const table = await readTable(fileOf(report(`\n${foot.join('\n')}\n`)));
    expect(table.rows).toHaveLength(20);
    expect(table.rejected.map(({ cells, reason }) => [cells[0], reason])).toEqual(foot.map((note) => [note, 'footnote']));
    // A code alone may be a row that lacks the rest.
    expect((await readTable(fileOf(report('c5,,,\nc8,,,\n')))).rows).toHaveLength(22);
  });

  it('stand between lines of dashes in lists of SAP', async () => {
    const dashes = '-'.repeat(37);
    const text = `05.02.2024      Dynamic List Display      1\n\n${dashes}\n|Customer|Doc. Date |Amount in LC|Crcy|\n${dashes}\n${lines(
      12,
      (i) => `|  ${1000 + (i % 7)}  |${day(i)}.01.2024|  1.${100 + i},50  |EUR |`,
    )}${dashes}\n|*       |          |  13.272,00 |EUR |\n${dashes}\n`;
    const table = await readTable(fileOf(text));
    expect(table.header).toEqual(['Customer', 'Doc. Date', 'Amount in LC', 'Crcy']);
    expect(table.rows).toHaveLength(12);
    expect(table.rejected.map(({ line, reason }) => [line, reason])).toEqual([[19, 'total-row']]);
    expect((await readAsProposed(fileOf(text))).quality).toMatchObject({ kept: 12, revenue: 12 * 1100.5 + 66 });
  });
});
