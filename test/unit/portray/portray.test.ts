import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameWords, segmentName } from '../../../src/i18n/names';
import { random } from '../../../workers/math/random';
import { FLAG } from '../../../workers/protocol/events';
import type { FeatureMatrix, FeatureSpec } from '../../../workers/protocol/features';
import { portray } from '../../../workers/portray';
import { NAME_KEYS } from '../../../workers/portray/name-keys';
import { cohensD, segmentTraits } from '../../../workers/portray/traits';
import { eventTable, type EventRow } from '../../fixtures/events';
import { trueSegments } from '../../fixtures/tracked';

const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1);
const DAYS = 360;

/** A matrix over the table's users with one column a feature; the scaled values are the standardised raw ones, missing ones filled with 0. */
function matrixOf(users: number, columns: Readonly<Record<string, readonly number[]>>): FeatureMatrix {
  const ids = Object.keys(columns);
  const raw = new Float64Array(users * ids.length);
  const scaled = new Float32Array(users * ids.length);
  ids.forEach((id, f) => {
    const filled = columns[id]!.map((x) => (Number.isNaN(x) ? 0 : x));
    const mean = filled.reduce((a, b) => a + b, 0) / users;
    const sd = Math.sqrt(filled.reduce((a, b) => a + (b - mean) ** 2, 0) / users) || 1;
    for (let u = 0; u < users; u++) {
      raw[u * ids.length + f] = columns[id]![u]!;
      scaled[u * ids.length + f] = (filled[u]! - mean) / sd;
    }
  });
  const specs = ids.map((id): FeatureSpec => ({
    id,
    key: id,
    group: 'events',
    unit: 'count',
    formula: '',
    missing: { fill: 'zero', value: 0, users: 0 },
    scale: { log: false, lower: -Infinity, upper: Infinity, mean: 0, sd: 1 },
  }));
  const userIndex = Uint32Array.from({ length: users }, (_, u) => u);
  return {
    users,
    features: ids.length,
    userIndex,
    raw,
    scaled,
    specs,
    constant: [],
    support: { purchases: true, refunds: false, browsing: true, timesOfDay: true, types: [], view: [], cart: [] },
    from: START,
    to: START + DAYS * DAY,
    end: START + DAYS * DAY,
  };
}

interface Kind {
  readonly users: number;
  readonly orders: number;
  readonly views: number;
  readonly value: number;
  readonly hour: number;
  /** Days before the end of the last event. */
  readonly away: number;
  readonly refunds?: number;
}

/** Users of some kinds, their events, and the features that the names need, counted here from the rows. */
function shop(kinds: readonly Kind[]) {
  const rng = random(1, 'portray-test');
  const rows: EventRow[] = [];
  const truth: number[] = [];
  const features: Record<string, number[]> = {
    recency_days: [],
    inactive_days: [],
    frequency_orders: [],
    value_total: [],
    value_mean_order: [],
    events_total: [],
    evening_share: [],
    refund_share: [],
    rate_view_to_purchase: [],
  };
  let order = 0;
  kinds.forEach((kind, k) => {
    for (let i = 0; i < kind.users; i++) {
      const user = `k${k}-${i}`;
      truth.push(k);
      const orders = Math.max(kind.orders > 0 ? 1 : 0, kind.orders + (kind.orders > 3 ? rng.int(3) - 1 : 0));
      const away = kind.away * (0.8 + 0.4 * rng.next());
      const values: number[] = [];
      const at = (n: number) => START + Math.max(0, DAYS - away - n * 7) * DAY + kind.hour * 3_600_000 - DAY;
      for (let n = 0; n < orders; n++) {
        values.push(kind.value * (0.7 + 0.6 * rng.next()));
        rows.push({ user, t: at(n), type: 'purchase', value: values[n]!, order: `o${order++}` });
      }
      for (let n = 0; n < kind.views; n++) rows.push({ user, t: at(n) + 60_000, type: 'view', value: 0 });
      const refunds = kind.refunds ?? 0;
      for (let n = 0; n < refunds; n++) rows.push({ user, t: at(0) + 120_000, type: 'refund', value: -values[n]!, refund: true });
      const gross = values.reduce((a, b) => a + b, 0);
      const back = values.slice(0, refunds).reduce((a, b) => a + b, 0);
      features['recency_days']!.push(orders > 0 ? away : NaN);
      features['inactive_days']!.push(away);
      features['frequency_orders']!.push(orders);
      features['value_total']!.push(gross - back);
      features['value_mean_order']!.push(orders > 0 ? gross / orders : NaN);
      features['events_total']!.push(orders + kind.views + refunds);
      features['evening_share']!.push(kind.hour >= 18 ? 0.7 + 0.3 * rng.next() : 0.3 * rng.next());
      features['refund_share']!.push(gross > 0 ? back / gross : NaN);
      features['rate_view_to_purchase']!.push(kind.views > 0 ? orders / kind.views : NaN);
    }
  });
  const events = eventTable(rows);
  const matrix = matrixOf(truth.length, features);
  return { events, matrix, segmentation: trueSegments(matrix, Int32Array.from(truth)), rows, truth };
}

