import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../workers/protocol/errors';
import { DIRT_DEFAULTS, type DirtFigures, type DirtSettings } from '../../../../workers/protocol/cleaning';
import type { QualityReport } from '../../../../workers/protocol/ingest';
import { CLEANING, fileOf, mappingOf, read, rejectedRows } from '../support';

const START = Date.UTC(2024, 2, 1);
const MAPPING = mappingOf(
  { user: 'user', time: 'time', event: 'event', item: 'item', category: 'category', price: 'value', qty: 'quantity', order: 'order' },
  { purchaseTypes: ['buy'], refundTypes: ['refund'], cancelPrefix: 'C', valueIs: 'unit' },
);
const rowArb = fc.record({
  user: fc.constantFrom('a', 'b', 'test-1'),
  second: fc.integer({ min: 0, max: 40 }),
  event: fc.constantFrom('buy', 'buy', 'view', 'refund'),
  item: fc.constantFrom('x', 'y'),
  category: fc.constantFrom('red', 'blue', ''),
  price: fc.constantFrom('', '1', '2.5', '2.5', '3', '900'),
  qty: fc.constantFrom('', '1', '1', '2', '50'),
  order: fc.constantFrom('', 'O1', 'C1'),
});
type Row = typeof rowArb extends fc.Arbitrary<infer R> ? R : never;

const EVENTS_PER_HOUR = 4;
const suspects = { eventsPerHour: EVENTS_PER_HOUR, excludeBots: false, excludeTests: false };
const { missing, outliers } = DIRT_DEFAULTS;
const constants = { value: { method: 'constant', constant: 3 }, quantity: { method: 'constant', constant: 3 } } as const;

/** A setting, what it says beforehand that it touches, and what it then did. */
interface Choice {
  readonly settings: Partial<DirtSettings>;
  readonly says: (touches: DirtFigures['touches']) => number | null;
  readonly did: (quality: QualityReport, dirt: DirtFigures) => number;
}
const CHOICES: Readonly<Record<string, Choice>> = {
  dropValue: {
    settings: { missing: { ...missing, value: { method: 'drop', constant: 0 } } },
    says: ({ missingValue }) => missingValue,
    did: ({ rejected }) => rejected['missing-value'],
  },
  fillValue: {
    settings: { missing: { ...missing, value: constants.value } },
    says: ({ missingValue }) => missingValue,
    did: (_, { filled }) => filled.value,
  },
  dropQuantity: {
    settings: { missing: { ...missing, quantity: { method: 'drop', constant: 0 } } },
    says: ({ missingQuantity }) => missingQuantity,
    did: ({ rejected }) => rejected['missing-value'],
  },
  fillQuantity: {
    settings: { missing: { ...missing, quantity: constants.quantity } },
    says: ({ missingQuantity }) => missingQuantity,
    did: (_, { filled }) => filled.quantity,
  },
  dropCategory: {
    settings: { missing: { ...missing, category: { method: 'drop', constant: '' } } },
    says: ({ missingCategory }) => missingCategory,
    did: ({ rejected }) => rejected['missing-value'],
  },
  fillCategory: {
    settings: { missing: { ...missing, category: { method: 'constant', constant: 'green' } } },
    says: ({ missingCategory }) => missingCategory,
    did: (_, { filled }) => filled.category,
  },
  clip: { settings: { outliers: { ...outliers, method: 'clip' } }, says: ({ clip }) => clip, did: (_, { clipped }) => clipped },
  zScore: {
    settings: { outliers: { ...outliers, method: 'z-score' } },
    says: ({ zScore }) => zScore,
    did: ({ rejected }) => rejected.outlier,
  },
  isolation: {
    settings: { outliers: { ...outliers, method: 'isolation' } },
    says: ({ isolation }) => isolation,
    did: ({ rejected }) => rejected.outlier,
  },
  near: {
    settings: { nearDuplicateSeconds: 5 },
    says: ({ nearDuplicates }) => nearDuplicates,
    did: (_, { nearDuplicates }) => nearDuplicates,
  },
  bots: {
    settings: { suspects: { ...suspects, excludeBots: true } },
    says: ({ bots }) => bots,
    did: ({ rejected }) => rejected.bot,
  },
  tests: {
    settings: { suspects: { ...suspects, excludeTests: true } },
    says: ({ tests }) => tests,
    did: ({ rejected }) => rejected['test-account'],
  },
  refunds: {
    settings: { netRefunds: true },
    says: ({ refunds }) => refunds,
    did: ({ rejected }, { reduced }) => rejected.netted + reduced,
  },
};

const csv = (rows: readonly Row[]) =>
  fileOf(
    `user,time,event,item,category,price,qty,order\n${rows
      .map(({ user, second, event, item, category, price, qty, order }) =>
        [user, new Date(START + second * 1000).toISOString(), event, item, category, price, qty, order].join(','),
      )
      .join('\n')}\n`,
  );

describe('what a setting says that it touches', () => {
  it('is what it does once it is chosen, and all is as it was once it is taken back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(rowArb, { minLength: 1, maxLength: 30 }), async (rows) => {
        const file = csv(rows);
        const under = async (settings: Partial<DirtSettings>) => {
          const cleaning = { ...CLEANING, dropDuplicates: false, suspects, ...settings };
          return read(file, MAPPING, cleaning).catch((error: unknown) => {
            if (error instanceof AppError && error.code === 'rows-none-kept') return null;
            throw error;
          });
        };
        const before = (await under({}))!;
        const { touches } = before.quality.dirt!;
        // By hand, from the rows: a refund or cancellation is no purchase.
        const isPurchase = ({ event, order }: Row) => event === 'buy' && order !== 'C1';
        expect([touches.missingValue, touches.missingQuantity, touches.missingCategory, touches.tests]).toEqual([
          rows.filter((row) => isPurchase(row) && row.price === '').length,
          rows.filter((row) => isPurchase(row) && row.qty === '').length,
          rows.filter(({ category }) => category === '').length,
          rows.filter(({ user }) => user === 'test-1').length,
        ]);
        for (const [name, { settings, says, did }] of Object.entries(CHOICES)) {
          const after = await under(settings);
          if (after === null) {
            // Nothing is left only where all rows go.
            expect([name, says(touches)]).toEqual([name, rows.length]);
            continue;
          }
          const { quality } = after;
          expect([name, did(quality, quality.dirt!)]).toEqual([name, says(touches)]);
          expect([name, says(quality.dirt!.touches)]).toEqual([name, says(touches)]);
          expect(quality.kept + quality.duplicates + rejectedRows(after)).toBe(rows.length);
        }
        const again = (await under({}))!;
        expect(again.quality).toEqual(before.quality);
        expect(again.events.flags).toEqual(before.events.flags);
        expect([again.events.value, again.events.quantity, again.events.category]).toEqual([
          before.events.value,
          before.events.quantity,
          before.events.category,
        ]);
      }),
      { numRuns: 25 },
    );
  });
});
