import { describe, expect, test } from 'vitest';
import { effectSize, featureExplanation, featureName, featureValue } from '../../../src/i18n/feature-words';
import { features as english } from '../../../src/i18n/en/features';
import { features as chinese } from '../../../src/i18n/zh-CN/features';
import { mappingOf } from '../ingest/support';
import { alertSentence, alertSentences, sharePair, type AlertContext } from '../../../src/screens/drift/alert-sentence';
import { scaled, typical } from '../../../src/screens/inspector/typical';
import { daviesBouldinWord, silhouetteWord, stabilityWord, unstableAmong } from '../../../src/screens/segments/quality-words';
import type { FeatureSpec } from '../../../workers/protocol/features';
import type { Alert, Timeline } from '../../../workers/protocol/timeline';

const spec = (id: string, unit: FeatureSpec['unit']): FeatureSpec => ({
  id,
  key: id,
  group: 'conversion',
  unit,
  formula: '',
  missing: { fill: 'zero', value: 0, users: 0 },
  scale: { log: false, lower: -10, upper: 10, mean: 1, sd: 2 },
});

const windows = ['2025-04', '2025-05'].map((label) => ({ label })) as unknown as Timeline['windows'];
const context: AlertContext = {
  timeline: { unit: 'month', windows },
  names: ['Champions', 'Bargain hunters'],
  specs: [spec('rate_view_to_purchase', 'ratio'), spec('recency_days', 'days')],
  types: mappingOf({ user: 'user', time: 'time', event: 'event' }),
  language: 'en',
};
/** What the sentences do not look at. */
const rest = {
  id: '',
  until: 1,
  ongoing: true,
  latest: 0,
  confidence: 0.99,
  features: [],
  segments: [],
  clears: null,
} satisfies Partial<Alert>;
const share: Alert = {
  ...rest,
  kind: 'segment-share',
  window: 1,
  level: 'act',
  segment: 1,
  feature: 'rate_view_to_purchase',
  before: 0.24,
  after: 0.15,
};

