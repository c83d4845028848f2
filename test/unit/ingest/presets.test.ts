import { describe, expect, it } from 'vitest';
import { checkMapping, previewFile } from '../../../workers/ingest';
import type { FilePreview } from '../../../workers/protocol/ingest';
import { RecipeSchema, defaultRecipe } from '../../../workers/protocol/recipe';
import * as v from 'valibot';
import { douyin, jd, pinduoduo, taobao, youzan } from '../../fixtures/presets/china';
import { amplitude, ga4, matomo, mixpanel, postHog, postHogStars, segment } from '../../fixtures/presets/platforms';
import { instacart, olist, onlineRetail, rees46, retailRocket, taobaoBehavior } from '../../fixtures/presets/research';
import { gbk } from '../../fixtures/gbk';
import { csvOf, renamed, shuffled, subset, type Sheet } from '../../fixtures/presets/sheet';
import { shopify, wooCommerce, wooCommerceGerman } from '../../fixtures/presets/shops';
import { CLEANING, fileOf, read } from './support';

const SHEETS: Readonly<Record<string, (seed: number) => Sheet>> = {
  REES46: rees46,
  'Online Retail': onlineRetail,
  'Online Retail II': (seed) => onlineRetail(seed, true),
  RetailRocket: retailRocket,
  Instacart: instacart,
  Olist: olist,
  'Olist with customers': (seed) => olist(seed, true),
  Shopify: shopify,
  WooCommerce: wooCommerce,
  'WooCommerce in German': wooCommerceGerman,
  Amplitude: amplitude,
  Mixpanel: mixpanel,
  PostHog: postHog,
  'PostHog *': postHogStars,
  Segment: segment,
  GA4: ga4,
  Matomo: matomo,
  淘宝: taobao,
  京东: jd,
  有赞: youzan,
  抖店: douyin,
};

const VARIANTS: Readonly<Record<string, (sheet: Sheet, seed: number) => Sheet>> = {
  'as exported': (sheet) => sheet,
  'in another order': shuffled,
  'a subset': (sheet, seed) => shuffled(subset(sheet, seed), seed),
};

const rolesOf = ({ mapping }: FilePreview) =>
  Object.fromEntries(mapping.columns.filter(({ role }) => role !== 'other').map(({ role, name }) => [role, name.trim()]));
const expected = ({ roles }: Sheet) => Object.fromEntries(Object.entries(roles).map(([role, name]) => [role, name.trim()]));

async function check(sheet: Sheet, file: File, name: (header: string) => string = (header) => header): Promise<FilePreview> {
  const preview = await previewFile(file);
  expect(preview.preset).toBe(sheet.preset);
  expect(rolesOf(preview)).toEqual(Object.fromEntries(Object.entries(expected(sheet)).map(([role, header]) => [role, name(header)])));
  expect(preview.columns).toHaveLength(preview.mapping.columns.length);
  expect(v.parse(RecipeSchema, JSON.parse(JSON.stringify(defaultRecipe(preview.mapping)))).mapping).toEqual(preview.mapping);
  const { quality } = await read(file, preview.mapping);
  const { truth } = sheet;
  expect(quality).toMatchObject({ rowsRead: truth.rows, kept: truth.kept, users: truth.users, refundRows: truth.refundRows });
  expect([quality.from, quality.to]).toEqual([truth.from, truth.to]);
  if (truth.orders !== null) expect(quality.orders).toBe(truth.orders);
  if (truth.revenue === null) expect(quality.revenue).toBeNull();
  else expect(quality.revenue).toBeCloseTo(truth.revenue, 4);
  return preview;
}

describe.each(Object.entries(SHEETS))('%s', (_, make) => {
  it.each(Object.entries(VARIANTS))('%s', async (_, variant) => {
    for (const seed of [1, 2]) {
      const sheet = variant(make(seed), seed);
      await check(sheet, fileOf(csvOf(sheet)));
    }
  });
});

