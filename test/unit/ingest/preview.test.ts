import { describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { checkMapping, previewFile } from '../../../workers/ingest';
import { sampleOf } from '../../../workers/ingest/sniff';
import type { ColumnRole } from '../../../workers/protocol/recipe';
import { failure, fileOf, hasSharedData, mappingOf, sharedFile, SKIPPED } from './support';

async function rolesOf(text: string): Promise<Record<string, ColumnRole>> {
  const { mapping } = await previewFile(fileOf(text));
  return Object.fromEntries(mapping.columns.filter(({ role }) => role !== 'other').map(({ name, role }) => [role, name])) as Record<
    string,
    ColumnRole
  >;
}

const repeated = (header: string, row: (i: number) => string, rows = 60) =>
  `${header}\n${Array.from({ length: rows }, (_, i) => row(i)).join('\n')}\n`;

/** Codes of a few characters in GB18030, from its published table. */
const GB: Readonly<Record<string, readonly number[]>> = {
  用: [0xd3, 0xc3],
  户: [0xbb, 0xa7],
  时: [0xca, 0xb1],
  间: [0xbc, 0xe4],
  金: [0xbd, 0xf0],
  额: [0xb6, 0xee],
  张: [0xd5, 0xc5],
  三: [0xc8, 0xfd],
  李: [0xc0, 0xee],
  四: [0xcb, 0xc4],
  欧: [0xc5, 0xb7],
  阳: [0xd1, 0xf4],
};

describe('roles', () => {
  it('finds them by English headers', async () => {
    const text = repeated(
      'Order ID;Customer ID;Order Date;SKU;Product Category;Unit Price;Qty;Country',
      (i) => `A${i};${i % 9};2024-01-${10 + (i % 20)};s${i % 7};c${i % 3};${i}.50;${(i % 4) + 1};DE`,
    );
    expect(await rolesOf(text)).toEqual({
      order: 'Order ID',
      user: 'Customer ID',
      time: 'Order Date',
      item: 'SKU',
      category: 'Product Category',
      value: 'Unit Price',
      quantity: 'Qty',
    });
    const { mapping } = await previewFile(fileOf(text));
    expect(mapping.valueIs).toBe('unit');
  });

  it('finds them by Chinese headers', async () => {
    const text = repeated(
      '用户ID,行为类型,商品ID,商品类目,行为时间,实付金额(元),数量,订单编号',
      (i) => `u${i % 9},${['浏览', '加购', '购买', '退款'][i % 4]},p${i % 5},c${i % 2},2024/3/${(i % 28) + 1} 10:00,${i}.5,1,o${i}`,
    );
    expect(await rolesOf(text)).toEqual({
      user: '用户ID',
      event: '行为类型',
      item: '商品ID',
      category: '商品类目',
      time: '行为时间',
      value: '实付金额(元)',
      quantity: '数量',
      order: '订单编号',
    });
    const { mapping } = await previewFile(fileOf(text));
    expect(mapping).toMatchObject({ purchaseTypes: ['购买'], refundTypes: ['退款'], dateFormat: 'ymd', valueIs: 'line' });
  });

  it('finds titles and what users wrote, beside the item, in both languages', async () => {
    const words = ['red dress', 'blue shirt', 'oak chair', 'coffee mug'];
    const english = repeated(
      'user_id,event_time,event_type,product_id,product_title,search_term',
      (i) => `${i % 9},2024-01-${10 + (i % 20)},view,${i % 7},${words[i % 4]!},${i % 3 === 0 ? words[(i + 1) % 4]! : ''}`,
    );
    expect(await rolesOf(english)).toMatchObject({ item: 'product_id', title: 'product_title', text: 'search_term' });
    const chinese = repeated(
      '用户ID,行为类型,商品ID,商品标题,搜索词,行为时间',
      (i) => `u${i % 9},浏览,p${i % 5},${['红色连衣裙', '蓝牙耳机'][i % 2]!},${['裙子', '耳机'][i % 2]!},2024/3/${(i % 28) + 1} 10:00`,
    );
    expect(await rolesOf(chinese)).toMatchObject({ item: '商品ID', title: '商品标题', text: '搜索词' });
  });

  it('takes a title for the item where nothing else is one, and no figures or dates for text', async () => {
    const text = repeated(
      'user_id,time,event,title,search_keyword_id,query,comment',
      (i) => `${i % 9},2024-01-${10 + (i % 20)},search,${['red dress', 'oak chair'][i % 2]!},${i % 5},${1000 + i},2024-02-0${(i % 9) + 1}`,
    );
    const roles = await rolesOf(text);
    expect(roles).toMatchObject({ item: 'title' });
    expect(roles).not.toHaveProperty('title');
    expect(roles).not.toHaveProperty('text');
  });

  it('gives each role once and a reason to each column', async () => {
    const { columns } = await previewFile(
      fileOf(repeated('user_id,customer_id,timestamp,date', (i) => `${i % 5},${i % 6},2024-01-01,2024-01-02`)),
    );
    expect(columns.map(({ role }) => role)).toEqual(['user', 'other', 'time', 'other']);
    expect(columns.map(({ reason }) => reason.key)).toEqual(['header', 'unused', 'header', 'unused']);
  });

  it('reads a file without a header by its content', async () => {
    const text = Array.from(
      { length: 200 },
      (_, i) => `${1000 + (i % 23)},${i * 7919},${i % 11},${['view', 'buy', 'cart', 'fav'][i % 4]},${1511544070 + i * 60}`,
    ).join('\n');
    const preview = await previewFile(fileOf(text));
    expect(preview.hasHeader).toBe(false);
    // Figures that are as often 0 as 10 are no quantities.
    expect(preview.columns.map(({ role }) => role)).toEqual(['user', 'other', 'other', 'event', 'time']);
    expect(preview.mapping).toMatchObject({ dateFormat: 'epoch-s', purchaseTypes: ['buy'] });
  });

  it('does not guess a user from figures under a header that says otherwise', async () => {
    const preview = await previewFile(fileOf(repeated('region,date,amount', (i) => `${i % 9},2024-01-01,${i}.5`)));
    expect(checkMapping(preview)).toBe('mapping-no-user');
    const noTime = await previewFile(fileOf(repeated('user_id,amount', (i) => `${i % 9},${i}.5`)));
    expect(checkMapping(noTime)).toBe('mapping-no-time');
    expect(checkMapping(mappingOf({ a: 'user', b: 'time' }))).toBeNull();
  });
});

describe('purchase types', () => {
  const proposed = async (types: readonly string[]) => {
    const { mapping } = await previewFile(fileOf(repeated('user,event,time', (i) => `u${i % 7},${types[i % types.length]},2024-01-01`)));
    return [mapping.purchaseTypes, mapping.refundTypes];
  };

  it('takes the strongest meaning and no pages, carts or failures', async () => {
    expect(await proposed(['product_view', 'add_to_cart', 'payment_details', 'payment_error', 'purchase'])).toEqual([['purchase'], []]);
    expect(await proposed(['main', 'cart', 'payment_choice', 'payment_done', 'payment_card'])).toEqual([['payment_done'], []]);
    expect(await proposed(['view', 'addtocart', 'transaction'])).toEqual([['transaction'], []]);
    expect(await proposed(['Product Viewed', 'Order Completed', 'Order Refunded', 'Checkout Started'])).toEqual([
      ['Order Completed'],
      ['Order Refunded'],
    ]);
    expect(await proposed(['view', 'cart', 'checkout_bug', 'purchase_history', 'cancel_page'])).toEqual([[], []]);
    expect(await proposed(['Ansicht', 'Warenkorb', 'Kauf', 'Retoure'])).toEqual([['Kauf'], ['Retoure']]);
    expect(await proposed(['vue', 'panier', 'achat', 'remboursement'])).toEqual([['achat'], ['remboursement']]);
    expect(await proposed(['vista', 'carrito', 'compra', 'devolución'])).toEqual([['compra'], ['devolución']]);
    expect(await proposed(['閲覧', 'カート追加', '注文完了', 'キャンセル'])).toEqual([['注文完了'], ['キャンセル']]);
  });
});

describe('how the file is written', () => {
  it('is found of a table of 2,000 columns from a few of its rows, without looking at all of the text again and again', async () => {
    const names = ['user_id', 'event_time', 'level', ...Array.from({ length: 1997 }, (_, i) => `attr_${i}`)];
    const cells = (row: number) =>
      names.map((_, i) =>
        i === 0 ? `u${row % 40}` : i === 1 ? `2024-01-0${1 + (row % 9)}` : i === 2 ? ['中', '高', '低'][row % 3] : `${(row * i) % 100},5`,
      );
    const lines = [names, ...Array.from({ length: 150 }, (_, row) => cells(row))].map((row) => row.join(';'));
    const text = new TextEncoder().encode(`${lines.join('\n')}\n`);
    expect(text.length).toBeGreaterThan(1 << 20);
    const looked = sampleOf(text);
    expect(looked.filter((byte) => byte === 10).length).toBeGreaterThanOrEqual(20);
    expect(looked.length).toBeLessThan(text.length / 3);
    const preview = await previewFile(fileOf(text));
    expect(preview).toMatchObject({ delimiter: ';', hasHeader: true, sampledRows: 150 });
    expect(preview.columns.slice(0, 2).map(({ role }) => role)).toEqual(['user', 'time']);
    expect(preview.tables!.attributes.slice(2, 4)).toMatchObject([{ as: 'ordered' }, { as: 'number' }]);
    expect(preview.columns).toHaveLength(2000);
  });

  const text =
    '用户,时间,金额\n张三,2024-01-01 10:00:00,12.50\n李四,2024-01-02 11:00:00,8.00\n张三,2024-01-03 12:00:00,3.20\n欧阳,2024-01-04 09:30:00,7.10\n';
  const gb18030 = Uint8Array.from([...text].flatMap((char) => GB[char] ?? [char.charCodeAt(0)]));

  it('UTF-8 with and without BOM, UTF-16, GB18030, gzip', async () => {
    const utf16 = new Uint8Array(text.length * 2 + 2);
    for (const [i, unit] of [...`\uFEFF${text}`].entries()) new DataView(utf16.buffer).setUint16(i * 2, unit.charCodeAt(0), true);
    const files: [Uint8Array<ArrayBuffer> | string, string][] = [
      [text, 'utf-8'],
      [`\uFEFF${text}`, 'utf-8'],
      [utf16, 'utf-16le'],
      [utf16.slice(2), 'utf-16le'],
      [gb18030, 'gb18030'],
      [new Uint8Array(gzipSync(text)), 'utf-8'],
    ];
    for (const [bytes, encoding] of files) {
      const preview = await previewFile(fileOf(bytes));
      // Latin digits and Chinese text mix half and half: UTF-16 without a mark is told by its NULs only where ASCII prevails.
      expect(preview.encoding).toBe(encoding);
      expect(preview.columns.map(({ name }) => name)).toEqual(['用户', '时间', '金额']);
      expect(preview.rows[0]).toEqual(['张三', '2024-01-01 10:00:00', '12.50']);
      expect(preview.mapping.columns.map(({ role }) => role)).toEqual(['user', 'time', 'value']);
    }
  });

  it('windows-1252', async () => {
    const bytes = Uint8Array.from(
      [...'user,date,city\n1,2024-01-01,M\xfcnchen Stra\xdfe\n2,2024-01-02,K\xf6ln f\xfcr das gr\xfcne\n'].map((char) =>
        char.charCodeAt(0),
      ),
    );
    const preview = await previewFile(fileOf(bytes));
    expect(preview.encoding).toBe('windows-1252');
    expect(preview.rows[0]![2]).toBe('München Straße');
  });

  it('delimiters, also with decimal commas and quotes', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const preview = await previewFile(
        fileOf(
          repeated(
            'user,time,note'.replaceAll(',', delimiter),
            (i) => `${i % 7},2024-01-01,"a;b|c,d\te"`.split(',', 2).join(delimiter) + `${delimiter}"a;b|c,d\te"`,
          ),
        ),
      );
      expect(preview.delimiter).toBe(delimiter);
      expect(preview.rows[0]).toEqual(['0', '2024-01-01', 'a;b|c,d\te']);
    }
    const commas = await previewFile(fileOf(repeated('user;time;price', (i) => `${i % 7};2024-01-01;${i},50`)));
    expect(commas.delimiter).toBe(';');
  });

  it('steps over titles above the table', async () => {
    const preview = await previewFile(fileOf(`Export of 2024\n\n${repeated('user_id,time,price', (i) => `${i % 7},2024-01-01,${i}.5`)}`));
    expect(preview.columns.map(({ name }) => name)).toEqual(['user_id', 'time', 'price']);
    expect(preview.rows[0]).toEqual(['0', '2024-01-01', '0.5']);
  });

  it('recognises CDNOW with and without header', async () => {
    const rows = Array.from(
      { length: 50 },
      (_, i) => ` ${String(i % 20).padStart(5, '0')} 199701${String((i % 28) + 1).padStart(2, '0')}  ${(i % 3) + 1}   ${i}.77`,
    ).join('\r\n');
    for (const text of [rows, ` customer_id  date number_of_cds  dollar_value\r\n${rows}`]) {
      const preview = await previewFile(fileOf(text));
      expect(preview).toMatchObject({ preset: 'cdnow', delimiter: 'spaces', hasHeader: text !== rows });
      expect(preview.mapping.columns.map(({ role }) => role)).toEqual(['user', 'time', 'quantity', 'value']);
      expect(preview.mapping).toMatchObject({ dateFormat: 'yyyymmdd', valueIs: 'line' });
    }
  });

  it('matches presets on a subset of the headers, in any order', async () => {
    const rees = await previewFile(
      fileOf('user_session,user_id,price,product_id,event_type,event_time\ns,1,2.5,3,view,2019-10-01 00:00:00 UTC\n'),
    );
    expect(rees.preset).toBe('rees46');
    const retail = await previewFile(
      fileOf('Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\nC1,a,b,-1,12/1/2010 8:26,2.5,17850.0,UK\n'),
    );
    expect(retail).toMatchObject({ preset: 'online-retail', mapping: { cancelPrefix: 'C', valueIs: 'unit' } });
  });

  it('looks further into a long file for what settles the date format', async () => {
    // The first 2 MB stay within the first twelve days.
    const early = (i: number) => `${i % 50},0${(i % 9) + 1}/0${(i % 9) + 1}/2020,${'x'.repeat(60)}`;
    const late = (i: number) => `${i % 50},01/${13 + (i % 10)}/2020,${'x'.repeat(60)}`;
    const preview = await previewFile(fileOf(repeated('user,date,note', (i) => (i < 40_000 ? early(i) : late(i)), 80_000)));
    expect(preview.mapping.dateFormat).toBe('mdy');
  });
});

