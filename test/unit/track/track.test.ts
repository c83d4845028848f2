import { describe, expect, it } from 'vitest';
import { AppError } from '../../../workers/protocol/errors';
import { drive } from '../../../workers/protocol/progress';
import { defaultTrack } from '../../../workers/protocol/recipe';
import type { Alert, Timeline } from '../../../workers/protocol/timeline';
import { track } from '../../../workers/track';
import { HUNTERS, population } from '../../fixtures/population';
import { trackInput, trackTruth } from '../../fixtures/tracked';

const MONTHLY = { ...defaultTrack(), window: 'month' } as const;

const alertsOf = (timeline: Timeline, kind: Alert['kind']) => timeline.alerts.filter((alert) => alert.kind === kind);
/** Every window in which any of the alerts holds. */
const windowsOf = (alerts: readonly Alert[]) =>
  [...new Set(alerts.flatMap(({ window, until }) => Array.from({ length: until - window + 1 }, (_, i) => window + i)))].sort(
    (a, b) => a - b,
  );

describe('track', () => {
  it('raises no alert in at least 19 of 20 runs without drift', async () => {
    // All tests of a run together are held to 0.05 (families.ts), with limits and least sizes beside them.
    let runs = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { events, truth } = population({ seed, users: 300, months: 14 });
      const { timeline } = await trackTruth(events, truth, MONTHLY);
      expect(timeline.tooShort).toBe(false);
      if (timeline.alerts.length > 0) runs++;
    }
    expect(runs).toBeLessThanOrEqual(1);
  });

  it('alerts a planted fade from its month on and not before', async () => {
    const { events, truth } = population({ seed: 3, users: 1200, months: 16, fade: { from: 10, absence: 0.6 } });
    const { timeline } = await trackTruth(events, truth, MONTHLY);
    expect(timeline.referenceWindows).toEqual([0, 1, 2, 3, 4, 5]);
    const fallen = alertsOf(timeline, 'segment-share').filter(({ segment, before, after }) => segment === HUNTERS && after < before);
    expect(windowsOf(fallen)).toEqual([10, 11, 12, 13, 14, 15]);
    expect(windowsOf(timeline.alerts).every((window) => window >= 10)).toBe(true);
    expect(fallen.every(({ level, p }) => level === 'act' && p! < 0.05)).toBe(true);
  });

  it('alerts a checkout failure in its months with the features and the event type that it touches', async () => {
    const { events, truth } = population({ seed: 4, users: 1200, months: 14, checkout: { from: 8, to: 10, failure: 0.5 } });
    const { timeline } = await trackTruth(events, truth, MONTHLY);
    expect(windowsOf(timeline.alerts)).toEqual([8, 9]);
    const features = alertsOf(timeline, 'feature').map(({ feature }) => feature);
    expect(features).toContain('rate_cart_to_purchase');
    expect(features).toContain('frequency_orders');
    const types = alertsOf(timeline, 'event-type-share');
    expect(types.map(({ window, until, ongoing, name }) => [window, until, ongoing, name])).toEqual([[8, 9, false, 'purchase']]);
    expect(types.every(({ before, after }) => after < before)).toBe(true);
    // The strongest feature alert comes first, and a share alert names it.
    expect(alertsOf(timeline, 'feature')[0]!.feature).toBe('rate_cart_to_purchase');
    for (const { feature } of alertsOf(timeline, 'segment-share')) expect(feature).toBe('rate_cart_to_purchase');
  });

  it('announces a new category once, in its first window', async () => {
    const { events, truth } = population({ seed: 5, users: 400, months: 14, launch: { from: 11, share: 0.04 } });
    const { timeline } = await trackTruth(events, truth, MONTHLY);
    const launched = alertsOf(timeline, 'new-category');
    expect(launched.map(({ window, name, before }) => [window, name, before])).toEqual([[11, 'novelties', 0]]);
    expect(launched[0]).toMatchObject({ names: ['novelties'], nameCount: 1, level: 'watch' });
    expect(launched[0]!.after).toBeGreaterThan(10);
  });

  it('alerts the loss of active users', async () => {
    const { events, truth } = population({ seed: 6, users: 600, months: 14, fade: { from: 11, absence: 0.95 } });
    const { timeline } = await trackTruth(events, truth, MONTHLY);
    const active = alertsOf(timeline, 'active-users');
    expect(windowsOf(active)).toEqual([11, 12, 13]);
    expect(active.every(({ before, after }) => after < 0.85 * before)).toBe(true);
  });

  it('gives every window whole figures', async () => {
    const { events, truth } = population({ seed: 7, users: 200, months: 9 });
    const { timeline, maps } = await trackTruth(events, truth, MONTHLY);
    expect(timeline.windows.reduce((sum, window) => sum + window.events, 0)).toBe(events.rows);
    timeline.windows.forEach((window, w) => {
      expect(window.index).toBe(w);
      expect(maps[w]!.users).toHaveLength(window.activeUsers);
      expect(maps[w]!.labels).toHaveLength(window.activeUsers);
      expect(maps[w]!.points).toHaveLength(2 * window.activeUsers);
      expect(window.shares.reduce((sum, { users }) => sum + users, 0)).toBe(window.activeUsers);
      expect(window.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
      for (const { low, share, high } of window.shares) expect(low <= share && share <= high).toBe(true);
      expect(window.eventTypeShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(window.drift.map(({ feature }) => feature)).toEqual(timeline.features);
      for (const figures of window.drift) {
        expect(figures.ksPAdjusted).toBeGreaterThanOrEqual(figures.ksP);
        expect(figures.flagged).toBe(figures.psi > figures.psiThreshold);
      }
      expect(window.revenue).toBeGreaterThan(0);
      expect(window.state).toBe('complete');
      const value = Object.fromEntries(window.business.map((each) => [each.figure, each.value!]));
      expect(value['orders-a-user']).toBeCloseTo(window.orders / window.activeUsers, 12);
      expect(value['conversion']).toBeCloseTo(window.buyers / window.activeUsers, 12);
      expect(value['revenue-a-user']! / value['orders-a-user']!).toBeCloseTo(value['order-value']!, 9);
      expect(window.embedding!.low < window.embedding!.auc && window.embedding!.auc < window.embedding!.high).toBe(true);
      expect(window.segmentDrift.map(({ segment }) => segment)).toEqual(window.reference ? [] : [0, 1, 2, 3]);
    });
  });

  it('gives the same result twice', async () => {
    const { events, truth } = population({ seed: 8, users: 150, months: 8 });
    expect(await trackTruth(events, truth)).toEqual(await trackTruth(events, truth));
  });

  it('follows weeks, never alerts an incomplete one', async () => {
    const { events, truth } = population({ seed: 9, users: 250, months: 3 });
    const { timeline } = await trackTruth(events, truth);
    expect(timeline.unit).toBe('week');
    // 1 January 2023 is a Sunday: the first week has one day. March ends on a Friday.
    expect(timeline.windows[0]).toMatchObject({ label: '2022-12-26', complete: false, reference: false });
    expect(timeline.windows.at(-1)).toMatchObject({ label: '2023-03-27', complete: false });
    const complete = new Set(timeline.windows.filter((window) => window.complete).map(({ index }) => index));
    expect(timeline.alerts.every(({ window }) => complete.has(window))).toBe(true);
  });

  it('says that a file is too short, and still shows shares', async () => {
    const { events, truth } = population({ seed: 10, users: 100, months: 2 });
    const { timeline } = await trackTruth(events, truth, MONTHLY);
    expect(timeline).toMatchObject({ tooShort: true, referenceWindows: [], referenceUsers: 0, alerts: [] });
    expect(timeline.windows.map(({ drift }) => drift.length)).toEqual([0, 0]);
    for (const window of timeline.windows) expect(window.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('says how many windows of a long file it leaves out', async () => {
    const { events, truth } = population({ seed: 10, users: 4, months: 30 });
    const { timeline } = await trackTruth(events, truth, { ...defaultTrack(), window: 'week' });
    const week = (time: number) => Math.floor((time - Date.UTC(1970, 0, 5)) / (7 * 86_400_000));
    const [first, last] = [week(Math.min(...events.time)), week(Math.max(...events.time))];
    expect(last - first + 1).toBeGreaterThan(120);
    const shown = week(Date.parse(timeline.windows[0]!.label));
    expect(timeline.windows).toHaveLength(120);
    expect(timeline.leftOutBefore).toBe(shown - first);
    expect(timeline.leftOutAfter).toBe(last - shown - 119);
  });

  it('reports progress and stops when cancelled', async () => {
    const { events, truth } = population({ seed: 12, users: 100, months: 8 });
    const input = await trackInput(events, truth, MONTHLY);
    const seen: number[] = [];
    await drive(track(input), ({ stage, done, total }) => {
      expect(stage).toBe('track');
      expect(done).toBeLessThanOrEqual(total);
      seen.push(done / total);
    });
    expect(seen.at(-1)).toBe(1);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    const controller = new AbortController();
    const cancelled = drive(track(input, controller.signal), () => controller.abort());
    await expect(cancelled).rejects.toSatisfy((error) => error instanceof AppError && error.code === 'cancelled');
  });

  it('compares with the window before, and then alerts what changed and what changed back', async () => {
    const { events, truth } = population({ seed: 4, users: 1200, months: 14, checkout: { from: 8, to: 10, failure: 0.5 } });
    const { timeline } = await trackTruth(events, truth, { ...MONTHLY, reference: 'previous' });
    expect(timeline.reference).toBe('previous');
    expect(timeline.windows.map(({ comparedWith }) => comparedWith)).toEqual([[], ...Array.from({ length: 13 }, (_, w) => [w])]);
    expect(timeline.windows[0]!.drift).toEqual([]);
    expect(timeline.windows.every(({ reference }) => !reference)).toBe(true);
    expect(windowsOf(timeline.alerts)).toEqual([8, 10]);
    const conversion = timeline.alerts.filter(({ figure }) => figure === 'conversion');
    expect(conversion.map(({ window, before, after }) => [window, after > before])).toEqual([
      [10, true],
      [8, false],
    ]);
  });

  it('compares with last year, where there is one', async () => {
    const { events, truth } = population({ seed: 6, users: 300, months: 26, checkout: { from: 20, to: 22, failure: 0.6 } });
    const { timeline } = await trackTruth(events, truth, { ...MONTHLY, reference: 'last-year' });
    expect(timeline.windows.map(({ comparedWith }) => comparedWith[0] ?? null)).toEqual(
      Array.from({ length: 26 }, (_, w) => (w < 12 ? null : w - 12)),
    );
    expect(timeline.windows.map(({ drift }) => drift.length > 0)).toEqual(Array.from({ length: 26 }, (_, w) => w >= 12));
    expect(windowsOf(timeline.alerts)).toEqual([20, 21]);
    const short = await trackTruth(events, truth, { ...MONTHLY, window: 'week', reference: 'last-year' });
    expect(short.timeline.windows[51]!.comparedWith).toEqual([]);
    expect(short.timeline.windows[60]!.comparedWith).toEqual([8]);
  });

  it('says what would make an alert go away, and who and what is concerned', async () => {
    const { events, truth } = population({ seed: 3, users: 1200, months: 16, fade: { from: 10, absence: 0.6 } });
    const { timeline } = await trackTruth(events, truth, MONTHLY);
    const fallen = timeline.alerts.find(({ segment, before, after }) => segment === HUNTERS && after < before)!;
    expect(fallen).toMatchObject({
      window: 10,
      until: 15,
      ongoing: true,
      segments: [HUNTERS],
      clears: { figure: 'share', direction: 'above' },
    });
    expect(fallen.id).toBe(`segment-share/${HUNTERS}/2023-11`);
    expect(fallen.clears!.bound).toBeGreaterThan(fallen.latest);
    expect(fallen.clears!.bound).toBeLessThan(fallen.before);
    expect(fallen.confidence).toBeGreaterThan(0.95);
    expect(new Set(timeline.alerts.map(({ id }) => id)).size).toBe(timeline.alerts.length);
    for (const { features } of timeline.alerts) for (const feature of features) expect(timeline.features).toContain(feature);
  });

  it('takes its thresholds from the recipe', async () => {
    const { events, truth } = population({ seed: 4, users: 600, months: 12, checkout: { from: 8, to: 10, failure: 0.5 } });
    const alerts = async (thresholds: Partial<(typeof MONTHLY)['thresholds']>) =>
      (await trackTruth(events, truth, { ...MONTHLY, thresholds: { ...MONTHLY.thresholds, ...thresholds } })).timeline.alerts;
    const usual = await alerts({});
    expect(usual.length).toBeGreaterThan(3);
    const deaf = await alerts({ psiWatch: 5, psiAct: 10, auc: 0.95, shareChange: 0.5, relativeChange: 5 });
    expect(deaf.filter(({ kind }) => kind !== 'data-drift')).toEqual([]);
    const strict = await alerts({ alpha: 1e-6 });
    expect(strict.length).toBeLessThan(usual.length);
  });
});
