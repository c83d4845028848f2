import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../workers/ingest/read-table';
import { encode } from '../../fixtures/encode';
import { writeCsv } from '../../fixtures/csv-writer';
import { fileOf } from './support';

const CHINESE =
  '用户 商品 订单 女装 连衣裙 手机壳 北京市 上海 张伟 李娜 红色 已付款 退款成功 交易 数量 快递 春季新款 家居 厨房 满减优惠'.split(' ');
const TAIWANESE = '會員 訂單 臺北市 商品 連衣裙 手機殼 紅色 已付款 購買 數量 電子郵件 優惠券 廚房用品 運動鞋 國際 貨到付款'.split(' ');
const JAPANESE =
  'ユーザー 注文 商品名 スニーカー 東京都 大阪府 購入する 赤い 青いシャツ キャンセル 送料無料 ありがとう 数量 カテゴリ'.split(' ');
const KOREAN = '사용자 주문 상품 구매 서울 부산 빨간색 운동화 취소 배송 수량 결제완료 장바구니 티셔츠 할인쿠폰 감사합니다'.split(' ');
const GERMAN = 'Größe Köln München Straße Rückgabe süß Schuhe für Jungen Löffel Kästchen Mütze schön'.split(' ');
const FRENCH = 'été chaussée reçu à côté déjà Noël élégante crème café garçon'.split(' ');
const RUSSIAN = 'пользователь заказ товар Москва красный ботинки отмена возврат количество платье детская'.split(' ');
const POLISH = 'zamówienie łódź sukienka żółty książka źródło ręcznik świeca ćma gęś'.split(' ');

