import type { FeatureMatrix, FeatureSpec } from '../../../workers/protocol/features';
import type { Segmentation } from '../../../workers/protocol/model';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import type { RunReportInput } from '../../../workers/export';

export const spec = (id: string, unit: FeatureSpec['unit']): FeatureSpec => ({
  id,
  key: id,
  group: 'value',
  unit,
  formula: `what ${id} is`,
  missing: { fill: 'median', value: 1, users: 1 },
  scale: { log: true, lower: 0, upper: 9, mean: 2, sd: 1 },
});

/** Four users, two features; user 3 of the table has no row. */
export const matrix: FeatureMatrix = {
  users: 4,
  features: 2,
  userIndex: Uint32Array.of(0, 1, 2, 4),
  raw: Float64Array.of(10, 4.1 + 0.2, NaN, -5, 30, 1234567.89, 20, 0.1),
  scaled: new Float32Array(8),
  specs: [spec('recency_days', 'days'), spec('value_total', 'money')],
  constant: ['refund_count'],
  from: 0,
  to: 1000,
  end: 999,
};

export const userIds = ['a', '=1+1', '-5', 'nobody', '客户,"五"'];

export const segmentation: Segmentation = {
  k: 2,
  labels: Int32Array.of(0, 1, 0, 1),
  centres: Float32Array.of(1, 2, 3, -1, -2, -3),
  distances: Float32Array.of(0.5, 0.1, 0, 2),
};

const trait = (feature: string, effect: number) => ({
  feature,
  mean: 1,
  overallMean: 2,
  median: NaN,
  overallMedian: 2,
  users: 2,
  effect,
  effectLow: -Infinity,
  effectHigh: Infinity,
});

const portrait = (id: number) => ({
  id,
  size: 2,
  share: 0.5,
  shareLow: 0.15,
  shareHigh: 0.85,
  value: null,
  valueShare: null,
  traits: Array.from({ length: 30 }, (_, i) => trait(i % 2 ? 'recency_days' : 'value_total', 30 - i)),
  name: [{ key: 'buyers' }],
});

export const runInput: RunReportInput = {
  file: { name: 'shop.csv', size: 1234, lastModified: 5 },
  recipe: defaultRecipe({
    preset: null,
    columns: [
      { name: 'u', role: 'user' },
      { name: 't', role: 'time' },
    ],
    dateFormat: 'iso',
    timeZone: 'UTC',
    valueIs: 'line',
    purchaseTypes: [],
    refundTypes: [],
    cancelPrefix: null,
  }),
  quality: {
    fileName: 'shop.csv',
    fileSize: 1234,
    rowsRead: 12,
    kept: 9,
    duplicates: 1,
    rejected: { 'no-user': 1, 'user-too-long': 0, 'no-time': 0, 'bad-date': 1, 'implausible-date': 0, 'bad-number': 0, ragged: 0 },
    refundRows: 0,
    refundValue: 0,
    users: 5,
    usersWithPurchase: 5,
    orders: 8,
    revenue: 100.5,
    from: 0,
    to: 999,
    eventsPerUser: { mean: 1.8, median: 2, p95: 3, max: 3 },
    missing: [{ column: 'u', role: 'user', missing: 1 }],
    eventTypes: [{ type: 'purchase', rows: 9, purchase: true }],
    byMonth: [{ month: '1970-01', events: 9, users: 5, orders: 8, revenue: 100.5 }],
  },
  backend: {
    active: 'wasm',
    choice: 'auto',
    probes: [{ name: 'webgpu', available: false, correct: false, ms: null, software: false, detail: 'no adapter' }],
  },
  seconds: { read: 0.5, features: 0.1, cluster: 0.25 },
  matrix,
  training: {
    epochs: 2,
    bestEpoch: 2,
    stoppedEarly: false,
    trainingLoss: [1, 0.5],
    validationLoss: [1.1, NaN],
    trainingUsers: 4,
    validationUsers: 0,
    baselineLoss: NaN,
    parameters: 10,
    seconds: 0.1,
    backends: ['wasm'],
  },
  clusterings: {
    byK: new Map([[2, segmentation]]),
    validity: [{ k: 2, inertia: 3, silhouette: 0.4, daviesBouldin: 1, calinskiHarabasz: Infinity, stability: [0.9, 0.8], sizes: [2, 2] }],
    basis: { restartUsers: 4, silhouetteUsers: 4, silhouetteSampled: false, stabilityUsers: 4, stabilitySampled: false, bootstraps: 20 },
    choice: { k: 2, rule: 'manual', bestK: 3, bestSilhouette: 0.5 },
    computedOn: 'typed-arrays',
  },
  segmentation,
  portraits: [portrait(0), portrait(1)],
  timeline: {
    unit: 'month',
    windows: [
      {
        index: 0,
        label: '1970-01',
        from: 0,
        to: 1000,
        complete: true,
        reference: false,
        activeUsers: 4,
        events: 9,
        orders: 8,
        revenue: 100.5,
        shares: [{ segment: 0, users: 2, share: 0.5, low: 0.15, high: 0.85 }],
        sharePsi: 0.01,
        drift: [
          {
            feature: 'recency_days',
            n: 3,
            m: 30,
            psi: 0.3,
            psiThreshold: 0.1,
            flagged: true,
            jensenShannon: 0.1,
            ks: 0.2,
            ksP: 0.04,
            ksPAdjusted: 0.08,
            wasserstein: NaN,
            test: 'ks',
            drifted: true,
          },
        ],
        driftedFeatures: 1,
        dataDrift: true,
        eventTypeShares: [1],
      },
    ],
    referenceWindows: [],
    referenceUsers: 30,
    features: ['recency_days'],
    eventTypes: ['purchase'],
    alerts: [{ kind: 'feature', window: 0, level: 'act', feature: 'recency_days', before: 3, after: NaN, psi: 0.3 }],
    tooShort: false,
  },
  words: { names: ['Loyal buyers', '偶尔购买'], alerts: ['Recency moved in January.'] },
};
