import { describe, expect, it } from 'vitest';
import type { KValidity, TrainingReport } from '../../../workers/protocol/model';
import type { RunInfo, RunSummary } from '../../../workers/protocol/runs';
import { figureRows } from '../../../src/screens/models/compare/figure-rows';
import { keptRun } from '../runs/kept-run';

const run = (change: Partial<RunSummary>): RunInfo => ({ ...keptRun('1', change).summary, current: false, hindrance: null });

const VALIDITY: KValidity = {
  k: 2,
  inertia: 10,
  silhouette: 0.314,
  daviesBouldin: 1.25,
  calinskiHarabasz: 12345,
  stability: [0.9, 0.71],
  sizes: [2, 1],
};
const TRAINING = {
  baselineLoss: 0.5,
  difference: { value: -0.25, low: -0.3, high: -0.2 },
  bestLoss: 0.25,
  bestEpoch: 2,
  trainingLoss: [1, 0.3],
  validationLoss: [1, 0.25],
} as unknown as TrainingReport;

describe('the figures of two runs', () => {
  const first = run({
    validity: VALIDITY,
    training: TRAINING,
    seconds: { read: 1, encode: 2 },
    forecasts: {
      purchases: null,
      outcomes: { days: 30, figures: [{ kind: 'purchase', auc: 0.8, baselineAuc: 0.75 }] },
      spending: { days: 30, rmse: 12.5, baselineRmse: 20 },
    },
  });
  const second = run({
    backend: 'webgpu',
    seconds: { read: 1 },
    forecasts: { purchases: null, outcomes: { days: 60, figures: [{ kind: 'purchase', auc: 0.7, baselineAuc: null }] } },
  });
  const rows = new Map(figureRows(first, second, 'en').map(({ label, values }) => [label, values]));

  it('stand side by side, a dash where one run has none', () => {
    expect(rows.get('Silhouette')).toEqual(['0.31', '–']);
    expect(rows.get('Davies–Bouldin')).toEqual(['1.25', '–']);
    expect(rows.get('Calinski–Harabasz')).toEqual(['12,345', '–']);
    expect(rows.get('Stability of the weakest segment')).toEqual(['0.71', '–']);
    expect(rows.get('Loss on users kept for validation')).toEqual(['0.25', '–']);
    expect(rows.get('Loss of the simple method')).toEqual(['0.5', '–']);
    expect(rows.get('How much more the network loses')).toEqual(['better: −0.25 (95%: −0.3 to −0.2)', '–']);
    expect(rows.get('Compute backend')).toEqual(['JavaScript', 'WebGPU']);
    expect(rows.get('Time in all')).toEqual(['3 s', '1 s']);
  });

  it('say what follows from the difference of two losses, and where it cannot be told', () => {
    const against = (change: Partial<TrainingReport>) => {
      const told = figureRows(run({ training: { ...TRAINING, validationUsers: 80, ...change } }), second, 'en');
      return told.find(({ id }) => id === 'against')?.values[0];
    };
    expect(against({ difference: { value: 0.1, low: -0.1, high: 0.3 } })).toBe('not told apart: 0.1 (95%: −0.1 to 0.3)');
    expect(against({ difference: { value: 0.1, low: 0.05, high: 0.15 } })).toBe('worse: 0.1 (95%: 0.05 to 0.15)');
    expect(against({ validationUsers: 4, difference: { value: -0.1, low: null, high: null } })).toBe('too few users to say: −0.1');
    expect(against({ validationUsers: 0 })).toBe('not tested on others');
    expect(against({ baselineLoss: 0, difference: { value: 1e-15, low: 1e-16, high: 2e-15 } })).toMatch(
      /^nothing to beat: the code is as wide/,
    );
    expect(against({ difference: undefined })).toBe('not tested against chance');
    // A network that reads events in order stands beside a Markov chain.
    expect(against({ baselineLoss: null })).toBeUndefined();
  });

  it('name the simple method of each kind of encoder, and the users that a loss is of', () => {
    const note = (language: 'en' | 'zh-CN') => figureRows(first, second, language).find(({ id }) => id === 'loss')!.note!;
    expect(note('en')).toMatch(/users kept for validation, or where none were kept .*PCA, for a variational autoencoder probabilistic PCA/);
    expect(note('zh-CN')).toMatch(/留作验证的用户.*PCA；变分自编码器为概率 PCA/);
  });

  it('of other horizons are other figures', () => {
    expect(rows.get('Buys in 30 days')).toEqual(['AUC 0.80 (0.75)', '–']);
    expect(rows.get('Buys in 60 days')).toEqual(['–', 'AUC 0.70']);
    expect(rows.get('Spending in 30 days')).toEqual(['RMSE 12.5 (20)', '–']);
  });

  it('that neither run has are left out, and those of one run beside itself are the same twice', () => {
    expect(rows.has('In no segment')).toBe(false);
    expect(rows.has('The same under other random starts')).toBe(false);
    for (const { values } of figureRows(first, first, 'zh-CN')) expect(values[0]).toBe(values[1]);
  });
});
