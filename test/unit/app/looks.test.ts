import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { i18n } from '../../../src/i18n';
import { formatFor } from '../../../src/i18n/make-format';
import { attentionView } from '../../../src/screens/models/looks/attention-view';
import { barsOf, lookedAtName, nothingOf, titleOf, viewsOf } from '../../../src/screens/models/looks/importance-view';
import { bandMeans, bandsOf, unitApart, unitMoving } from '../../../src/screens/models/looks/layer-view';
import { shadeOf, signed } from '../../../src/screens/models/looks/shade';
import { stepWords, tokenWords } from '../../../src/screens/models/looks/step-words';
import { numberTicks } from '../../../src/screens/models/looks/ticks';
import { ofOneType, sharesOf } from '../../../src/screens/models/looks/user-view';
import type { Estimate, Importance, LookedAt, ReadStep } from '../../../workers/protocol/looks';

const t: TFunction = i18n.getFixedT('en');
const format = formatFor('en');
const at = (mean: number, half = 0.01): Estimate => ({ mean, low: mean === 0 ? 0 : mean - half, high: mean === 0 ? 0 : mean + half });
const item = (of: LookedAt, moved: number, loss: number | null = null): Importance => ({
  of,
  moved: at(moved),
  loss: loss === null ? null : at(loss),
});
const HOUR = 3_600_000;
const step = (change: Partial<ReadStep> = {}): ReadStep => ({
  time: Date.UTC(2025, 0, 6, 14, 30),
  type: 'view',
  refund: false,
  topic: 'shoes',
  value: 0,
  rows: 1,
  gap: null,
  ...change,
});

describe('what the segments rest on, in words', () => {
  const items = [
    item({ kind: 'token', field: 'gap' }, 0.05, 0.2),
    item({ kind: 'token', field: 'topic' }, 0.3, 0.1),
    item({ kind: 'token', field: 'hour' }, 0, 0),
    item({ kind: 'order' }, 0.2),
    item({ kind: 'group', group: 'value' }, 0.9),
  ];
  const name = (of: LookedAt) => lookedAtName(of, [], t, 'en');

  it('comes in order, the loss of the order left out', () => {
    const moved = barsOf(items, 'tokens', 'moved', name);
    expect(moved.map((bar) => bar.name)).toEqual(['category or item', 'order of the events', 'time since the event before', 'hour']);
    expect(barsOf(items, 'tokens', 'loss', name).map((bar) => bar.name)).toEqual([
      'time since the event before',
      'category or item',
      'hour',
    ]);
    expect(barsOf(items, 'groups', 'moved', name).map((bar) => bar.name)).toEqual(['Value']);
    expect(titleOf(moved, 'moved', 2, t, format)).toBe(
      'The segments rest most on “category or item”, then on “order of the events”: shuffling the first takes 30% of the users into another segment',
    );
    expect(nothingOf(moved, t, format)).toBe('Shuffling hour changes nobody’s segment.');
  });

  it('says so where nothing counts', () => {
    const idle = barsOf([item({ kind: 'order' }, 0), item({ kind: 'token', field: 'hour' }, 0, 0.001)], 'tokens', 'moved', name);
    expect(titleOf(idle, 'moved', 2, t, format)).toBe('Nothing here takes anybody into another segment when it is shuffled alone');
    expect(nothingOf(idle, t, format)).toBeNull();
    const losses = barsOf([item({ kind: 'token', field: 'hour' }, 0, 0.001)], 'tokens', 'loss', name);
    expect(titleOf(losses, 'loss', 2, t, format)).toBe('Nothing here makes the loss rise when it is shuffled alone');
  });

  it('is of features, of events or of both, as the encoder is', () => {
    const some = {} as never;
    expect(viewsOf({ features: some, tokens: null })).toEqual(['features', 'groups']);
    expect(viewsOf({ features: null, tokens: some })).toEqual(['tokens']);
    expect(viewsOf({ features: some, tokens: some })).toEqual(['features', 'groups', 'tokens']);
  });
});

