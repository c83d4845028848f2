import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { runReport } from '../../../workers/export';
import { RunReportSchema } from '../../../workers/protocol/report';
import { matrix, runInput, segmentation } from './run';

const KEYS = [
  'recipe',
  'file',
  'quality',
  'backend',
  'seed',
  'timings',
  'window',
  'features',
  'training',
  'segments',
  'validity',
  'timeline',
  'versions',
];

describe('the run report', () => {
  const report = runReport(runInput);

  it('keeps to its schema, before and after a trip through JSON', () => {
    expect(v.safeParse(RunReportSchema, report).issues).toBeUndefined();
    const back: unknown = JSON.parse(JSON.stringify(report, null, 2));
    expect(back).toEqual(report);
    expect(v.parse(RunReportSchema, back)).toEqual(report);
  });

  it('has every key, and the schema refuses a report that lacks one or has another', () => {
    expect(Object.keys(report).sort()).toEqual([...KEYS].sort());
    for (const key of KEYS) {
      const { [key]: _gone, ...rest } = report as unknown as Record<string, unknown>;
      expect(v.safeParse(RunReportSchema, rest).success, key).toBe(false);
    }
    expect(v.safeParse(RunReportSchema, { ...report, more: 1 }).success).toBe(false);
    expect(v.safeParse(RunReportSchema, { ...report, file: { ...report.file, path: '/home' } }).success).toBe(false);
  });

  it('writes null where there is no number', () => {
    expect(report.training!.validationLoss).toEqual([1.1, null]);
    expect(report.training!.baselineLoss).toBeNull();
    expect(report.training!.difference).toEqual({ value: -0.25, low: null, high: null });
    expect(report.training!.joint).toEqual({ k: 2, divergence: [0.2], changed: [null] });
    expect(report.validity.byK[0]!.calinskiHarabasz).toBeNull();
    expect(report.timeline.windows[0]!.drift[0]!.wasserstein).toBeNull();
    expect(report.timeline.alerts[0]!.after).toBeNull();
    expect(report.segments[0]!.traits[0]!.effectLow).toBeNull();
  });

  it('gives the centre of a segment in the units of the features, over the users that have a value', () => {
    // Segment 0: users 0 and 2; segment 1: users 1 (recency missing) and 3.
    expect(report.segments[0]!.centre).toEqual({ recency_days: 20, value_total: (4.1 + 0.2 + 1234567.89) / 2 });
    expect(report.segments[1]!.centre).toEqual({ recency_days: 20, value_total: (-5 + 0.1) / 2 });
    expect(report.segments.map((segment) => segment.centreEmbedding)).toEqual([
      [1, 2, 3],
      [-1, -2, -3],
    ]);
  });

  it('writes null for the centre of a feature that nobody in the segment has', () => {
    const raw = matrix.raw.slice();
    raw[6] = NaN;
    const [, second] = runReport({ ...runInput, matrix: { ...matrix, raw } }).segments;
    expect(second!.centre['recency_days']).toBeNull();
  });

  it('leaves noise out of the centres', () => {
    const labels = Int32Array.of(0, 1, -1, 1);
    const [first] = runReport({ ...runInput, segmentation: { ...segmentation, labels } }).segments;
    expect(first!.centre).toEqual({ recency_days: 10, value_total: 4.1 + 0.2 });
  });

  it('carries the words of the screen, the seed, the seconds and what was left out', () => {
    expect(report.segments.map((segment) => segment.name)).toEqual(['Loyal buyers', '偶尔购买']);
    expect(report.timeline.alerts[0]!.text).toBe('Recency moved in January.');
    expect(report.seed).toBe(runInput.recipe.seed);
    expect(report.timings).toEqual({ read: 0.5, features: 0.1, cluster: 0.25 });
    expect(report.window.constantFeatures).toEqual(['refund_count']);
    expect(report.file).toEqual({ name: 'shop.csv', size: 1234, lastModified: 5 });
  });

  it('carries the words that stand out, letter by letter', () => {
    const words = [{ word: '=跑步鞋 "x"\u202e', of: 'words' as const, users: 12, share: 0.34, others: 0.08 }];
    const [first, second] = runInput.portraits;
    const told = runReport({
      ...runInput,
      portraits: [
        { ...first!, words },
        { ...second!, words: [] },
      ],
    });
    expect(v.safeParse(RunReportSchema, JSON.parse(JSON.stringify(told))).issues).toBeUndefined();
    expect(told.segments.map((segment) => segment.words)).toEqual([words, []]);
    expect(report.segments[0]).not.toHaveProperty('words');
  });

  it('balances the rows', () => {
    const { rowsRead, kept, duplicates, rejected } = report.quality;
    expect(kept + duplicates + Object.values(rejected).reduce((sum, rows) => sum + rows, 0)).toBe(rowsRead);
  });

  it('lists the strongest traits only, in their order', () => {
    const effects = report.segments[0]!.traits.map((trait) => trait.effect!);
    expect(effects).toHaveLength(10);
    expect(effects).toEqual([...effects].sort((a, b) => b - a));
  });

  it('says which versions made it', () => {
    expect(report.versions.shoal).toMatch(/^\d+\.\d+\.\d+/);
    expect(report.versions.tfjs).toMatch(/^\d+\.\d+\.\d+$/);
    expect(report.versions.schema).toBe(1);
  });

  it('names the files that were read as one', () => {
    const unwrapped = { kind: 'files', parts: ['jan.csv', 'feb.csv'], skipped: [], choices: [], laterFields: [] } as const;
    const of = (parts: readonly string[]) =>
      runReport({ ...runInput, quality: { ...runInput.quality, unwrapped: { ...unwrapped, parts } } });
    expect(v.parse(RunReportSchema, of(['jan.csv', 'feb.csv'])).file.parts).toEqual(['jan.csv', 'feb.csv']);
    expect(v.parse(RunReportSchema, of(['jan.csv'])).file).toEqual(report.file);
  });

  it('tells what was done about dirt in tables of users', () => {
    const dirt = {
      gaps: [{ name: 'age', rows: 3, filled: 2 }],
      touches: { clip: 1, zScore: 0, isolation: null },
      clipped: 0,
      repeated: null,
    };
    const join = { kind: 'users', fileName: 'a.csv', rowsRead: 9, rows: 9, duplicates: 0, rejected: 0, dirt } as const;
    const matched = { inEvents: 9, matched: 9, unmatched: 0, eventsMatched: 9 };
    const quality = { ...runInput.quality, attributeDirt: dirt, joins: [{ ...join, ...matched }] };
    const told = v.parse(RunReportSchema, runReport({ ...runInput, quality })).quality;
    expect([told.attributeDirt, told.joins![0]!.dirt]).toEqual([dirt, dirt]);
  });

  it('does without training and without the time of the file', () => {
    const other = runReport({ ...runInput, training: null, file: { name: 'a.csv', size: 1 } });
    expect(v.safeParse(RunReportSchema, other).issues).toBeUndefined();
    expect(other.training).toBeNull();
    expect(other.file).toEqual({ name: 'a.csv', size: 1 });
  });
});