describe('files without a header or a buyer', () => {
  it('Taobao UserBehavior', async () => {
    const sheet = taobaoBehavior(3);
    const preview = await check(sheet, fileOf(csvOf(sheet, ',', false)));
    expect(preview).toMatchObject({
      hasHeader: false,
      mapping: { dateFormat: 'epoch-s', purchaseTypes: ['buy'], timeZone: 'Asia/Shanghai' },
    });
    await check(shuffled(sheet, 3), fileOf(csvOf(shuffled(sheet, 3))));
  });

  it('拼多多 has no buyer, says so and takes no receiver for one', async () => {
    const sheet = pinduoduo(1);
    for (const each of [sheet, shuffled(sheet, 5)]) {
      const preview = await previewFile(fileOf(csvOf(each)));
      expect(preview.preset).toBe('pinduoduo');
      expect(rolesOf(preview)).toEqual(expected(sheet));
      expect(checkMapping(preview)).toBe('mapping-no-user');
      expect(preview.notes).toContainEqual({ key: 'no-buyer', tone: 'act', params: { preset: 'pinduoduo' } });
    }
    // With a column that the person knows to be the buyer the rest is read.
    const { mapping } = await previewFile(fileOf(csvOf(sheet)));
    const columns = mapping.columns.map((column) => (column.name === '手机' ? { ...column, role: 'user' as const } : column));
    const { quality } = await read(fileOf(csvOf(sheet)), { ...mapping, columns });
    expect(quality).toMatchObject({ kept: sheet.truth.kept, orders: sheet.truth.orders, refundRows: sheet.truth.refundRows });
    expect(quality.revenue).toBeCloseTo(sheet.truth.revenue!, 4);
  });
});

describe('how the systems write their files', () => {
  it('淘宝 in GBK, behind tabs, and with traditional characters', async () => {
    const sheet = taobao(4);
    expect((await check(sheet, fileOf(gbk(csvOf(sheet))))).encoding).toBe('gb18030');
    await check(sheet, fileOf(csvOf({ ...sheet, rows: sheet.rows.map((row) => row.map((cell) => `\t${cell}`)) }, ';')));
    const traditional = renamed(sheet, {
      订单编号: '訂單編號',
      买家会员名: '買家會員名',
      买家实际支付金额: '買家實際支付金額',
      订单状态: '訂單狀態',
      订单创建时间: '訂單創建時間',
      '宝贝标题 ': '寶貝標題',
      宝贝总数量: '寶貝總數量',
    });
    await check(traditional, fileOf(csvOf(traditional)));
    const { events } = await read(fileOf(csvOf(sheet)), (await previewFile(fileOf(csvOf(sheet)))).mapping);
    expect(events.order!.names.every((name) => /^21\d{14}$/.test(name))).toBe(true);
  });

  it('抖店 and 有赞 with a byte order mark', async () => {
    for (const sheet of [douyin(4), youzan(4)]) await check(sheet, fileOf(`\uFEFF${csvOf(sheet)}`));
  });

  it('headers with other cases, blanks and punctuation', async () => {
    const sheet = renamed(rees46(4), { event_time: 'Event Time', event_type: 'eventType', product_id: 'PRODUCT-ID', user_id: ' User ID ' });
    await check(sheet, fileOf(csvOf(sheet)));
  });

  it('whatever the chunks, where rows are transformed', async () => {
    for (const sheet of [shopify(6), amplitude(6), instacart(6), youzan(6), taobao(6)]) {
      const file = fileOf(csvOf(sheet));
      const { mapping } = await previewFile(file);
      const whole = await read(file, mapping);
      for (const chunkBytes of [17, 1000, 4097]) {
        const { events, quality } = await read(file, mapping, CLEANING, { chunkBytes });
        expect(quality).toEqual(whole.quality);
        expect({ ...events, zone: null }).toEqual({ ...whole.events, zone: null });
      }
    }
  });
});