describe('bad files', () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);

  it.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ['nothing', '', 'file-empty'],
    ['blank lines', '\n \r\n\n', 'file-empty'],
    ['a header only', 'user,time,value\n', 'file-no-rows'],
    ['a PNG', png, 'file-binary'],
    ['NUL bytes', Uint8Array.from([65, 44, 0, 1, 2, 10, 65, 44, 66]), 'file-binary'],
    ['one column', 'user\na\nb\nc\n', 'file-one-column'],
    ['a packed PNG', new Uint8Array(gzipSync(png)), 'file-binary'],
    ['a broken gzip', new Uint8Array(gzipSync('user,time\n1,2\n').subarray(0, 20)), 'packed-damaged'],
  ])('%s', async (_, content, code) => {
    expect((await failure(previewFile(fileOf(content)))).code).toBe(code);
  });

  it('names the kind and the column', async () => {
    expect((await failure(previewFile(fileOf(png)))).params).toMatchObject({ kind: 'png' });
    expect((await failure(previewFile(fileOf('SQLite format 3\0 and so on')))).params).toMatchObject({ kind: 'sqlite' });
    expect((await failure(previewFile(fileOf('user\na\nb\n')))).params).toMatchObject({ name: 'user' });
  });

  it('says that a file which cannot be read any more has changed', async () => {
    const gone = fileOf('user,time\n1,2024-01-01\n');
    gone.slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }) as unknown as Blob;
    expect((await failure(previewFile(gone))).code).toBe('file-changed');
  });

  it('stops when asked to', async () => {
    expect((await failure(previewFile(fileOf('a,b\n1,2\n'), AbortSignal.abort()))).code).toBe('cancelled');
  });
});