const LANGUAGES: Readonly<Record<string, { readonly labels: readonly string[]; readonly words: readonly string[] }>> = {
  Chinese: { labels: ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'], words: CHINESE },
  Taiwanese: { labels: ['utf-8', 'big5', 'utf-16le', 'utf-16be'], words: TAIWANESE },
  Japanese: { labels: ['utf-8', 'shift_jis', 'euc-jp', 'utf-16le'], words: JAPANESE },
  Korean: { labels: ['utf-8', 'euc-kr', 'utf-16be'], words: KOREAN },
  German: { labels: ['utf-8', 'windows-1252', 'utf-16le'], words: GERMAN },
  French: { labels: ['utf-8', 'windows-1252', 'utf-16be'], words: FRENCH },
  Russian: { labels: ['utf-8', 'windows-1251', 'utf-16le'], words: RUSSIAN },
  Polish: { labels: ['utf-8', 'windows-1250'], words: POLISH },
};

function tableOf(words: readonly string[], rows: number): string[][] {
  const word = (i: number) => words[i % words.length]!;
  return [
    ['id', word(0), word(1), 'price'],
    ...Array.from({ length: rows }, (_, i) => [`u${100 + i}`, word(i * 3 + 2), word(i * 7 + 4), `${i}.50`]),
  ];
}

describe('encodings, told by the bytes', () => {
  for (const [language, { labels, words }] of Object.entries(LANGUAGES)) {
    for (const label of labels) {
      it(`${language} in ${label}`, async () => {
        for (const rows of [12, 40, 400]) {
          const [header, ...body] = tableOf(words, rows);
          const text = writeCsv([header!, ...body], { delimiter: ',', quote: '"', escape: 'doubled', newline: '\r\n' });
          const table = await readTable(fileOf(encode(text, label)));
          expect(table.encoding).toBe(label);
          expect(table.header).toEqual(header);
          expect(table.rows).toEqual(body);
        }
      });
    }
  }

  it.each([
    ['gb18030', 'id,城市,金额\n1,北京,5\n2,上海,6\n'],
    ['big5', 'id,城市\n1,臺北\n2,高雄\n'],
    ['shift_jis', 'id,商品\n1,スニーカー\n2,シャツ\n'],
    ['shift_jis', '番号,名前\n1,田中太郎\n2,山田花子\n'],
    ['windows-1252', 'id,city\n1,München\n2,Köln\n'],
    ['windows-1252', 'São,Não\nação,é\n'],
    ['windows-1251', 'id,город\n1,Москва\n2,Казань\n'],
    ['koi8-r', 'id,город\n1,москва\n2,казань\n'],
    ['utf-16be', '名前,都市\n田中,東京\n山田,大阪\n'],
  ])('%s in a table of two rows', async (label, text) => {
    const [header, ...rows] = text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    const table = await readTable(fileOf(encode(text, label)));
    expect(table.encoding).toBe(label);
    expect([table.header, ...table.rows]).toEqual(table.headerGenerated ? [table.header, header, ...rows] : [header, ...rows]);
  });

  it('byte order marks', async () => {
    for (const label of ['utf-8', 'utf-16le', 'utf-16be']) {
      const table = await readTable(fileOf(encode('\uFEFFid,name\n1,张伟\n2,李娜\n', label)));
      expect(table).toMatchObject({
        encoding: label,
        header: ['id', 'name'],
        rows: [
          ['1', '张伟'],
          ['2', '李娜'],
        ],
      });
    }
  });

  it('a few damaged bytes leave UTF-8 what it is', async () => {
    const bytes = encode(writeCsv(tableOf(CHINESE, 60), { delimiter: ',', quote: '"', escape: 'doubled', newline: '\n' }), 'utf-8');
    const cut = bytes.findIndex((byte, i) => i > 200 && byte >= 0xe0);
    const damaged = new Uint8Array([...bytes.subarray(0, cut), ...bytes.subarray(cut + 1)]);
    const table = await readTable(fileOf(damaged));
    expect(table.encoding).toBe('utf-8');
    expect(table.rows).toHaveLength(60);
    expect(table.announcements.find(({ key }) => key === 'undecodable')).toMatchObject({ count: 1 });
  });

  // Code page 1252 as Microsoft publishes it: 80 is €, 85 …, 93 and 94 curly quotes, 96 –, 9C œ.
  it('the signs of windows-1252 that Latin-1 lacks', async () => {
    const bytes = Uint8Array.from('id,name,price\n1,\x93c\x9cur\x94 \x96 p\xe2t\xe9,\x805\n2,\xe0 la mode\x85,\x806\n', (char) =>
      char.charCodeAt(0),
    );
    const table = await readTable(fileOf(bytes));
    expect(table).toMatchObject({
      encoding: 'windows-1252',
      rows: [
        ['1', '“cœur” – pâté', '€5'],
        ['2', 'à la mode…', '€6'],
      ],
    });
    for (const chunkBytes of [1, 7]) expect((await readTable(fileOf(bytes), { chunkBytes })).rows).toEqual(table.rows);
  });

  // 元 is D4 AA in GB 2312, which UTF-8 has for a letter of the Cyrillic supplement.
  it('a sum in 元 among plain headers is no UTF-8', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `u${i},2024-01-05,${i}.50\xd4\xaa\n`).join('');
    const bytes = Uint8Array.from(`user,date,amount\n${rows}`, (char) => char.charCodeAt(0));
    const table = await readTable(fileOf(bytes));
    expect(table.encoding).toBe('gb18030');
    expect(table.rows.map((row) => row[2])).toEqual(Array.from({ length: 30 }, (_, i) => `${i}.50元`));
    expect((await readTable(fileOf('id,word\n1,ԥарх\n2,аԥсуа\n'))).encoding).toBe('utf-8');
  });

  it('a person may know better', async () => {
    const bytes = encode('id,name\n1,Ä\n', 'windows-1252');
    expect((await readTable(fileOf(bytes), { encoding: 'windows-1251' })).rows).toEqual([['1', 'Д']]);
  });

  it('is the same text wherever the chunks are cut', async () => {
    const texts = Object.values(LANGUAGES).flatMap(({ labels, words }) => labels.map((label) => ({ label, words })));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...texts), fc.integer({ min: 1, max: 64 }), async ({ label, words }, chunkBytes) => {
        const [header, ...body] = tableOf(words, 20);
        const text = writeCsv([header!, ...body], { delimiter: ';', quote: '"', escape: 'doubled', newline: '\r\n', quoteAll: true });
        const table = await readTable(fileOf(encode(text, label)), { chunkBytes });
        expect(table.header).toEqual(header);
        expect(table.rows).toEqual(body);
      }),
      { numRuns: 200 },
    );
  });
});