const names = (kinds: readonly Kind[]) => {
  const { events, matrix, segmentation } = shop(kinds);
  return portray(events, matrix, segmentation).map(({ name }) => segmentName(name, 'en'));
};

describe('effects', () => {
  it("has Cohen's d and the interval of Hedges & Olkin", () => {
    // Groups 1, 2, 3 and 4, 5, 6, 7: means 2 and 5.5, squares 2 and 5, pooled variance 7/5.
    const { effect, low, high } = cohensD(3, 2, 2, 4, 5.5, 5);
    expect(effect).toBeCloseTo(-3.5 / Math.sqrt(1.4), 12);
    const half = 1.959964 * Math.sqrt(7 / 12 + 12.25 / 1.4 / 14);
    expect(high - effect).toBeCloseTo(half, 5);
    expect(effect - low).toBeCloseTo(half, 5);
  });

  it('is finite for groups of one, without spread or empty', () => {
    expect(cohensD(0, 0, 0, 5, 1, 1)).toEqual({ effect: 0, low: 0, high: 0 });
    expect(Number.isFinite(cohensD(1, 1, 0, 1, 0, 0).effect)).toBe(true);
    expect(cohensD(5, 1, 0, 5, 1, 0).effect).toBe(0);
  });

  it('agrees with a plain computation, missing values left out of means and medians', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2), fc.option(fc.integer({ min: -20, max: 20 }), { nil: NaN })), { minLength: 3, maxLength: 40 }),
        (users) => {
          const labels = Int32Array.from(users, ([label]) => label);
          const matrix = matrixOf(users.length, { x: users.map(([, x]) => x) });
          const traits = segmentTraits(matrix, { k: 3, labels, centres: new Float32Array(3), distances: new Float32Array(users.length) });
          const plainMean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
          const median = (list: readonly number[]) => {
            const sorted = [...list].sort((a, b) => a - b);
            return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
          };
          for (let s = 0; s < 3; s++) {
            const own = users.filter(([label, x]) => label === s && !Number.isNaN(x)).map(([, x]) => x);
            const trait = traits[s]![0]!;
            expect(trait.users).toBe(own.length);
            if (own.length > 0) {
              expect(trait.mean).toBeCloseTo(plainMean(own), 9);
              expect(trait.median).toBeCloseTo(median(own), 9);
            }
            const inside = Array.from(matrix.scaled).filter((_, u) => labels[u] === s);
            const outside = Array.from(matrix.scaled).filter((_, u) => labels[u] !== s);
            if (inside.length < 2 || outside.length < 2) continue;
            const squares = (list: readonly number[]) => list.reduce((a, x) => a + (x - plainMean(list)) ** 2, 0);
            const pooled = Math.sqrt((squares(inside) + squares(outside)) / (users.length - 2));
            if (pooled > 0.05) expect(trait.effect).toBeCloseTo((plainMean(inside) - plainMean(outside)) / pooled, 4);
          }
        },
      ),
    );
  });
});