describe.skipIf(!hasSharedData)(`published files (${SKIPPED})`, () => {
  it.each<[string, string, Record<string, string>]>([
    ['simple-shop.csv', 'payment_done', { user: 'client_id', time: 'timestamp', event: 'event' }],
    ['ecom.csv.gz', 'purchase', { user: 'user_id', time: 'timestamp', event: 'event', session: 'session_id' }],
    [
      'complete-journey-transactions.csv.gz',
      '',
      {
        user: 'household_id',
        time: 'transaction_timestamp',
        order: 'basket_id',
        item: 'product_id',
        quantity: 'quantity',
        value: 'sales_value',
      },
    ],
  ])('%s', async (name, purchase, roles) => {
    const preview = await previewFile(sharedFile(name));
    const found = preview.mapping.columns.filter(({ role }) => role !== 'other').map((column) => [column.role, column.name]);
    expect(Object.fromEntries(found)).toEqual(roles);
    expect(preview.mapping.purchaseTypes).toEqual(purchase === '' ? [] : [purchase]);
    expect(checkMapping(preview)).toBeNull();
  });

  it.each([
    ['telco-churn.csv', 'mapping-no-time'],
    ['online-shoppers.csv', 'mapping-no-user'],
  ])('%s lacks a column of events', async (name, code) => {
    const { tables } = await previewFile(sharedFile(name));
    expect(checkMapping(tables!.mappings.events)).toBe(code);
    expect(checkMapping(tables!.mappings.users)).toBeNull();
  });

  it.each([
    ['messy/messytables/utf-16le_encoded.csv', 'utf-16le', ','],
    ['messy/messytables/spanish_chars.csv', 'windows-1252', ','],
    ['messy/messytables/characters.csv', 'big5', ','],
    ['messy/messytables/simple.ssv', 'utf-8', ';'],
    ['messy/messytables/simple.psv', 'utf-8', '|'],
    ['messy/messytables/example.tsv', 'utf-8', '\t'],
  ])('%s is %s', async (name, encoding, delimiter) => {
    expect(await previewFile(sharedFile(name))).toMatchObject({ encoding, delimiter, hasHeader: true });
  });
});