describe('alert sentences', () => {
  test('say who moved from where to where, when, and what moved most', () => {
    expect(alertSentence(share, context)).toBe('Bargain hunters fell from 24% to 15% in May 2025; the view-to-purchase rate moved most');
    expect(alertSentence({ ...share, before: 0.15, after: 0.24, feature: undefined }, context)).toBe(
      'Bargain hunters rose from 15% to 24% in May 2025',
    );
  });

  test('speak Chinese', () => {
    expect(alertSentence(share, { ...context, language: 'zh-CN', names: ['', '淘便宜买家'] })).toBe(
      '2025年5月，“淘便宜买家”的占比从 24% 降至 15%；“浏览购买率”变化最大',
    );
  });

  test('name the week where windows are weeks', () => {
    const weekly: AlertContext = {
      ...context,
      timeline: { unit: 'week', windows: [{ label: '2025-05-05' }] as unknown as Timeline['windows'] },
    };
    expect(alertSentence({ ...rest, kind: 'active-users', window: 0, level: 'watch', before: 1200, after: 800 }, weekly)).toBe(
      '800 active users in the week of May 5, 2025, fewer than the 1,200 that their trend pointed to',
    );
  });

  test('give features their units, and say so where only the shape changed', () => {
    const alert: Alert = { ...rest, kind: 'feature', window: 1, level: 'act', feature: 'recency_days', before: 4, after: 9, psi: 0.31 };
    expect(alertSentence(alert, context)).toBe('Days since last purchase rose from 4 days to 9 days on average in May 2025 (PSI 0.31)');
    expect(alertSentence({ ...alert, after: 4 }, context)).toContain('spread differently');
  });

  test('there is one for every kind of alert in both languages, without holes', () => {
    const kinds: Alert['kind'][] = [
      'segment-share',
      'feature',
      'active-users',
      'event-type-share',
      'new-event-type',
      'new-category',
      'data-drift',
      'business',
      'embedding',
    ];
    for (const language of ['en', 'zh-CN'] as const) {
      for (const kind of kinds) {
        for (const after of [0.5, 0.1]) {
          const sentence = alertSentence(
            { ...share, kind, name: 'view', figure: 'conversion', before: 0.2, after },
            { ...context, language },
          );
          expect(sentence).not.toMatch(/\{\{|undefined|NaN|drift\./);
          expect(sentence.length).toBeGreaterThan(8);
        }
      }
    }
  });

  test('call types by the file’s own word, and in the page’s language where the file has no types', () => {
    const bare = mappingOf({ user: 'user', time: 'time' });
    const alert = { ...share, kind: 'event-type-share', name: 'purchase', before: 0.2, after: 0.5 } as const;
    const several = {
      ...share,
      kind: 'new-event-type',
      name: 'refund',
      names: ['refund', 'unpaid order'],
      nameCount: 2,
      after: 9,
    } as const;
    const says = (of: Alert, types: AlertContext['types'], language: 'en' | 'zh-CN') => alertSentence(of, { ...context, types, language });
    expect(says(alert, context.types, 'zh-CN')).toContain('purchase');
    expect(says(alert, bare, 'zh-CN')).toContain('购买');
    expect(says(alert, bare, 'zh-CN')).not.toContain('purchase');
    expect(says(alert, bare, 'en')).toBe(says(alert, context.types, 'en'));
    expect(says(several, bare, 'zh-CN')).toMatch(/退款.*未付款订单/);
    expect(says(several, context.types, 'zh-CN')).toMatch(/refund.*unpaid order/);
    // A newer file without an event column brought one of them.
    const mixed = { ...context.types, ownTypes: ['refund'] };
    expect(says(several, mixed, 'zh-CN')).toMatch(/退款.*unpaid order/);
    // A category is the file's, whatever it is called.
    expect(says({ ...alert, kind: 'new-category' }, bare, 'zh-CN')).toContain('purchase');
  });

  test('come in the order of the timeline', () => {
    const timeline = { ...context.timeline, alerts: [share, { ...share, window: 0 }] } as unknown as Timeline;
    const sentences = alertSentences(timeline, context.names, 'en', context.specs, context.types);
    expect(sentences).toHaveLength(2);
    expect(sentences[1]).toContain('Apr 2025');
  });

  test('shares close to each other get more decimals', () => {
    expect(sharePair(0.24, 0.15, 'en')).toEqual(['24%', '15%']);
    expect(sharePair(0.114, 0.121, 'en')).toEqual(['11.4%', '12.1%']);
  });
});

describe('features in words', () => {
  test('have a name and an explanation in both languages', () => {
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
    expect(featureName({ id: 'events_view', key: 'events_of_type', param: 'view' }, 'en')).toBe('Events “view”');
    expect(featureName({ id: 'events_view', key: 'events_of_type', param: 'view' }, 'zh-CN')).toBe('“view”事件数');
    const own = { id: 'events_unpaid_order', key: 'events_of_own_type', param: 'unpaid order' };
    expect([featureName(own, 'en'), featureName(own, 'zh-CN')]).toEqual(['Events: unpaid order', '未付款订单事件数']);
    expect(featureExplanation(own, 'zh-CN')).not.toContain('unpaid');
    expect(featureName({ id: 'made_up', key: 'made_up' }, 'en')).toBe('made_up');
  });

  test('have values in their units', () => {
    expect(featureValue(12.34, spec('recency_days', 'days'), 'en')).toBe('12.3 days');
    expect(featureValue(1.04, spec('recency_days', 'days'), 'en')).toBe('1 day');
    expect(featureValue(1, spec('basket_units', 'units'), 'en')).toBe('1 unit');
    expect(featureValue(1.06, spec('basket_units', 'units'), 'en')).toBe('1.1 units');
    expect(featureValue(0.241, spec('evening_share', 'share'), 'en')).toBe('24.1%');
    expect(featureValue(0.35, spec('rate_view_to_cart', 'ratio'), 'en')).toBe('35.0%');
    expect(featureValue(Number.NaN, spec('recency_days', 'days'), 'en')).toBe('–');
  });

  test('effects have Cohen’s words', () => {
    expect([0.1, -0.2, 0.5, -0.8].map(effectSize)).toEqual(['none', 'small', 'medium', 'large']);
  });
});

describe('quality in words', () => {
  test('follows the published bands', () => {
    expect([0.8, 0.6, 0.3, 0.1].map(silhouetteWord)).toEqual(['strong', 'reasonable', 'weak', 'none']);
    expect([0.5, 0.6, 0.75, 0.85].map(stabilityWord)).toEqual(['unstable', 'doubtful', 'stable', 'highly-stable']);
    expect([0.5, 1.5, 2].map(daviesBouldinWord)).toEqual(['good', 'fair', 'poor']);
    expect([[], [0.9, 0.75], [0.59, 0.6, 0.2]].map(unstableAmong)).toEqual([0, 0, 2]);
  });
});

describe('a user beside the segment', () => {
  const scale = { log: true, lower: 0, upper: 5, mean: 1, sd: 0.5 };

  test('is scaled as the model sees it', () => {
    expect(scaled(Math.E - 1, scale)).toBeCloseTo(0, 12);
    expect(scaled(1e9, scale)).toBeCloseTo(8, 12);
    expect(scaled(3, { ...scale, sd: 0 })).toBe(0);
  });

  test('is typical within one standard deviation and far beyond two', () => {
    const linear = { log: false, lower: -100, upper: 100, mean: 0, sd: 1 };
    expect([10.9, 11.5, 12.5, 8.5, 7].map((value) => typical(value, 10, linear))).toEqual([
      'typical',
      'above',
      'far-above',
      'below',
      'far-below',
    ]);
    expect(typical(Number.NaN, 1, linear)).toBe('missing');
  });
});