describe('what the person is told', () => {
  const keys = async (sheet: Sheet) => ((await previewFile(fileOf(csvOf(sheet)))).notes ?? []).map(({ key, tone }) => `${key}:${tone}`);

  it.each<[string, Sheet, string[]]>([
    ['REES46', rees46(1), []],
    ['Instacart', instacart(1), ['relative-time:watch', 'no-amounts:watch']],
    ['Olist', olist(1), ['one-id-per-order:watch', 'no-amounts:watch', 'cancelled-states:calm']],
    ['Olist with customers', olist(1, true), ['no-amounts:watch', 'cancelled-states:calm']],
    ['Shopify', shopify(1), ['cancelled-states:calm', 'unpaid-states:calm', 'filled-down:calm', 'price-times-quantity:calm']],
    ['WooCommerce', wooCommerce(1), ['names-as-users:calm', 'cancelled-states:calm', 'unpaid-states:calm']],
    [
      'WooCommerce in German',
      wooCommerceGerman(1),
      ['names-as-users:calm', 'cancelled-states:calm', 'unpaid-states:calm', 'decimal-comma:calm'],
    ],
    ['Amplitude', amplitude(1), ['user-instead:calm', 'json-keys:calm']],
    ['Segment', segment(1), ['user-instead:calm']],
    ['Matomo', matomo(1), ['one-row-a-visit:calm']],
    ['淘宝', taobao(1), ['cancelled-states:calm', 'unpaid-states:calm']],
    ['有赞', youzan(1), ['cancelled-states:calm', 'unpaid-states:calm', 'order-total-once:calm']],
    ['抖店', douyin(1), ['masked-user:watch', 'cancelled-states:calm', 'unpaid-states:calm']],
    ['拼多多', pinduoduo(1), ['no-buyer:act', 'cancelled-states:calm', 'unpaid-states:calm']],
  ])('%s', async (_, sheet, expected) => {
    expect(await keys(sheet)).toEqual(expected);
  });

  it('masked members, ids that a spreadsheet rounded, and users that never come twice in any file', async () => {
    const masked = taobao(1);
    const user = masked.header.indexOf('买家会员名');
    const hidden = { ...masked, rows: masked.rows.map((row) => row.map((cell, i) => (i === user ? `${cell.slice(0, 1)}**` : cell))) };
    const { 买家支付宝账号: _, ...names } = Object.fromEntries(hidden.header.map((name, i) => [name, i]));
    const columns = Object.values(names);
    const sheet = { ...hidden, header: columns.map((i) => hidden.header[i]!), rows: hidden.rows.map((row) => columns.map((i) => row[i]!)) };
    expect(await keys(sheet)).toContain('masked-user:watch');
    const rows = Array.from({ length: 80 }, (_, i) => [`u${i}`, '1.23457E+17', '2024-01-05', '5']);
    const plain = { header: ['user_id', 'order_id', 'date', 'amount'], rows } as unknown as Sheet;
    expect(await keys(plain)).toEqual(['users-seen-once:watch', 'damaged-ids:watch']);
  });
});

describe('near misses', () => {
  const presetOf = async (header: string, row: (i: number) => string) =>
    (await previewFile(fileOf(`${header}\n${Array.from({ length: 60 }, (_, i) => row(i)).join('\n')}\n`))).preset;

  it.each<[string, (i: number) => string]>([
    ['user_id,type,url,timestamp', (i) => `${i % 7},view,/a,2024-01-01 10:00:${10 + (i % 40)}`],
    ['visitor_id,type,url,timestamp', (i) => `${i % 7},view,/a,2024-01-01 10:00:${10 + (i % 40)}`],
    ['id,date,quantity,amount', (i) => `${i % 7},2024-01-01,1,${i}.5`],
    ['event_time,event_type,user_id', (i) => `2024-01-01 10:00:${10 + (i % 40)},view,${i % 7}`],
    ['user_id,item_id,timestamp,rating', (i) => `${i % 7},${i},15115440${10 + (i % 80)},5`],
    ['name,email,created_at', (i) => `n${i % 7},e${i % 7}@x.org,2024-01-01`],
    ['date,order,status,customer', (i) => `2024-01-01,${i},completed,c${i % 7}`],
    ['order_id,customer_id,order_date,total', (i) => `${i},${i % 7},2024-01-01,5.5`],
    ['user_id,event,time', (i) => `${i % 7},view,15115440${10 + (i % 80)}`],
    ['event_name,event_timestamp,user_id', (i) => `view,15115440${10 + (i % 80)},${i % 7}`],
    ['订单编号,用户ID,订单创建时间,订单状态,金额', (i) => `${i},u${i % 7},2024-01-01,已完成,5.5`],
    [
      'event_time,event_type,user_id,product_id,category,price,quantity',
      (i) => `2024-01-01 10:00:${10 + (i % 40)},view,${i % 7},p${i % 5},c,${i}.5,2`,
    ],
    ['user_id,order_number,order_date', (i) => `${i % 7},${i},2024-01-01`],
  ])('%s is no known layout', async (header, row) => {
    expect(await presetOf(header, row)).toBeNull();
  });

  it('five columns of figures and words are not UserBehavior unless they hold its words', async () => {
    const text = (word: string) => Array.from({ length: 60 }, (_, i) => `${i % 7},${i},3,${word},${1511544070 + i}`).join('\n');
    expect((await previewFile(fileOf(text('pv')))).preset).toBe('taobao-behavior');
    expect((await previewFile(fileOf(text('view')))).preset).toBeNull();
  });
});