describe('portraits', () => {
  const kinds: readonly Kind[] = [
    { users: 120, orders: 1, views: 3, value: 30, hour: 12, away: 250 },
    { users: 100, orders: 0, views: 12, value: 0, hour: 12, away: 30 },
    { users: 80, orders: 12, views: 20, value: 40, hour: 20, away: 10 },
    { users: 60, orders: 5, views: 40, value: 6, hour: 12, away: 20 },
    { users: 40, orders: 6, views: 10, value: 45, hour: 12, away: 25, refunds: 3 },
  ];

  it('counts size, share and net revenue', () => {
    const { events, matrix, segmentation, rows, truth } = shop(kinds);
    const portraits = portray(events, matrix, segmentation);
    expect(portraits.map(({ id, size }) => [id, size])).toEqual(kinds.map(({ users }, id) => [id, users]));
    const kindOf = new Map(events.userIds.map((id) => [id, Number(id[1])]));
    const revenue = kinds.map((_, k) => rows.filter(({ user }) => kindOf.get(user) === k).reduce((sum, { value }) => sum + value!, 0));
    const all = revenue.reduce((a, b) => a + b, 0);
    portraits.forEach((portrait, k) => {
      expect(portrait.value).toBeCloseTo(revenue[k]!, 6);
      expect(portrait.valueShare).toBeCloseTo(revenue[k]! / all, 9);
      expect(portrait.share).toBeCloseTo(kinds[k]!.users / truth.length, 12);
      expect(portrait.shareLow < portrait.share && portrait.share < portrait.shareHigh).toBe(true);
      const sizes = portrait.traits.map(({ effect }) => Math.abs(effect));
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    });
  });

  it('leaves value out where the file has none, and a share of nothing', () => {
    const { events, matrix, segmentation } = shop(kinds);
    expect(portray({ ...events, value: null }, matrix, segmentation)[0]).toMatchObject({ value: null, valueShare: null });
    const worthless = { ...events, value: new Float64Array(events.rows) };
    expect(portray(worthless, matrix, segmentation)[0]).toMatchObject({ value: 0, valueShare: null });
  });

  it('names segments by what sets them apart', () => {
    const [lapsed, browsers, evening, hunters, returners] = names(kinds);
    expect(lapsed).toBe('Lapsed one-time buyers');
    expect(browsers).toContain('browsers who never buy');
    expect(evening).toContain('evening buyers');
    expect(hunters).toContain('bargain hunters');
    expect(returners).toContain('returners');
  });

  it('calls nobody a buyer who does not buy, nor one-time who buys twice', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            users: fc.integer({ min: 5, max: 30 }),
            orders: fc.integer({ min: 0, max: 8 }),
            views: fc.integer({ min: 1, max: 20 }),
            value: fc.integer({ min: 1, max: 100 }),
            hour: fc.integer({ min: 0, max: 23 }),
            away: fc.integer({ min: 1, max: 300 }),
          }),
          { minLength: 2, maxLength: 8 },
        ),
        (random) => {
          const { events, matrix, segmentation, rows } = shop(random);
          const portraits = portray(events, matrix, segmentation);
          const keys = portraits.map(({ name }) => name.map(({ key }) => key));
          expect(new Set(portraits.map(({ name }) => segmentName(name, 'en'))).size).toBe(random.length);
          expect(new Set(portraits.map(({ name }) => segmentName(name, 'zh-CN'))).size).toBe(random.length);
          keys.forEach((parts, k) => {
            expect(parts.length).toBeGreaterThanOrEqual(1);
            expect(parts.length).toBeLessThanOrEqual(3);
            const orders = events.userIds
              .filter((id) => Number(id.slice(1, id.indexOf('-'))) === k)
              .map((id) => rows.filter(({ user, type }) => user === id && type === 'purchase').length)
              .sort((a, b) => a - b);
            const noun = NAME_KEYS.find(({ key }) => key === parts.at(-1))!;
            expect(noun.kind).toBe('noun');
            if (['buyers', 'shoppers', 'bargain-hunters', 'returners'].includes(noun.key)) {
              expect(orders.filter((n) => n > 0).length).toBeGreaterThan(orders.length / 2);
            }
            if (noun.key === 'non-buyers') expect(orders.at(-1)).toBe(0);
            if (parts.includes('one-time')) expect(orders[orders.length >> 1]).toBe(1);
            if (parts.includes('lapsed')) expect(random[k]!.away).toBeGreaterThan(40);
            const families = parts.map((part) => NAME_KEYS.find(({ key }) => key === part)!.family);
            expect(new Set(families).size).toBe(families.length);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('numbers segments that nothing tells apart', () => {
    const same: Kind = { users: 40, orders: 2, views: 5, value: 20, hour: 12, away: 20 };
    const { events, matrix } = shop([same, same]);
    const labels = Int32Array.from({ length: 80 }, (_, u) => u % 2);
    const flat = { ...matrix, scaled: new Float32Array(matrix.scaled.length) };
    const made = portray(events, flat, { k: 2, labels, centres: new Float32Array(2 * matrix.features), distances: new Float32Array(80) });
    expect(made.map(({ name }) => segmentName(name, 'en'))).toEqual(['Typical buyers', 'Typical buyers 2']);
    expect(made.map(({ name }) => segmentName(name, 'zh-CN'))).toEqual(['普通买家', '普通买家 2']);
    expect(events.flags.some((flag) => flag === FLAG.purchase)).toBe(true);
  });
});

describe('words', () => {
  it('exist in both languages for every key, and no others', () => {
    const keys = NAME_KEYS.map(({ key }) => key).sort();
    expect(Object.keys(nameWords.en).sort()).toEqual(keys);
    expect(Object.keys(nameWords['zh-CN']).sort()).toEqual(keys);
    for (const language of ['en', 'zh-CN'] as const) {
      const words = Object.values(nameWords[language]);
      expect(new Set(words).size).toBe(words.length);
      expect(words.every((word) => word.trim().length > 0)).toBe(true);
    }
  });

  it('join as a name does in each language', () => {
    const parts = [{ key: 'frequent' }, { key: 'evening' }, { key: 'buyers' }];
    expect(segmentName(parts, 'en')).toBe('Frequent evening buyers');
    expect(segmentName(parts, 'zh-CN')).toBe('高频晚间买家');
    const typed = [{ key: 'much-of-type', param: '$& wish' }, { key: 'visitors' }];
    expect(segmentName(typed, 'en')).toBe('“$& wish”-heavy visitors');
    expect(segmentName(typed, 'zh-CN')).toBe('多“$& wish”访客');
    expect(segmentName([{ key: 'of-a-later-version' }], 'en')).toBe('Of-a-later-version');
    expect(segmentName([], 'en')).toBe('');
  });
});
