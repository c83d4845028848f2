import { describe, expect, it } from 'vitest';
import type { QualityReport } from '../../../workers/protocol/ingest';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { staleness } from '../../../src/screens/data/staleness';
import type { Draft, Run } from '../../../src/workbench/store';

const recipe = defaultRecipe({} as never);
const { seed, features, encoder, clustering, track } = recipe;
const settings = { seed, features, encoder, clustering, track };
const quality = { fileSize: 1 } as unknown as QualityReport;
const run = { quality, fileName: 'a.csv', result: { recipe } } as unknown as Run;
const draft = { quality, file: { name: 'a.csv' } } as unknown as Draft;

describe('results', () => {
  it('are older than the settings where these would make other segments', () => {
    expect(staleness(run, draft, settings)).toBeNull();
    expect(staleness(run, draft, { ...settings, seed: seed + 1 })).toBe('settings');
    expect(staleness(run, draft, { ...settings, encoder: { ...encoder, epochs: encoder.epochs + 1 } })).toBe('settings');
  });

  it('are not by what is decided about the segments that there are: windows, a horizon, how placing is learned', () => {
    const later = { ...settings, track: { ...track, window: 'week' as const }, predict: { horizonDays: 14 } };
    expect(staleness(run, draft, { ...later, assignment: { classWeights: 'balanced' } })).toBeNull();
  });
});