describe('one user’s events', () => {
  it('have shares that add up to all that speaks for or against', () => {
    const contributions = Float32Array.of(3, -1, 0, 4);
    const shares = sharesOf({ contributions, fields: ['type', 'gap'], steps: [step(), step()] });
    expect(shares).toEqual({
      tokens: [
        [0.375, -0.125],
        [0, 0.5],
      ],
      steps: [0.25, 0.5],
      fields: [0.375, 0.375],
      first: { field: 'gap', share: 0.625 },
    });
    expect(sharesOf({ contributions: new Float32Array(4), fields: ['type', 'gap'], steps: [step(), step()] }).first).toBeNull();
  });

  it('are named as the file has them', () => {
    const words = (field: Parameters<typeof tokenWords>[1], change: Partial<ReadStep> = {}) =>
      tokenWords(step(change), field, 'Europe/Berlin', t, format);
    expect(words('type', { refund: true })).toBe('view (refund)');
    expect(words('topic', { topic: null })).toBe('–');
    expect(words('value', { value: 12.5 })).toBe('12.50');
    expect(words('size', { rows: 3 })).toBe('3 rows');
    expect(words('hour')).toBe('15:00');
    expect(words('weekday')).toBe('Mon');
    expect(['first', '1 h 30 min', '2 days', '40 days']).toEqual(
      [null, 1.5 * HOUR, 48 * HOUR, 40 * 24 * HOUR].map((gap) => words('gap', { gap })),
    );
    expect(stepWords(step(), true, 'UTC', t, format)).toBe('view · shoes');
    expect(stepWords(step(), false, 'UTC', t, format)).toBe('shoes');
    expect(stepWords(step({ topic: null }), false, 'UTC', t, format)).toBe('view');
    expect(ofOneType([step(), step()])).toBe(true);
    expect(ofOneType([step(), step({ type: 'buy' })])).toBe(false);
  });

  it('are shaded to the side that they speak for', () => {
    expect(shadeOf(0.2, 0.4).backgroundColor).toContain('--shoal-accent) 19.0%');
    expect(shadeOf(-0.4, 0.4).backgroundColor).toContain('--shoal-watch) 38.0%');
    expect(shadeOf(0, 0).backgroundColor).toContain('0.0%');
    expect([signed(0.031, format), signed(-0.004, format), signed(-0.0001, format)]).toEqual(['+3.1%', '−0.4%', '0.0%']);
  });
});

describe('attention', () => {
  it('is told of by how far back it goes', () => {
    const view = attentionView(Float32Array.of(1, 0, 0, 0.25, 0.75, 0, 0.5, 0.25, 0.25));
    expect(view).toMatchObject({ first: 1, rows: 2, self: 0.5, before: 0.125, rest: 0.375 });
    expect([...view.values]).toEqual([0.25, 0.75, Number.NaN, 0.5, 0.25, 0.25]);
  });

  it('of many events is of the last ones, what is earlier taken together', () => {
    const positions = 60;
    const even = Float32Array.from({ length: positions * positions }, (_, i) => {
      const [row, column] = [Math.floor(i / positions), i % positions];
      return column <= row ? 1 / (row + 1) : 0;
    });
    const { first, rows, values, rest, self, before } = attentionView(even);
    expect([first, rows]).toEqual([12, 48]);
    for (let r = 0; r < rows; r++) {
      const row = [...values.subarray(r * 49, (r + 1) * 49)].filter((value) => !Number.isNaN(value));
      expect(row).toHaveLength(r + 2);
      expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    }
    expect(values[0]).toBeCloseTo(12 / 13, 5);
    expect(rest + self + before).toBeCloseTo(1, 5);
  });
});

describe('a layer', () => {
  const segments = Int32Array.of(2, 2, 0, 0, -1);
  const name = (id: number) => (id < 0 ? 'none' : `segment ${id}`);

  it('lies in bands, of which it has the means, and a unit that tells them apart', () => {
    const bands = bandsOf(segments, name, false);
    expect(bands.map(({ from, to, name: of }) => [from, to, of])).toEqual([
      [0, 2, 'segment 2'],
      [2, 4, 'segment 0'],
      [4, 5, 'none'],
    ]);
    // The first unit differs within the bands as much as between them, the second only between them.
    const values = Float32Array.of(0, 1, 2, 1, 0, 5, 2, 5, 1, 3);
    expect([...bandMeans(values, 2, bands)]).toEqual([1, 1, 1, 5, 1, 3]);
    expect(unitApart({ values, segments }, bands)).toEqual({ unit: 1, share: 1 });
    expect(unitApart({ values: new Float32Array(10).fill(2), segments }, bands)).toBeNull();
  });

  it('has a unit that moves most', () => {
    expect(unitMoving(Float32Array.of(0, 5, 1, 9, -4, 6), 2)).toBe(0);
    expect(unitMoving(new Float32Array(6).fill(1), 2)).toBeNull();
  });

  it('has labels at round distances', () => {
    expect(numberTicks(5).map(({ label }) => label)).toEqual(['1', '2', '3', '4', '5']);
    expect(numberTicks(64).map(({ label }) => label)).toEqual(['1', '10', '20', '30', '40', '50', '60']);
    expect(numberTicks(48, 17, 1)[0]).toEqual({ at: 4, label: '20' });
  });
});
