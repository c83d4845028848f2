import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { rawFeatures, windowDays } from '../../../workers/features';
import { ingest, previewFile } from '../../../workers/ingest';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe, defaultTrack } from '../../../workers/protocol/recipe';
import { track } from '../../../workers/track';
import { atLength } from '../../../workers/track/columns';
import { FEATURES, trackInput } from '../../fixtures/tracked';
import { slowCorrection, slowFigures } from './slow-drift';

const file = new URL('../../../../shared/data/online-retail.csv.gz', import.meta.url);
const present = existsSync(file);
const TOLERANCE = 1e-6;

async function readEvents() {
  const source = new File([new Uint8Array(gunzipSync(readFileSync(file)))], 'online-retail.csv');
  const { mapping } = await previewFile(source);
  return (await drive(ingest(source, mapping, defaultRecipe(mapping).cleaning))).events;
}

// Segments play no part in the drift of features: any labels do.
const anyLabels = (users: number) => Int32Array.from({ length: users }, (_, user) => user % 3);

describe.skipIf(!present)('drift on Online Retail by month (skipped where ../shared/data/online-retail.csv.gz is absent)', () => {
  it('has in every window and feature the figures that the definitions give', { timeout: 120_000 }, async () => {
    const events = await readEvents();
    const input = await trackInput(events, anyLabels(events.users), { ...defaultTrack(), window: 'month' });
    const { timeline } = await drive(track(input));
    expect(timeline.windows).toHaveLength(13);
    expect(timeline.referenceWindows).toEqual([0, 1, 2, 3, 4]);

    const { from, to } = input.matrix;
    const spans = timeline.windows.map((window) => ({ from: Math.max(window.from, from), to: Math.min(window.to, to) }));
    const days = timeline.referenceWindows.reduce((all, w) => all + windowDays(spans[w]!), 0) / timeline.referenceWindows.length;
    const columns = spans.map((span) => {
      const raw = atLength(rawFeatures(events, span.from, span.to, FEATURES, timeline.features), days);
      const width = timeline.features.length;
      return timeline.features.map((_, f) =>
        Array.from({ length: raw.users }, (__, u) => raw.raw[u * width + f]!).filter((value) => !Number.isNaN(value)),
      );
    });

    const seen = new Set<string>();
    const wrong: string[] = [];
    for (const window of timeline.windows) {
      const reference = timeline.referenceWindows.filter((w) => w !== window.index);
      const slow = timeline.features.map((_, f) =>
        slowFigures(
          columns[window.index]![f]!,
          reference.flatMap((w) => columns[w]![f]!),
        ),
      );
      const ksPAdjusted = slowCorrection(slow.map(({ ksP }) => ksP));
      const chi2PAdjusted = slowCorrection(slow.map(({ chi2P }) => chi2P));
      const tested = slow.flatMap(({ test, ksP, chi2P }, f) =>
        test === 'ks' ? [{ f, p: ksP }] : test === 'chi2' ? [{ f, p: chi2P }] : [],
      );
      const corrected = slowCorrection(tested.map(({ p }) => p));
      slow.forEach((figures, f) => {
        const feature = timeline.features[f]!;
        const place = tested.findIndex((one) => one.f === f);
        const testPAdjusted = place < 0 ? null : corrected[place]!;
        const distance = figures.test === 'wasserstein' ? figures.wasserstein : figures.jensenShannon;
        const expected: Record<string, unknown> = {
          feature,
          ...figures,
          flagged: figures.psi > figures.psiThreshold,
          ksPAdjusted: ksPAdjusted[f]!,
          chi2PAdjusted: chi2PAdjusted[f]!,
          testPAdjusted,
          drifted: testPAdjusted === null ? distance >= 0.1 : testPAdjusted < 0.05,
        };
        const got = window.drift[f] as unknown as Record<string, unknown>;
        expect(Object.keys(got).sort()).toEqual(Object.keys(expected).sort());
        for (const [key, value] of Object.entries(expected)) {
          const same =
            typeof value === 'number' && typeof got[key] === 'number'
              ? Math.abs(got[key] - value) <= TOLERANCE * Math.max(1, Math.abs(value))
              : got[key] === value;
          if (!same) wrong.push(`${window.label} ${feature} ${key}: ${String(got[key])}, by definition ${String(value)}`);
        }
        seen.add(figures.test);
      });
      expect(window.driftedFeatures).toBe(window.drift.filter(({ drifted }) => drifted).length);
      expect(window.dataDrift).toBe(window.driftedFeatures >= slow.length / 2);
    }
    expect(wrong).toEqual([]);
    // The file brings several of the tests into play.
    expect([...seen].sort()).toEqual(expect.arrayContaining(['ks', 'wasserstein']));
  });
});
