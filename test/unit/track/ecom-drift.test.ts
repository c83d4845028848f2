import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { cluster } from '../../../workers/cluster';
import { inlineCompute } from '../../../workers/cluster/compute';
import { extractFeatures } from '../../../workers/features';
import { ingest, previewFile } from '../../../workers/ingest';
import { project } from '../../../workers/project';
import type { Embedding } from '../../../workers/protocol/model';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import type { Alert, Timeline } from '../../../workers/protocol/timeline';
import { track } from '../../../workers/track';

const file = new URL('../../../../shared/data/ecom.csv.gz', import.meta.url);
const present = existsSync(file);
const K = 5;
/** The dates that the file's authors give, both ends inclusive. */
const INCIDENTS = [
  { what: 'viral article', from: '2024-02-29', to: '2024-03-03' },
  { what: 'checkout bug', from: '2024-04-09', to: '2024-05-09' },
  { what: 'payment incident', from: '2024-05-19', to: '2024-06-07' },
] as const;
const DAY = 86_400_000;

async function timelineOf(): Promise<Timeline> {
  const source = new File([new Uint8Array(gunzipSync(readFileSync(file)))], 'ecom.csv');
  const { mapping } = await previewFile(source);
  const recipe = defaultRecipe(mapping);
  const { events } = await drive(ingest(source, mapping, recipe.cleaning));
  const matrix = await drive(extractFeatures(events, recipe.features));
  const embedding: Embedding = {
    users: matrix.users,
    dims: matrix.features,
    data: matrix.scaled,
    encoder: [],
    decoder: [],
    training: null,
  };
  const compute = inlineCompute();
  const clusterings = await drive(cluster(embedding, { ...recipe.clustering, k: K, restarts: 3 }, recipe.seed, compute, compute));
  const segmentation = clusterings.byK.get(K)!;
  const projection = project(embedding);
  const { timeline } = await drive(
    track({ events, matrix, embedding, segmentation, projection, features: recipe.features, track: recipe.track }),
  );
  return timeline;
}

describe.skipIf(!present)('drift in the ecom clickstream (skipped where ../shared/data/ecom.csv.gz is absent)', () => {
  let timeline: Timeline;
  beforeAll(async () => {
    timeline = await timelineOf();
  }, 120_000);

  const during = (what: (typeof INCIDENTS)[number]['what']) => {
    const incident = INCIDENTS.find((each) => each.what === what)!;
    const [from, to] = [Date.parse(incident.from), Date.parse(incident.to) + DAY];
    return (window: Timeline['windows'][number]) => window.from < to && window.to > from;
  };
  const begun = (holds: (window: Timeline['windows'][number]) => boolean): readonly Alert[] =>
    timeline.alerts.filter((alert) => holds(timeline.windows[alert.window]!));
  /** Event types that an alert is about, with the window in which it begins. */
  const types = (alerts: readonly Alert[]) =>
    alerts
      .filter(({ kind }) => kind === 'new-event-type' || kind === 'event-type-share')
      .flatMap(({ names, name, window }) => (names ?? [name!]).map((type) => ({ type, window })));
  const weeksOf = (what: (typeof INCIDENTS)[number]['what']) => timeline.windows.filter(during(what)).map(({ index }) => index);

  it('is followed by week, the first weeks of a few users aside', () => {
    expect(timeline.unit).toBe('week');
    expect(timeline.windows.map(({ state }) => state).slice(0, 4)).toEqual(['partial', 'few-users', 'few-users', 'complete']);
    for (const index of timeline.referenceWindows) expect(timeline.windows[index]!.state).toBe('complete');
  });

  it('alerts the checkout bug in the first week of its dates, by its event type', () => {
    expect(types(begun(during('checkout bug')))).toContainEqual({ type: 'checkout_bug', window: weeksOf('checkout bug')[0] });
  });

  it('alerts the payment incident in the first weeks of its dates, by its event types', () => {
    const found = types(begun(during('payment incident')));
    const [first, second] = weeksOf('payment incident');
    expect(found).toContainEqual({ type: 'payment_error', window: first });
    // The incident has one day of its first week.
    expect(found.filter(({ type }) => type === 'support_chat').map(({ window }) => window)).toEqual([second]);
  });

  it('names no event type that did not move, and has no alert go on after its incident', () => {
    expect([...new Set(types(timeline.alerts).map(({ type }) => type))].sort()).toEqual(['checkout_bug', 'payment_error', 'support_chat']);
    for (const { window, until } of timeline.alerts) {
      const incident = INCIDENTS.find(({ what }) => during(what)(timeline.windows[window]!));
      if (incident) expect(weeksOf(incident.what)).toContain(until);
    }
  });

  it('raises at most one alert in nine quiet weeks, although the shop grows fivefold', () => {
    const quiet = timeline.windows.filter(
      (window) => window.state === 'complete' && !window.reference && INCIDENTS.every(({ what }) => !during(what)(window)),
    );
    expect(quiet.length).toBeGreaterThanOrEqual(5);
    const alerts = begun((window) => quiet.includes(window));
    expect(9 * alerts.length).toBeLessThanOrEqual(quiet.length);
    expect(timeline.alerts.filter(({ kind }) => kind === 'active-users')).toEqual([]);
  });
});
