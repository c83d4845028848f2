import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../workers/ingest';
import type { DateOrder, FilePreview } from '../../../workers/protocol/ingest';
import { i18n } from '../../../src/i18n';
import { en } from '../../../src/i18n/en';
import { zhCN } from '../../../src/i18n/zh-CN';
import { formatFor } from '../../../src/i18n/format';
import { dateOrderSentence } from '../../../src/screens/data/date-order-sentence';
import { noteSentence } from '../../../src/screens/data/note-sentence';
import { assignRole } from '../../../src/screens/data/remap';
import { douyin, pinduoduo, youzan } from '../../fixtures/presets/china';
import { amplitude, matomo } from '../../fixtures/presets/platforms';
import { instacart, olist, taobaoBehavior } from '../../fixtures/presets/research';
import { csvOf, type Sheet } from '../../fixtures/presets/sheet';
import { shopify, wooCommerceGerman } from '../../fixtures/presets/shops';

const LANGUAGES = ['en', 'zh-CN'] as const;
const MESSAGES = { en, 'zh-CN': zhCN };
const holes = (words: string) => [...words.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!);

const SHEETS: readonly Sheet[] = [
  instacart(1),
  olist(1),
  taobaoBehavior(1),
  shopify(1),
  wooCommerceGerman(1),
  amplitude(1),
  matomo(1),
  youzan(1),
  douyin(1),
  pinduoduo(1),
];

const previewOf = (sheet: Sheet): Promise<FilePreview> => previewFile(new File([csvOf(sheet)], 'file.csv'));

describe('notes on a file', () => {
  it('fill every hole of their sentences, in both languages', async () => {
    for (const sheet of SHEETS) {
      const { notes } = await previewOf(sheet);
      expect(notes!.length).toBeGreaterThan(0);
      for (const note of notes!) {
        for (const language of LANGUAGES) {
          const given = [...Object.keys(note.params), 'layout'];
          expect(given).toEqual(expect.arrayContaining(holes(MESSAGES[language].notes[note.key])));
          expect(noteSentence(note, i18n.getFixedT(language), formatFor(language))).not.toMatch(/[{}]|undefined|NaN/);
        }
      }
    }
  });

  it('name the layout, the column and what to use instead', async () => {
    const say = async (sheet: Sheet) =>
      (await previewOf(sheet)).notes!.map((note) => noteSentence(note, i18n.getFixedT('en'), formatFor('en'))).join('\n');
    expect(await say(pinduoduo(1))).toContain('This export (Pinduoduo orders) names no buyer');
    expect(await say(olist(1))).toMatch(/“customer_id” is a new number for every order.*use “customer_unique_id”/);
    expect(await say(amplitude(1))).toContain('“user_id” is empty in 33.3%');
  });

  it('keep texts of the file as they are, and short', () => {
    const note = {
      key: 'decimal-comma',
      tone: 'calm',
      params: { column: '<img src=x onerror=alert(1)>', example: 'x'.repeat(500) },
    } as const;
    const sentence = noteSentence(note, i18n.getFixedT('en'), formatFor('en'));
    expect(sentence).toContain('<img src=x onerror=alert(1)>');
    expect(sentence.length).toBeLessThan(250);
  });
});

describe('day or month first', () => {
  const found: DateOrder = { order: 'mdy', proved: true, basis: 'day', cells: 1200, proofs: 3, against: 0, example: '5/13/2024' };
  const say = (order: DateOrder) => dateOrderSentence(order, order.order, i18n.getFixedT('en'), formatFor('en'));

  it('is told with how sure it is', () => {
    expect(say(found)).toBe('Month before day: 3 of 1,200 sampled dates, such as 5/13/2024, have no other reading.');
    expect(say({ ...found, against: 2 })).toContain('but 2 speak for the opposite');
    for (const basis of ['sequence', 'dots', 'habit'] as const)
      expect(say({ ...found, proved: false, basis, proofs: 0 })).toMatch(/^Ambiguous/);
  });

  it('is not told of another format', () => {
    expect(dateOrderSentence(found, 'dmy', i18n.getFixedT('en'), formatFor('en'))).toBeUndefined();
    expect(dateOrderSentence(null, 'mdy', i18n.getFixedT('en'), formatFor('en'))).toBeUndefined();
  });
});

describe('the order status', () => {
  it('keeps only the states that its new column holds', async () => {
    const preview = await previewOf(shopify(1));
    const index = preview.columns.findIndex(({ name }) => name === 'Fulfillment Status');
    const next = assignRole(preview, preview.mapping, index, 'status');
    expect(preview.mapping.cancelledStates).toContain('refunded');
    expect([next.cancelledStates, next.unpaidStates]).toEqual([[], []]);
  });
});
